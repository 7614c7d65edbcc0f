"""No rule may be set so that it breaks what respondents were promised."""

import dataclasses

import pytest

from diagnostic.rules import Rules


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"minimum": 4}, "minimum group size is 5 or more, not 4"),
        ({"minimum": 0}, "minimum group size is 5 or more, not 0"),
        ({"declared_minimum": 2}, "3 members or more, not 2"),
        ({"small_leadership": "shown"}, "'hidden' or 'declared', not 'shown'"),
    ],
)
def test_rules_that_break_the_promise_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        Rules(**changed)


def test_rules_cannot_be_changed_afterwards():
    rules = Rules()

    with pytest.raises(dataclasses.FrozenInstanceError):
        rules.minimum = 3  # type: ignore[misc]


@pytest.mark.parametrize(
    ("people", "leadership", "rules", "expected"),
    [
        pytest.param(4, False, Rules(), False, id="team of 4"),
        pytest.param(5, False, Rules(), True, id="team of 5"),
        pytest.param(4, True, Rules(), False, id="hidden leadership of 4"),
        pytest.param(5, True, Rules(), True, id="leadership of 5"),
        pytest.param(
            2, True, Rules(small_leadership="declared"), False, id="declared, 2"
        ),
        pytest.param(
            3, True, Rules(small_leadership="declared"), True, id="declared, 3"
        ),
        pytest.param(
            4, False, Rules(small_leadership="declared"), False, id="declared, a team"
        ),
        pytest.param(7, False, Rules(minimum=8), False, id="minimum of 8"),
        pytest.param(8, True, Rules(minimum=8), True, id="leadership of 8 of 8"),
    ],
)
def test_what_may_be_shown(people, leadership, rules, expected):
    assert rules.may_show(people, leadership=leadership) is expected


# statistics.md and anonymity.md, as printed in every report.
def test_the_defaults_are_those_that_were_measured():
    assert dataclasses.asdict(Rules()) == {
        "minimum": 5,
        "small_leadership": "hidden",
        "declared_minimum": 3,
        "alpha": 0.05,
        "fdr": 0.05,
        "cautious": 0.04,
        "notable": 0.5,
        "item_notable": 0.75,
        "margin": 0.5,
        "margin_if_shown": 0.25,
        "aligned_people": 8,
        "aligned_participation": 0.5,
        "prior_variance": 0.5,
        "item_prior_variance": 1.0,
        "max_tables": 50_000,
        "draws": 9_999,
        "large_group": 50,
        "divided": 0.8,
        "divided_people": 4,
        "strong": 0.625,
        "blind": 0.5,
        "reliability_people": 30,
        "full_people": 10,
        "bands_people": 20,
        "trend_waves": 4,
    }
