"""The report lists what is still to do first, and says what each action is about."""

from dataclasses import replace
from datetime import date

import pytest

from diagnostic.history.actions import beside
from reports.document import read
from reports.narrative import Narrator
from reports.past.actions import is_overdue, undertaken
from tests.printing import series as made


@pytest.fixture(scope="module")
def found():
    return made.four()


def reading(found, *agreed, language="en"):
    followed = tuple(beside(agreed, found))
    return read(*made.arguments(found), language, found, followed)


def rows(found, *agreed, language="en"):
    return undertaken(Narrator(reading(found, *agreed, language=language)))["rows"]


def test_what_is_to_do_comes_first_and_then_what_was_found_last(found):
    states = [("2025-Q4", "open"), ("2026-Q2", "done"), ("2026-Q1", "doing")]
    states += [("2025-Q4", "dropped"), ("2026-Q2", "open")]
    agreed = [
        made.action(wave, "Sales", number=number, state=state, what=f"{wave} {state}")
        for number, (wave, state) in enumerate(states)
    ]

    assert [row["what"] for row in rows(found, *agreed)] == [
        *("2026-Q2 open", "2026-Q1 doing", "2025-Q4 open"),
        *("2026-Q2 done", "2025-Q4 dropped"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Resources, Sales · found in 2026-Q1 · COO · Not begun"),
        ("pt", "Recursos, Sales · conclusão de 2026-Q1 · COO · Por começar"),
    ],
)
def test_action_says_what_it_is_about(found, language, said):
    action = made.action("2026-Q1", "Sales", owner="COO")

    [row] = rows(found, action, language=language)

    assert row["detail"] == said


def test_action_of_nobody_in_particular_says_whose_it_may_be(found):
    [row] = rows(found, made.action("2026-Q1"))

    assert row["detail"].startswith("Resources, Marketing")


@pytest.mark.parametrize(
    ("due", "state", "overdue"),
    [
        (date(2026, 3, 31), "open", True),
        (date(2026, 3, 31), "done", False),
        (None, "open", False),
        (date(2199, 1, 1), "doing", False),
    ],
)
def test_what_was_due_when_the_wave_was_closed_is_marked(found, due, state, overdue):
    action = made.action("2026-Q1", "Sales", due=due, state=state)

    assert is_overdue(reading(found, action), action) is overdue
    [row] = rows(found, action)
    assert row["detail"].endswith(" · Overdue") is overdue


@pytest.mark.parametrize(
    ("language", "said"), [("en", "and one more team"), ("pt", "e mais uma equipa")]
)
def test_one_team_more_is_one(found, language, said, monkeypatch):
    monkeypatch.setattr("reports.past.actions.FIGURES", 3)
    action = replace(made.action("2026-Q1"), pattern="none has it")

    [row] = rows(found, action, language=language)

    assert (len(row["figures"]), row["more"]) == (3, said)
