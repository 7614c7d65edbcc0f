"""Files of sealed waves: asked for on a page, made by a worker, kept."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import accounts, documents, waves
from diagnostic.store.models import Document, DocumentKind, DocumentState

KINDS: tuple[DocumentKind, ...] = ("pdf", "pptx", "xlsx", "csv", "json")
ENDINGS = {"csv": "zip", "reports": "zip"}
"""Of files that are named otherwise than their kind."""
_READ, _MADE = 10, 95
"""Percent when a release is read, and when a file is made but not kept yet."""

_log = logging.getLogger(__name__)

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Entry:
    """A file.

    Args:
        id: random.
        kind: what it is.
        language: of its words.
        wave: id of its wave; None for reports of many companies.
        wave_name: of many companies.
        account: id of who asked for the reports of many companies.
        state: how far it is.
        percent: the same in figures.
        asked: when.
        name: of the file, once it is made.
        companies: slugs of those in the reports of many companies.
    """

    id: str
    kind: DocumentKind
    language: str
    wave: str | None
    wave_name: str
    account: int | None
    state: DocumentState
    percent: int
    asked: datetime
    name: str
    companies: tuple[str, ...]


def ask(
    installation: Installation,
    wave: str,
    kind: DocumentKind,
    language: str,
    now: datetime,
) -> str:
    """Ask for a file of a sealed wave; gives the id of one that is there already.

    Raises:
        RefusedError: the wave is not sealed.
    """
    with installation.database.writing() as session:
        if waves.get(session, wave).state != "sealed":
            raise RefusedError("results exist once a wave is sealed")
        found = documents.alive(session, wave, kind, language)
        made = found or documents.add(session, kind, language, now, wave=wave)
        return made.id


def ask_for_all(
    installation: Installation,
    account: int,
    wave_name: str,
    language: str,
    slugs: Collection[str] | None,
    now: datetime,
) -> str:
    """Ask for the reports of one quarter, of all companies that an account sees.

    Args:
        installation: where.
        account: its id.
        wave_name: as all of these companies call it.
        language: of the reports.
        slugs: of the account's companies; None is all.
        now: the clock.

    Raises:
        RefusedError: none of them has a sealed wave of this name.
    """
    with installation.database.writing() as session:
        if not documents.sealed_of_name(session, wave_name, slugs):
            raise RefusedError("no company has a sealed wave of this name")
        return documents.add(
            session, "reports", language, now, wave_name=wave_name, account=account
        ).id


def find(installation: Installation, identity: str) -> Entry | None:
    """Find a file by its id."""
    with installation.database.reading() as session:
        found = documents.get(session, identity)
        return None if found is None else _entry(found)


def of_wave(installation: Installation, wave: str) -> list[Entry]:
    """List the files of a wave, the newest first."""
    with installation.database.reading() as session:
        return [_entry(found) for found in documents.of_wave(session, wave)]


def of_account(installation: Installation, account: int) -> list[Entry]:
    """List the reports of many companies that somebody asked for, newest first."""
    with installation.database.reading() as session:
        return [_entry(found) for found in documents.of_account(session, account)]


def content(installation: Installation, identity: str) -> bytes | None:
    """Give the bytes of a file that is made."""
    with installation.database.reading() as session:
        return documents.content(session, identity)


def wave_names(
    installation: Installation, slugs: Collection[str] | None
) -> dict[str, tuple[str, ...]]:
    """Name the sealed waves of companies, and by each name the companies' slugs."""
    with installation.database.reading() as session:
        return {
            name: tuple(
                company for company, _ in documents.sealed_of_name(session, name, slugs)
            )
            for name in documents.sealed_names(session, slugs)
        }


def forget(installation: Installation, company: str | None) -> None:
    """Delete the made files of a company, or of all: their brand has changed."""
    with installation.database.writing() as session:
        owner = existing_company(session, company).id if company else None
        documents.forget(session, owner)


def resume(installation: Installation) -> None:
    """Let files be made again whose worker is gone; called when one starts."""
    with installation.database.writing() as session:
        documents.abandoned(session)


def make_waiting(installation: Installation) -> int:
    """Make every file that waits, one at a time; gives how many were made.

    One that cannot be made is marked as failed, and does not keep the others: its
    words are not kept, as they may hold what is not shown.
    """
    made = 0
    with installation.database.reading() as session:
        waiting = documents.waiting(session)
    for identity in waiting:
        with installation.database.writing() as session:
            if not documents.take(session, identity):
                continue
        try:
            _make(installation, identity)
            made += 1
        except Exception as error:
            _log.error("document %s failed: %s", identity, type(error).__name__)
            with installation.database.writing() as session:
                documents.fail(session, identity)
    return made


def _make(installation: Installation, identity: str) -> None:
    def progress(percent: int) -> None:
        with installation.database.writing() as session:
            documents.progress(session, identity, percent)

    with installation.database.reading() as session:
        found = documents.get(session, identity)
        if found is None:
            return
        entry = _entry(found)
    progress(_READ)
    if entry.kind == "reports":
        companies = _companies(installation, entry)
        made = _all_reports(installation, entry, companies, progress)
        name = f"reports-{slug(entry.wave_name)}-{entry.language}.zip"
    else:
        companies = ()  # it is its wave's
        name, made = _of_wave(installation, entry)
    progress(_MADE)
    with installation.database.writing() as session:
        documents.finish(session, identity, name, made, companies)


def _of_wave(installation: Installation, entry: Entry) -> tuple[str, bytes]:
    from diagnostic.pipeline.reporting import report  # loads the engines

    with installation.database.reading() as session:
        wave = waves.get(session, cast("str", entry.wave))
        company, name = wave.company.slug, wave.name
    form = cast("Any", entry.kind)
    found = report(installation, company, name, [form], language=entry.language)
    return _named(company, name, entry), found[form]


def _companies(installation: Installation, entry: Entry) -> tuple[str, ...]:
    """Give the companies that who asked sees now, not those of when they asked."""
    with installation.database.reading() as session:
        account = accounts.with_id(session, cast("int", entry.account))
        if account is None:
            raise LookupError("whoever asked is gone")
        seen = {slug for slug, _ in accounts.companies(session, account.id)}
        every = account.role == "administrator"
        found = documents.sealed_of_name(
            session, entry.wave_name, None if every else seen
        )
        return tuple(company for company, _ in found)


def _all_reports(
    installation: Installation,
    entry: Entry,
    companies: Sequence[str],
    progress: Progress,
) -> bytes:
    """Write the reports of many companies into one archive."""
    from diagnostic.pipeline.reporting import report

    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for number, company in enumerate(companies, 1):
            made = report(
                installation,
                company,
                entry.wave_name,
                ["pdf"],
                language=entry.language,
            )
            # The archive bears no date of its own: the same reports, the same bytes.
            part = ZipInfo(f"{company}-{slug(entry.wave_name)}.pdf")
            archive.writestr(part, made["pdf"])
            progress(_READ + (_MADE - _READ) * number // len(companies))
    return target.getvalue()


def _named(company: str, wave: str, entry: Entry) -> str:
    ending = ENDINGS.get(entry.kind, entry.kind)
    kind = "-tables" if entry.kind == "csv" else ""
    return f"{company}-{slug(wave)}{kind}-{entry.language}.{ending}"


def _entry(found: Document) -> Entry:
    return Entry(
        found.id,
        cast("DocumentKind", found.kind),
        found.language,
        found.wave_id,
        found.wave_name,
        found.account_id,
        cast("DocumentState", found.state),
        found.percent,
        found.asked,
        found.name,
        tuple(found.companies),
    )
