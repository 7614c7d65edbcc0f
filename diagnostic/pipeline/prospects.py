"""What a wave can and cannot show, as plain numbers and codes."""

from dataclasses import dataclass
from typing import Literal

Figures = Literal["never", "rounded", "full"]
"""Of a group if everybody answers: nothing, rounded and clamped (P4), all (P3)."""


@dataclass(frozen=True)
class Proof:
    """What could be told of a gap between leadership and a team, if all answer.

    Args:
        possible: whether some answers would show a gap.
        together: so many gaps of the wave must show at once for that, mostly 1.
        smallest: no smaller gap can be shown, whatever the answers (points).
        usual: a gap that is shown about every second time where answers spread as
            they usually do (points).
    """

    possible: bool
    together: int | None
    smallest: float
    usual: float


@dataclass(frozen=True)
class TeamForesight:
    """What can be shown of a team.

    Args:
        name: as printed.
        invited: people.
        figures: if everybody answers.
        needed: answers from which on it is shown at all.
        share: those in percent of the invited, rounded up; over 100: never.
        at_75: whether it is shown if 75 % answer.
        at_60: whether it is shown if 60 % answer.
        comments: whether it may have comments of its own (10 answers and 5 comments).
        predicted: leaders are asked how it will score.
        proof: of a gap; None where leadership or team is not shown.
    """

    name: str
    invited: int
    figures: Figures
    needed: int
    share: int
    at_75: bool
    at_60: bool
    comments: bool
    predicted: bool
    proof: Proof | None


LeadershipView = Literal["shown", "declared", "hidden"]
"""As every group; as a group with mean, difference and verdict alone; not at all."""


@dataclass(frozen=True)
class LeadershipForesight:
    """What can be shown of leadership, with both ways to treat a small one.

    Args:
        name: as printed.
        invited: people.
        figures: if everybody answers and it is not a declared one.
        if_hidden: what exists if all answer and a small leadership is hidden.
        if_declared: what exists if all answer and it is declared.
        chosen: which of both the wave has.
        needed_hidden: answers from which on it is shown if it is hidden below.
        needed_declared: answers from which on it is shown if it is declared.
        at_75: what exists if 75 % answer.
        at_60: what exists if 60 % answer.
    """

    name: str
    invited: int
    figures: Figures
    if_hidden: LeadershipView
    if_declared: LeadershipView
    chosen: LeadershipView
    needed_hidden: int
    needed_declared: int
    at_75: LeadershipView
    at_60: LeadershipView


@dataclass(frozen=True)
class Foresight:
    """What a wave of these sizes can show.

    Args:
        minimum: fewest answers of a group that is shown.
        leadership: None if there is none.
        teams: in the order of the roster.
        too_small: names of teams that can never be shown.
        rescued: people in them who would be shown once they are joined.
        joined: names of the teams that would be joined.
        all_teams: whether figures of all teams together can exist (P2).
        predicted: names of the teams that leaders are asked about.
        comparisons: that are tested together, if everybody answers.
        coarse: titles of dimensions of too few questions to be shown for a group
            of fewer than ``coarse_people`` answers.
        coarse_people: see ``coarse``.
    """

    minimum: int
    leadership: LeadershipForesight | None
    teams: tuple[TeamForesight, ...]
    too_small: tuple[str, ...]
    rescued: int
    joined: tuple[str, ...]
    all_teams: bool
    predicted: tuple[str, ...]
    comparisons: int
    coarse: tuple[str, ...]
    coarse_people: int
