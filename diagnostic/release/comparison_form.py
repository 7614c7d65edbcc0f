"""Whether a document that came from elsewhere compares two given releases."""

from collections.abc import Mapping
from typing import Any

from diagnostic.release import COMPARISON, verify
from diagnostic.release.between import UNTESTED
from diagnostic.release.form import CHANGED, GAP_CHANGED, RULES
from diagnostic.release.shapes import Shape, count, misfit, text

_NAME = text(200, shortest=1)
_BLOCK = text(20_000, shortest=1)
"""Many teams in one block have a long name."""
_CHANGED = {**CHANGED, "verdict": (CHANGED["verdict"], {UNTESTED})}


def flaw(
    document: object, earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> str | None:
    """Name the first place where a document is no comparison of two releases.

    What pages and reports look up in it is there then; its figures are whatever they
    are.

    Args:
        document: what JSON gave.
        earlier: release of the one wave, known to be one.
        later: of the other.
    """
    place = misfit(document, _form(earlier, later))
    if place is not None or not isinstance(document, dict):
        return place or "comparison"
    if not verify(document):
        return "sha256"
    return _missing(document, earlier, later)


def _form(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Shape:
    dimensions = {c["dimension"] for c in later["cells"] if "dimension" in c}
    ends = {"from": _only(earlier["wave"]), "to": _only(later["wave"])}
    return {
        "format": {COMPARISON},
        "program": text(40),
        "company": text(200),
        "from": _wave(earlier),
        "to": _wave(later),
        "questionnaire": {
            "key": {later["questionnaire"]["key"]},
            "from": _only(earlier["questionnaire"]["version"]),
            "to": _only(later["questionnaire"]["version"]),
        },
        "rules": RULES,
        "mapped": bool,
        "untested": [{earlier["wave"], later["wave"]}],
        "groups": [
            {"name": _BLOCK, "leadership": bool, "from": [_NAME], "to": [_NAME]}
        ],
        "dimensions": [{"dimension": dimensions, "items": count, "shared": count}],
        "changes": [{**_CHANGED, **ends, "group": _BLOCK, "dimension": dimensions}],
        "gap_changes": [
            {**GAP_CHANGED, **ends, "team": _BLOCK, "dimension": dimensions}
        ],
        "sha256": text(64),
    }


def _wave(release: Mapping[str, Any]) -> Shape:
    return {key: _only(release[key]) for key in ("wave", "closed", "sha256")}


def _only(value: object) -> Shape:
    return lambda given: given == value and type(given) is type(value)


def _missing(
    document: dict[str, Any], earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> str | None:
    """Name a section in which something is missing, twice, or of another wave."""
    groups = document["groups"]
    names = [group["name"] for group in groups]
    if len(names) != len({*names}):
        return "groups"
    for end, release in (("from", earlier), ("to", later)):
        found = [(name, group["leadership"]) for group in groups for name in group[end]]
        wanted = {(each["name"], each["leadership"]) for each in release["groups"]}
        if len(found) != len(wanted) or {*found} != wanted:
            return "groups"
    keys = [each["dimension"] for each in document["dimensions"]]
    dimensions = {c["dimension"] for c in later["cells"] if "dimension" in c}
    if len(keys) != len(dimensions) or {*keys} != dimensions:
        return "dimensions"
    teams = {group["name"] for group in groups if not group["leadership"]}
    for section, key, known in (
        ("changes", "group", {*names}),
        ("gap_changes", "team", teams),
    ):
        told = [(entry[key], entry["dimension"]) for entry in document[section]]
        every = {(name, dimension) for name in known for dimension in dimensions}
        if len(told) != len(every) or {*told} != every:
            return section
    return None
