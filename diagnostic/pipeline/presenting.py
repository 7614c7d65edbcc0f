"""From what was read of a sealed wave to a file: values in, bytes out."""

import json
from dataclasses import dataclass
from typing import Literal

from diagnostic.brand import Brand
from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from reports.commentary import Commentary

Form = Literal["summary", "pdf", "archival", "staff", "json", "xlsx", "pptx", "csv"]


@dataclass(frozen=True)
class Basis:
    """All that a file is made of, read once: it can be sent to another process.

    Args:
        written: the release.
        questionnaire: what was asked.
        language: ``en`` or ``pt``.
        brand: the client's.
        consultancy: the consultancy's.
        own: what the consultant wrote, if anything.
        series: the release after those of the waves before, if they are known.
        followed: actions beside the figures that they are meant to move.
    """

    written: bytes
    questionnaire: Questionnaire
    language: str
    brand: Brand
    consultancy: Brand
    own: Commentary | None
    series: Series | None = None
    followed: tuple[Followed, ...] = ()


def present(form: Form, found: Basis, notice: str | None = None) -> bytes:
    """Make a file; it depends on nothing but what is given."""
    # Imported when asked for: the engine that lays out a PDF loads slowly.
    document, questionnaire = json.loads(found.written), found.questionnaire
    language, brand, consultancy = found.language, found.brand, found.consultancy
    series, followed = found.series, found.followed
    match form:
        case "json":
            return found.written
        case "pdf" | "archival":
            from reports import pdf

            return pdf.render(
                document,
                questionnaire,
                language,
                notice=notice,
                brand=brand,
                consultancy=consultancy,
                commentary=found.own,
                archival=form == "archival",
                series=series,
                followed=followed,
            )
        case "staff":
            from reports import staff

            return staff.render(
                document,
                questionnaire,
                language,
                notice=notice,
                brand=brand,
                consultancy=consultancy,
                commentary=found.own,
            )
        case "xlsx":
            from reports import workbook

            return workbook.render(document, questionnaire, language, series, followed)
        case "pptx":
            from reports import slides

            return slides.render(
                document,
                questionnaire,
                language,
                brand=brand,
                consultancy=consultancy,
                series=series,
                followed=followed,
            )
        case "csv":
            from reports import tables

            return tables.render(document, questionnaire, language, series, followed)
        case "summary":
            from reports import summary

            return summary.render(document, questionnaire, language).encode()
