"""What one side says or expects: predictions and readiness gates."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from diagnostic.release.display import Display, Value, bound, minus, nearest, side
from diagnostic.release.pairs import p2_total, teams_of
from diagnostic.release.shown import Cells, Shown
from diagnostic.stats.findings import BlindSpot, Diagnosis, Gate
from diagnostic.stats.gates import readiness


def released_blind_spots(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write predictions against answers: means, their difference and the word.

    A prediction is one point of the scale, so its mean is written like an item's
    and the interval, which would give its spread, is withheld (P3, P6).
    """
    for spot in diagnosis.blind_spots:
        yield {
            "team": spot.team,
            "dimension": spot.dimension,
            "n": spot.n,
            **_spot(spot, cells, display),
            "ci95": None,
        }


def _spot(spot: BlindSpot, cells: Cells, display: Display) -> dict[str, Any]:
    actual = cells.get((spot.team, spot.dimension), Shown(0))
    few = spot.n < display.rules.minimum and {"P1", "P6"} & display.on
    predicted = None if few else display.mean(spot.n, spot.predicted, items=1)
    seen = predicted is not None and actual.visible
    hidden = bool(side(predicted)) or bool(actual.clamped)
    return {
        "predicted": predicted,
        "actual": actual.mean,
        "difference": minus(predicted, actual.mean),
        # Beside a clamp the word would say on which side of 0.5 the rest lies.
        "blind": spot.blind if seen and not hidden else None,
    }


def released_gates(
    diagnosis: Diagnosis, cells: Cells, display: Display
) -> Iterator[dict[str, Any]]:
    """Write readiness gates; those of all teams together are totals (P2)."""
    for gate in diagnosis.gates:
        if gate.group is None:
            teams = teams_of(diagnosis, gate.dimension, cells)
            seen = p2_total(teams, display)
            items = len(diagnosis.questionnaire.items_of(gate.dimension))
            mean = display.mean(gate.n, gate.mean, items=items) if seen else None
            full = all(team.full for team in teams)
        else:
            cell = cells.get((gate.group, gate.dimension), Shown(gate.n))
            seen, mean, full = cell.visible, cell.mean, cell.full
        yield {
            "dimension": gate.dimension,
            "group": gate.group,
            "n": gate.n,
            "mean": mean,
            "ci90": _around(gate, mean, display) if seen and full else None,
            "state": gate.state if seen else None,
        }


def released_readiness(gates: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Write the answer of the gates, from what is shown of them and nothing else."""
    found = readiness((gate["dimension"], gate["state"]) for gate in gates)
    return None if found is None else asdict(found)


def _around(gate: Gate, mean: Value, display: Display) -> list[float] | None:
    """Give the 90 % interval around the displayed mean, half-width to 0.1."""
    if gate.ci90 is None or mean is None or side(mean):
        return None
    half = nearest((gate.ci90[1] - gate.ci90[0]) / 2, display.tenth)
    return [nearest(bound(mean) + way * half, display.tenth) for way in (-1, 1)]
