"""Where the numbers of gates, and of the page for all staff, stand in the release."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.printing import recomputed as of

Facts = dict[str, Callable[..., Any]]
MOST = 8


def opened(t):
    return tuple((t.release["readiness"] or {"gates": ()})["gates"])


def state(t, *, leadership):
    """Give what leadership, or the teams, say of a gate."""
    found = t.entries("gates", dimension=t.dimension)
    return next(
        (g["state"] for g in found if (g["group"] == t.leader) is leadership), None
    )


def gates(t):
    return len({gate["dimension"] for gate in t.release["gates"]})


READINESS: Facts = {
    "answer": lambda t: (t.release["readiness"] or {"answer": "undecided"})["answer"],
    "gates": gates,
    "open": lambda t: len(opened(t)),
    "settled": lambda t: gates(t) - len(opened(t)),
    "named": opened,
}
GATE: Facts = {
    "gate": lambda t: t.dimension,
    "leadership_state": lambda t: state(t, leadership=True),
    "teams_state": lambda t: state(t, leadership=False),
}


def numbers(t, key=None):
    """Count comparisons by what the page makes of them, of a dimension or of all."""
    about = {"dimension": key} if key else {}
    return Counter(
        {"gap": e["direction"], "aligned": e["pattern"].removeprefix("aligned_")}.get(
            e["verdict"], e["verdict"]
        )
        for e in t.entries("comparisons", **about)
    )


def unsettled(t, key=None):
    return numbers(t, key)["inconclusive"] + numbers(t, key)["not_testable"]


def compared(t, key=None):
    return numbers(t, key).total() - numbers(t, key)["not_shown"]


def shown(t, *keys):
    """Count the averages that are shown."""
    found = [c for key in keys for c in t.entries("cells", dimension=key)]
    return sum(cell["mean"] is not None for cell in found)


def told(t, key):
    kinds = ("strong", "weak", "leadership_higher", "team_higher", "slight")
    return sum(numbers(t, key)[kind] for kind in kinds)


def apart(t):
    return [key for key in t.keys if t.gaps(dimension=key)]


def mostly(t, kind):
    """Count the dimensions in which most teams agree in this, and none differs."""
    return sum(
        2 * numbers(t, key)[kind] > compared(t, key)
        for key in t.keys
        if key not in apart(t)
    )


def direction(t):
    found = sorted({gap["direction"] for gap in t.gaps()})
    return "both" if len(found) > 1 else next(iter(found), None)


def invited(t):
    total = of.people(t, "invited")
    return None if total is None or of.people(t, "answered") > total else total


def hidden(t):
    seen = {c["group"] for c in t.release["cells"] if c["mean"] is not None}
    return len({group["name"] for group in t.release["groups"]} - seen)


PEOPLE: Facts = {
    "answered": lambda t: of.people(t, "answered"),
    "invited": invited,
    "mode": lambda t: (t.release["collection"] or {"mode": None})["mode"],
}
STAFF: dict[str, Facts] = {
    "staff.answered": PEOPLE,
    "staff.headline": {
        "shown": lambda t: shown(t, *t.keys),
        "compared": compared,
        "direction": direction,
        "teams": lambda t: len({gap["team"] for gap in t.gaps()}),
        "apart": lambda t: len(apart(t)),
        "agreed": lambda t: mostly(t, "strong"),
        "weak": lambda t: mostly(t, "weak"),
    },
    "staff.heard": {
        kind: lambda t, kind=kind: numbers(t, t.dimension)[kind]
        for kind in ("strong", "weak", "leadership_higher", "team_higher", "slight")
    }
    | {
        "open": lambda t: unsettled(t, t.dimension),
        "told": lambda t: told(t, t.dimension),
        "compared": lambda t: compared(t, t.dimension),
        "divided": lambda t: len(t.divided(t.leader, *t.teams, key=t.dimension)),
        "shown": lambda t: shown(t, t.dimension),
    },
    "staff.more": {
        "more": lambda t: len(t.keys) - min(MOST, len(t.keys)),
        "all": lambda t: len(t.keys),
    },
    "staff.moved": {
        "before": of.before,
        "moved": lambda t: t.moves()["rose"] + t.moves()["fell"],
        "rose": lambda t: t.moves()["rose"],
        "fell": lambda t: t.moves()["fell"],
    },
    "staff.unsaid": PEOPLE
    | {
        "hidden": hidden,
        "promise": lambda t: t.release["rules"]["minimum"],
        "open": unsettled,
        "compared": compared,
    },
}
FACTS: dict[str, Facts] = {"readiness": READINESS, "gate": GATE, **STAFF}
"""By place."""
