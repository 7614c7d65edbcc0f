"""What is kept of a sealed wave: enough for the next one, and nobody in it (S3)."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import Histogram, Moments, keep, revive, tally_sheets
from tests.stats.companies import one_item_each, questionnaire

RULES = Rules(draws=199, max_tables=500)
ASKED = questionnaire(
    {"plan": ["a", "b", "c"], "work": ["d"]},
    reverse="b",
    choices={"why": ("work", ["churn", "price"])},
)
ITEMS = ("a", "b", "c", "d", "why")


def wave(company, name="Q1", asked=ASKED, **options) -> Any:
    """Tally rows of answers to a, b, c and d, by group."""
    return tally_sheets(
        asked,
        [
            (group, dict(zip(ITEMS, row, strict=False)))
            for group, rows in company.items()
            for row in rows
        ],
        wave=name,
        **options,
    )


def stored(tally, rules=RULES, verdicts=None):
    """Keep a wave and give what a database would give back."""
    return json.loads(json.dumps(keep(tally, rules, verdicts or {}), allow_nan=False))


def verdicts_of(tally, rules=RULES, previous=()):
    found = diagnose(tally, rules, previous=previous).comparisons
    return {(c.team, c.dimension): c.verdict for c in found}


def of(document, group, lists=("scores", "items")):
    return [e for name in lists for e in document[name] if e["group"] == group]


def without(document, group):
    """Give everything that is kept of all other groups."""
    return {
        name: [e for e in part if group not in (e.get("group"), e.get("name"))]
        if isinstance(part, list)
        else part
        for name, part in document.items()
    }


# By hand: unit 6 codes a point; (4, turned 2 = 4, 4) is 24, (5, turned 1 = 5, 3) is 26.
TEN = {"Ops": [(4, 2, 4, 3, "churn")] * 9 + [(5, 1, 3, 2, "price")]}


def test_from_ten_answers_on_the_histograms_of_scores_and_items_are_kept():
    kept = stored(wave(TEN))

    assert of(kept, "Ops") == [
        {"group": "Ops", "dimension": "plan", "unit": 6, "people": [[24, 9], [26, 1]]},
        {"group": "Ops", "dimension": "work", "unit": 1, "people": [[2, 1], [3, 9]]},
        {"group": "Ops", "item": "a", "counts": [0, 0, 0, 9, 1]},
        {"group": "Ops", "item": "b", "counts": [0, 0, 0, 9, 1]},
        {"group": "Ops", "item": "c", "counts": [0, 0, 1, 9, 0]},
        {"group": "Ops", "item": "d", "counts": [0, 1, 9, 0, 0]},
    ]


def test_below_ten_only_number_sum_and_sum_of_squares_are_kept():
    kept = stored(wave({"Ops": TEN["Ops"][1:]}))

    assert of(kept, "Ops") == [
        {
            "group": "Ops",
            "dimension": "plan",
            "unit": 6,
            "n": 9,
            "sum": 8 * 24 + 26,
            "squares": 8 * 24**2 + 26**2,
        },
        {
            "group": "Ops",
            "dimension": "work",
            "unit": 1,
            "n": 9,
            "sum": 26,
            "squares": 76,
        },
    ]


@pytest.mark.parametrize(
    ("people_", "rules"),
    [
        pytest.param(4, Rules(), id="four"),
        pytest.param(7, Rules(minimum=8), id="seven, at a minimum of eight"),
        pytest.param(11, Rules(minimum=12), id="eleven, at a minimum of twelve"),
    ],
)
def test_below_the_minimum_nothing_is_kept_but_the_number_of_people(people_, rules):
    kept = stored(wave({"Ops": TEN["Ops"][:1] * people_}, invited={"Ops": 12}), rules)

    assert kept["groups"] == [{"name": "Ops", "answered": people_, "invited": 12}]
    assert of(kept, "Ops") == []


def test_of_a_small_leadership_nothing_is_kept_even_if_it_is_declared():
    company = {"leadership": TEN["Ops"][:4], **TEN}
    kept = stored(
        wave(company),
        replace(RULES, small_leadership="declared"),
        {("Ops", "plan"): "gap"},
    )

    assert of(kept, "leadership") == []
    assert len(of(kept, "Ops")) == 6
    assert kept["verdicts"] == [{"team": "Ops", "dimension": "plan", "verdict": "gap"}]


# Nine have a score, for whom no histogram is kept; its items would give more of them.
def test_items_are_kept_only_of_cells_that_are_kept_whole():
    rows = [(4, 4, 4, 3)] * 9 + [(4, None, None, 3)]
    kept = stored(wave({"Ops": rows}))

    assert [e["dimension"] for e in of(kept, "Ops", ("scores",))] == ["plan", "work"]
    assert "people" not in of(kept, "Ops")[0]
    assert [e["item"] for e in of(kept, "Ops", ("items",))] == ["d"]


def test_items_with_fewer_than_ten_answers_are_not_kept():
    rows = [(4, 4, 4, 3)] * 9 + [(None, 4, 4, 3)]
    kept = stored(wave({"Ops": rows}))

    assert [e["item"] for e in of(kept, "Ops", ("items",))] == ["b", "c", "d"]


# On three points items, and dimensions of few of them, are shown from 50 people on.
@pytest.mark.parametrize(("people_", "entries"), [(49, 0), (50, 3)])
def test_nothing_is_kept_of_cells_that_few_points_hide(people_, entries):
    asked = questionnaire({"plan": ["a", "b"]}, points=3)
    kept = stored(wave({"Ops": [(1, 3)] * people_}, asked=asked))

    assert len(of(kept, "Ops")) == entries


def test_no_choice_no_prediction_and_no_product_of_answers_is_kept():
    company = {"leadership": TEN["Ops"], **TEN}
    kept = stored(wave(company))
    again = revive(kept, ASKED)

    assert set(kept) == {
        "format", "questionnaire", "wave", "leadership",
        "groups", "scores", "items", "verdicts",
    }  # fmt: skip
    assert {e["item"] for e in kept["items"]} == {"a", "b", "c", "d"}
    assert (again.choices, again.predictions, again.complete) == ({}, {}, {})


point = st.sampled_from([1, 2, 3, 4, 5, 3, 4, None])
person = st.tuples(point, point, point, point)


@st.composite
def staff(draw, least, most):
    size = draw(st.integers(least, most))
    return draw(st.lists(person, min_size=size, max_size=size))


def scored(rows, items, turned=()):
    """Score by hand: the mean of the answers, if half of them are given."""
    for row in rows:
        given = [
            6 - row[i] if i in turned else row[i] for i in items if row[i] is not None
        ]
        if 2 * len(given) >= len(items) and given:
            yield Fraction(sum(given), len(given))


@settings(max_examples=100)
@given(staff(10, 16), staff(0, 9))
def test_what_is_kept_of_a_small_cell_is_never_more_than_its_moments(others, few):
    kept = stored(wave({"Ads": others, "Ops": few}))
    alone = stored(wave({"Ads": others}))

    # What is kept of the others does not depend on these people's answers …
    assert without(kept, "Ops") == without(alone, "Ops")
    # … and of these there are three numbers a dimension, or nothing.
    expected = []
    for key, items, turned, unit in (
        ("plan", (0, 1, 2), (1,), 6),
        ("work", (3,), (), 1),
    ):
        scores = [score * unit for score in scored(few, items, turned)]
        if len(scores) >= 5:
            sums = {"sum": sum(scores), "squares": sum(s * s for s in scores)}
            cell = {"group": "Ops", "dimension": key, "unit": unit, "n": len(scores)}
            expected.append(cell | sums)
    assert of(kept, "Ops") == expected


@settings(max_examples=100)
@given(staff(0, 14), staff(0, 14), st.sampled_from([RULES, Rules(minimum=8)]))
def test_keeping_what_was_kept_changes_nothing(one, other, rules):
    tally = wave({"leadership": one, "Ops": other}, invited={"Ops": 20})
    kept = stored(tally, rules, {("Ops", "plan"): "gap", ("Ops", "work"): None})

    again = revive(kept, ASKED)

    assert stored(again, rules, again.verdicts) == kept


def test_a_cell_that_is_kept_whole_comes_back_as_it_was():
    tally = wave({"Ops": [(n % 5 + 1, 3, None, 2) for n in range(12)]})
    again = revive(stored(tally), ASKED)

    for key, cell in tally.scores.items():
        back = again.scores[key]
        assert isinstance(back, Histogram)
        assert (back.codes.tolist(), back.counts.tolist(), back.unit) == (
            cell.codes.tolist(), cell.counts.tolist(), cell.unit,
        )  # fmt: skip
        assert back.moments == cell.moments
    assert again.items["Ops", "a"].tolist() == tally.items["Ops", "a"].tolist()


def test_a_cell_that_is_kept_as_moments_comes_back_as_those():
    tally = wave({"Ops": TEN["Ops"][1:]})
    again = revive(stored(tally), ASKED)

    assert isinstance(again.scores["Ops", "plan"], Moments)
    assert again.scores["Ops", "plan"] == tally.scores["Ops", "plan"].moments


def test_names_numbers_of_people_and_verdicts_come_back():
    company = {"Board": TEN["Ops"][:4], **TEN, "Ads": []}
    numbers = {"Board": 5, "Ads": 3}
    tally = wave(company, "2026-Q1", leadership="board", invited=numbers)
    again = revive(stored(tally, verdicts={("Ops", "plan"): "not_shown"}), ASKED)

    for name in ("groups", "leadership", "answered", "invited", "wave", "teams"):
        assert getattr(again, name) == getattr(tally, name)
    assert again.verdicts == {("Ops", "plan"): "not_shown"}


SECOND = {
    "the same version": ASKED,
    "a reworded item": questionnaire(
        {"plan": ["a", "b", "c"], "work": ["d"]},
        reverse="b", version=2, compared={"c": "reworded"},
    ),
    "all items of a dimension changed": questionnaire(
        {"plan": ["a", "b", "c"], "work": ["d"]},
        reverse="b", version=2, compared={"d": "new"},
    ),
    "an item more": questionnaire(
        {"plan": ["a", "b", "c"], "work": ["d", "why"]}, reverse="b", version=2
    ),
}  # fmt: skip


def as_sealed(found, kept):
    """Write what sealing changes: the numbers of answers of cells that are gone."""
    waves = {tally.wave: tally for tally in kept}

    def left(name, number, *cells):
        scores = waves[name].scores if name in waves else cells
        return number if all(cell in scores for cell in cells) else 0

    def four(change):
        for name in (change.from_wave, change.to_wave):
            for group in ("leadership", change.team):
                yield left(name, change.smallest, (group, change.dimension))

    return replace(
        found,
        changes=tuple(
            replace(
                c,
                n_from=left(c.from_wave, c.n_from, (c.group, c.dimension)),
                n_to=left(c.to_wave, c.n_to, (c.group, c.dimension)),
            )
            for c in found.changes
        ),
        gap_changes=tuple(replace(c, smallest=min(four(c))) for c in found.gap_changes),
    )


companies = st.fixed_dictionaries(
    {"leadership": staff(3, 13), "Ops": staff(3, 16), "Ads": staff(4, 12)}
)

# By the last of these there are gaps to follow in answers at random.
lenient = replace(RULES, fdr=0.9, cautious=0.9, notable=0.1)
strictness = st.sampled_from([RULES, replace(RULES, minimum=8), lenient])


@settings(max_examples=60, deadline=None)
@given(companies, companies, st.sampled_from(sorted(SECOND)), strictness)
def test_the_next_wave_finds_what_it_would_find_with_the_whole_wave_before(
    before, after, version, rules
):
    first, last = wave(before), wave(after, "Q2", SECOND[version])
    kept = revive(stored(first, rules, verdicts_of(first, rules)), ASKED)

    whole = diagnose(last, rules, previous=[first])
    found = diagnose(last, rules, previous=[kept])

    assert found == as_sealed(whole, [kept])


@settings(max_examples=15, deadline=None)
@given(st.lists(companies, min_size=4, max_size=4))
def test_the_waves_of_a_year_are_followed_as_if_they_were_whole(year):
    *before, last = [wave(c, f"Q{n}") for n, c in enumerate(year, 1)]
    kept: list[Any] = []
    for tally in before:
        released = verdicts_of(tally, previous=kept)
        kept.append(revive(stored(tally, verdicts=released), ASKED))

    whole = diagnose(last, RULES, previous=before)
    found = diagnose(last, RULES, previous=kept)

    assert found == as_sealed(whole, kept)


def test_the_permutation_test_is_the_same_to_the_last_digit():
    # The others' scores are on the codes of the whole tally, and not on what is kept.
    first = wave({"Ops": [(n % 5 + 1,) * 4 for n in range(12)], "Ads": [(4, 4, 5, 2)]})
    last = wave({"Ops": [(n % 3 + 2,) * 4 for n in range(14)]}, "Q2")
    kept = revive(stored(first), ASKED)

    (whole, *_), (found, *_) = (
        diagnose(last, RULES, previous=[w]).changes for w in (first, kept)
    )
    assert found == whole
    assert found.p_value is not None


DECLARED = replace(RULES, small_leadership="declared")


def test_a_declared_leadership_is_followed_by_its_verdicts_alone():
    company = {"leadership": {"d": [5, 5, 4]}, "Ops": {"d": [2, 3] * 8}}
    first, last = (one_item_each(company, wave=name) for name in ("Q1", "Q2"))
    kept = revive(stored(first, DECLARED, {("Ops", "d"): "gap"}), first.questionnaire)

    found = diagnose(last, replace(DECLARED, fdr=1.0, cautious=1.0), previous=[kept])

    assert [(c.group, c.verdict) for c in found.changes] == [
        ("leadership", "not_shown"),
        ("Ops", "inconclusive"),
    ]
    (gap,) = found.gap_changes
    assert (gap.change, gap.ci95, gap.status) == (None, None, "persisting")


@pytest.mark.parametrize(
    ("changed", "asked", "message"),
    [
        ({"format": "alignment-release/1"}, ASKED, "has the format alignment-kept/1"),
        ({}, SECOND["an item more"], "is of probe version 1, not of probe version 2"),
    ],
)
def test_what_is_kept_of_something_else_is_refused(changed, asked, message):
    with pytest.raises(ValueError, match=message):
        revive(stored(wave(TEN)) | changed, asked)
