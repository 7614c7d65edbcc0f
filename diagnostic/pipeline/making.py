"""Files of sealed waves are made: one at a time, each by one worker."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from diagnostic.pipeline.batch import StoppedError, draw
from diagnostic.pipeline.documents import Entry, entry
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.reporting import basis, report
from diagnostic.pipeline.slugs import slug
from diagnostic.store import accounts, documents, waves

ENDINGS = {"csv": "zip", "reports": "zip", "archival": "pdf", "staff": "pdf"}
"""Of files that are named otherwise than their kind."""
_SAID = {"csv": "-tables", "archival": "-archive", "staff": "-staff"}
"""What the name of a file says of its kind, where the ending does not."""
_READ, _MADE = 10, 95
"""Percent when a release is read, and when a file is made but not kept yet."""

_log = logging.getLogger(__name__)

Progress = Callable[[int], None]


def find_abandoned(
    installation: Installation, seen: Mapping[str, int] | None
) -> Mapping[str, int]:
    """Let files be made again whose worker is gone.

    Args:
        installation: where.
        seen: what was being made at the call before, and how far it was; what is
            no further now is given up. None gives up everything.

    Returns:
        What is being made now.
    """
    with installation.database.reading() as session:
        found = documents.being_made(session)
    given_up = found if seen is None else dict(found.items() & seen.items())
    if given_up:
        with installation.database.writing() as session:
            documents.abandon(session, given_up)
        _log.warning("%d files were being made when a worker ended", len(given_up))
    return {one: far for one, far in found.items() if one not in given_up}


def make_waiting(
    installation: Installation, stopping: threading.Event | None = None
) -> int:
    """Make every file that waits, one at a time; gives how many were made.

    One that cannot be made is marked as failed, and does not keep the others: its
    words are not kept, as they may hold what is not shown.

    Args:
        installation: where.
        stopping: set when the process is to end. The reports of many companies are
            then left as they are, to be made by who comes next.
    """
    made = 0
    stopping = stopping or threading.Event()
    with installation.database.reading() as session:
        waiting = documents.waiting(session)
    for identity in waiting:
        with installation.database.writing() as session:
            if not documents.take(session, identity):
                continue
        try:
            _make(installation, identity, stopping)
            made += 1
        except StoppedError:
            return made
        except Exception as error:
            _log.error("document %s failed: %s", identity, type(error).__name__)
            with installation.database.writing() as session:
                documents.fail(session, identity)
    return made


def _make(installation: Installation, identity: str, stopping: threading.Event) -> None:
    def progress(percent: int) -> None:
        with installation.database.writing() as session:
            documents.progress(session, identity, percent)

    with installation.database.reading() as session:
        found = documents.get(session, identity)
        if found is None:
            return
        asked = entry(found)
    progress(_READ)
    if asked.kind == "reports":
        companies = _companies(installation, asked)
        made = _all_reports(installation, asked, companies, progress, stopping)
        name = f"reports-{slug(asked.wave_name)}-{asked.language}.zip"
    else:
        companies = ()  # it is its wave's
        name, made = _of_wave(installation, asked)
    progress(_MADE)
    with installation.database.writing() as session:
        documents.finish(session, identity, name, made, companies)


def _of_wave(installation: Installation, asked: Entry) -> tuple[str, bytes]:
    with installation.database.reading() as session:
        wave = waves.get(session, cast("str", asked.wave))
        company, name = wave.company.slug, wave.name
    form = cast("Any", asked.kind)
    found = report(installation, company, name, [form], language=asked.language)
    return _named(company, name, asked), found[form]


def _companies(installation: Installation, asked: Entry) -> tuple[str, ...]:
    """Give the companies that who asked sees now, not those of when they asked."""
    with installation.database.reading() as session:
        account = accounts.with_id(session, cast("int", asked.account))
        if account is None:
            raise LookupError("whoever asked is gone")
        seen = {slug for slug, _ in accounts.companies(session, account.id)}
        every = account.role == "administrator"
        found = documents.sealed_of_name(
            session, asked.wave_name, None if every else seen
        )
        return tuple(company for company, _ in found)


def _all_reports(
    installation: Installation,
    asked: Entry,
    companies: Sequence[str],
    progress: Progress,
    stopping: threading.Event,
) -> bytes:
    """Write the reports of many companies into one archive."""
    bases = (
        basis(installation, company, asked.wave_name, asked.language)
        for company in companies
    )
    made = draw(bases, len(companies), stopping)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive, closing(made):
        for number, (company, pdf) in enumerate(zip(companies, made, strict=True), 1):
            # The archive bears no date of its own: the same reports, the same bytes.
            part = ZipInfo(f"{company}-{slug(asked.wave_name)}.pdf")
            archive.writestr(part, pdf)
            progress(_READ + (_MADE - _READ) * number // len(companies))
    return target.getvalue()


def _named(company: str, wave: str, asked: Entry) -> str:
    ending = ENDINGS.get(asked.kind, asked.kind)
    kind = _SAID.get(asked.kind, "")
    return f"{company}-{slug(wave)}{kind}-{asked.language}.{ending}"
