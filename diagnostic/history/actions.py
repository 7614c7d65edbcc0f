"""Actions beside the figures that they are meant to move; never said to have done it.

Only what releases and comparisons display stands here. That a figure moved after an
action was agreed on is all that it tells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from diagnostic.history import Quarter, Series
from diagnostic.history.concerned import concerned
from diagnostic.history.following import (
    Step,
    alone,
    leadership,
    names,
    step,
    teams,
)
from diagnostic.history.lines import comparable
from diagnostic.release.display import Value
from questionnaires.versions import is_followed

Untold = Literal[
    "no_wave_since",
    "other_questionnaire",
    "not_asked",
    "department_gone",
    "department_changed",
    "not_shown",
    "not_comparable",
    "untested",
    "not_compared",
]
"""Why nothing is said: no wave has come since; the action was found with another
questionnaire; its dimension is no longer asked; its department is in no later wave;
it was split or merged; too few answered in either wave; the questions are others;
nothing but the release is kept of either wave; nobody compared the two waves."""


@dataclass(frozen=True)
class Agreed:
    """An action as it was agreed on.

    Args:
        id: of the action.
        wave: name of the wave whose finding it answers.
        dimension: key of what it is meant to move.
        team: whose; empty: of all teams that the finding is about.
        pattern: what was found, as the playbook names it.
        figure: ``gap``, ``team`` or ``leadership``.
        what: is to be done.
        owner: a role, or a name at the client.
        due: the last day; None if there is none.
        state: ``open``, ``doing``, ``done`` or ``dropped``.
        note: anything else.
        measure: which figure of the client's own is typed in; empty: none.
        unit: of that figure.
        measured: that figure by the first day of its quarter, oldest first.
    """

    id: str
    wave: str
    dimension: str
    team: str
    pattern: str
    figure: str
    what: str
    owner: str = ""
    due: date | None = None
    state: str = "open"
    note: str = ""
    measure: str = ""
    unit: str = ""
    measured: tuple[tuple[date, float], ...] = ()

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.state in ("done", "dropped")

    def is_overdue(self, day: date) -> bool:
        """Tell whether it was to be done before a day, and is not."""
        return self.due is not None and not self.is_over and self.due < day


@dataclass(frozen=True)
class Move:
    """One figure of an action: when it was found, now, and the change between.

    Args:
        team: its name when it was found; empty: leadership's figure.
        teams: what it is called in the last quarter; empty: it is not there.
        found: the figure then, in points; of a gap leadership minus team.
        now: in the last quarter; None if that is of other people as well, or of other
            questions: beside one another the two would be taken for a change.
        since: name of the wave that the change counts from: where it was found, or
            the wave before the last if only those two were compared.
        change: of the displayed figures, from ``since`` to the last quarter.
        ci95: its interval, if it is displayed.
        verdict: of an average ``rose``, ``fell`` or ``inconclusive``; of a gap its
            status, or ``no_gap`` where none was shown in either wave; None if it is
            untold.
        untold: why nothing is said of the change; None if something is.
    """

    team: str
    teams: tuple[str, ...] = ()
    found: Value = None
    now: Value = None
    since: str | None = None
    change: Value = None
    ci95: tuple[float, float] | None = None
    verdict: str | None = None
    untold: Untold | None = None


@dataclass(frozen=True)
class Followed:
    """An action beside its figures.

    Args:
        action: as it was agreed on.
        until: name of the last quarter.
        moves: one a team that it is about, or one of leadership's figure.
        untold: why nothing can be said of any of them; None if something may be.
        groups: that the finding is about, see ``concerned``.
    """

    action: Agreed
    until: str | None
    moves: tuple[Move, ...] = ()
    untold: Untold | None = None
    groups: tuple[str | None, ...] = ()


def beside(actions: Iterable[Agreed], series: Series) -> list[Followed]:
    """Set each action beside the figures that it is meant to move, in their order.

    Args:
        actions: found in waves of the series; others are ``other_questionnaire``.
        series: up to the quarter that is looked at.
    """
    return [_followed(action, series) for action in actions]


def _followed(action: Agreed, series: Series) -> Followed:
    waves = [quarter.name for quarter in series.quarters]
    until = waves[-1] if waves else None
    if action.wave not in waves:
        return Followed(action, until, untold="other_questionnaire")
    at = waves.index(action.wave)
    groups = _groups(series.quarters[at], action)
    moves = tuple(
        _move(action, series, at, team)
        for team in _teams(series.quarters[at], action, groups)
    )
    if not moves:
        asked = _asks(series.quarters[-1], action)
        reason: Untold = "not_shown" if asked else "not_asked"
        return Followed(action, until, untold=reason, groups=groups)
    reasons = {move.untold for move in moves}
    alike = reasons.pop() if len(reasons) == 1 else None
    return Followed(action, until, moves, alike, groups)


def _groups(found: Quarter, action: Agreed) -> tuple[str | None, ...]:
    if action.team:
        return (action.team,)
    return concerned(found.release, action.dimension, action.pattern)


def _teams(found: Quarter, action: Agreed, groups: tuple[str | None, ...]) -> list[str]:
    """Name the teams whose figure it is about: those with the finding, else all."""
    if action.figure == "leadership":
        return [""]
    return [group for group in groups if group] or [
        entry["team"]
        for entry in found.release["comparisons"]
        if entry["dimension"] == action.dimension
    ]


def _move(action: Agreed, series: Series, at: int, team: str) -> Move:
    first, last = series.quarters[at], series.quarters[-1]
    move = Move(team, found=_figure(first, action, team))
    if first is last:
        return replace(move, teams=(team,) if team else (), untold="no_wave_since")
    called = names(series, at, team) if team else []
    if team:
        move = replace(move, teams=tuple(sorted(called[-1])))
        if not called[-1]:
            # A department that was away for a quarter is there again.
            there = team in teams(last)
            return replace(move, untold="not_compared" if there else "department_gone")
    if not _asks(last, action):
        return replace(move, untold="not_asked")
    if not team and leadership(last) is None:
        return replace(move, untold="not_shown")
    whole = step(series, at, called[0] if team else None)
    found = whole or step(
        series, len(series.quarters) - 2, called[-2] if team else None
    )
    if found is None:
        split = team and len(called[-1]) > 1
        return replace(move, untold="department_changed" if split else "not_compared")
    name = alone(series, at, team) if team else ""
    asked = first.questionnaire, last.questionnaire
    if name is not None and comparable(*asked, action.dimension):
        move = replace(move, now=_figure(last, action, name))
    return _changed(replace(move, since=found.earlier.name), action, found)


def _asks(quarter: Quarter, action: Agreed) -> bool:
    dimensions = quarter.questionnaire.dimensions
    return any(dimension.key == action.dimension for dimension in dimensions)


def _changed(move: Move, action: Agreed, found: Step) -> Move:
    """Add the change as it is displayed, or why there is none."""
    is_gap = action.figure == "gap"
    kind, group = ("gap_changes", "team") if is_gap else ("changes", "group")
    entry = found.entry(kind, group, action.dimension)
    if entry is None:
        return replace(move, untold="not_compared")
    word = entry["status" if is_gap else "verdict"]
    asked = found.earlier.questionnaire, found.later.questionnaire
    if is_gap and not is_followed(*asked, action.dimension):
        word = "not_comparable"
    elif word is None:
        word = _without_status(action, found, change=entry["change"])
    if word in ("not_shown", "not_comparable", "untested"):
        return replace(move, untold=word)
    interval = entry["ci95"]
    return replace(
        move,
        change=entry["change"],
        ci95=tuple(interval) if interval else None,
        verdict=word,
    )


def _without_status(action: Agreed, found: Step, *, change: Value) -> str:
    """Tell apart that there was no gap in either wave, and that nobody knows."""
    waves = found.earlier, found.later
    verdicts = [
        entry["verdict"]
        for wave, team in zip(waves, found.team or (), strict=False)
        for entry in wave.release["comparisons"]
        if (entry["team"], entry["dimension"]) == (team, action.dimension)
    ]
    seen = len(verdicts) == len(waves) and "not_shown" not in verdicts
    return "no_gap" if seen or change is not None else "not_shown"


def _figure(quarter: Quarter, action: Agreed, team: str) -> Value:
    """Give a figure as the release of its quarter displays it."""
    if action.figure == "gap":
        for entry in quarter.release["comparisons"]:
            if (entry["team"], entry["dimension"]) == (team, action.dimension):
                difference: Value = entry["difference"]
                return difference
        return None
    group = team or leadership(quarter)
    for cell in quarter.release["cells"]:
        if (cell["group"], cell.get("dimension")) == (group, action.dimension):
            mean: Value = cell["mean"]
            return mean
    return None
