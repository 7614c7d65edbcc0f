"""The example company of the demonstration: its truth, as a table to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diagnostic.simulation.company import Company, Department
from diagnostic.simulation.opinion import Opinion
from questionnaires import load

SEED = 2026
CLOSED = {
    "2025-Q4": date(2025, 11, 28),
    "2026-Q1": date(2026, 2, 27),
    "2026-Q2": date(2026, 5, 29),
    "2026-Q3": date(2026, 8, 28),
}
"""The waves, with the day on which each is closed: the demonstration's clock."""
WAVES = tuple(CLOSED)

LEADERSHIP = {
    "vision_clarity": Opinion(4.1, spread=0.35, noise=0.7),
    "resources": Opinion(4.0, spread=0.5),
    "collaboration": Opinion(2.9, spread=0.35, noise=0.7),
    "expectations": Opinion(4.1, spread=0.35, noise=0.7),
}
"""The same in every wave. In vision, collaboration and expectations leaders agree
with each other more than usual, without which so few could not show alignment."""


@dataclass(frozen=True)
class Story:
    """What is true of one team and dimension.

    Args:
        gap: leadership minus team in points, one a wave.
        title: what is to be seen, in a few words.
        opinion: how the team's people spread; its mean follows from ``gap``.
        predicted: what leaders expect the team's mean to be, in points; None if
            they expect what is true.
    """

    gap: tuple[float, float, float, float]
    title: str
    opinion: Opinion
    predicted: float | None = None


USUAL = Opinion(3.0)
CLOSE = Opinion(3.0, spread=0.35, noise=0.7)
SHORT_OF_TIME = replace(USUAL, offsets=(0.5, -0.6, 0.6, -0.9, 0.2, 0.2))
CAMPS = replace(CLOSE, minority=0.5, distance=2.6)
NONE = (0.0, 0.0, 0.0, 0.0)

TRUTH: Mapping[str, Mapping[str, Story]] = {
    "Marketing": {
        "vision_clarity": Story(NONE, "aligned, and strong", CLOSE),
        "resources": Story((1.5, 1.5, 0.9, 0.4), "narrows after Q1", SHORT_OF_TIME),
        "collaboration": Story(NONE, "aligned on a shared problem", CLOSE),
        "expectations": Story((1.2,) * 4, "persists, a blind spot", USUAL, 3.9),
    },
    "Sales": {
        "vision_clarity": Story(NONE, "aligned, and strong", CLOSE),
        "resources": Story(NONE, "no gap", USUAL),
        "collaboration": Story((-1.0,) * 4, "the team is higher", USUAL),
        "expectations": Story((0.4,) * 4, "real, but small", CLOSE),
    },
    "Product": {
        "vision_clarity": Story((0.0, 0.0, 0.0, 1.3), "new in Q3", CLOSE),
        "resources": Story(NONE, "no gap", USUAL),
        "collaboration": Story(NONE, "the team is divided", CAMPS),
        "expectations": Story(NONE, "no gap", CLOSE),
    },
    "Customer success": {
        key: Story((1.0,) * 4, "too few to be shown", USUAL) for key in LEADERSHIP
    },
}

PEOPLE: Mapping[str, tuple[int, tuple[int, int, int, int]]] = {
    "Leadership": (13, (12, 11, 12, 12)),
    "Marketing": (18, (15, 16, 14, 16)),
    "Sales": (30, (22, 25, 21, 24)),
    "Product": (11, (9, 8, 9, 9)),
    "Customer success": (6, (4, 4, 4, 4)),
}
"""Invited, and how many of them answer in each wave."""


@dataclass(frozen=True)
class Plan:
    """What leadership of the example agrees on after a wave; as made up as the rest.

    Args:
        wave: after which.
        team: that it is about.
        dimension: key.
        pattern: what was found, as the playbook names it.
        owner: a role, by language.
        due: the last day.
        measure: a figure of their own, by language.
        unit: of that figure, by language.
        measured: that figure, by the wave after which it is typed in.
        states: how far it is, by the wave after which that is said.
    """

    wave: str
    team: str
    dimension: str
    pattern: str
    owner: Mapping[str, str]
    due: date
    measure: Mapping[str, str]
    unit: Mapping[str, str]
    measured: Mapping[str, str]
    states: Mapping[str, str]


PLANS = (
    Plan(
        wave="2026-Q1",
        team="Marketing",
        dimension="resources",
        pattern="gap_leadership_higher",
        owner={"en": "Chief executive", "pt": "Direção-geral"},
        due=date(2026, 4, 30),
        measure={
            "en": "Hours a week kept free for planned work",
            "pt": "Horas por semana reservadas ao trabalho planeado",
        },
        unit={"en": "hours", "pt": "horas"},
        measured={"2026-Q1": "9", "2026-Q2": "16", "2026-Q3": "21.5"},
        states={"2026-Q2": "doing", "2026-Q3": "done"},
    ),
    Plan(
        wave="2026-Q2",
        team="Marketing",
        dimension="expectations",
        pattern="gap_leadership_higher",
        owner={"en": "Head of sales", "pt": "Direção comercial"},
        due=date(2026, 7, 31),
        measure={
            "en": "Targets with an analysis behind them",
            "pt": "Objetivos com uma análise por trás",
        },
        unit={"en": "per cent", "pt": "por cento"},
        measured={"2026-Q2": "30", "2026-Q3": "35"},
        states={"2026-Q3": "doing"},
    ),
)

NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "pt": {
        "Leadership": "Direção",
        "Sales": "Vendas",
        "Product": "Produto",
        "Customer success": "Apoio ao cliente",
    },
}
COMPANY = {"en": "Example company (simulated)", "pt": "Empresa de exemplo (simulada)"}
NOTICE = {
    "en": "Simulated data: nobody was asked, and there is no such company.",
    "pt": "Dados simulados: ninguém foi inquirido e esta empresa não existe.",
}


def example(language: str = "en") -> Company:
    """Build the example company with its departments named in ``language``."""
    names = NAMES[language]
    departments = [
        _department(names.get("Leadership", "Leadership"), "Leadership", {}),
        *(_department(names.get(team, team), team, TRUTH[team]) for team in TRUTH),
    ]
    return Company(load("leadership-alignment"), WAVES, departments)


def stories(language: str = "en") -> dict[tuple[str, str], str]:
    """Say in English what is true, by (team, dimension) as named in ``language``."""
    names = NAMES[language]
    return {
        (names.get(team, team), dimension): story.title
        for team, told in TRUTH.items()
        for dimension, story in told.items()
    }


def _department(name: str, key: str, stories: Mapping[str, Story]) -> Department:
    invited, answered = PEOPLE[key]
    if not stories:
        same = {d: (opinion,) * len(WAVES) for d, opinion in LEADERSHIP.items()}
        return Department(name, invited, answered, same, {})
    opinions = {d: _opinions(d, story) for d, story in stories.items()}
    predicted: dict[str, Sequence[float]] = {
        d: [story.predicted or opinion.mean for opinion in opinions[d]]
        for d, story in stories.items()
    }
    return Department(name, invited, answered, opinions, predicted)


def _opinions(dimension: str, story: Story) -> tuple[Opinion, ...]:
    level = LEADERSHIP[dimension].mean
    return tuple(replace(story.opinion, mean=level - gap) for gap in story.gap)
