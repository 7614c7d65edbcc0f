"""The exact figures of a diagnosis, as texts that no output may contain."""

from collections.abc import Iterator

from diagnostic.stats.findings import Diagnosis

FIGURES = (
    "mean_leadership",
    "mean_team",
    "sd_leadership",
    "sd_team",
    "difference",
    "theta",
    "cliffs_delta",
    "t_welch",
    "df_welch",
    "tipping_point",
)
INTERVALS = ("ci95", "ci90", "theta_ci95")


def exact_texts(diagnosis: Diagnosis, digits: int = 3) -> Iterator[str]:
    """Yield every mean, spread, theta and bound with so many digits and more.

    Only figures that rounding changes: 3.5 is no secret if the mean is 3.5. Written
    with a point and with a decimal comma.
    """
    for figure in _figures(diagnosis):
        if figure is None or abs(figure - round(figure, 2)) < 10.0**-digits:
            continue
        text = f"{abs(figure):.9f}"
        yield text[: text.index(".") + 1 + digits]
        yield text[: text.index(".") + 1 + digits].replace(".", ",")


def _figures(diagnosis: Diagnosis) -> Iterator[float | None]:
    for found in (*diagnosis.comparisons, *diagnosis.totals, *diagnosis.items):
        for name in FIGURES:
            yield getattr(found, name)
        for name in INTERVALS:
            yield from getattr(found, name) or ()
    for cell in diagnosis.cells:
        yield from (cell.mean, cell.sd)
    for agreed in diagnosis.agreement:
        yield from (agreed.ad, agreed.ad_m, agreed.r_wg)
    for spot in diagnosis.blind_spots:
        yield from (spot.predicted, spot.actual, spot.difference, *(spot.ci95 or ()))
    for change in diagnosis.changes:
        yield from (change.change, *(change.ci95 or ()))
    for moved in diagnosis.gap_changes:
        yield from (moved.change, *(moved.ci95 or ()))
    for trend in diagnosis.trends:
        yield from (trend.slope, *trend.ci95)
    for gate in diagnosis.gates:
        yield from (gate.mean, *(gate.ci90 or ()))
