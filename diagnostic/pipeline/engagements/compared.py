"""Maps of departments and comparisons of waves, as an archive carries them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from diagnostic.pipeline.engagements.form import is_moment, is_wave_id
from diagnostic.release import comparison_form, to_bytes
from diagnostic.release.shapes import misfit, text
from diagnostic.store import quarters
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from diagnostic.tally.mapping import faults

NAME = "quarters.json"
_ENDS = {"earlier": is_wave_id, "later": is_wave_id}


def _is_pair(value: object) -> bool:
    return misfit(value, [text(80, shortest=1)]) is None and len(value) == 2  # type: ignore[arg-type]


FORM = {
    "maps": [{**_ENDS, "pairs": [_is_pair], "confirmed": is_moment}],
    "comparisons": [{**_ENDS, "mapped": bool, "document": dict}],
}


def written(session: Session, waves: Sequence[Wave]) -> dict[str, Any] | None:
    """Write down what is said and computed of waves together; None if nothing is."""
    ids = [wave.id for wave in waves]
    maps = [
        {
            "earlier": found.earlier_id,
            "later": found.later_id,
            "pairs": found.pairs,
            "confirmed": found.confirmed.isoformat(),
        }
        for found in sorted(
            quarters.maps(session, ids), key=lambda one: (one.earlier_id, one.later_id)
        )
    ]
    comparisons = [
        {
            "earlier": found.earlier_id,
            "later": found.later_id,
            "mapped": found.mapped,
            "document": json.loads(found.document),
        }
        for found in quarters.comparisons(session, ids)
    ]
    if not maps and not comparisons:
        return None
    return {"maps": maps, "comparisons": comparisons}


def fault(
    found: Any, waves: Sequence[Mapping[str, Any]], released: Mapping[str, Any]
) -> str | None:
    """Name the first place that cannot be; None if all of it can.

    Args:
        found: what JSON gave.
        waves: of the archive, as its manifest tells them.
        released: their releases by id, each known to be one.
    """
    place = misfit(found, FORM)
    if place is not None:
        return place or NAME
    known = {wave["id"]: wave for wave in waves}
    return next(_contradictions(found, known, released), None)


def add(session: Session, found: Mapping[str, Any]) -> None:
    """Keep maps and comparisons of an archive that was checked."""
    for one in found["maps"]:
        pairs = [(old, new) for old, new in one["pairs"]]
        confirmed = datetime.fromisoformat(one["confirmed"])
        quarters.confirm(session, one["earlier"], one["later"], pairs, confirmed)
    for one in found["comparisons"]:
        document = one["document"]
        quarters.add_comparison(
            session,
            one["earlier"],
            one["later"],
            to_bytes(document),
            document["sha256"],
            mapped=one["mapped"],
        )


def _contradictions(
    found: Mapping[str, Any],
    waves: Mapping[str, Mapping[str, Any]],
    released: Mapping[str, Any],
) -> Iterator[str]:
    for section, keys in (
        ("maps", ("earlier", "later")),
        ("comparisons", ("earlier", "later", "mapped")),
    ):
        told = [tuple(one[key] for key in keys) for one in found[section]]
        if len({*told}) < len(told):
            yield section
        for number, one in enumerate(found[section]):
            ends = [waves.get(one[end]) for end in ("earlier", "later")]
            if not _follow(ends, released):
                yield f"{section}[{number}]"
    for number, one in enumerate(found["maps"]):
        ends = [waves[one[end]] for end in ("earlier", "later")]
        if any(
            _follow([ends[0], wave], released) and _follow([wave, ends[1]], released)
            for wave in waves.values()
        ):
            yield f"maps[{number}]"
        if not _is_map(one["pairs"], waves[one["earlier"]], waves[one["later"]]):
            yield f"maps[{number}].pairs"
    for number, one in enumerate(found["comparisons"]):
        document = one["document"]
        place = comparison_form.flaw(
            document, released[one["earlier"]], released[one["later"]]
        )
        if place is not None or document["mapped"] is not one["mapped"]:
            yield f"comparisons[{number}].document: {place or 'mapped'}"


def _follow(ends: list[Mapping[str, Any] | None], released: Mapping[str, Any]) -> bool:
    """Tell whether two waves are of one series, the earlier one first."""
    first, last = ends
    if first is None or last is None:
        return False
    same = [
        (wave["subject"], released[wave["id"]]["questionnaire"]["key"])
        for wave in (first, last)
    ]
    return same[0] == same[1] and _moment(first) < _moment(last)


def _moment(wave: Mapping[str, Any]) -> tuple[str, str]:
    return wave["closed"], wave["id"]


def _is_map(
    pairs: list[list[str]], earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> bool:
    """Tell whether somebody could have confirmed these pairs here."""
    drawn = [(old, new) for old, new in pairs]
    before, after = (
        [each["name"] for each in wave["departments"] if not each["leadership"]]
        for wave in (earlier, later)
    )
    gone = {*before} - {old for old, _ in drawn}
    new = {*after} - {become for _, become in drawn}
    return not faults(before, after, drawn, gone, new)
