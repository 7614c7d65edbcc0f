"""The register of gaps: what became of each from one wave to the next."""

from fractions import Fraction
from typing import Any

import pytest

from diagnostic.rules import Rules
from diagnostic.stats.register import difference, gap_changes
from diagnostic.tally import Histogram, tally_sheets
from tests.stats import reference
from tests.stats.companies import one_item_each, questionnaire

RULES = Rules()
L1, T1 = [5, 5, 4, 4, 5, 4, 5, 4], [2, 3, 2, 3, 3, 2, 4, 3, 2, 3, 2, 3]
L2, T2 = [4, 4, 3, 4, 4, 4, 4, 3, 4], [3, 3, 3, 4, 3, 3, 4, 3, 2, 4, 3]


def register(first, second, before=None, now=None, rules=RULES, points=5) -> Any:
    """Compare two waves, each leadership and Ops on one dimension."""
    waves: Any = [
        one_item_each(
            {"leadership": {"d": top}, "Ops": {"d": team}}, points, wave=f"Q{n}"
        )
        for n, (top, team) in enumerate((first, second), 1)
    ]
    key = ("Ops", "d")
    return gap_changes(waves[0], waves[1], {key: before}, {key: now}, rules)[0]


# R: a <- ((n - 1) * var + .5) / n^2 over four cells; d +- qt(.975, df) * sqrt(sum(a))
def test_the_difference_in_differences_agrees_with_r():
    found = register((L1, T1), (L2, T2))

    assert (found.from_wave, found.to_wave, found.team) == ("Q1", "Q2", "Ops")
    assert found.smallest == 8
    assert found.change == pytest.approx(-1.237373737373737)
    assert found.ci95 == pytest.approx((-1.982709813628136, -0.492037661119339))
    assert found.p_value == found.p_adjusted == pytest.approx(0.001864847212102)


FAR, FARTHER = ([4] * 12, [3] * 12), ([5] * 12, [2] * 12)
NEAR = ([4] * 6 + [3] * 6, [3] * 12)
TURNED = ([3] * 12, [4] * 12)


@pytest.mark.parametrize(
    ("first", "second", "before", "now", "status"),
    [
        pytest.param(FAR, FAR, "inconclusive", "slight", None, id="no gap in either"),
        pytest.param(FAR, FAR, None, None, None, id="nothing known"),
        pytest.param(FAR, FAR, "inconclusive", "gap", "new", id="new"),
        pytest.param(FAR, FAR, "not_shown", "gap", "new", id="not shown before"),
        pytest.param(FAR, FAR, None, "gap", "new", id="no team before"),
        pytest.param(FAR, FAR, "gap", "gap", "persisting", id="persisting"),
        pytest.param(FAR, FARTHER, "gap", "gap", "widening", id="widening"),
        pytest.param(FARTHER, FAR, "gap", "gap", "narrowing", id="narrowing"),
        pytest.param(FAR, NEAR, "gap", "gap", "narrowing", id="by half a point"),
        pytest.param(FAR, TURNED, "gap", "gap", "new", id="the sign turned"),
        pytest.param(
            TURNED, FARTHER[::-1], "gap", "gap", "widening", id="widening, team higher"
        ),
        pytest.param(FAR, FAR, "gap", "aligned", "closed", id="closed: aligned"),
        pytest.param(FAR, FAR, "gap", "slight", "closed", id="closed: slight"),
        pytest.param(
            FAR, FAR, "gap", "inconclusive", "too_few_to_tell", id="inconclusive now"
        ),
        pytest.param(
            FAR, FAR, "gap", "not_testable", "too_few_to_tell", id="not testable now"
        ),
        pytest.param(FAR, FAR, "gap", "not_shown", "too_few_to_tell", id="hidden now"),
        pytest.param(FAR, FAR, "gap", None, "too_few_to_tell", id="no team now"),
    ],
)
def test_status(first, second, before, now, status):
    assert register(first, second, before, now).status == status


@pytest.mark.parametrize(("fdr", "status"), [(0.05, "persisting"), (0.5, "widening")])
def test_a_gap_widens_only_where_the_false_discovery_rate_allows(fdr, status):
    first = [4, 4, 5, 4, 3, 4], [3, 3, 2, 3, 3, 4]
    second = [5, 4, 5, 4, 4, 4], [3, 3, 2, 3, 2, 3]
    found = register(first, second, "gap", "gap", Rules(fdr=fdr))

    assert 0.05 < found.p_adjusted < 0.5
    assert found.status == status


def test_the_changes_of_a_pair_of_waves_are_one_family():
    first = {
        "leadership": {"a": L1, "b": L1},
        "Ops": {"a": T1, "b": T1},
        "Ads": {"a": T1, "b": T2},
    }
    second = {
        "leadership": {"a": L2, "b": L1},
        "Ops": {"a": T2, "b": T1},
        "Ads": {"a": T1, "b": [3]},
    }
    found = gap_changes(one_item_each(first), one_item_each(second), {}, {}, RULES)
    tested = [c for c in found if c.p_value is not None]

    assert [(c.team, c.dimension) for c in found] == [
        ("Ads", "a"), ("Ads", "b"), ("Ops", "a"), ("Ops", "b"),
    ]  # fmt: skip
    assert [c.p_adjusted for c in found if c not in tested] == [None]
    assert [c.p_adjusted for c in tested] == pytest.approx(
        reference.benjamini_hochberg([c.p_value or 0 for c in tested])
    )


@pytest.mark.parametrize(
    ("first", "second", "smallest"),
    [
        pytest.param((L1[:4], T1), (L2, T2), 4, id="four leaders before"),
        pytest.param((L1, T1), (L2[:4], T2), 4, id="four leaders now"),
        pytest.param((L1, T1[:3]), (L2, T2), 3, id="three of the team before"),
        pytest.param((L1, T1), (L2, T2[:2]), 2, id="two of the team now"),
    ],
)
def test_a_change_of_a_gap_needs_four_cells_that_may_be_shown(first, second, smallest):
    found = register(first, second, "gap", "gap")

    assert found.smallest == smallest
    assert (found.change, found.ci95, found.p_value) == (None, None, None)
    assert found.status == "persisting"


def test_a_declared_leadership_whose_cells_are_gone_is_followed_by_verdict_alone():
    first = one_item_each({"leadership": {"d": [5, 5, 4]}, "Ops": {"d": T1}})
    second = one_item_each({"leadership": {"d": [5, 4, 5]}, "Ops": {"d": T1}})
    declared = Rules(small_leadership="declared")
    gap = {("Ops", "d"): "gap"}
    del first.scores["leadership", "d"]  # type: ignore[attr-defined]

    (found,) = gap_changes(first, second, gap, gap, declared)

    assert (found.status, found.change, found.smallest) == ("persisting", None, 0)


def test_moments_kept_after_sealing_give_the_same_change():
    first = one_item_each({"leadership": {"d": L1}, "Ops": {"d": T1}})
    second = one_item_each({"leadership": {"d": L2}, "Ops": {"d": T2}})
    gap = {("Ops", "d"): "gap"}
    whole = gap_changes(first, second, gap, gap, RULES)
    for group in ("leadership", "Ops"):
        cell = first.scores[group, "d"]
        assert isinstance(cell, Histogram)
        first.scores[group, "d"] = cell.moments  # type: ignore[index]

    assert gap_changes(first, second, gap, gap, RULES) == whole
    assert whole[0].status == "narrowing"


def test_a_leadership_of_another_name_is_still_the_leadership():
    first = one_item_each(
        {"Board": {"d": L1}, "Ops": {"d": T1}}, leadership="board", wave="Q1"
    )
    second = one_item_each({"leadership": {"d": L2}, "Ops": {"d": T2}}, wave="Q2")

    (found,) = gap_changes(first, second, {}, {}, RULES)

    assert found.change == pytest.approx(-1.237373737373737)


@pytest.mark.parametrize("missing", [0, 1])
def test_without_leadership_in_both_waves_there_is_no_change_of_a_gap(missing):
    waves = [{"leadership": {"d": L1}, "Ops": {"d": T1}} for _ in range(2)]
    del waves[missing]["leadership"]
    gap = {("Ops", "d"): "gap"}

    first, second = map(one_item_each, waves)
    (found,) = gap_changes(first, second, gap, gap, RULES)

    assert (found.change, found.status) == (None, "persisting")


def test_a_team_that_is_gone_is_still_listed():
    first = one_item_each({"leadership": {"d": L1}, "Ops": {"d": T1}})
    second = one_item_each({"leadership": {"d": L2}, "Ads": {"d": T2}})

    found = gap_changes(
        first, second, {("Ops", "d"): "gap"}, {("Ads", "d"): "gap"}, RULES
    )

    assert [(c.team, c.status) for c in found] == [
        ("Ads", "new"),
        ("Ops", "too_few_to_tell"),
    ]


# By hand: the prior of a range of 6 is .5·(6/4)² = 1.125.
def test_the_prior_grows_with_the_range():
    found = register((L1, T1), (L2, T2), points=7)
    cells = [[*map(Fraction, c)] for c in (L2, T2, L1, T1)]

    expected = reference.regularised(cells, [1, -1, -1, 1], 1.125, 0.95)
    assert found.ci95 == pytest.approx(expected[1:3])


ITEMS = {"d": ["a", "b"]}


def versions(people_, **options):
    """Two waves of a leadership and Ops, the second asking another version."""
    waves: Any = []
    for asked in (questionnaire(ITEMS), questionnaire(ITEMS, version=2, **options)):
        sheets = [("leadership", {"a": 5, "b": 4})] * 10 + [
            ("Ops", {"a": 2, "b": 4})
        ] * people_
        waves.append(tally_sheets(asked, sheets))
    gap = {("Ops", "d"): "gap"}
    return gap_changes(waves[0], waves[1], gap, gap, RULES)[0]


def test_on_some_shared_items_the_gap_is_followed_on_those():
    found = versions(10, compared={"b": "reworded"})

    assert found.change == 0
    assert found.p_value == 1
    assert found.status == "persisting"


@pytest.mark.parametrize(
    ("people_", "compared"),
    [
        pytest.param(9, {"b": "reworded"}, id="nine people"),
        pytest.param(10, {"a": "reworded", "b": "new"}, id="nothing shared"),
    ],
)
def test_what_cannot_be_compared_has_no_change(people_, compared):
    found = versions(people_, compared=compared)

    assert (found.change, found.p_adjusted) == (None, None)
    assert found.status == "persisting"


def test_a_difference_needs_people_on_both_sides():
    tally = one_item_each(
        {"leadership": {"d": [4], "e": []}, "Ops": {"d": [2], "e": [3]}}
    )

    assert difference(tally, "Ops", "d") == 2
    assert difference(tally, "Ops", "e") is None
    assert difference(tally, "Ads", "d") is None


@pytest.mark.parametrize(
    ("words", "now", "status"),
    [
        pytest.param("We learn.", "gap", "persisting", id="the same question"),
        pytest.param("We share.", "gap", "new", id="another question"),
        pytest.param("We share.", "aligned", None, id="another question, no gap"),
    ],
)
def test_gap_in_other_questions_of_the_company_is_another_gap(words, now, status):
    sheets = [("leadership", {"own1": 5})] * 10 + [("Ops", {"own1": 2})] * 10
    first, second = (
        tally_sheets(questionnaire({"own": ["own1"]}, wording={"own1": said}), sheets)
        for said in ("We learn.", words)
    )

    key = ("Ops", "own")
    [found] = gap_changes(first, second, {key: "gap"}, {key: now}, RULES)

    assert found.status == status
