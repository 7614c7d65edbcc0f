"""From the release of a sealed wave to what is handed over."""

import json
from collections.abc import Collection
from typing import Any

from diagnostic.pipeline import brands, commentary
from diagnostic.pipeline.actions.reported import reported
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.intact import intact
from diagnostic.pipeline.presenting import Basis, Form, present
from diagnostic.pipeline.quarters import series_of
from diagnostic.pipeline.refusal import STATES, RefusedError
from diagnostic.pipeline.waves import existing
from diagnostic.store import releases
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires import Questionnaire, parse


def report(
    installation: Installation,
    company: str,
    name: str,
    forms: Collection[Form],
    *,
    language: str | None = None,
    notice: str | None = None,
) -> dict[Form, bytes]:
    """Present the release of a sealed wave.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        forms: what to make of it; ``summary`` is text in UTF-8, ``csv`` a ZIP,
            ``archival`` the PDF with the release attached.
        language: ``en`` or ``pt``; None is the wave's.
        notice: printed on every page of the PDF.

    Raises:
        RefusedError: there is no such wave, or it is not sealed.
        TamperedError: the release was changed since it was made.
    """
    found = basis(installation, company, name, language)
    return {form: present(form, found, notice) for form in forms}


def basis(
    installation: Installation, company: str, name: str, language: str | None = None
) -> Basis:
    """Read what the files of a sealed wave are made of.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        language: ``en`` or ``pt``; None is the wave's.

    Raises:
        RefusedError: there is no such wave, or it is not sealed.
        TamperedError: the release was changed since it was made.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        spoken = language or wave.language
        written, questionnaire = _released(session, wave)
        brand, consultancy = brands.pair(session, wave.company)
        own = commentary.of_wave(session, wave, spoken, consultancy)
        series = series_of(session, wave)
        followed = reported(session, wave, series)
    return Basis(
        written, questionnaire, spoken, brand, consultancy, own, series, followed
    )


def released(
    installation: Installation, company: str, name: str
) -> tuple[dict[str, Any], Questionnaire]:
    """Give the release of a sealed wave, and what was asked.

    Raises:
        RefusedError: there is no such wave, or it is not sealed.
        TamperedError: the release was changed since it was made.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        written, questionnaire = _released(session, wave)
    return json.loads(written), questionnaire


def _released(session: Session, wave: Wave) -> tuple[bytes, Questionnaire]:
    written = releases.document(session, wave.id)
    if written is None:
        raise RefusedError(
            "{company}/{name} is {state}: results exist once sealed",
            company=wave.company.slug,
            name=wave.name,
            state=STATES[wave.state],
        )
    intact(written, f"the release of {wave.company.slug}/{wave.name}")
    return written, parse(wave.questionnaire_source)
