"""Files of sealed waves: asked for on a page, kept, offered again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import documents, waves
from diagnostic.store.models import Document, DocumentKind, DocumentState

KINDS: tuple[DocumentKind, ...] = (
    "pdf",
    "staff",
    "pptx",
    "xlsx",
    "archival",
    "csv",
    "json",
)


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
        size: the same (bytes).
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
    size: int | None
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
        documents.hold(session, wave)
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

    Gives the id of a file that is there already, if it has the same companies.

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
        found = documents.sealed_of_name(session, wave_name, slugs)
        if not found:
            raise RefusedError("no company has a sealed wave of this name")
        companies = [slug for slug, _ in found]
        for made in documents.of_many(session, account, wave_name, language):
            if made.state != "done" or made.companies == companies:
                return made.id
        return documents.add(
            session, "reports", language, now, wave_name=wave_name, account=account
        ).id


def find(installation: Installation, identity: str) -> Entry | None:
    """Find a file by its id."""
    with installation.database.reading() as session:
        found = documents.get(session, identity)
        return None if found is None else entry(found)


def of_wave(installation: Installation, wave: str) -> list[Entry]:
    """List the files of a wave, the newest first."""
    with installation.database.reading() as session:
        return [entry(found) for found in documents.of_wave(session, wave)]


def of_waves(
    installation: Installation,
    waves: Collection[str],
    kind: DocumentKind,
    language: str,
) -> dict[str, Entry]:
    """Give the file of a kind that was last asked for of waves, by the wave's id."""
    with installation.database.reading() as session:
        found = documents.of_waves(session, waves, kind, language)
        return {one.wave_id: entry(one) for one in found if one.wave_id is not None}


def of_account(installation: Installation, account: int) -> list[Entry]:
    """List the reports of many companies that somebody asked for, newest first."""
    with installation.database.reading() as session:
        return [entry(found) for found in documents.of_account(session, account)]


def content(installation: Installation, identity: str) -> bytes | None:
    """Give the bytes of a file that is made."""
    with installation.database.reading() as session:
        return documents.content(session, identity)


def wave_names(
    installation: Installation, slugs: Collection[str] | None
) -> dict[str, tuple[int, int]]:
    """Name the sealed waves of companies.

    Returns:
        By each name, how many of the companies have it, and of how many it was
        imported.
    """
    with installation.database.reading() as session:
        return {
            name: (
                len(documents.sealed_of_name(session, name, slugs)),
                documents.number_imported(session, name, slugs),
            )
            for name in documents.sealed_names(session, slugs)
        }


def entry(found: Document) -> Entry:
    """Give a file as others may see it."""
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
        found.size,
        tuple(found.companies),
    )
