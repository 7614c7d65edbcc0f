"""What pages of many quarters need of releases, read once and remembered.

A release never changes, and its hash names it: twenty of them, each with the changes of
all quarters before, take longer to read than a page may. Only what a page of quarters
shows is remembered, a tenth of it.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

from diagnostic.history import Quarter, Series
from diagnostic.history.following import teams
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.intact import intact
from diagnostic.pipeline.lineage import Two, lineage, said
from diagnostic.pipeline.sequences import Place, Row
from diagnostic.release.abridged import abridged
from diagnostic.store import quarters, releases
from diagnostic.store.database import Session

Document = Mapping[str, Any]
_MOST = 500
"""Documents that a process remembers, of some 60 kB each."""


@dataclass(frozen=True)
class Kept:
    """Two waves, and what is kept of how they compare.

    Args:
        earlier: wave.
        later: wave.
        mapped: confirmed maps lead from the one to the other.
        unsettled: names of neighbours between the two whose departments differ, and
            of which nobody has said what became of them.
        document: the comparison, see docs/release.md; None before it is computed.
    """

    earlier: Quarter
    later: Quarter
    mapped: bool
    unsettled: tuple[Two, ...]
    document: Document | None


class Memory:
    """Documents by their hash, those used least recently forgotten first."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = Lock()
        self._found: OrderedDict[str, Document] = OrderedDict()

    def get(self, sha256: str, read: Callable[[], Document]) -> Document:
        """Give a document, read if it is not remembered."""
        with self._lock:
            if sha256 in self._found:
                self._found.move_to_end(sha256)
                return self._found[sha256]
        found = read()
        with self._lock:
            self._found[sha256] = found
            if len(self._found) > _MOST:
                self._found.popitem(last=False)
        return found


memory = Memory()


def series(installation: Installation, row: Row) -> Series:
    """Read waves in a row, each release short of what no page of quarters shows.

    Raises:
        TamperedError: a release or a comparison was changed since it was made.
    """
    with installation.database.reading() as session:
        [found] = every(session, [row.waves])
    return found


def every(session: Session, rows: Sequence[Sequence[Place]]) -> list[Series]:
    """Read waves of several rows, with as many queries as of one.

    Raises:
        TamperedError: a release or a comparison was changed since it was made.
    """

    def stored(earlier: str, later: str, mapped: bool, sha256: str) -> Document:
        def read() -> Document:
            written = quarters.comparison(session, earlier, later, mapped=mapped)
            return intact(written, f"the comparison of {earlier} with {later}", sha256)

        return memory.get(sha256, read)

    ids = [wave.id for waves in rows for wave in waves]
    hashes, known = releases.hashes(session, ids), said(session, ids)
    return [
        lineage(
            {
                wave.id: Quarter(
                    _release(session, wave.id, hashes[wave.id]), wave.questionnaire
                )
                for wave in waves
            },
            known,
            stored,
        )
        for waves in rows
    ]


def kept(
    installation: Installation,
    row: Row,
    earlier: str,
    later: str,
    *,
    as_named: bool = False,
) -> Kept:
    """Read two waves in a row, and what is kept of how they compare.

    Args:
        installation: where.
        row: of both waves.
        earlier: id of a wave.
        later: id of a later one; it need not be the next.
        as_named: without regard to maps: departments of equal names are the same.

    Raises:
        TamperedError: a release or the comparison was changed since it was made.
    """
    whole = series(installation, row.between(earlier, later))
    unsettled = tuple(_unsettled(whole))
    mapped = bool(whole.maps) and not unsettled
    with installation.database.reading() as session:
        written = quarters.comparison(
            session, earlier, later, mapped=mapped and not as_named
        )
    told = f"the comparison of {earlier} with {later}"
    document = None if written is None else intact(written, told)
    first, last = whole.quarters[0], whole.quarters[-1]
    return Kept(first, last, mapped, unsettled, document)


def _unsettled(whole: Series) -> Iterator[Two]:
    """Name neighbours whose departments differ, with nobody to say how."""
    for earlier, later in pairwise(whole.quarters):
        two = earlier.name, later.name
        if two not in whole.maps and teams(earlier) != teams(later):
            yield two


def _release(session: Session, wave: str, sha256: str) -> Document:
    def read() -> Document:
        written = releases.document(session, wave)
        return intact(written, f"the release of {wave}", sha256, abridged)

    return memory.get(sha256, read)
