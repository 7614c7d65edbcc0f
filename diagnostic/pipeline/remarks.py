"""Comments of a sealed wave: read, kept from leaders, and shown to them (rule P7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing
from diagnostic.rules import FEWEST_COMMENTS
from diagnostic.store import releases
from diagnostic.store.models import Comment

Heading = tuple[str | None, str | None]
"""Department and dimension, None where they may not be told."""


@dataclass(frozen=True)
class Remark:
    """A comment.

    Args:
        id: random, and the order of a list.
        text: word for word.
        withheld: a consultant keeps it from leaders.
    """

    id: str
    text: str
    withheld: bool


@dataclass(frozen=True)
class Pile:
    """Comments under one heading.

    Args:
        department: None where it may not be told.
        dimension: its key; None where it may not be told.
        remarks: in random order; for leaders without those that are withheld.
        withheld: how many a consultant keeps from leaders.
    """

    department: str | None
    dimension: str | None
    remarks: tuple[Remark, ...]
    withheld: int


@dataclass(frozen=True)
class Remarks:
    """The comments of a wave.

    Args:
        piles: by heading; those with a department's name first.
        shown: a consultant has read them, and leaders may.
    """

    piles: tuple[Pile, ...]
    shown: bool


def remarks(
    installation: Installation, company: str, name: str, *, for_leaders: bool
) -> Remarks:
    """Give the comments of a sealed wave.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        for_leaders: without what is kept from them; nothing until a consultant shows
            them, and none of a heading with fewer than three left.

    Raises:
        RefusedError: there is no such wave.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        shown = wave.comments_shown
        found = _by_heading(releases.remarks(session, wave.id))
    if not for_leaders:
        return Remarks(tuple(_pile(*pile) for pile in found.items()), shown)
    piles = (_for_leaders(_pile(*pile)) for pile in found.items()) if shown else ()
    return Remarks(tuple(piles), shown)


def redact(installation: Installation, company: str, name: str, remark: str) -> None:
    """Keep a comment from leaders; it is not changed.

    Raises:
        RefusedError: the wave has no such comment.
    """
    _mark(installation, company, name, remark, redacted=True)


def restore(installation: Installation, company: str, name: str, remark: str) -> None:
    """Let leaders read a comment again.

    Raises:
        RefusedError: the wave has no such redacted comment.
    """
    _mark(installation, company, name, remark, redacted=False)


def show(installation: Installation, company: str, name: str, *, shown: bool) -> None:
    """Let leaders read the comments, or no longer.

    Raises:
        RefusedError: there is no such wave, or it is not sealed.
    """
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        if wave.state != "sealed":
            raise RefusedError("there are no comments before a wave is sealed")
        wave.comments_shown = shown


def _mark(
    installation: Installation, company: str, name: str, remark: str, *, redacted: bool
) -> None:
    with installation.database.writing() as session:
        wave = existing(session, company, name)
        change = releases.redact if redacted else releases.restore
        try:
            done = change(session, wave.id, bytes.fromhex(remark))
        except ValueError:
            done = False
        if not done:
            raise RefusedError("this wave has no such comment")


def _by_heading(
    found: Iterable[tuple[Comment, bool]],
) -> Mapping[Heading, list[Remark]]:
    piles: dict[Heading, list[Remark]] = {}
    for comment, withheld in found:
        remark = Remark(comment.id.hex(), comment.text, withheld)
        piles.setdefault((comment.department, comment.dimension), []).append(remark)
    # Departments first, and what is of no department or dimension last.
    order = sorted(piles, key=lambda h: (h[0] is None, h[0] or "", h[1] is None, h[1]))
    return {heading: piles[heading] for heading in order}


def _pile(heading: Heading, found: list[Remark]) -> Pile:
    return Pile(*heading, tuple(found), sum(remark.withheld for remark in found))


def _for_leaders(pile: Pile) -> Pile:
    left = tuple(remark for remark in pile.remarks if not remark.withheld)
    # Fewer than three would tell that it was one of few, and perhaps of whom.
    kept = left if len(left) >= FEWEST_COMMENTS else ()
    return replace(pile, remarks=kept)
