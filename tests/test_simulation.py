"""The simulation: what it says is true is what its answers come to."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from diagnostic.simulation.company import (
    Company,
    Department,
    simulate,
    tally,
    true_blindness,
    true_differences,
)
from diagnostic.simulation.example import PEOPLE, TRUTH, WAVES, example, stories
from diagnostic.simulation.opinion import (
    Opinion,
    draw_answers,
    latent_level,
    score_distribution,
    superiority,
    true_mean,
)
from diagnostic.tally import Histogram
from questionnaires import load, parse

CORE = load("leadership-alignment")
OPINIONS = [
    pytest.param(Opinion(3.6), 5, 5, id="usual"),
    pytest.param(Opinion(4.8), 5, 5, id="ceiling"),
    pytest.param(Opinion(1.3, spread=1.2), 4, 5, id="floor"),
    pytest.param(Opinion(3.0, minority=0.5, distance=2.6), 6, 5, id="two camps"),
    pytest.param(Opinion(3.2, offsets=(0.9, -0.4, 0.0)), 3, 7, id="unlike items"),
    pytest.param(Opinion(1.5), 1, 2, id="one item of two points"),
]


def scores(opinion, items, points, people, missing):
    generator = np.random.Generator(np.random.PCG64(1))
    views, ranks = generator.standard_normal(people), generator.random(people)
    answers = draw_answers(
        generator, opinion, views, ranks, items=items, points=points, missing=missing
    )
    answered = (answers > 0).sum(axis=1)
    scored = 2 * answered >= items
    return answers.sum(axis=1)[scored] / np.maximum(answered, 1)[scored]


@pytest.mark.parametrize(("opinion", "items", "points"), OPINIONS)
def test_the_true_mean_is_the_one_asked_for(opinion, items, points):
    assert true_mean(opinion, items, points) == pytest.approx(opinion.mean, abs=1e-10)


# Two ways to the same number: normal integrals item by item, and quadrature over
# people's views of the distribution of whole scores.
@pytest.mark.parametrize("missing", [0.0, 0.2])
@pytest.mark.parametrize(("opinion", "items", "points"), OPINIONS)
def test_the_distribution_of_scores_has_that_mean(opinion, items, points, missing):
    codes, unit, share = score_distribution(opinion, items, points, missing)

    assert share.sum() == pytest.approx(1)
    assert (codes / unit) @ share == pytest.approx(opinion.mean, abs=1e-9)


@pytest.mark.parametrize("missing", [0.0, 0.2])
@pytest.mark.parametrize(("opinion", "items", "points"), OPINIONS)
def test_answers_have_that_mean_and_spread(opinion, items, points, missing):
    codes, unit, share = score_distribution(opinion, items, points, missing)
    spread = np.sqrt((codes / unit - opinion.mean) ** 2 @ share)

    found = scores(opinion, items, points, 60_000, missing)

    error = spread / np.sqrt(found.size)
    assert found.mean() == pytest.approx(opinion.mean, abs=4 * error)
    assert found.std() == pytest.approx(spread, rel=0.02)


# By hand: P(1 > 0) = 1/2 · 1/4 and so on; half the ties added.
def test_superiority_counts_ties_half():
    assert superiority(np.array([0.5, 0.5]), np.array([0.25, 0.75])) == 0.375


@pytest.mark.parametrize("mean", [1, 5, 0.9, 5.1])
def test_a_mean_off_the_scale_is_refused(mean):
    with pytest.raises(ValueError, match="is not inside 1 to 5"):
        latent_level(Opinion(mean), 5, 5)


def test_offsets_are_one_an_item():
    with pytest.raises(ValueError, match="2 offsets for 5 items"):
        latent_level(Opinion(3, offsets=(0.1, 0.2)), 5, 5)


def test_the_same_seed_gives_the_same_answers():
    first, again, other = (simulate(example(), seed)[3] for seed in (1, 1, 2))

    assert np.array_equal(first.answers, again.answers)
    assert not np.array_equal(first.answers, other.answers)


def company(people, *, halo=0.5, persistence=0.6, missing=0.0, asked=CORE):
    opinions = {d.key: (Opinion(3.0),) * 2 for d in asked.dimensions}
    leaders = Department("leadership", people, (people,) * 2, opinions, {})
    return Company(
        asked,
        ("1", "2"),
        [leaders],
        missing=missing,
        halo=halo,
        persistence=persistence,
    )


def by_dimension(asked, answers):
    column = {item.id: i for i, item in enumerate(asked.items)}
    return np.stack(
        [
            answers[:, [column[i.id] for i in asked.items_of(d.key)]].mean(axis=1)
            for d in asked.dimensions
        ]
    )


@pytest.mark.parametrize("halo", [0.0, 1.0])
def test_halo_makes_a_persons_views_alike(halo):
    [first, _] = simulate(company(20_000, halo=halo), 1)

    correlation = np.corrcoef(by_dimension(CORE, first.answers))[0, 1]

    # Noise of the items keeps it below 1: .36 / (.36 + .64 / 5.5) = .75.
    assert correlation == pytest.approx(0.75 * halo, abs=0.03)


def test_who_answers_changes_but_the_number_does_not():
    quarters = simulate(example(), 1)

    for w, quarter in enumerate(quarters):
        sizes = np.bincount(quarter.membership)
        assert [*sizes] == [answered[w] for _, answered in PEOPLE.values()]
    assert quarters[0].invited["Sales"] == PEOPLE["Sales"][0]


def test_answers_are_left_out_as_often_as_told():
    [first, _] = simulate(company(20_000, missing=0.1), 1)

    assert (first.answers == 0).mean() == pytest.approx(0.1, abs=0.005)


def test_a_reversed_item_is_answered_the_other_way():
    text = (
        files("questionnaires")
        .joinpath("leadership-alignment.1.toml")
        .read_text("utf-8")
        .replace('facet = "direction"\n', 'facet = "direction"\nreverse = true\n')
    )
    asked = parse(text.encode())
    high = company(5_000, asked=asked)
    opinions = {d.key: (Opinion(4.5),) * 2 for d in asked.dimensions}
    high = replace(high, departments=[replace(high.leadership, opinions=opinions)])

    [first, _] = simulate(high, 1)
    counted = tally(high, first)

    assert asked.items[0].reverse
    assert first.answers[:, 0].mean() == pytest.approx(1.5, abs=0.05)
    cell = counted.scores["leadership", "vision_clarity"]
    assert isinstance(cell, Histogram)
    assert cell.moments.mean == pytest.approx(4.5, abs=0.05)


def test_the_truth_of_the_example_is_the_one_written_down():
    true = true_differences(example())

    for team, told in TRUTH.items():
        for dimension, story in told.items():
            for wave, gap in zip(WAVES, story.gap, strict=True):
                assert true[wave, team, dimension] == pytest.approx(gap, abs=1e-9)
    assert len(true) == 4 * 4 * 4


def test_leaders_expect_what_is_true_but_for_the_blind_spot():
    blind = true_blindness(example())

    wrong = {key[1:] for key, error in blind.items() if abs(error) > 1e-9}
    assert wrong == {("Marketing", "expectations")}
    assert blind["2026-Q3", "Marketing", "expectations"] == pytest.approx(1.0)


def test_the_example_is_the_same_company_in_portuguese():
    english, portuguese = true_differences(example()), true_differences(example("pt"))

    assert [*english.values()] == [*portuguese.values()]
    assert example("pt").leadership.name == "Direção"
    assert set(stories("pt")) == {key[1:] for key in portuguese}
