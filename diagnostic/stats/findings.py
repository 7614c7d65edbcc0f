"""What a diagnosis consists of: exact, unrounded and private findings.

Figures are in points of the answer scale unless said otherwise; None stands for
what is not defined or, by rules P1 and P6, not shown.
"""

from dataclasses import dataclass
from typing import Literal

from diagnostic.tally import Rules
from questionnaires import Questionnaire

Interval = tuple[float, float]
Verdict = Literal[
    "gap", "slight", "aligned", "inconclusive", "not_testable", "not_shown"
]
Reason = Literal["answers", "shape", "divided"]
Direction = Literal["leadership_higher", "team_higher"]
Strength = Literal["strong", "notable"]
Pattern = Literal[
    "gap_leadership_higher",
    "gap_team_higher",
    "slight",
    "aligned_strong",
    "aligned_weak",
    "too_close",
    "not_testable",
    "not_shown",
]
Moved = Literal["rose", "fell", "inconclusive", "not_comparable", "not_shown"]
State = Literal["met", "not_met", "in_doubt"]
Status = Literal[
    "new", "persisting", "widening", "narrowing", "closed", "too_few_to_tell"
]


@dataclass(frozen=True)
class Needed:
    """Answers still needed to settle a comparison, in people to be added."""

    team: int
    leadership: int


@dataclass(frozen=True)
class Comparison:
    """Leadership against a team, or against all teams (``team`` None).

    Args:
        dimension: key of the dimension; None from ``compare``.
        team: the team.
        n_leadership: leaders with a score.
        n_team: team members with a score.
        mean_leadership: 1 to the scale's points.
        mean_team: 1 to the scale's points.
        sd_leadership: sample standard deviation.
        sd_team: sample standard deviation.
        difference: leadership minus team.
        ci95: 95 % interval of the difference.
        ci90: 90 % interval of the difference.
        theta: P(leader > team member) + P(equal)/2, 0 to 1.
        theta_ci95: 95 % interval of theta.
        cliffs_delta: 2 theta − 1, positive if leadership is higher.
        t_welch: Welch's t, positive if leadership is higher; None if infinite.
        df_welch: its degrees of freedom; None without variance.
        p_welch: two-sided p of Welch's t test.
        p_permutation: two-sided p of the studentised permutation test.
        p_value: the larger of the two, the test that counts.
        p_minimum: smallest p that any relabelling could have had.
        p_brunner_munzel: two-sided p of the studentised Brunner-Munzel test.
        p_adjusted: Benjamini-Hochberg over the family; None outside it.
        p_holm: Holm over the family; None outside it.
        verdict: see domain; an item's is ``gap`` or None.
        reason: why inconclusive, else None.
        direction: who is higher; only of a gap or a slight difference.
        strength: of a gap: strong if ``p_holm`` is at most alpha.
        pattern: verdict, direction and level in one word; None of an item.
        answers_needed: None unless answers are missing and could settle it.
        tipping_point: how far the team's missing answers would have to lie from
            those given to close the gap; None if nobody or nobody known is missing.
        item: the item's id, of an item's comparison.
        opposite_items: of a dimension: items that point one way while others of
            the same dimension point the other way, lower side first.
        p_regularised: two-sided p of the difference on the regularised variance.
        p_cautious: Benjamini-Hochberg over the family again, with the larger of
            ``p_value`` and ``p_regularised`` where few answered: what is shown
            reaches the level in both.
        gap_possible: False if so few people answered that a single gap could not
            be shown in this family whatever they answered.
    """

    dimension: str | None = None
    team: str | None = None
    n_leadership: int = 0
    n_team: int = 0
    mean_leadership: float | None = None
    mean_team: float | None = None
    sd_leadership: float | None = None
    sd_team: float | None = None
    difference: float | None = None
    ci95: Interval | None = None
    ci90: Interval | None = None
    theta: float | None = None
    theta_ci95: Interval | None = None
    cliffs_delta: float | None = None
    t_welch: float | None = None
    df_welch: float | None = None
    p_welch: float | None = None
    p_permutation: float | None = None
    p_value: float | None = None
    p_minimum: float | None = None
    p_brunner_munzel: float | None = None
    p_adjusted: float | None = None
    p_holm: float | None = None
    verdict: Verdict | None = None
    reason: Reason | None = None
    direction: Direction | None = None
    strength: Strength | None = None
    pattern: Pattern | None = None
    answers_needed: Needed | None = None
    tipping_point: float | None = None
    item: str | None = None
    opposite_items: tuple[str, ...] = ()
    gap_possible: bool | None = None
    p_regularised: float | None = None
    p_cautious: float | None = None


@dataclass(frozen=True)
class Group:
    """A department: name, and how many of the invited answered (people)."""

    name: str
    leadership: bool
    answered: int
    invited: int | None


@dataclass(frozen=True)
class Cell:
    """A group's answers in a dimension or to an item.

    Args:
        group: name of the group.
        dimension: key, or None of an item's cell.
        item: id, or None of a dimension's cell.
        n: answers.
        mean: in points; None if not shown.
        sd: sample standard deviation of dimension scores; None for items.
        bands: shares low, middle, high (0 to 1), split at 3/8 and 5/8 of the range.
    """

    group: str
    dimension: str | None
    item: str | None
    n: int
    mean: float | None
    sd: float | None
    bands: tuple[float, float, float] | None


@dataclass(frozen=True)
class Choice:
    """People of a group per option of a choice item; None if not shown."""

    group: str
    item: str
    n: int
    counts: tuple[int, ...] | None


@dataclass(frozen=True)
class Agreement:
    """How far people of a group are from their mean, on average (points).

    Args:
        group: name of the group.
        dimension: key of the dimension.
        ad: mean absolute deviation of dimension scores around their mean.
        divided: whether the group is divided; None if not shown.
        ad_m: mean over items of the items' mean absolute deviation, for the appendix.
        r_wg: r_wg(J) against a uniform null, 0 to 1, for the appendix.
    """

    group: str
    dimension: str
    ad: float | None
    divided: bool | None
    ad_m: float | None = None
    r_wg: float | None = None


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha of a dimension within groups, of ``n`` complete sheets."""

    dimension: str
    alpha: float | None
    n: int


@dataclass(frozen=True)
class BlindSpot:
    """What leadership expected a team to answer, against what it answered.

    Args:
        team: the team.
        dimension: key of the dimension.
        n: leaders who predicted.
        predicted: mean prediction.
        actual: the team's mean.
        difference: predicted minus actual.
        ci95: regularised 95 % interval of the difference.
        blind: whether it is a blind spot.
    """

    team: str
    dimension: str
    n: int
    predicted: float | None
    actual: float | None
    difference: float | None
    ci95: Interval | None
    blind: bool | None


@dataclass(frozen=True)
class Change:
    """A group's change between neighbouring waves, later minus earlier.

    Args:
        from_wave: name of the earlier wave.
        to_wave: name of the later wave.
        group: name of the group.
        dimension: key of the dimension.
        n_from: scores in the earlier wave.
        n_to: scores in the later wave.
        change: later mean minus earlier mean.
        ci95: regularised 95 % interval.
        p_value: two-sided.
        p_adjusted: Benjamini-Hochberg over the pair of waves.
        verdict: rose or fell if ``p_adjusted`` is at most alpha.
        items: items compared where waves share only some; None if all.
        shared: ids of these.
    """

    from_wave: str | None
    to_wave: str | None
    group: str
    dimension: str
    n_from: int = 0
    n_to: int = 0
    change: float | None = None
    ci95: Interval | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    verdict: Moved = "not_shown"
    items: int | None = None
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapChange:
    """Change of the difference leadership minus team, later minus earlier.

    ``smallest`` is the number of scores in the smallest of the four cells.
    """

    from_wave: str | None
    to_wave: str | None
    team: str
    dimension: str
    smallest: int = 0
    change: float | None = None
    ci95: Interval | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Trend:
    """Direction of a gap over waves: slope in points a wave.

    ``smallest`` is the number of scores in the smallest cell of all waves.
    """

    team: str
    dimension: str
    waves: tuple[str | None, ...]
    smallest: int
    slope: float
    ci95: Interval
    direction: Literal["widening", "narrowing"] | None


@dataclass(frozen=True)
class Gate:
    """A readiness gate as one side sees it: met, not met, or in doubt.

    ``group`` is the leadership's name, or None for all teams together.
    """

    dimension: str
    group: str | None
    n: int
    mean: float | None
    ci90: Interval | None
    state: State | None


@dataclass(frozen=True)
class Readiness:
    """The answer of the gates, and the keys of the gates that it hangs on."""

    answer: Literal["go", "go_once_fixed", "pause"]
    gates: tuple[str, ...]


@dataclass(frozen=True)
class Diagnosis:
    """Everything found in a wave; lists in the order of groups and dimensions."""

    questionnaire: Questionnaire
    rules: Rules
    wave: str | None
    groups: tuple[Group, ...]
    comparisons: tuple[Comparison, ...]
    totals: tuple[Comparison, ...]
    items: tuple[Comparison, ...]
    cells: tuple[Cell, ...]
    choices: tuple[Choice, ...]
    agreement: tuple[Agreement, ...]
    reliability: tuple[Reliability, ...]
    blind_spots: tuple[BlindSpot, ...]
    changes: tuple[Change, ...]
    gap_changes: tuple[GapChange, ...]
    trends: tuple[Trend, ...]
    gates: tuple[Gate, ...] = ()
    readiness: Readiness | None = None
