"""Who is compared with whom, and whether in full (P2, P5)."""

from diagnostic.release.display import Display
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import Comparison, Diagnosis

FIGURES = (
    "mean_leadership",
    "mean_team",
    "sd_leadership",
    "sd_team",
    "difference",
    "ci95",
    "ci90",
    "theta",
    "theta_ci95",
    "cliffs_delta",
    "t_welch",
    "df_welch",
    "p_welch",
    "p_permutation",
    "p_value",
    "p_minimum",
    "p_brunner_munzel",
    "p_adjusted",
    "p_holm",
    "reason",
    "direction",
    "strength",
    "answers_needed",
    "tipping_point",
    "effect",
    "note",
    "gap_possible",
)
"""Every figure of a comparison; what is not written below stays withheld."""


def p2_total(teams: list[Shown], display: Display) -> bool:
    """P2: totals only where every team's cell is shown and unclamped."""
    if "P2" not in display.on:
        return True
    return bool(teams) and all(cell.visible and not cell.clamped for cell in teams)


def p5_coarse(pair: list[Shown], display: Display) -> bool:
    """P5: tell whether a comparison has too few people on a side for its figures.

    A clamped side counts as too few: the interval, theta and p of a comparison
    each lead back to the mean that the clamp hides.
    """
    few = min(cell.n for cell in pair) < display.rules.full_people
    clamped = "P3" in display.on and any(cell.clamped for cell in pair)
    return "P5" in display.on and (few or clamped)


def leadership(diagnosis: Diagnosis) -> str | None:
    """Give the leadership's name, or None."""
    return next((group.name for group in diagnosis.groups if group.leadership), None)


def pair_of(found: Comparison, leadership: str | None, cells: Cells) -> list[Shown]:
    """Give both sides of a comparison as shown: leadership, then the team."""
    key = found.item or found.dimension or ""
    sizes = (found.n_leadership, found.n_team)
    return [
        cells.get((group or "", key), Shown(n))
        for group, n in zip((leadership, found.team), sizes, strict=True)
    ]


def teams_of(diagnosis: Diagnosis, dimension: str, cells: Cells) -> list[Shown]:
    """Give every team's cell of a dimension."""
    return [
        cells.get((group.name, dimension), Shown(0))
        for group in diagnosis.groups
        if not group.leadership
    ]
