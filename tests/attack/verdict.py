"""What an attack came to: people linked, against what chance gives, and words found."""

import inspect
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from scipy.stats import poisson

ONCE_IN = 1e-6
"""How often one attacker may be thought to have succeeded who has not."""


class Outcome(NamedTuple):
    """What one attacker came to.

    Args:
        attacker: its name.
        tried: what it tried, in a sentence.
        linked: share of people, 0 to 1; None if it has nothing to link by.
        bound: largest share that chance explains.
        found: what must not have been there.
        way: in which it linked most.
        waves: in so many of which that way was open.
    """

    attacker: str
    tried: str
    linked: float | None = None
    bound: float | None = None
    found: tuple[str, ...] = ()
    way: str = ""
    waves: int = 0

    @property
    def failed(self) -> bool:
        """Whether the attack has failed, as it must."""
        linked = self.linked is not None and self.linked > self.bound
        return not linked and not self.found


def bound(sizes: Iterable[int], waves: int) -> float:
    """Largest share of people that guessing within groups links by chance.

    Of a group however large, one person is expected to be hit, with a variance of
    one: three standard deviations more are allowed.
    """
    groups, people = len(list(sizes)), sum(sizes)
    return groups / people + 3 * math.sqrt(groups) / (people * math.sqrt(waves))


def tail_bound(sizes: Iterable[int], waves: int) -> float:
    """Largest share of people that one of many attackers links by chance.

    Hits by chance spread as Poisson's distribution does: with one wave three standard
    deviations are passed once in three hundred tries, and dozens of orders are tried.
    """
    sizes = list(sizes)
    return float(poisson.isf(ONCE_IN, len(sizes) * waves)) / (sum(sizes) * waves)


def department_bound(sizes: Iterable[int], waves: int) -> float:
    """Largest share of ballots whose department is guessed by chance.

    The best guess that needs no look is the largest department; dealing departments
    out at random spreads as a count of matching cards does.
    """
    sizes = list(sizes)
    people = sum(sizes)
    own = sum(size**2 * (people - size) ** 2 for size in sizes)
    pairs = sum(size**2 for size in sizes) ** 2 - sum(size**4 for size in sizes)
    variance = (own + pairs) / (people**2 * (people - 1))
    return (max(sizes) + 3 * math.sqrt(variance / waves)) / people


@dataclass
class Board:
    """Counts what attackers reach, wave after wave.

    Args:
        sizes: of the departments.
    """

    sizes: tuple[int, ...]
    _tried: dict[str, str] = field(default_factory=dict)
    _hits: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _found: dict[str, dict[str, None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _bounds: dict[str, Callable[[Iterable[int], int], float]] = field(
        default_factory=dict
    )

    def enter(self, attacker: str, tried: str) -> None:
        """Name an attacker, who has not come to anything yet."""
        self._tried.setdefault(attacker, tried)

    def link(
        self,
        attacker: Callable | str,
        guesses: Iterable[tuple[str, Mapping]],
        truth: Mapping,
        limit: Callable[[Iterable[int], int], float] = bound,
    ) -> None:
        """Hold guesses about a wave against the truth."""
        name = self._named(attacker)
        self._bounds[name] = limit
        for way, guess in guesses:
            hits = sum(guess.get(one) == other for one, other in truth.items())
            self._hits[name][way].append(hits / len(truth))

    def find(self, attacker: Callable | str, found: Iterable[str]) -> None:
        """Take down what must not have been there, each once."""
        self._found[self._named(attacker)].update(dict.fromkeys(found))

    def outcomes(self) -> list[Outcome]:
        """Give what everybody came to, by the way that led furthest."""
        return [self._outcome(name) for name in self._tried]

    def _outcome(self, name: str) -> Outcome:
        tried, found = self._tried[name], tuple(self._found[name])
        if name not in self._bounds:
            return Outcome(name, tried, found=found)
        ways = [
            (sum(shares) / len(shares), len(shares), way)
            for way, shares in self._hits[name].items()
        ]
        if not ways:  # there was nothing to begin with
            return Outcome(name, tried, found=found)
        limit = {n: self._bounds[name](self.sizes, n) for _, n, _ in ways}
        linked, waves, way = max(ways, key=lambda tried: tried[0] / limit[tried[1]])
        return Outcome(name, tried, linked, limit[waves], found, way, waves)

    def _named(self, attacker: Callable | str) -> str:
        if isinstance(attacker, str):
            return attacker
        name = attacker.__name__.replace("_", " ")
        self.enter(name, inspect.getdoc(attacker).splitlines()[0].rstrip("."))
        return name


def by_attacker(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    """Look outcomes up by the attacker's name."""
    return {outcome.attacker: outcome for outcome in outcomes}


def strongest(reached: Iterable[Mapping[str, Outcome]]) -> dict[str, Outcome]:
    """Give the most that each attacker reached anywhere."""
    best: dict[str, Outcome] = {}
    for outcomes in reached:
        for name, outcome in outcomes.items():
            best[name] = max(
                best.get(name, outcome),
                outcome,
                key=lambda found: (found.linked or 0.0, len(found.found)),
            )
    return best


def table(outcomes: Iterable[Outcome], control: Mapping[str, Outcome]) -> list[str]:
    """Write a table: what was tried, and what came of it here and at the control.

    Args:
        outcomes: of our own program.
        control: by attacker, what it reached at an ordinary one.
    """
    lines = [
        f"{'attacker':<24} {'linked':>8} {'chance':>8} {'found':>6}   control",
        f"{'':<24} {'':>8} {'allows':>8} {'':>6}   linked, found",
    ]
    for outcome in outcomes:
        beside = control.get(outcome.attacker)
        lines.append(
            f"{outcome.attacker:<24} {_percent(outcome.linked):>8}"
            f" {_percent(outcome.bound):>8} {len(outcome.found):>6}   "
            + (f"{_percent(beside.linked)}, {len(beside.found)}" if beside else "")
        )
        lines.append(f"    {outcome.tried}")
        lines += [f"    FOUND: {sentence}" for sentence in outcome.found]
        if outcome.linked is not None and outcome.linked > outcome.bound:
            lines.append(f"    LINKED by {outcome.way}")
    return lines


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
