"""An action beside its figures is said as it is shown, and never as a cause."""

import pytest

from diagnostic.history.actions import Agreed, Followed, Move
from reports.document import read
from reports.followed import caution, followed
from reports.narrative import Narrator, rules
from reports.narrative.rules import LANGUAGES
from tests.printing.companies import printed

FOUND_IN, SINCE, UNTIL = "2026-Q1", "2026-Q2", "2026-Q3"


def action(figure="gap", team="Sales"):
    return Agreed(
        "0" * 16, FOUND_IN, "resources", team, "gap_leadership_higher", figure, "Meet."
    )


def change(verdict, figure="gap", change=-0.3, **others):
    move = Move(
        "" if figure == "leadership" else "Sales",
        ("Sales",), 1.2, 0.9, SINCE, change, verdict=verdict, **others,
    )  # fmt: skip
    return Followed(action(figure), UNTIL, (move,))


def untold(reason, figure="gap", teams=("Sales",)):
    move = Move("Sales", teams, 1.2, untold=reason)
    return Followed(action(figure), UNTIL, (move,), reason)


# The rule, what it is about, and what both languages name.
CASES = [
    ("followed.gap.closed", change("closed"), [SINCE, UNTIL]),
    ("followed.gap.narrowing", change("narrowing"), ["0.3", SINCE]),
    ("followed.gap.narrowing.word", change("narrowing", change=None), [SINCE]),
    ("followed.gap.widening", change("widening", change=0.4), ["0.4", SINCE]),
    ("followed.gap.widening.word", change("widening", change=None), [SINCE]),
    ("followed.gap.persisting", change("persisting"), [SINCE]),
    ("followed.gap.new", change("new"), [SINCE, UNTIL]),
    ("followed.gap.too_few", change("too_few_to_tell"), [SINCE]),
    ("followed.gap.none", change("no_gap"), [SINCE, UNTIL]),
    ("followed.rose", change("rose", "team", {"at_least": 0.5}), ["0.5", SINCE]),
    ("followed.rose.word", change("rose", "team", None), [SINCE]),
    ("followed.fell", change("fell", "leadership"), ["0.3", SINCE]),
    ("followed.fell.word", change("fell", "leadership", None), [SINCE]),
    ("followed.inconclusive", change("inconclusive", "team"), [SINCE]),
    ("followed.no_wave_since", untold("no_wave_since"), [FOUND_IN]),
    ("followed.not_asked", untold("not_asked"), [UNTIL]),
    ("followed.department_gone", untold("department_gone", teams=()), ["Sales", UNTIL]),
    (
        "followed.department_changed",
        untold("department_changed", teams=("North", "South")),
        ["Sales", FOUND_IN, "North", "South"],
    ),
    ("followed.not_shown", untold("not_shown"), ["Sales"]),
    ("followed.not_comparable", untold("not_comparable"), ["Sales", UNTIL]),
    ("followed.untested", untold("untested"), ["Sales"]),
    ("followed.not_compared", untold("not_compared"), [FOUND_IN, UNTIL]),
    (
        "followed.other_questionnaire",
        Followed(action(), UNTIL, untold="other_questionnaire"),
        [FOUND_IN],
    ),
]


def narrator(language="en"):
    return Narrator(read(*printed("usual"), language))


def plain(said):
    return " ".join(str(said.striptags()).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "found", "named"), CASES, ids=[c[0] for c in CASES])
def test_what_became_of_a_figure_is_said(rule, found, named, language):
    speaking = narrator(language)

    [page] = followed(speaking, found, "Resources")

    [told] = speaking.told
    assert told.rule == rule
    said = plain(page["said"])
    for name in named:
        assert (name.replace(".", ",") if language == "pt" else name) in said


def test_every_rule_is_among_these_cases():
    named = {rule for rule, _, _ in CASES}

    assert named == {rule.name for rule in rules()["followed"]}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "does not show that the action moved it"),
        ("pt", "não demonstra que tenha sido a ação a mudá-lo"),
    ],
)
def test_that_nothing_is_a_cause_is_said_too(language, said):
    assert said in caution(narrator(language))


def test_figures_are_written_as_gaps_or_as_averages():
    [gap] = followed(narrator(), change("narrowing"), "Resources")
    [mean] = followed(narrator("pt"), change("rose", "team"), "Recursos")

    assert (gap["found"], gap["now"]) == ("+1.2", "+0.9")
    assert (mean["found"], mean["now"]) == ("1,2", "0,9")


def test_reason_of_all_teams_is_said_once():
    moves = tuple(Move(team, (team,), 1.0, untold="no_wave_since") for team in "AB")
    found = Followed(action(team=""), UNTIL, moves, "no_wave_since")

    pages = followed(narrator(), found, "Resources")

    assert [bool(page["said"]) for page in pages] == [True, False, False]
    assert [page["found"] for page in pages] == [None, "+1.0", "+1.0"]
    whose = [str(page["who"]) for page in pages]
    assert whose == ["Resources", "Resources, A", "Resources, B"]


def test_department_of_another_name_is_named_by_both():
    move = Move("Sales", ("<b>Growth</b>",), 1.2, 0.9, SINCE, -0.3, verdict="narrowing")

    [page] = followed(narrator(), Followed(action(), UNTIL, (move,)), "Resources")

    assert page["who"] == "Resources, Sales (now &lt;b&gt;Growth&lt;/b&gt;)"
    assert str(page["said"]).startswith(str(page["who"]))


def test_dimension_that_is_gone_does_not_stand_in_the_trace():
    found = Followed(
        Agreed("0" * 16, FOUND_IN, "gone", "Sales", "slight", "gap", "Meet."),
        UNTIL,
        (Move("Sales", ("Sales",), 1.2, untold="not_asked"),),
        "not_asked",
    )
    speaking = narrator()

    followed(speaking, found, "What was")

    assert [told.about for told in speaking.told] == [{"team": "Sales"}]
