"""A wave from its company to its report, by nothing but commands."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.commands import collecting
from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    answer,
    company,
    counts,
    done,
    draft,
    launched,
    roster,
    status,
    tokens,
)
from tests.commands.running import run
from tests.mail.post_office import in_folder

EVERYBODY = sum(PEOPLE.values())


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


def test_a_wave_of_a_later_day_is_scheduled_and_writes_to_nobody():
    draft("2026-Q3", "--opens", "2130-10-01")

    printed = done("wave", "launch", WAVE, "--wait")

    assert printed.startswith("acme/2026-Q3 opens 2130-10-01 00:00 UTC, until")
    assert status()["state"] == "scheduled"
    assert sum(status()["mail"].values()) == 0


def test_launch_returns_when_the_mail_is_queued():
    draft()

    printed = done("wave", "launch", WAVE)

    assert "18 letters are queued" in printed
    assert status()["mail"]["queued"] == EVERYBODY
    done("worker", "--drain")
    assert status()["mail"]["sent"] == EVERYBODY


def test_launch_waits_until_the_mail_is_sent():
    draft()

    printed = done("wave", "launch", WAVE, "--wait")

    assert printed.splitlines()[-1] == "Sent 18 of 18."
    assert len(in_folder(collecting.MAIL)) == EVERYBODY


def test_letters_are_in_the_language_of_the_wave():
    launched("2026-Q3", "--language", "pt")

    subjects = {letter["Subject"] for letter in in_folder(collecting.MAIL).values()}
    assert subjects == {"Acme pede a sua opinião"}


def test_two_initiatives_are_asked_about_at_once():
    launched("crm", "--subject", "New CRM")
    launched("shop", "--subject", "New shop")

    assert (status("acme/crm")["state"], status("acme/shop")["state"]) == (
        "open",
        "open",
    )


def test_a_reminder_counts_its_own_letters():
    launched()

    assert done("wave", "remind", WAVE, "--wait") == "Sent 18 of 18.\n"
    assert status()["mail"]["sent"] == 2 * EVERYBODY


def test_status_has_the_keys_that_other_programs_read():
    launched("2026-Q3", people={**PEOPLE, "Legal": 3, "Office": 3})
    found = status()

    assert list(found) == [
        *("state", "mode", "opens", "closes", "invited", "answered", "departments"),
        *("mail", "refused"),
    ]
    assert (found["state"], found["mode"], found["invited"]) == ("open", "invited", 24)
    assert found["answered"] == 0
    assert found["departments"][0] == {
        "name": "leadership", "slug": "leadership", "leadership": True,
        "invited": 5, "answered": 0, "predicted": False, "link": None,
    }  # fmt: skip
    assert {d["name"]: d["answered"] for d in found["departments"]} == {
        "leadership": 0, "Legal": None, "Marketing": 0, "Office": None, "Sales": 0,
    }  # fmt: skip


def test_total_is_withheld_where_it_would_tell_a_department():
    launched("2026-Q3", people={**PEOPLE, "Legal": 3})

    assert status()["answered"] is None
    lines = done("wave", "status", WAVE).splitlines()
    assert "  Legal             3         –" in lines
    assert "  everybody        21         –" in lines


def test_status_is_readable():
    launched("2026-Q3", "--opens", "2020-01-01", "--closes", "2130-10-14")

    lines = done("wave", "status", WAVE).splitlines()

    assert re.fullmatch(
        r"Opens 20\d\d-\d\d-\d\d \d\d:\d\d UTC, closes 2130-10-14 23:59 UTC", lines[1]
    )
    assert [lines[0], *lines[2:]] == [
        "acme/2026-Q3: open, invited by mail",
        "",
        "              invited  answered",
        "  leadership        5         0",
        "  Marketing         7         0",
        "  Sales             6         0",
        "  everybody        18         0",
        "",
        "Mail: sent 18 of 18",
    ]


def test_open_links_are_told():
    draft(mode="open")
    done("wave", "launch", WAVE)

    links = {d["slug"]: d["link"] for d in status()["departments"]}

    assert all(
        re.fullmatch(r"http://127\.0\.0\.1:8000/d/[0-9A-Z]{12}", link)
        for link in links.values()
    )
    printed = done("wave", "status", WAVE)
    assert all(link in printed for link in links.values())


def test_cards_open_the_questionnaire():
    draft(mode="codes")
    assert "wave cards acme/2026-Q3" in done("wave", "launch", WAVE)

    printed = done("wave", "cards", WAVE, "--pdf", "cards.pdf")

    text = "".join(p.extract_text() for p in pypdf.PdfReader("cards.pdf").pages)
    codes = re.findall(r"http://127\.0\.0\.1:8000/s/([0-9A-Z-]{14})", text)
    assert printed == "Wrote cards.pdf: 18 cards. Delete it once it is printed.\n"
    assert len(set(codes)) == EVERYBODY
    assert Path("cards.pdf").stat().st_mode & 0o777 == 0o600
    answer(codes)


def test_people_who_join_later_are_invited_alone():
    launched()
    late = roster({"Sales": 8}, "late.csv")

    assert done("wave", "add", WAVE, "--roster", late).splitlines() == [
        "Added 2 people to acme/2026-Q3.",
        "2 letters are queued; `diagnostic serve` or `worker` sends them.",
    ]
    assert status()["invited"] == EVERYBODY + 2


def test_cards_of_people_who_join_later_are_printed_alone():
    draft(mode="codes")
    done("wave", "launch", WAVE)
    done("wave", "cards", WAVE, "--pdf", "cards.pdf")
    late = counts({"Sales": 2}, "late.csv")

    assert "prints their cards" in done("wave", "add", WAVE, "--roster", late)
    assert "2 cards" in done("wave", "cards", WAVE, "--pdf", "late.pdf")


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
        f"acme/2026-Q3  draft      invited  {when}",
        f"acme/crm      draft      open     {when}",
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


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A sealed wave, and everything that its commands printed, errors among it."""
    printed = []

    def say(*arguments):
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        printed.append(result.output)

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("sealed"))
        say("company", "add", "Acme")
        say(
            *("wave", "create", "acme", "2026-Q3", "--questionnaire", collecting.KEY),
            *("--roster", roster(), "--subject", "New CRM", "--minimum", "6"),
            *("--small-leadership", "declared"),
        )
        say("wave", "launch", WAVE, "--wait")
        sent = tokens()
        answer(sent.values())
        for command in (
            *(["status"], ["status", "--json"], ["remind", "--wait"]),
            *(["close"], ["status"], ["seal"], ["seal", "--wait"], ["status"]),
        ):
            say(
                "wave",
                command[0],
                *([] if command == ["list"] else [WAVE]),
                *command[1:],
            )
        say("check")
        say("report", WAVE)
        yield Path.cwd(), printed, sent


@pytest.fixture
def sealed(played, folder):
    """The folder of a sealed wave, to do with as one likes."""
    shutil.copytree(played[0] / "instance", folder / "instance")
    return folder


def test_no_command_prints_a_link_or_an_address(played):
    _, printed, sent = played
    everything = "\n".join(printed)

    assert len(sent) == EVERYBODY
    assert not [text for pair in sent.items() for text in pair if text in everything]
    assert "/s/" not in everything


def test_closing_and_sealing_say_what_comes_next(played):
    _, printed, _ = played

    assert (
        "acme/2026-Q3 is closed.\n"
        "Next: diagnostic wave seal acme/2026-Q3 evaluates it.\n"
    ) in printed
    sealings = [
        text for text in printed if text.startswith("acme/2026-Q3 is sealed.\n")
    ]
    assert len(sealings) == 2  # again is no error


def test_a_sealed_wave_has_no_key_and_no_mail(sealed):
    assert list((sealed / "instance" / "keys").iterdir()) == []
    assert status()["state"] == "sealed"
    assert status()["answered"] == EVERYBODY
    assert sum(status()["mail"].values()) == 0


def test_report_without_an_output_is_a_summary(played):
    assert "Marketing" in played[1][-1]
    assert "2026-Q3" in played[1][-1]


def test_report_is_written_in_every_form(sealed):
    printed = done(
        *("report", WAVE, "--pdf", "r.pdf", "--xlsx", "r.xlsx", "--json", "r.json"),
        *("--language", "pt"),
    )

    assert printed == "Wrote r.pdf.\nWrote r.xlsx.\nWrote r.json.\n"
    release = json.loads(Path("r.json").read_bytes())
    assert (release["company"], release["wave"]) == ("Acme", "2026-Q3")
    assert release["collection"]["reminders"] == 1
    assert release["rules"]["minimum"] == 6
    assert release["rules"]["small_leadership"] == "declared"
    assert "Direção" in pypdf.PdfReader("r.pdf").pages[0].extract_text()
    assert openpyxl.load_workbook("r.xlsx").sheetnames


def test_seal_closes_first():
    launched()
    answer(tokens().values())

    assert done("wave", "seal", WAVE).startswith("acme/2026-Q3 is sealed.\n")
    assert status()["state"] == "sealed"


def test_a_wave_that_nobody_answered_can_be_sealed():
    launched()

    done("wave", "seal", WAVE)

    assert "Acme" in done("report", WAVE)


def test_it_all_works_on_postgresql(postgresql_url, monkeypatch):
    environ = {"DIAGNOSTIC_DATABASE_URL": postgresql_url}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    launched()
    sent = tokens()
    answer(list(sent.values())[:-1], environ)
    done("wave", "remind", WAVE)
    done("backup", "open.backup")
    result = run("wave", "seal", WAVE)

    assert result.exit_code == 0
    assert done("check").count("ok ") == 10
    done("report", WAVE, "--json", "r.json")
    release = json.loads(Path("r.json").read_bytes())
    assert sum(group["answered"] for group in release["groups"]) == EVERYBODY - 1
