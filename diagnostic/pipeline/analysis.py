"""Answers from a file: gather, compute, present."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from diagnostic import answers
from diagnostic.answers.invited import invite
from diagnostic.release import release
from diagnostic.stats import diagnose
from diagnostic.stats.document import document, encode
from diagnostic.stats.findings import Diagnosis
from diagnostic.tally import Rules
from questionnaires import Questionnaire

Form = Literal["summary", "pdf", "archival", "json", "xlsx"]


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


def _present(
    form: Form, diagnosis: Diagnosis, released: dict[str, Any], language: str
) -> bytes:
    # Imported when asked for: the engine that lays out a PDF takes longer to
    # load than most diagnoses take to compute.
    questionnaire = diagnosis.questionnaire
    match form:
        case "json":
            return encode(document(diagnosis))
        case "pdf" | "archival":
            from reports import pdf

            return pdf.render(
                released, questionnaire, language, archival=form == "archival"
            )
        case "xlsx":
            from reports import workbook

            return workbook.render(released, questionnaire, language)
        case "summary":
            from reports import summary

            return summary.render(released, questionnaire, language).encode()
