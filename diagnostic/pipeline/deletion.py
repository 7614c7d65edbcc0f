"""The end of an engagement: a company is deleted, and with it all that it has.

First one transaction deletes every row, sees that nothing else has changed, and
writes down what is to be erased. Then the keys of its waves are destroyed, and with
them every copy of their answers. Then the files are scrubbed. A crash before the
commit leaves all; a crash after it is mended by finishing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from diagnostic.ballots import keys
from diagnostic.pipeline import audit
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import leaving, scrubbing
from diagnostic.store.database import Session
from diagnostic.store.leaving import Gone


@dataclass(frozen=True)
class Deleted:
    """What a deletion came to.

    Args:
        entry: id of its entry in the log.
        waves: how many were deleted.
        rows: rows of all tables that were deleted.
        compared: rows of others, each the same before and after.
        left: sentences about what the database could not erase; usually none.
        erased: False if somebody still read deleted rows; a worker goes on.
    """

    entry: int
    waves: int
    rows: int
    compared: int
    left: tuple[str, ...]
    erased: bool


def delete(
    installation: Installation, company: str, account: str, now: datetime
) -> Deleted:
    """Delete a company and everything of it, for good.

    Answers to waves that are not sealed are destroyed unread.

    Args:
        installation: where.
        company: its slug.
        account: e-mail of who wants it, or ``audit.COMMAND_LINE``.
        now: the clock.

    Raises:
        RefusedError: there is no such company; or others kept writing to it, or what
            they have would have changed. Then nothing was deleted.
    """
    entry = 0

    def note(session: Session, gone: Gone) -> None:
        nonlocal entry
        entry = audit.note(
            session,
            account,
            "",
            "company_deleted",
            now,
            slug=company,
            waves=gone.waves,
            rows=gone.rows,
            compared=gone.compared,
        )

    try:
        gone = leaving.remove(installation.database, company, note)
    except leaving.ConflictError:
        raise RefusedError(
            "others are working on {company}; nothing was deleted", company=company
        ) from None
    except leaving.DisturbedError:
        raise RefusedError(
            "the rows of others would not have been as before; nothing was deleted"
        ) from None
    if gone is None:
        raise RefusedError("there is no company {company}", company=company)
    left, erased = _finish(installation)
    return Deleted(entry, gone.waves, gone.rows, gone.compared, left, erased)


def finish(installation: Installation) -> tuple[str, ...]:
    """Erase what deletions have left, if anything.

    Returns:
        Sentences about what the database could not erase; usually none.

    Raises:
        ScrubError: somebody still reads what was deleted.
    """
    with installation.database.reading() as session:
        pending = leaving.pending(session)
    if not pending:
        return ()
    for wave in pending:
        keys.destroy(installation.keys, wave)
    left = scrubbing.scrub(installation.database, leaving.TABLES)
    with installation.database.writing() as session:
        leaving.erased(session, pending)
    return left


def is_finished(installation: Installation) -> bool:
    """Tell whether nothing is left to be erased."""
    with installation.database.reading() as session:
        return not leaving.pending(session)


def holdings(installation: Installation, company: str) -> Mapping[str, int]:
    """Count what a company has, hence what its deletion deletes.

    Never how many have answered an open wave (rule L1).

    Raises:
        RefusedError: there is no such company.
    """
    with installation.database.reading() as session:
        found = existing_company(session, company)
        return leaving.holdings(session, found)


def _finish(installation: Installation) -> tuple[tuple[str, ...], bool]:
    try:
        return finish(installation), True
    except scrubbing.ScrubError:
        return (), False
