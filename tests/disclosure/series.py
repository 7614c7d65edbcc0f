"""Companies over several waves, in which departments split, merge, come and go."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, cycle
from typing import Any

import numpy as np

from diagnostic.release.comparing import EVERY, Side, _compare
from diagnostic.release.making import _release
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import tally_table
from diagnostic.tally.mapping import composed
from questionnaires import Questionnaire
from tests.disclosure.companies import QUESTIONNAIRES, _answers

KINDS = ("plain", "ceiling", "unanimous", "dissenter", "from the end")
RULES = Rules(draws=99, max_tables=200)


@dataclass(frozen=True)
class Wave:
    """Groups of one wave with their people, and what these answered."""

    sizes: dict[str, int]
    answers: np.ndarray


@dataclass(frozen=True)
class Series:
    """Waves of one company, and the map of departments from each to the next."""

    kind: str
    questionnaire: Questionnaire
    waves: tuple[Wave, ...]
    maps: tuple[tuple[tuple[str, str], ...], ...]

    def tallies(self):
        return [
            tally_table(
                self.questionnaire,
                tuple(wave.sizes),
                np.repeat(np.arange(len(wave.sizes)), list(wave.sizes.values())),
                wave.answers,
                leadership="leadership",
                wave=f"w{number}",
            )
            for number, wave in enumerate(self.waves, 1)
        ]

    def sides(self, on: frozenset[str] = EVERY) -> list[Side]:
        """Release the waves one after another, as sealing does."""
        tallies = self.tallies()
        made: list[Side] = []
        for number, tally in enumerate(tallies):
            found = diagnose(tally, RULES, previous=tallies[:number])
            before = [side.release for side in made]
            released = _release(found, on, previous=before)
            made.append(Side(released, self.questionnaire, tally))
        return made

    def comparisons(
        self, sides: list[Side], on: frozenset[str] = EVERY
    ) -> list[dict[str, Any]]:
        """Compare every two waves, as they were named and under the maps."""
        return [
            _compare(sides[one], sides[two], pairs, on)
            for one, two in combinations(range(len(sides)), 2)
            for pairs in (None, composed(self.maps[one:two]))
        ]


def series(number: int, seed: int, waves: int = 3) -> Iterator[Series]:
    """Yield so many companies, the kinds in turn."""
    rng = np.random.default_rng(seed)
    asked = list(QUESTIONNAIRES.values())
    for _, kind in zip(range(number), cycle(KINDS), strict=False):
        yield _one(rng, kind, asked[int(rng.integers(len(asked)))], waves)


def _one(rng, kind, asked, waves):
    sizes = {"leadership": int(rng.choice((5, 9, 10, 20)))}
    for name in "AB":
        sizes[name] = int(rng.choice((4, 5, 9, 10, 20)))
    first = _at_the_end if kind == "from the end" else _wave
    found, maps = [first(rng, kind, sizes, asked)], []
    for number in range(1, waves):
        sizes, pairs = _reorganised(rng, sizes, number)
        found.append(_wave(rng, kind, sizes, asked))
        maps.append(pairs)
    return Series(kind, asked, tuple(found), tuple(maps))


def _wave(rng, kind, sizes, asked):
    return Wave(dict(sizes), _answers(rng, kind, list(sizes.values()), asked))


def _at_the_end(rng, _, sizes, asked):
    """Teams of one mind at the end of the scale, leaders half a point below."""
    people = [
        np.full((n, 1), 4.4 if name == "leadership" else 4.95)
        for name, n in sizes.items()
    ]
    drawn = rng.normal(np.concatenate(people), 0.4, (sum(sizes.values()), 1))
    answers = np.clip(np.rint(drawn + np.zeros(len(asked.items))), 1, 5)
    return Wave(dict(sizes), answers.astype(np.uint8))


def _reorganised(rng, sizes, number):
    """Split a team, join two, rename one, let one go and another come."""
    teams = {name: n for name, n in sizes.items() if name != "leadership"}
    first, *others = rng.permutation(list(teams)).tolist()
    after, pairs = {"leadership": sizes["leadership"]}, []
    match int(rng.integers(4)):
        case 0:
            few = int(rng.choice((2, 4, 5, 10)))
            after |= {first: max(teams[first] - few, 3), f"N{number}": few}
            pairs = [(first, first), (first, f"N{number}")]
        case 1 if others:
            second = others.pop()
            after |= {first: teams[first] + teams[second]}
            pairs = [(first, first), (second, first)]
        case 2:
            after |= {f"N{number}": teams[first]}
            pairs = [(first, f"N{number}")]
        case _:
            after |= {f"N{number}": int(rng.choice((4, 5, 10)))}
    for name in others:
        after[name] = teams[name]
        pairs.append((name, name))
    return after, tuple(pairs)
