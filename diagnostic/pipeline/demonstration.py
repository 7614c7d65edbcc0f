"""A simulated company through the real statistics."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from diagnostic.release import release, to_bytes
from diagnostic.simulation import company, example
from diagnostic.stats import diagnose
from questionnaires import Questionnaire


@dataclass(frozen=True)
class Demonstration:
    """What the demonstration makes of the simulated company.

    Args:
        documents: content by file name; the last is the report.
        releases: one a quarter, oldest first.
        truth: true difference, leadership minus team, in points, by (wave, team,
            dimension).
        stories: what is true, in English, by (team, dimension).
        questionnaire: what was asked.
    """

    documents: Mapping[str, bytes]
    releases: tuple[Mapping[str, Any], ...]
    truth: Mapping[tuple[str, str, str], float]
    stories: Mapping[tuple[str, str], str]
    questionnaire: Questionnaire


def demonstrate(language: str = "en") -> Demonstration:
    """Diagnose four quarters of a company whose truth is known.

    Args:
        language: of names and report, ``en`` or ``pt``.
    """
    simulated = example.example(language)
    answered = company.simulate(simulated, example.SEED)
    tallies = [company.tally(simulated, quarter) for quarter in answered]

    releases = tuple(
        release(
            diagnose(tally, previous=tallies[:number]),
            company=example.COMPANY[language],
            closed=example.CLOSED[tally.wave or ""],
            program=version("alignment-diagnostic"),
        )
        for number, tally in enumerate(tallies)
    )

    from reports import pdf, workbook

    asked, last = simulated.questionnaire, releases[-1]
    documents = {
        f"example-company-{found['wave']}.json": to_bytes(found) for found in releases
    }
    documents["example-company.xlsx"] = workbook.render(last, asked, language)
    documents["example-company.pdf"] = pdf.render(
        last, asked, language, notice=example.NOTICE[language]
    )
    truth = company.true_differences(simulated)
    stories = example.stories(language)
    return Demonstration(documents, releases, truth, stories, asked)
