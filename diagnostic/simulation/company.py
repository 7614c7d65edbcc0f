"""A company whose departments' true opinions are written down, wave by wave."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostic.simulation.opinion import Opinion, Points, draw_answers, true_mean
from diagnostic.tally import Tally, tally_table
from questionnaires import Questionnaire

Floats = NDArray[np.float64]
Cell = tuple[str, str, str]
"""Wave, team, dimension."""


@dataclass(frozen=True)
class Department:
    """A department, leadership or a team.

    Args:
        name: as on the answer sheets.
        invited: people asked in every wave; the same people each time.
        answered: how many of them answer, one a wave; who, is chance.
        opinions: what they truly think, by dimension, one a wave.
        predicted: mean score that leaders expect of this team, in points, by
            dimension, one a wave; dimensions left out are not predicted.
    """

    name: str
    invited: int
    answered: Sequence[int]
    opinions: Mapping[str, Sequence[Opinion]]
    predicted: Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Company:
    """Departments, and how alike a person's views are.

    Args:
        questionnaire: what is asked; only scale items are answered.
        waves: names, oldest first.
        departments: leadership first, then teams.
        missing: chance that an item is left out.
        halo: correlation of a person's views of two dimensions, 0 to 1.
        persistence: correlation of a person's view with that a wave earlier.
    """

    questionnaire: Questionnaire
    waves: Sequence[str]
    departments: Sequence[Department]
    missing: float = 0.03
    halo: float = 0.5
    persistence: float = 0.6

    @property
    def leadership(self) -> Department:
        """Whom the teams are compared with."""
        return self.departments[0]

    @property
    def teams(self) -> Sequence[Department]:
        """Every department but leadership."""
        return self.departments[1:]


@dataclass(frozen=True, eq=False)
class Answers:
    """Answer sheets of one wave, as ``tally_table`` takes them.

    Args:
        wave: its name.
        groups: names of the departments, leadership first, shape (G,).
        membership: index into ``groups`` per person, shape (N,).
        answers: points before reversal, 0 for none, shape (N, items).
        predictions: points that leaders expect, 0 for none, shape (N,), by
            (team, dimension).
        invited: people invited per department.
    """

    wave: str
    groups: Sequence[str]
    membership: NDArray[np.int64]
    answers: Points
    predictions: Mapping[tuple[str, str], Points]
    invited: Mapping[str, int]


def true_differences(company: Company) -> dict[Cell, float]:
    """Leadership minus team in the expected score, in points of the scale.

    Computed from the model that draws the answers, ceilings included; what a
    verdict is held against.
    """
    return {
        (wave, team.name, dimension): (
            _mean(company, company.leadership, dimension, w)
            - _mean(company, team, dimension, w)
        )
        for w, wave in enumerate(company.waves)
        for team in company.teams
        for dimension in team.opinions
    }


def true_blindness(company: Company) -> dict[Cell, float]:
    """Leadership's expected prediction minus the team's expected score, points."""
    points = company.questionnaire.scale.points
    return {
        (wave, team.name, dimension): (
            true_mean(_expectation(means[w]), 1, points)
            - _mean(company, team, dimension, w)
        )
        for w, wave in enumerate(company.waves)
        for team in company.teams
        for dimension, means in team.predicted.items()
    }


def simulate(company: Company, seed: int) -> tuple[Answers, ...]:
    """Let everybody answer, wave after wave.

    Args:
        company: who thinks what.
        seed: of PCG64; the same seed gives the same answers.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    people = [_people(generator, company, d.invited) for d in company.departments]
    waves = []
    for w, wave in enumerate(company.waves):
        sheets = []
        for department, (views, ranks) in zip(company.departments, people, strict=True):
            who = generator.permutation(department.invited)[: department.answered[w]]
            sheets.append(
                _sheets(generator, company, department, w, views[w, who], ranks[who])
            )
        sizes = [len(part) for part in sheets]
        waves.append(
            Answers(
                wave,
                tuple(d.name for d in company.departments),
                np.repeat(np.arange(len(sizes)), sizes),
                np.concatenate(sheets),
                _predictions(generator, company, w, sizes),
                {d.name: d.invited for d in company.departments},
            )
        )
    return tuple(waves)


def tally(company: Company, answers: Answers) -> Tally:
    """Count one wave's answers as those of a real company are counted."""
    return tally_table(
        company.questionnaire,
        answers.groups,
        answers.membership,
        answers.answers,
        answers.predictions,
        company.leadership.name,
        wave=answers.wave,
        invited=answers.invited,
    )


def _people(
    generator: np.random.Generator, company: Company, people: int
) -> tuple[Floats, Floats]:
    """Draw where people stand, (waves, people, dimensions), and their ranks."""
    size = len(company.questionnaire.dimensions)
    fresh = generator.standard_normal((len(company.waves), people, 1 + size))
    stays = company.persistence
    for w in range(1, len(fresh)):
        fresh[w] = stays * fresh[w - 1] + math.sqrt(1 - stays**2) * fresh[w]
    common, own = fresh[:, :, :1], fresh[:, :, 1:]
    views = math.sqrt(company.halo) * common + math.sqrt(1 - company.halo) * own
    return views, generator.random((people, size))


def _sheets(
    generator: np.random.Generator,
    company: Company,
    department: Department,
    wave: int,
    views: Floats,
    ranks: Floats,
) -> Points:
    asked = company.questionnaire
    points = asked.scale.points
    sheets = np.zeros((len(views), len(asked.items)), np.uint8)
    column = {item.id: i for i, item in enumerate(asked.items)}
    for d, dimension in enumerate(asked.dimensions):
        items = asked.items_of(dimension.key)
        if dimension.key not in department.opinions:
            continue
        given = draw_answers(
            generator,
            department.opinions[dimension.key][wave],
            views[:, d],
            ranks[:, d],
            items=len(items),
            points=points,
            missing=company.missing,
        )
        for j, item in enumerate(items):
            turned = np.where(given[:, j] > 0, points + 1 - given[:, j], 0)
            sheets[:, column[item.id]] = turned if item.reverse else given[:, j]
    return sheets


def _predictions(
    generator: np.random.Generator, company: Company, wave: int, sizes: Sequence[int]
) -> dict[tuple[str, str], Points]:
    leaders, everybody = sizes[0], sum(sizes)
    found = {}
    for team in company.teams:
        for dimension, means in team.predicted.items():
            given = draw_answers(
                generator,
                _expectation(means[wave]),
                generator.standard_normal(leaders),
                np.ones(leaders),
                items=1,
                points=company.questionnaire.scale.points,
                missing=company.missing,
            )
            found[team.name, dimension] = np.zeros(everybody, np.uint8)
            found[team.name, dimension][:leaders] = given[:, 0]
    return found


def _expectation(mean: float) -> Opinion:
    return Opinion(mean, spread=0.5, noise=0.4)


def _mean(company: Company, department: Department, dimension: str, w: int) -> float:
    asked = company.questionnaire
    items = len(asked.items_of(dimension))
    return true_mean(department.opinions[dimension][w], items, asked.scale.points)
