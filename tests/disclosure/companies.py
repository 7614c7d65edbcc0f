"""Companies whose releases are attacked: ordinary ones, and the hardest to hide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import numpy as np

from diagnostic.release.display import ALL
from diagnostic.release.making import _release
from diagnostic.rules import Rules, SmallLeadership
from diagnostic.stats import diagnose
from diagnostic.tally import tally_table
from questionnaires import Questionnaire
from tests.disclosure.reading import Member

KINDS = (
    "plain",
    "ceiling",
    "unanimous",
    "dissenter",
    "skipped",
    "declared",
    "hidden leadership",
    "small team",
    "two waves",
    "identical",
)
SIZES = (5, 9, 10, 20)


@dataclass(frozen=True)
class Company:
    """One company: per wave the groups' names, who is where, and their answers."""

    kind: str
    questionnaire: Questionnaire
    groups: tuple[str, ...]
    membership: np.ndarray
    answers: tuple[np.ndarray, ...]
    small_leadership: SmallLeadership = "hidden"

    @property
    def rules(self):
        # Fewer draws than in earnest: no figure that is released needs them exact.
        return Rules(small_leadership=self.small_leadership, draws=199, max_tables=500)

    def tallies(self):
        return [
            tally_table(
                self.questionnaire,
                self.groups,
                self.membership,
                answers,
                leadership="leadership",
                wave=f"w{number}",
            )
            for number, answers in enumerate(self.answers, 1)
        ]

    def people(self):
        """Yield wave, group, its answers and what was asked of it."""
        for wave, answers in enumerate(self.answers):
            for number, group in enumerate(self.groups):
                yield (
                    wave,
                    group,
                    answers[self.membership == number],
                    self.questionnaire,
                )

    def diagnoses(self, rules=None):
        tallies = self.tallies()
        rules = rules or self.rules
        return [
            diagnose(tally, rules, previous=tallies[:number])
            for number, tally in enumerate(tallies)
        ]

    def releases(self, on: frozenset[str] = ALL) -> list[dict[str, Any]]:
        """Everything published about the company, with the rules ``on`` in force."""
        rules = None if "P1" in on else without_minimum(self)
        made: list[dict[str, Any]] = []
        for found in self.diagnoses(rules):
            made.append(_release(found, on, previous=tuple(made)))
        return made


def without_minimum(company):
    """Thresholds by which nothing is hidden; ``Rules`` itself refuses them."""
    rules = company.rules
    object.__setattr__(rules, "minimum", 1)
    return rules


def questionnaire(sizes, points=5, version=1):
    """Make a questionnaire with dimensions of so many items.

    Its second version asks something else than the first in the last item of the first
    dimension.
    """
    text = {"en": "Text"}
    last = sizes[0] + 1 if version == 2 else sizes[0] - 1
    return Questionnaire.model_validate(
        {
            "key": "attack",
            "version": version,
            "languages": ["en"],
            "title": text,
            "scale": {
                "points": points,
                "labels": {"en": [f"Label {point}" for point in range(points)]},
            },
            "dimensions": [
                {"key": f"d{number}", "title": text} for number in range(len(sizes))
            ],
            "items": [
                {"id": f"d{d}i{i}", "dimension": f"d{d}", "text": text}
                for d, size in enumerate(sizes)
                for i in (range(size) if d else (*range(size - 1), last))
            ],
        }
    )


QUESTIONNAIRES = {
    sizes: questionnaire(sizes)
    for sizes in ((5, 5), (2, 5), (3, 4), (1, 6), (5, 3), (4, 4), (2, 3))
}


def companies(
    number: int, seed: int, kinds: Sequence[str] = KINDS
) -> Iterator[Company]:
    """Yield so many companies, the kinds in turn."""
    rng = np.random.default_rng(seed)
    asked = list(QUESTIONNAIRES.values())
    for index, kind in zip(range(number), cycle(kinds), strict=False):
        yield company(
            rng, kind, asked[int(rng.integers(len(asked)))] if index else asked[0]
        )


def company(rng, kind, asked):
    """Draw one company of a kind."""
    leaders = int(rng.choice((5, 6, 9, 10, 12, 20)))
    if kind in ("declared", "hidden leadership"):
        leaders = int(rng.choice((3, 4)))
    teams = [int(rng.choice(SIZES)) for _ in range(int(rng.integers(1, 4)))]
    if kind == "small team":
        teams.append(int(rng.integers(1, 5)))
    if rng.random() < 0.3:
        teams.append(int(rng.integers(5, 31)))
    sizes = [leaders, *teams]
    groups = ("leadership", *(f"Team {n}" for n in range(1, len(sizes))))
    membership = np.repeat(np.arange(len(sizes)), sizes)
    waves = 2 if kind == "two waves" else 1
    answers = tuple(_answers(rng, kind, sizes, asked) for _ in range(waves))
    return Company(
        kind,
        asked,
        groups,
        membership,
        answers,
        "declared" if kind == "declared" else "hidden",
    )


def _answers(rng, kind, sizes, asked):
    points, count = asked.scale.points, len(asked.items)
    parts = []
    for size in sizes:
        level = rng.uniform(1.8, 4.3)
        if kind == "ceiling":
            level = rng.choice((1.0, 1.4, 4.5, 4.8, 5.0, 5.3))
        spread, noise = rng.choice((0.1, 0.4, 0.8, 1.3)), rng.choice((0.2, 0.6, 1.0))
        items = rng.normal(0, rng.choice((0.0, 0.5)), count)
        person = rng.normal(level, spread, (size, 1))
        part = np.rint(rng.normal(person + items, noise))
        if kind == "identical" or (kind == "unanimous" and rng.random() < 0.6):
            part = np.repeat(np.rint(rng.uniform(1, points, (1, count))), size, axis=0)
            if rng.random() < 0.5:
                part[:] = part[0, 0]
        if kind == "dissenter":
            part[:] = rng.choice((1, points, 4))
            part[0] = rng.choice((1, 2, points))
        part = np.clip(part, 1, points).astype(np.uint8)
        if kind == "skipped" and size > 4:
            part[rng.permutation(size)[4:], rng.integers(count)] = 0
        parts.append(part)
    return np.concatenate(parts)


def members(company: Any, largest: int = 9) -> Iterator[Member]:
    """Every different member of every group of up to so many people."""
    for wave, group, rows, asked in company.people():
        if not 1 < len(rows) <= largest:
            continue
        for row in {line.tobytes(): line for line in rows}.values():
            given = zip(asked.items, row, strict=True)
            yield Member(wave, group, {i.id: int(v) for i, v in given if v})
