"""The register: each gap ever shown, what became of it, and since when."""

import pytest

from diagnostic.history.register import register
from tests.history.quarters import ASKED, compared, quarter, series
from tests.stats.companies import questionnaire

SALES = ("Sales", "vision")


def told(found):
    return [(gap.team, gap.dimension, gap.status, gap.since) for gap in found]


def test_gap_is_listed_once_with_its_whole_history():
    found = register(
        series(
            quarter("Q1", {SALES: ("inconclusive", 0.3)}),
            quarter("Q2", {SALES: ("gap", 1.1)}, moved=[("Q1", *SALES, "new")]),
            quarter("Q3", {SALES: ("gap", 0.6)}, moved=[("Q2", *SALES, "narrowing")]),
        )
    )

    [gap] = found
    assert (gap.status, gap.since, gap.first) == ("narrowing", "Q3", "Q2")
    assert [(e.wave, e.verdict, e.difference, e.status) for e in gap.entries] == [
        ("Q1", "inconclusive", 0.3, None),
        ("Q2", "gap", 1.1, "new"),
        ("Q3", "gap", 0.6, "narrowing"),
    ]


def test_what_was_never_a_gap_is_not_in_the_register():
    waves = [quarter(name, {SALES: ("slight", 0.4)}) for name in ("Q1", "Q2")]

    assert register(series(*waves)) == ()


def test_gap_of_a_first_wave_is_new():
    assert told(register(series(quarter("Q1", {SALES: ("gap", 1.0)})))) == [
        (*SALES, "new", "Q1")
    ]


def test_gap_that_was_closed_stays_closed_until_it_is_there_again():
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0)}),
        quarter("Q2", {SALES: ("aligned", 0.1)}, moved=[("Q1", *SALES, "closed")]),
        quarter("Q3", {SALES: ("aligned", 0.1)}, moved=[("Q2", *SALES, None)]),
    ]

    assert told(register(series(*waves))) == [(*SALES, "closed", "Q2")]
    again = quarter("Q4", {SALES: ("gap", 0.9)}, moved=[("Q3", *SALES, "new")])
    assert told(register(series(*waves, again))) == [(*SALES, "new", "Q4")]


def test_gap_that_is_there_comes_before_one_that_was():
    old, now = ("Growth", "vision"), ("Sales", "means")
    waves = [
        quarter("Q1", {old: ("gap", 1.0), now: ("gap", 0.9)}),
        quarter(
            "Q2",
            {old: ("not_shown", None), now: ("gap", 0.9)},
            moved=[("Q1", *old, "too_few_to_tell"), ("Q1", *now, "persisting")],
        ),
    ]

    assert told(register(series(*waves))) == [
        (*now, "persisting", "Q2"),
        (*old, "too_few_to_tell", "Q2"),
    ]


def test_team_that_is_gone_ends_its_gap():
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0), ("Growth", "vision"): ("slight", 0.4)}),
        quarter("Q2", {("Growth", "vision"): ("slight", 0.4)}),
    ]

    assert told(register(series(*waves))) == [(*SALES, "gone", "Q1")]


def test_renamed_team_keeps_its_gap_under_the_new_name():
    new = ("Growth", "vision")
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0)}),
        quarter("Q2", {new: ("gap", 0.9)}, moved=[("Q1", *new, "new")]),
    ]
    renamed = compared(
        "Q1", "Q2", {"Growth": (["Sales"], ["Growth"])}, moved=[(*new, "persisting")]
    )

    [gap] = register(
        series(
            *waves,
            maps={("Q1", "Q2"): (("Sales", "Growth"),)},
            compared={("Q1", "Q2"): renamed},
        )
    )

    assert (gap.team, gap.status, gap.first) == ("Growth", "persisting", "Q1")
    assert [entry.team for entry in gap.entries] == ["Sales", "Growth"]


def test_split_team_ends_its_gap_although_a_part_keeps_the_name():
    waves = [
        quarter("Q1", {SALES: ("gap", 1.0)}),
        quarter("Q2", {SALES: ("gap", 0.9), ("Partners", "vision"): ("gap", 0.8)}),
    ]
    split = {("Q1", "Q2"): (("Sales", "Sales"), ("Sales", "Partners"))}
    both = compared(
        "Q1", "Q2", {"Sales + Partners": (["Sales"], ["Sales", "Partners"])}
    )

    found = register(series(*waves, maps=split, compared={("Q1", "Q2"): both}))

    assert told(found) == [
        ("Partners", "vision", "new", "Q2"),
        (*SALES, "new", "Q2"),
        (*SALES, "gone", "Q1"),
    ]


def test_gap_in_a_dimension_that_is_no_longer_asked_is_not_there_now():
    shorter = questionnaire({"vision": ["v1", "v2"]}, version=2)
    tools = ("Sales", "means")
    waves = [
        quarter("Q1", {tools: ("gap", 1.0), SALES: ("gap", 0.9)}),
        quarter("Q2", {SALES: ("gap", 0.9)}, asked=shorter),
        quarter("Q3", {tools: ("gap", 1.1), SALES: ("gap", 0.9)}, asked=ASKED),
    ]

    found = register(series(*waves[:2]))
    assert [(gap.dimension, gap.status, gap.since, gap.there) for gap in found] == [
        ("vision", "persisting", "Q2", True),
        ("means", "not_asked", "Q1", False),
    ]
    assert told(register(series(*waves)))[1:] == [
        (*tools, "new", "Q3"),
        (*tools, "not_asked", "Q1"),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Statement own1.", [("persisting", True)]),
        ("Another question.", [("new", True), ("not_asked", False)]),
    ],
    ids=["the same question", "another"],
)
def test_own_questions_on_something_else_are_another_gap(said, expected):
    own = {"own": ["own1"]}
    asked = [questionnaire(own), questionnaire(own, wording={"own1": said})]
    waves = [
        quarter(name, {("Sales", "own"): ("gap", 1.0)}, asked=one)
        for name, one in zip(("Q1", "Q2"), asked, strict=True)
    ]

    found = register(series(*waves))

    assert [(gap.status, gap.there) for gap in found] == expected


# As diagnostic.stats.register says it of verdicts, where there is no test.
@pytest.mark.parametrize(
    ("before", "now", "status", "there"),
    [
        ("gap", "gap", "persisting", True),
        ("gap", "aligned", "closed", False),
        ("gap", "slight", "closed", False),
        ("gap", "inconclusive", "too_few_to_tell", False),
        ("gap", "not_shown", "too_few_to_tell", False),
        ("slight", "gap", "new", True),
        ("not_shown", "gap", "new", True),
    ],
)
def test_quarters_that_were_not_compared_have_the_status_of_their_verdicts(
    before, now, status, there
):
    waves = [
        quarter("Q1", {SALES: (before, 0.9)}),
        quarter("Q2", {SALES: (now, 0.8)}),
    ]

    [gap] = register(series(*waves))

    assert (gap.status, gap.since, gap.there) == (status, "Q2", there)
    assert (gap.entries[-1].change, gap.entries[-1].compared) == (None, False)


def test_gap_that_turned_around_uncompared_is_new():
    waves = [quarter(name, {SALES: ("gap", 0.9)}) for name in ("Q1", "Q2")]
    waves[1].release["comparisons"][0]["pattern"] = "gap_team_higher"

    assert told(register(series(*waves))) == [(*SALES, "new", "Q2")]


@pytest.mark.parametrize("untested", [[], ["Q1"]])
def test_comparison_without_a_test_does_not_count_as_one(untested):
    waves = [quarter(name, {SALES: ("gap", 0.9)}) for name in ("Q1", "Q2")]
    pairs = (("Sales", "Sales"),)
    document = compared(
        "Q1", "Q2", {"Sales": (["Sales"], ["Sales"])}, moved=[(*SALES, "persisting")]
    )
    told = document | {"untested": untested}

    [gap] = register(
        series(*waves, maps={("Q1", "Q2"): pairs}, compared={("Q1", "Q2"): told})
    )

    assert gap.status == "persisting"
    assert gap.entries[-1].compared is not bool(untested)
