"""Companies and drafts: what is printed, and what is said before people are asked."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import collecting
from tests.commands.collecting import (
    PEOPLE,
    company,
    done,
    draft,
    launched,
    roster,
    status,
)
from tests.commands.running import run


def test_slug_of_a_company_stands_alone_on_the_last_line():
    assert done("company", "add", "Exemplo & Filhos, S.A.").splitlines() == [
        "exemplo-filhos-s-a"
    ]
    assert done("company", "add", "Exemplo & Filhos, S.A.", "--language", "pt") == (
        "exemplo-filhos-s-a-2\n"
    )


def test_companies_are_listed():
    company("Beta")
    draft()

    assert done("company", "list").splitlines() == [
        "acme  en    1 wave  Acme",
        "beta  en   0 waves  Beta",
    ]


def test_a_draft_tells_nobody_and_says_what_comes_next():
    company()
    listed = roster()

    printed = done(
        *("wave", "create", "acme", "2026-Q3", "--questionnaire", collecting.KEY),
        *("--roster", listed, "--closes", "2130-10-14"),
    )

    assert printed.splitlines() == [
        "Set up acme/2026-Q3: 18 people in 3 departments, opens at launch, closes"
        " 2130-10-14 23:59 UTC.",
        "Next: diagnostic wave launch acme/2026-Q3",
    ]
    assert status()["state"] == "draft"
    assert sum(status()["mail"].values()) == 0


def test_a_draft_is_deleted_with_its_key():
    draft()

    assert done("wave", "delete", "acme/2026-Q3") == "Deleted acme/2026-Q3.\n"
    assert list(Path("instance/keys").iterdir()) == []
    assert done("wave", "list", "acme") == ""
    assert draft() == "acme/2026-Q3"


@pytest.mark.parametrize(
    ("options", "opens", "closes"),
    [
        pytest.param(
            ["--opens", "2130-10-01", "--closes", "2130-10-14"],
            "2130-10-01T00:00:00+00:00",
            "2130-10-14T23:59:59+00:00",
            id="whole days",
        ),
        pytest.param(
            ["--opens", "2130-10-01T08:00", "--closes", "2130-10-14T18:30+01:00"],
            "2130-10-01T08:00:00+00:00",
            "2130-10-14T17:30:00+00:00",
            id="with times and a zone",
        ),
        pytest.param(
            ["--opens", "2130-10-01T08:00Z"],
            "2130-10-01T08:00:00+00:00",
            "2130-10-15T08:00:00+00:00",
            id="14 days",
        ),
    ],
)
def test_beginning_and_end_are_as_typed(options, opens, closes):
    draft("2026-Q3", *options)

    assert (status()["opens"], status()["closes"]) == (opens, closes)


def test_a_wave_without_dates_opens_at_launch_for_14_days():
    launched()

    found = status()
    opens, closes = (datetime.fromisoformat(found[key]) for key in ("opens", "closes"))
    assert found["state"] == "open"
    assert datetime.now(UTC) - opens < timedelta(minutes=10)
    assert timedelta(days=14) - (closes - opens) < timedelta(minutes=10)


@pytest.mark.parametrize(
    ("people", "options", "notes"),
    [
        pytest.param(PEOPLE, [], [], id="nothing to note"),
        pytest.param(
            {**PEOPLE, "Legal": 3},
            [],
            [
                "Legal (3) has fewer people than 5: nothing of it will be shown;"
                " --join-small joins the smallest teams"
            ],
            id="a small team",
        ),
        pytest.param(
            {**PEOPLE, "Legal": 3, "Office": 4},
            ["--join-small"],
            ["joined as Other teams (7): Legal (3), Office (4)"],
            id="small teams joined",
        ),
        pytest.param(
            {**PEOPLE, "Legal": 3, "Office": 4},
            ["--join-small", "--language", "pt"],
            ["joined as Outras equipas (7): Legal (3), Office (4)"],
            id="joined in Portuguese",
        ),
        pytest.param(
            {**PEOPLE, "leadership": 4},
            [],
            [
                "leadership has 4, fewer than 5: nothing of it will be shown, and"
                " nothing can be compared; --small-leadership declared shows it as a"
                " group"
            ],
            id="a small leadership",
        ),
        pytest.param(
            {**PEOPLE, "leadership": 4},
            ["--small-leadership", "declared"],
            [
                "leadership has 4, fewer than 5: from 3 answers on it is shown as a"
                " group, with mean, difference and verdict, and is told so before it"
                " answers"
            ],
            id="declared",
        ),
        pytest.param(
            {**PEOPLE, "leadership": 2},
            ["--small-leadership", "declared"],
            [
                "leadership has 2, fewer than 5: nothing of it will be shown, and"
                " nothing can be compared; a declared leadership has 3 or more"
            ],
            id="too small to be declared",
        ),
        pytest.param(
            {"leadership": 9, "Team": 9},
            ["--minimum", "10", "--small-leadership", "declared"],
            [
                "Team (9) has fewer people than 10: nothing of it will be shown",
                "leadership has 9, fewer than 10: from 3 answers on it is shown as a"
                " group, with mean, difference and verdict, and is told so before it"
                " answers",
            ],
            id="another minimum, and one team alone",
        ),
    ],
)
def test_what_will_not_be_shown_is_said_before_people_are_asked(people, options, notes):
    company()

    result = run(
        *("wave", "create", "acme", "2026-Q3", "--questionnaire", collecting.KEY),
        *("--roster", roster(people), *options),
    )

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"Note: {note}." for note in notes]


def test_waves_are_listed():
    days = ("--opens", "2130-10-01", "--closes", "2130-10-14")
    draft("2026-Q3", *days)
    draft("crm", *days, mode="open")
    company("Beta")

    listed = done("wave", "list")

    when = "2130-10-01 00:00 UTC to 2130-10-14 23:59 UTC"
    assert listed.splitlines() == [
        f"acme/2026-Q3  draft      invited   {when}",
        f"acme/crm      draft      open      {when}",
    ]
    assert done("wave", "list", "acme") == listed
    assert done("wave", "list", "beta") == ""


def test_a_questionnaire_of_ones_own_is_kept_as_it_is():
    company()
    own = Path(__file__).parents[1] / "samples" / "field-work.toml"
    shutil.copy(own, "mine.toml")

    done(
        *("wave", "create", "acme", "own", "--questionnaire", "mine.toml"),
        *("--roster", roster()),
    )
    Path("mine.toml").unlink()

    done("wave", "launch", "acme/own")
