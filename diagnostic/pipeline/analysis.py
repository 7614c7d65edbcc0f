"""Answers from a file: gather, compute, present."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from diagnostic import answers
from diagnostic.answers.invited import invite
from diagnostic.history import Quarter, Series
from diagnostic.release import release
from diagnostic.stats import diagnose
from diagnostic.stats.document import document, encode
from diagnostic.stats.findings import Diagnosis
from diagnostic.tally import Rules, Tally
from questionnaires import Questionnaire

Form = Literal["summary", "pdf", "archival", "json", "xlsx"]
FOLLOWED = 20
"""Waves that a report follows; a file may have a hundred."""


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
    waves = invite(gathered.waves, invited)
    *previous, last = waves

    diagnosis = diagnose(last, rules, previous=previous)
    shown = _released(waves, diagnosis) if {*forms} != {"json"} else []

    documents = {form: _present(form, diagnosis, shown, language) for form in forms}
    return Analysis(documents, gathered.notices)


def _released(waves: Sequence[Tally], last: Diagnosis) -> list[dict[str, Any]]:
    """Release the last waves, the oldest first, each beside the one before it.

    Args:
        waves: as they were counted.
        last: diagnosis of the last one.
    """
    made: list[dict[str, Any]] = []
    for number, wave in list(enumerate(waves))[-FOLLOWED:]:
        found = last
        if wave is not waves[-1]:
            before = waves[max(number - 1, 0) : number]
            found = diagnose(wave, last.rules, previous=before)
        program = version("alignment-diagnostic")
        made.append(release(found, program=program, previous=made))
    return made


def _present(
    form: Form, diagnosis: Diagnosis, shown: Sequence[dict[str, Any]], language: str
) -> bytes:
    # Imported when asked for: the engine that lays out a PDF takes longer to
    # load than most diagnoses take to compute.
    questionnaire = diagnosis.questionnaire
    if form == "json":
        return encode(document(diagnosis))
    released, series = shown[-1], None
    if len(shown) > 1:
        quarters = tuple(Quarter(one, questionnaire) for one in shown)
        series = Series(quarters, {}, {})
    match form:
        case "pdf" | "archival":
            from reports import pdf

            return pdf.render(
                released,
                questionnaire,
                language,
                archival=form == "archival",
                series=series,
            )
        case "xlsx":
            from reports import workbook

            return workbook.render(released, questionnaire, language, series)
        case "summary":
            from reports import summary

            return summary.render(released, questionnaire, language).encode()
