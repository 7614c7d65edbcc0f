"""Companies over several waves, in which departments split, merge, come and go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, cycle
from typing import Any

import numpy as np

from diagnostic.release.comparing import EVERY, Side, _compare
from diagnostic.release.making import _release
from diagnostic.rules import Rules, SmallLeadership
from diagnostic.stats import diagnose
from diagnostic.stats.changes import changes
from diagnostic.tally import Tally, keep, revive, tally_table
from diagnostic.tally.mapping import composed
from questionnaires import Questionnaire
from tests.disclosure.companies import QUESTIONNAIRES, _answers, questionnaire
from tests.disclosure.solver import Attack, Member

KINDS = ("plain", "ceiling", "unanimous", "dissenter", "from the end", "declared")
RULES = Rules(draws=99, max_tables=200)


@dataclass(frozen=True)
class Wave:
    """Groups of one wave with their people, what was asked, and what they answered."""

    sizes: dict[str, int]
    asked: Questionnaire
    rules: Rules
    answers: np.ndarray


@dataclass(frozen=True)
class Series:
    """Waves of one company, and the map of departments from each to the next."""

    kind: str
    waves: tuple[Wave, ...]
    maps: tuple[tuple[tuple[str, str], ...], ...]

    def people(self):
        """Yield wave, group, its answers and what was asked of it."""
        for place, wave in enumerate(self.waves):
            ends = np.cumsum(list(wave.sizes.values()))
            rows = np.split(wave.answers, ends[:-1])
            for group, given in zip(wave.sizes, rows, strict=True):
                yield place, group, given, wave.asked

    def tallies(self):
        return [
            tally_table(
                wave.asked,
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
        made: list[Side] = []
        before: list[Tally] = []
        follow = cache(changes)  # each pair of earlier waves would be tested again
        for wave, tally in zip(self.waves, self.tallies(), strict=True):
            found = diagnose(tally, wave.rules, previous=before, follow=follow)
            released = _release(found, on, previous=[side.release for side in made])
            made.append(Side(released, wave.asked, tally))
            before.append(kept(made[-1]))
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

    def attacks(
        self, on: frozenset[str] = EVERY, attackers: Iterable[Member | None] = (None,)
    ) -> Iterator[Attack]:
        """Attack all releases and comparisons: nobody in particular, or members."""
        sides = self.sides(on)
        releases = [side.release for side in sides]
        compared = self.comparisons(sides, on)
        for member in attackers:
            asked = [wave.asked for wave in self.waves]
            yield Attack(asked, releases, on, member, compared)


def kept(side: Side) -> Tally:
    """Give what is kept of a sealed wave."""
    told = {
        (c["team"], c["dimension"]): c["verdict"] for c in side.release["comparisons"]
    }
    rules = Rules(**side.release["rules"])
    assert side.tally is not None
    return revive(keep(side.tally, rules, told), side.questionnaire)


def series(number: int, seed: int, waves: int = 4) -> Iterator[Series]:
    """Yield so many companies, the kinds in turn."""
    rng = np.random.default_rng(seed)
    asked = list(QUESTIONNAIRES)
    for _, kind in zip(range(number), cycle(KINDS), strict=False):
        yield _one(rng, kind, asked[int(rng.integers(len(asked)))], waves)


def _one(rng, kind, items, waves):
    leaders = (3, 4) if kind == "declared" else (5, 9, 10, 20)
    sizes = {"leadership": int(rng.choice(leaders))}
    for name in "AB":
        sizes[name] = int(rng.choice((4, 5, 9, 10, 20)))
    # From some wave on another version is asked, or fewer people are shown.
    renewed, other = rng.choice((2, 3, waves, waves), 2)
    found, maps = [], []
    for number in range(waves):
        if number:
            sizes, pairs = _reorganised(rng, sizes, number)
            maps.append(pairs)
        asked = questionnaire(items, version=2 if number >= renewed else 1)
        small: SmallLeadership = "declared" if kind == "declared" else "hidden"
        minimum = 5 if number < other else int(rng.choice((6, 10)))
        rules = replace(RULES, small_leadership=small, minimum=minimum)
        drawn = _at_the_end if kind == "from the end" and not number else _answers
        answers = drawn(rng, kind, list(sizes.values()), asked)
        found.append(Wave(dict(sizes), asked, rules, answers))
    return Series(kind, tuple(found), tuple(maps))


def _at_the_end(rng, _, sizes, asked):
    """Teams of one mind at the end of the scale, leaders half a point below."""
    levels = np.repeat((4.4, *[4.95] * (len(sizes) - 1)), sizes)[:, np.newaxis]
    drawn = rng.normal(levels, 0.4)
    answers = np.clip(np.rint(drawn + np.zeros(len(asked.items))), 1, 5)
    return answers.astype(np.uint8)


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
