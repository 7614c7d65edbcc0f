"""An action beside the figures that it is meant to move, said without a cause."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from diagnostic.history.actions import Followed, Move
from diagnostic.history.concerned import TOGETHER
from reports.moves import size
from reports.narrative import Fact, Facts, Narrator
from reports.values import Value
from reports.wording import Words

Page = dict[str, Any]
_TOGETHER = ("no_wave_since", "other_questionnaire", "not_asked")
"""Reasons that are the same for every team, and said once."""


def caution(narrator: Narrator) -> Markup:
    """Say what a figure that has moved does not show."""
    return narrator.say("followed.caution", {}) or Markup()


def whom(words: Words, groups: Sequence[str | None]) -> Markup:
    """Name the groups that a finding is about: 'Marketing and Sales', 'Leadership'.

    Args:
        words: of the language.
        groups: by ``diagnostic.history.concerned``; None is leadership.
    """
    every = words.say("all teams") if len(groups) > 1 else words.say("All teams")
    named = {None: words.say("Leadership"), TOGETHER: every}
    found = [named.get(group, group) for group in groups]
    return words.listed(found) or escape(words.say("Several teams"))


def followed(narrator: Narrator, found: Followed, title: str) -> list[Page]:
    """Give the figures of an action, then and now, with what may be said of them.

    Args:
        narrator: of the last quarter's release, in the section that it stands in.
        found: the action, by ``diagnostic.history.actions.beside``.
        title: of its dimension, which the last quarter may no longer ask about.

    Returns:
        One entry a team that it is about: ``team`` and ``who``; ``found`` and ``now``
        as texts, None where there is no figure, and as released in ``values``;
        ``said``. A reason that is the same for several has an entry before theirs,
        and theirs say nothing.
    """
    told_once = found.untold in _TOGETHER and len(found.moves) > 1
    rows = [
        {
            **_row(narrator, found, move, _who(narrator, found, move, title)),
            "said": None if told_once else _said(narrator, found, move, title),
        }
        for move in found.moves
    ]
    if rows and not told_once:
        return rows
    said = _said(narrator, found, Move("", untold=found.untold), title)
    return [_row(narrator, found, Move(""), escape(title)) | {"said": said}, *rows]


def _row(narrator: Narrator, found: Followed, move: Move, who: Markup) -> Page:
    return {
        "team": move.team,
        "who": who,
        "found": _figure(narrator, found, move.found),
        "now": _figure(narrator, found, move.now),
        "values": (move.found, move.now),
    }


def _said(narrator: Narrator, found: Followed, move: Move, title: str) -> Markup | None:
    about = {"team": move.team} if move.team else {}
    key = found.action.dimension
    if key in narrator.reading.dimensions:
        about["dimension"] = key
    return narrator.say("followed", _facts(narrator, found, move, title), about)


def _facts(narrator: Narrator, found: Followed, move: Move, title: str) -> Facts:
    reading = narrator.reading
    named = _who(narrator, found, move, title)
    points = size(reading.words, move.change)
    return {
        "figure": Fact(found.action.figure),
        "verdict": Fact(move.verdict),
        "untold": Fact(move.untold),
        "who": Fact(found.action.dimension, named),
        "team": Fact(move.team, move.team),
        "teams": Fact(move.teams, reading.words.listed(move.teams)),
        "found_in": Fact(found.action.wave, found.action.wave),
        "since": Fact(move.since, move.since),
        "until": Fact(found.until, found.until),
        "change": Fact(move.change if points else None, points),
    }


def _who(narrator: Narrator, found: Followed, move: Move, title: str) -> Markup:
    """Name a figure as the subject of a sentence: 'Resources, Sales'."""
    words = narrator.reading.words
    if found.action.figure == "leadership":
        return words.html("{dimension}, leadership", dimension=title)
    if not move.team:
        return escape(title)
    if move.teams and move.teams != (move.team,):
        return words.html(
            "{dimension}, {team} (now {teams})",
            dimension=title,
            team=move.team,
            teams=words.listed(move.teams),
        )
    return words.html("{dimension}, {team}", dimension=title, team=move.team)


def _figure(narrator: Narrator, found: Followed, value: Value) -> str | None:
    if value is None:
        return None
    words = narrator.reading.words
    is_gap = found.action.figure == "gap"
    return words.difference(value) if is_gap else words.value(value)
