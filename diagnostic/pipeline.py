"""Gathers, computes and presents: the only module that sees all the steps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from diagnostic import answers
from diagnostic.answers.invited import invite
from diagnostic.release import release, to_bytes
from diagnostic.simulation import company, example
from diagnostic.stats import diagnose
from diagnostic.stats.document import document, encode
from diagnostic.stats.findings import Diagnosis
from diagnostic.tally import Rules
from questionnaires import Questionnaire

Form = Literal["summary", "pdf", "json", "xlsx"]


@dataclass(frozen=True)
class Analysis:
    """What an analysis says.

    Args:
        documents: the content of each form that was asked for; ``summary`` is
            text in UTF-8.
        notices: sentences about what of the file was not used.
    """

    documents: Mapping[Form, bytes]
    notices: tuple[str, ...]


def analyse(
    source: bytes | Path,
    questionnaire: Questionnaire,
    forms: Collection[Form],
    *,
    rules: Rules,
    group_column: str = answers.DEPARTMENT,
    leadership: str | None = None,
    invited: Sequence[str] = (),
    language: str = "en",
) -> Analysis:
    """Diagnose a file of answers; nothing is written anywhere.

    Args:
        source: path or content of a CSV file.
        questionnaire: what was asked.
        forms: what to make of the diagnosis.
        rules: the thresholds.
        group_column: name of the column with each person's department.
        leadership: the group that is the leadership; None is ``leadership``,
            which need not occur.
        invited: people invited, ``GROUP=N`` or ``WAVE:GROUP=N``.
        language: of everything but the JSON, ``en`` or ``pt``.

    Raises:
        AnswerError: the file or ``invited`` cannot be used.
    """
    gathered = answers.read(
        source, questionnaire, group_column=group_column, leadership=leadership
    )
    *previous, last = invite(gathered.waves, invited)

    diagnosis = diagnose(last, rules, previous=previous)
    released = release(diagnosis, program=version("alignment-diagnostic"))

    documents = {form: _present(form, diagnosis, released, language) for form in forms}
    return Analysis(documents, gathered.notices)


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


def _present(
    form: Form, diagnosis: Diagnosis, released: dict[str, Any], language: str
) -> bytes:
    # Imported when asked for: the engine that lays out a PDF takes longer to
    # load than most diagnoses take to compute.
    questionnaire = diagnosis.questionnaire
    match form:
        case "json":
            return encode(document(diagnosis))
        case "pdf":
            from reports import pdf

            return pdf.render(released, questionnaire, language)
        case "xlsx":
            from reports import workbook

            return workbook.render(released, questionnaire, language)
        case "summary":
            from reports import summary

            return summary.render(released, questionnaire, language).encode()
