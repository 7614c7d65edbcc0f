"""Whether a document that came from elsewhere has the form of a release."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from diagnostic.release import FORMAT
from diagnostic.release.pairs import FIGURES
from diagnostic.release.shapes import Shape, count, misfit, number, text
from diagnostic.rules import Rules
from diagnostic.stats import findings
from questionnaires import Questionnaire

_NAME = text(200, shortest=1)
_VALUE: Shape = (number, {"at_most": number}, {"at_least": number}, None)
_COUNTS = ("n_leadership", "n_team")
_GROUP = {
    "name": _NAME,
    "leadership": bool,
    "answered": count,
    "invited": (count, None),
}
_COLLECTION = {
    "mode": {"invited", "codes", "open"},
    "opened": text(10),
    "late": count,
    "reminders": count,
}
_READINESS = {"answer": {"go", "go_once_fixed", "pause"}, "gates": [_NAME]}


def _interval(value: object) -> bool:
    ends = isinstance(value, list) and len(value) == 2 and all(map(number, value))
    return value is None or ends


def _is_true(value: object) -> bool:
    return value is True


def _words(alias: Any) -> Shape:
    return ({*get_args(alias)}, None)


_CHANGE = {
    "from": (_NAME, None),
    "to": (_NAME, None),
    "change": _VALUE,
    "ci95": _interval,
    "p_value": _VALUE,
    "p_adjusted": _VALUE,
    "note": ({"rounding"}, None),
}
CHANGED: Shape = {
    **_CHANGE,
    "n_from": count,
    "n_to": count,
    "verdict": _words(findings.Moved),
    "items": (count, None),
}
"""A change without what it is of."""
GAP_CHANGED: Shape = {**_CHANGE, "smallest": count, "status": _words(findings.Status)}
"""A change of a gap without what it is of."""
RULES: Shape = {field.name: (number, _NAME) for field in fields(Rules)}
"""Every threshold."""


def flaw(document: object, questionnaire: Questionnaire) -> str | None:
    """Name the first place where a document is no release of a questionnaire.

    What pages and reports look up in it is there then; its figures are whatever they
    are.
    """
    if not isinstance(document, Mapping):
        return "release"
    groups = document.get("groups")
    place = misfit(groups, [_GROUP], "groups")
    if place is not None:
        return place
    form = _Form(document, questionnaire)
    place = misfit(document, form.release())
    return form.gap() if place is None else place or "release"


class _Form:
    """The form of a release whose groups and questionnaire are known."""

    def __init__(self, document: Mapping[str, Any], asked: Questionnaire) -> None:
        self.document = document
        self.asked = asked
        self.groups = {group["name"] for group in document["groups"]}
        leaders = {g["name"] for g in document["groups"] if g["leadership"]}
        self.teams = self.groups - leaders
        self.leaders = leaders
        self.dimensions = {dimension.key for dimension in asked.dimensions}
        self.choices = {item.id for item in asked.choices}
        self.items = {item.id for item in asked.items} - self.choices

    def release(self) -> Shape:
        return {
            "format": {FORMAT},
            "program": text(40),
            "company": (_NAME, None),
            "wave": (_NAME, None),
            "closed": (text(10), None),
            "collection": (_COLLECTION, None),
            "questionnaire": {"key": {self.asked.key}, "version": count},
            "rules": RULES,
            "sha256": text(64),
            "groups": [_GROUP],
            "choices": [self._choice()],
            "reliability": [self._of("dimension", alpha=(number, None), n=count)],
            **({"subject": _NAME} if "subject" in self.document else {}),
            **({"imported": _is_true} if "imported" in self.document else {}),
            **self._sides(),
            **self._waves(),
        }

    def gap(self) -> str | None:
        """Name a section in which something is missing, or twice."""
        measured = self.dimensions | self.items
        for section, names, keys in (
            ("cells", ("group",), (self.groups, measured)),
            ("comparisons", ("team",), (self.teams, self.dimensions)),
        ):
            found = [
                (entry[names[0]], entry.get("dimension") or entry["item"])
                for entry in self.document[section]
            ]
            wanted = {(group, key) for group in keys[0] for key in keys[1]}
            if len(found) != len(wanted) or set(found) != wanted:
                return section
        return None

    def _sides(self) -> dict[str, Shape]:
        cell = {
            "group": self.groups,
            "n": count,
            "mean": _VALUE,
            "sd": _VALUE,
            "bands": ([_VALUE], None),
        }
        compared = {
            **dict.fromkeys(FIGURES, _VALUE),
            **dict.fromkeys(_COUNTS, count),
            "dimension": self.dimensions,
            "team": (self.teams, None),
            "ci95": _interval,
            "ci90": _interval,
            "theta_ci95": _interval,
            "reason": _words(findings.Reason),
            "direction": _words(findings.Direction),
            "strength": _words(findings.Strength),
            "answers_needed": (text(40), {"team": count, "leadership": count}, None),
            "effect": ({"negligible", "small", "medium", "large"}, None),
            "note": ({"rounding"}, None),
            "gap_possible": (bool, None),
            "verdict": _words(findings.Verdict),
            "pattern": _words(findings.Pattern),
        }
        several = {**compared, "opposite_items": [self.items]}
        return {
            "cells": [
                (
                    {**cell, "dimension": self.dimensions},
                    {**cell, "item": self.items},
                )
            ],
            "comparisons": [several],
            "totals": [several],
            "items": [{**compared, "item": self.items}],
            "agreement": [
                self._of("group", "dimension", ad=_VALUE, divided=(bool, None))
            ],
            "gates": [
                self._of(
                    "dimension",
                    group=(self.groups, None),
                    n=count,
                    mean=_VALUE,
                    ci90=_interval,
                    state=_words(findings.State),
                )
            ],
            "readiness": (_READINESS, None),
        }

    def _waves(self) -> dict[str, Shape]:
        trend = {
            "waves": [(_NAME, None)],
            "smallest": count,
            "slope": (number, None),
            "ci95": _interval,
            "direction": ({"widening", "narrowing"}, None),
        }
        return {
            "blind_spots": [
                self._of(
                    "team",
                    "dimension",
                    **dict.fromkeys(("predicted", "actual", "difference"), _VALUE),
                    n=count,
                    ci95=_interval,
                    blind=(bool, None),
                )
            ],
            # Of a department, too, that only an earlier wave had.
            "changes": [self._of("dimension", **CHANGED, group=_NAME)],
            "gap_changes": [self._of("dimension", **GAP_CHANGED, team=_NAME)],
            "trends": [self._of("team", "dimension", **trend)],
        }

    def _choice(self) -> Shape:
        return self._of("group", item=self.choices, n=count, shares=([_VALUE], None))

    def _of(self, *names: str, **shapes: Shape) -> Shape:
        known = {
            "group": self.groups,
            "team": self.teams,
            "dimension": self.dimensions,
        }
        return {**{name: known[name] for name in names}, **shapes}
