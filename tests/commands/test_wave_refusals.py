"""What a wave does not allow says so in one sentence."""

from pathlib import Path

import pytest

from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    company,
    denied,
    done,
    draft,
    launched,
    roster,
)

NAMED = (
    "Invalid value for 'COMPANY/NAME': acme is not COMPANY/NAME, such as acme/2026-Q3"
)


@pytest.mark.parametrize(
    "command",
    [
        ("wave", "launch"), ("wave", "remind"), ("wave", "status"), ("wave", "close"),
        ("wave", "seal"), ("wave", "delete"), ("report",),
        ("wave", "cards", "--pdf", "cards.pdf"),
        ("wave", "add", "--roster", "roster.csv"),
        ("wave", "correct", "a@example.com", "b@example.com"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_wave_that_there_is_not(folder, command):
    company()
    roster()
    first = command[: 2 if command[0] == "wave" else 1]
    rest = command[len(first) :]

    assert (
        denied(*first, "acme", *rest)
        == f"{NAMED}; see diagnostic {' '.join(first)} --help."
    )
    assert denied(*first, "acme/Q9", *rest) == "acme has no wave Q9."
    assert denied(*first, "acne/Q9", *rest) == "there is no company acne."


@pytest.mark.parametrize(
    ("prepared", "command", "sentence"),
    [
        (draft, ["wave", "remind", WAVE], "acme/2026-Q3 is not open."),
        (draft, ["wave", "close", WAVE], "acme/2026-Q3 is not open yet."),
        (draft, ["wave", "seal", WAVE], "acme/2026-Q3 is not open yet."),
        (
            draft,
            ["wave", "cards", WAVE, "--pdf", "cards.pdf"],
            "acme/2026-Q3 has no codes: its mode is invited.",
        ),
        (
            draft,
            ["wave", "add", WAVE, "--roster", "roster.csv"],
            "acme/2026-Q3 is draft, not scheduled or open.",
        ),
        (
            draft,
            ["report", WAVE],
            "acme/2026-Q3 is draft: results exist once sealed.",
        ),
        (launched, ["wave", "launch", WAVE], "acme/2026-Q3 was launched already."),
        (launched, ["wave", "delete", WAVE], "acme/2026-Q3 was launched already."),
        (
            launched,
            ["report", WAVE, "--pdf", "report.pdf"],
            "acme/2026-Q3 is open: results exist once sealed.",
        ),
        (
            launched,
            ["report", WAVE, "--pdf", "none/report.pdf"],
            "none/report.pdf: there is no folder none.",
        ),
        (
            launched,
            ["report", WAVE, "--pdf", "r", "--xlsx", "r"],
            "r: r is written by this command too.",
        ),
        (
            launched,
            ["wave", "cards", WAVE],
            "Missing option '--pdf'; see diagnostic wave cards --help.",
        ),
        (
            launched,
            ["wave", "cards", WAVE, "--pdf", "none/cards.pdf"],
            "none/cards.pdf: there is no folder none.",
        ),
        (
            launched,
            ["wave", "correct", WAVE, "sales0@example.com", "new@example.com"],
            "the old address was not refused by a mail server.",
        ),
        (
            launched,
            ["wave", "correct", WAVE, "sales0@example.com", "new"],
            "the new address: this is not an e-mail address, as ana@example.org is"
            " one.",
        ),
        (
            launched,
            ["wave", "correct", WAVE, "old@.é", "new@example.com"],
            "the old address: this is not an e-mail address, as ana@example.org is"
            " one.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_a_wave_does_not_allow(prepared, command, sentence):
    prepared()

    assert denied(*command) == sentence
    assert [path for path in Path().iterdir() if path.suffix in (".pdf", ".tmp")] == []


def test_there_are_three_reminders_and_none_without_addresses():
    launched()
    draft("codes", mode="codes", people=PEOPLE)
    for _ in range(3):
        done("wave", "remind", WAVE)

    assert denied("wave", "remind", WAVE) == "acme/2026-Q3 had 3 reminders."


def test_cards_are_no_reminder():
    draft(mode="codes")
    done("wave", "launch", WAVE)

    assert denied("wave", "remind", WAVE) == "acme/2026-Q3 has no addresses to remind."
    done("wave", "cards", WAVE, "--pdf", "cards.pdf")
    assert denied("wave", "cards", WAVE, "--pdf", "again.pdf") == (
        "the cards of acme/2026-Q3 were printed already, and that is done only once."
    )


def test_a_wave_is_closed_once():
    launched()
    done("wave", "close", WAVE)

    assert denied("wave", "close", WAVE) == "acme/2026-Q3 is closed already."
    assert denied("wave", "add", WAVE, "--roster", "roster.csv") == (
        "acme/2026-Q3 is closed, not scheduled or open."
    )


def test_late_additions_join_departments_that_there_are():
    launched()
    late = roster({"Legal": 1}, "late.csv")

    assert denied("wave", "add", WAVE, "--roster", late) == (
        "Legal is not one of the departments frozen at launch."
    )
