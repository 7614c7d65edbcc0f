"""A wave under way: mail, cards, links, late additions, and how far it is."""

import re
from pathlib import Path

import pypdf

from tests.commands import collecting
from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    answer,
    counts,
    done,
    draft,
    invited,
    launched,
    roster,
    status,
)
from tests.mail.post_office import in_folder

EVERYBODY = sum(PEOPLE.values())


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
    invited("2026-Q3", "--language", "pt")

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
    invited()

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
    invited("2026-Q3", "--opens", "2020-01-01", "--closes", "2130-10-14")

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
    invited()
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
