"""Waves in a row: read together, departments mapped, any two compared."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from diagnostic.history import Quarter, Series
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.intact import intact
from diagnostic.pipeline.lineage import lineage, said, says
from diagnostic.pipeline.refusal import STATES, RefusedError
from diagnostic.pipeline.waves import existing, existing_company
from diagnostic.release import to_bytes
from diagnostic.store import companies, documents, quarters, releases
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires import parse

if TYPE_CHECKING:
    from diagnostic.release.blocks import Side

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Compared:
    """Two waves side by side.

    Args:
        named: departments of equal names are the same.
        mapped: under the confirmed maps between the two; None if there are none, or
            if departments between differ and nobody has said what became of them.
        made: whether it was not there before.
    """

    named: Mapping[str, Any]
    mapped: Mapping[str, Any] | None
    made: bool


def series_of(session: Session, wave: Wave) -> Series:
    """Read the sealed waves up to one, with their confirmed maps and comparisons.

    Raises:
        TamperedError: a release or a comparison was changed since it was made.
    """
    every = quarters.series(session, wave)
    waves = every[: [each.id for each in every].index(wave.id) + 1]

    def stored(earlier: str, later: str, mapped: bool, sha256: str) -> Any:
        written = quarters.comparison(session, earlier, later, mapped=mapped)
        return intact(written, f"a comparison of {wave.company.slug}", sha256)

    found = {each.id: quarter(session, each) for each in waves}
    return lineage(found, said(session, list(found)), stored)


def quarter(session: Session, wave: Wave) -> Quarter:
    """Read a sealed wave.

    Raises:
        TamperedError: its release was changed since it was made.
    """
    written = releases.document(session, wave.id)
    told = f"the release of {wave.company.slug}/{wave.name}"
    return Quarter(intact(written, told), parse(wave.questionnaire_source))


def compare(
    installation: Installation, company: str, earlier: str, later: str
) -> Compared:
    """Give what may be shown of two waves side by side; the first time, compute it.

    What was computed once is kept and never changes (rule L4).

    Args:
        installation: where.
        company: its slug.
        earlier: name of a sealed wave.
        later: name of a later one of the same questionnaire and subject.

    Raises:
        RefusedError: these two cannot be compared, in a sentence.
    """
    while True:
        with installation.database.reading() as session:
            waves = between(session, company, earlier, later)
            wanted = _wanted(session, waves)
            ends = waves[0].id, waves[-1].id
            found = {
                mapped: quarters.comparison(session, *ends, mapped=mapped)
                for mapped in wanted
            }
            new = {
                mapped: computed(session, waves[0], waves[-1], wanted[mapped])
                for mapped, written in found.items()
                if written is None
            }
        if not new:
            return _compared(found, made=False)
        with installation.database.writing() as session:
            companies.hold(session, existing_company(session, company))
            # What is kept is kept for good: not if somebody said more meanwhile.
            if _wanted(session, between(session, company, earlier, later)) == wanted:
                for mapped, written in new.items():
                    keep(session, ends, written, mapped=mapped)
                _forget(session, waves, new)
                return _compared({**found, **new}, made=True)


def _wanted(session: Session, waves: Sequence[Wave]) -> dict[bool, Pairs | None]:
    """Give what departments are compared by: names, and maps if they lead across."""
    pairs = pairs_between(session, waves)
    return {False: None} if pairs is None else {False: None, True: pairs}


def _forget(session: Session, waves: Sequence[Wave], new: Collection[bool]) -> None:
    """Delete what was drawn without a comparison that it would have used."""
    first, last = waves[0], waves[-1]
    is_next = len(waves) == 2
    if True in new or (
        is_next and not says(quarter(session, last).release, first.name)
    ):
        documents.hold(session, last.id)
        later = quarters.since(session, last)
        documents.forget_since(session, later if is_next else later[:1])


def between(session: Session, company: str, earlier: str, later: str) -> Sequence[Wave]:
    """Give the waves of a series from one to another, by their names.

    Raises:
        RefusedError: they are no two sealed waves of a series in this order.
    """
    first, last = (existing(session, company, name) for name in (earlier, later))
    for wave in (first, last):
        if wave.state != "sealed":
            raise RefusedError(
                "{company}/{name} is {state}: results exist once sealed",
                company=company,
                name=wave.name,
                state=STATES[wave.state],
            )
    every = quarters.series(session, last)
    ids = [each.id for each in every]
    if first.id not in ids:
        raise RefusedError(
            "{earlier} and {later} did not ask the same about the same",
            earlier=earlier,
            later=later,
        )
    if ids.index(first.id) >= ids.index(last.id):
        raise RefusedError(
            "{earlier} is not before {later}", earlier=earlier, later=later
        )
    return every[ids.index(first.id) : ids.index(last.id) + 1]


def neighbours(
    session: Session, company: str, earlier: str, later: str
) -> Sequence[Wave]:
    """Give two sealed waves by their names, if one follows right on the other.

    Raises:
        RefusedError: they are no two waves of a series, or one lies between.
    """
    waves = between(session, company, earlier, later)
    if len(waves) > 2:
        raise RefusedError(
            "{wave} lies between {earlier} and {later}: say first what became of "
            "departments until then",
            wave=waves[1].name,
            earlier=earlier,
            later=later,
        )
    return waves


def pairs_between(session: Session, waves: Sequence[Wave]) -> Pairs | None:
    """Follow departments from the first wave of some in a row to the last.

    Returns:
        Pairs of names, the earlier one first. None if no map is confirmed between
        them, or if one is still to be: teams that differ, and nobody has said what
        became of them. What is computed is kept for good, so it waits for that.
    """
    from diagnostic.tally.mapping import composed

    maps: list[Pairs] = []
    is_mapped = False
    for one, next_ in pairwise(waves):
        confirmed = quarters.mapped(session, one.id, next_.id)
        if confirmed is None and {*teams(one)} != {*teams(next_)}:
            return None
        is_mapped = is_mapped or confirmed is not None
        same = [(team, team) for team in teams(one)]
        maps.append(same if confirmed is None else confirmed)
    return composed(maps) if is_mapped else None


def teams(wave: Wave) -> tuple[str, ...]:
    """Name the departments of a wave but the leadership."""
    return tuple(each.name for each in wave.departments if not each.leadership)


def side(session: Session, wave: Wave) -> "Side":
    """Read a sealed wave with what is kept of it."""
    # NumPy comes along, for which pages that compare nothing do not wait.
    from diagnostic.release.blocks import Side
    from diagnostic.tally.kept import revive

    found = quarter(session, wave)
    kept = releases.kept(session, wave.id)
    # A wave that a page imported came without.
    tally = revive(json.loads(kept), found.questionnaire) if kept else None
    return Side(found.release, found.questionnaire, tally)


def computed(
    session: Session, earlier: Wave, later: Wave, pairs: Pairs | None
) -> bytes:
    """Compute the comparison of two sealed waves from what is kept of them."""
    from diagnostic.release.comparing import compare_waves

    return to_bytes(
        compare_waves(
            side(session, earlier),
            side(session, later),
            pairs,
            company=later.company.name,
            program=version("alignment-diagnostic"),
        )
    )


def keep(
    session: Session, ends: tuple[str, str], written: bytes, *, mapped: bool
) -> None:
    """Keep a comparison for good, unless it is there already."""
    if quarters.comparison(session, *ends, mapped=mapped) is None:
        sha256 = json.loads(written)["sha256"]
        quarters.add_comparison(session, *ends, written, sha256, mapped=mapped)


def _compared(found: Mapping[bool, bytes | None], *, made: bool) -> Compared:
    read = {mapped: json.loads(written or b"") for mapped, written in found.items()}
    return Compared(read[False], read.get(True), made)
