"""What cannot be done says so in one sentence, and changes nothing."""

import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.commands import collecting
from tests.commands.collecting import (
    PEOPLE,
    WAVE,
    company,
    counts,
    denied,
    done,
    draft,
    launched,
    roster,
    status,
)
from tests.commands.running import FEVS, PROGRAM, run
from tests.mail.post_office import PostOffice

BAD_DATE = "is not a date such as 2026-10-14, or 2026-10-14T18:00+01:00"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", " "], "the company needs a name."),
        (["add", "x" * 201], "a name has up to 200 characters, not 201."),
        (
            ["add", "a\x07b"],
            "the company's name has characters that cannot be printed.",
        ),
        (
            ["add", "A", "--language", "fr"],
            "Invalid value for '--language': 'fr' is not one of 'en', 'pt'; see"
            " diagnostic company add --help.",
        ),
        (["add"], "Missing argument 'NAME'; see diagnostic company add --help."),
    ],
)
def test_companies_that_cannot_be(arguments, sentence):
    assert denied("company", *arguments) == sentence
    assert done("company", "list") == ""


@pytest.fixture
def files(folder):
    """The company, its rosters, and files that cannot be used."""
    company()
    roster()
    counts()
    (folder / "bad.csv").write_text("email,department\na@b.pt,Sales\n@,Sales\n")
    (folder / "empty.csv").write_text("")
    text = Path(FEVS).read_text("utf-8")
    (folder / "broken.toml").write_text(text.replace("points = 5", "points = 1"))


CREATE = {"--questionnaire": collecting.KEY, "--roster": "roster.csv"}


@pytest.mark.parametrize(
    ("names", "options", "sentence"),
    [
        pytest.param(("acne", "Q3"), {}, "there is no company acne.", id="no company"),
        pytest.param(
            ("acme", "a/b"), {}, "'a/b' cannot be the name of a wave.", id="a slash"
        ),
        pytest.param(
            ("acme", "Q" * 81), {},
            "QQQQQQQQQQQQQQQQQQQQ… is longer than 80 characters.", id="a long name",
        ),
        pytest.param(
            ("acme",), {},
            "Missing argument 'NAME'; see diagnostic wave create --help.", id="no name",
        ),
        pytest.param(
            ("acme", "Q3"), {"--questionnaire": "mine"},
            "mine: there is no such questionnaire; there are execution-health,"
            " initiative-readiness, leadership-alignment.",
            id="no questionnaire",
        ),
        pytest.param(
            ("acme", "Q3"), {"--questionnaire": "none.toml"},
            "none.toml: there is no such file.", id="no file of a questionnaire",
        ),
        pytest.param(
            ("acme", "Q3"), {"--questionnaire": "broken.toml"},
            "broken.toml: line 8, scale, points: a scale has 2 to 11 points.",
            id="a broken questionnaire",
        ),
        pytest.param(
            ("acme", "Q3"), {"--roster": "none.csv"},
            "none.csv: there is no such file.", id="no roster",
        ),
        pytest.param(
            ("acme", "Q3"), {"--roster": "empty.csv"},
            "empty.csv: the file is empty.", id="an empty roster",
        ),
        pytest.param(
            ("acme", "Q3"), {"--roster": "bad.csv"},
            'bad.csv: row 3, column "email": this would be a formula; no cell may'
            " begin with =, +, -, @.",
            id="a bad address",
        ),
        pytest.param(
            ("acme", "Q3"), {"--roster": "counts.csv"},
            'counts.csv: row 1: there is no column "email"; the columns are'
            ' "department", "count".',
            id="counts instead of addresses",
        ),
        pytest.param(
            ("acme", "Q3"), {"--mode": "open"},
            'roster.csv: row 1: there is no column "count"; the columns are "email",'
            ' "department".',
            id="addresses instead of counts",
        ),
        pytest.param(
            ("acme", "Q3"), {"--mode": "post"},
            "Invalid value for '--mode': 'post' is not one of 'invited', 'codes',"
            " 'open'; see diagnostic wave create --help.",
            id="no such mode",
        ),
        pytest.param(
            ("acme", "Q3"), {"--minimum": "4"},
            "the minimum group size is 5 or more, not 4.", id="a minimum of 4",
        ),
        pytest.param(
            ("acme", "Q3"), {"--minimum": "1001"},
            "Invalid value for '--minimum': 1001 is not in the range x<=1000; see"
            " diagnostic wave create --help.",
            id="a minimum of 1001",
        ),
        pytest.param(
            ("acme", "Q3"), {"--opens": "14/10/2026"},
            f"Invalid value for '--opens': 14/10/2026 {BAD_DATE}; see diagnostic wave"
            " create --help.",
            id="a date written otherwise",
        ),
        pytest.param(
            ("acme", "Q3"), {"--closes": "2026-02-30"},
            f"Invalid value for '--closes': 2026-02-30 {BAD_DATE}; see diagnostic wave"
            " create --help.",
            id="no such day",
        ),
        pytest.param(
            ("acme", "Q3"), {"--opens": "9999-12-31"},
            "Invalid value for '--opens': 9999-12-31 is not between 2000 and 2199; see"
            " diagnostic wave create --help.",
            id="a year too late",
        ),
        pytest.param(
            ("acme", "Q3"), {"--opens": "0001-01-01T00:00+14:00"},
            f"Invalid value for '--opens': 0001-01-01T00:00+14:00 {BAD_DATE}; see"
            " diagnostic wave create --help.",
            id="before the calendar",
        ),
        pytest.param(
            ("acme", "Q3"), {"--opens": "2130-10-02", "--closes": "2130-10-01"},
            "it would close 2130-10-01 23:59 UTC, before it opens.",
            id="closes before it opens",
        ),
        pytest.param(
            ("acme", "Q3"), {"--opens": "2020-10-01", "--closes": "2020-10-02"},
            "it would close 2020-10-02 23:59 UTC, which is past.", id="all in the past",
        ),
        pytest.param(
            ("acme", "Q3"), {"--subject": "x" * 201},
            "xxxxxxxxxxxxxxxxxxxx… is longer than 200 characters.",
            id="a long subject",
        ),
        pytest.param(
            ("acme", "Q3"), {"--questionnaire": FEVS, "--language": "pt"},
            "the questionnaire is not written in pt.", id="no such language",
        ),
    ],
)  # fmt: skip
def test_waves_that_cannot_be(files, names, options, sentence):
    given = [text for pair in {**CREATE, **options}.items() for text in pair]

    assert denied("wave", "create", *names, *given) == sentence
    assert done("wave", "list") == ""
    assert list(Path("instance/keys").iterdir()) == []


def test_a_leadership_called_other_teams_cannot_be_joined(files):
    listed = roster({"Other teams": 5, "A": 3, "B": 3}, "other.csv")

    assert "leadership" in denied(
        *("wave", "create", "acme", "Q3", "--questionnaire", collecting.KEY),
        *("--roster", listed, "--join-small"),
    )


NAMED = (
    "Invalid value for 'COMPANY/NAME': acme is not COMPANY/NAME, such as acme/2026-Q3"
)


@pytest.mark.parametrize(
    "command",
    [
        ("wave", "launch"), ("wave", "remind"), ("wave", "status"), ("wave", "close"),
        ("wave", "seal"), ("wave", "cards", "--pdf", "cards.pdf"), ("report",),
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


def test_a_name_is_used_once():
    draft()

    assert denied(
        *("wave", "create", "acme", "2026-Q3", "--questionnaire", collecting.KEY),
        *("--roster", "roster.csv"),
    ) == "acme has a wave 2026-Q3 already."  # fmt: skip


def test_two_waves_do_not_ask_the_same_in_the_same_days():
    launched()
    draft("again")

    assert denied("wave", "launch", "acme/again") == (
        "acme/2026-Q3 asks the same in the same days."
    )


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


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "DIAGNOSTIC_BASE_URL",
            "http://survey.example.org",
            "DIAGNOSTIC_BASE_URL: it must begin with https://, or whoever is on the"
            " way reads links and answers; http:// is for this machine alone, as"
            " 127.0.0.1 or localhost.",
        ),
        (
            "DIAGNOSTIC_DATABASE",
            "x",
            "DIAGNOSTIC_DATABASE: there is no such setting; the nearest is"
            " DIAGNOSTIC_DATABASE_URL.",
        ),
    ],
)
@pytest.mark.parametrize("command", [["company", "list"], ["upgrade"], ["check"]])
def test_settings_that_cannot_be_used(monkeypatch, command, name, value, sentence):
    monkeypatch.setenv(name, value)

    assert denied(*command) == sentence
    assert not Path("instance").exists()


@pytest.mark.parametrize(
    ("version", "sentence", "upgraded"),
    [
        pytest.param(
            "9999",
            "the database is of a newer version than this program; install that one.",
            False,
            id="newer",
        ),
        pytest.param(
            None, "The database is of version 0001 now.\n", True, id="no tables"
        ),
    ],
)
def test_a_database_of_another_version(version, sentence, upgraded):
    if version:
        company()
        with sqlite3.connect("instance/diagnostic.db") as database:
            database.execute("UPDATE alembic_version SET version_num = ?", [version])
        database.close()
        assert denied("company", "list") == sentence
        assert denied("upgrade") == sentence
    else:
        assert done("upgrade") == sentence
        assert done("upgrade") == "The database is of version 0001 already.\n"


@pytest.mark.parametrize(
    "command", [["company", "list"], ["upgrade"], ["wave", "list"]]
)
def test_a_file_that_is_no_database_is_the_fault_of_the_machine(command):
    Path("instance").mkdir()
    Path("instance/diagnostic.db").write_bytes(b"This is not a database. " * 100)

    assert denied(*command, code=1) == (
        "the database cannot be used: file is not a database."
    )


def test_a_database_out_of_reach_is_the_fault_of_the_machine(monkeypatch):
    nobody = "postgresql://me:secret@127.0.0.1:1/diagnostic"
    monkeypatch.setenv("DIAGNOSTIC_DATABASE_URL", nobody)

    sentence = denied("company", "list", code=1)

    assert sentence.startswith("the database cannot be used: ")
    assert "refused" in sentence
    assert "secret" not in sentence


def test_a_key_that_is_gone_is_the_fault_of_the_machine():
    launched()
    [key] = Path("instance/keys").iterdir()
    key.unlink()

    place = Path.cwd() / "instance" / "keys" / key.name
    assert denied("wave", "seal", WAVE, code=1) == f"{place}: there is no such key."
    assert run("wave", "status", WAVE).exit_code == 0


def test_cards_that_a_full_disk_does_not_take_can_be_printed_again():
    draft(mode="codes")
    done("wave", "launch", WAVE)

    assert denied("wave", "cards", WAVE, "--pdf", "/dev/full", code=1) == (
        "no space left on device."
    )
    done("wave", "cards", WAVE, "--pdf", "cards.pdf")


def test_a_mail_server_that_is_down_is_told_and_the_letters_wait(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", "smtp://127.0.0.1:1")
    draft()

    result = run("wave", "launch", WAVE, "--wait")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Sent 0 of 18, 18 queued."
    assert result.stderr == (
        "Error: letters still wait: the mail server cannot be reached: connection"
        " refused; `diagnostic serve` tries again, or `diagnostic worker --drain`.\n"
    )


def test_waiting_can_be_interrupted_between_two_letters(monkeypatch):
    draft()
    with PostOffice(lambda stage, _: 0.2 if stage == "RCPT" else None) as office:
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)
        started = subprocess.Popen(  # noqa: S603
            [PROGRAM, "wave", "launch", WAVE, "--wait"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        office.wait_for(1)
        started.send_signal(signal.SIGINT)
        printed, errors = started.communicate(timeout=60)

    mail = status()["mail"]
    assert (started.returncode, errors.strip()) == (130, "")
    assert mail["sent"] == len(office.letters) < 18
    assert mail["sent"] + mail["queued"] == 18
    assert printed.endswith(f"Sent {mail['sent']} of 18, {mail['queued']} queued.\n")


def test_refused_addresses_are_told_and_can_be_corrected(monkeypatch):
    def answers(stage, recipient):
        return "550 no such user" if recipient == "sales3@example.com" else None

    draft()
    with PostOffice(answers) as office:
        monkeypatch.setenv("DIAGNOSTIC_MAIL_URL", office.url)
        monkeypatch.setenv("DIAGNOSTIC_MAIL_RATE", "1000")
        launching = done("wave", "launch", WAVE, "--wait")
        refused = status()["refused"]
        shown = done("wave", "status", WAVE).splitlines()[-2:]
        done("wave", "correct", WAVE, "Sales3@example.com", "new@example.com")
        done("worker", "--drain")

    assert launching.splitlines()[-1] == "Sent 17 of 18, 1 refused."
    assert refused == [{"address": "sales3@example.com", "reply": "550"}]
    assert shown == [
        "Mail: sent 17 of 18, 1 refused", "  sales3@example.com (550)"
    ]  # fmt: skip
    assert office.to_whom()["new@example.com"] == 1
    assert status()["refused"] == []
    assert status()["invited"] == sum(PEOPLE.values())


def test_a_queue_out_of_reach_is_noted(monkeypatch):
    monkeypatch.setenv("DIAGNOSTIC_QUEUE_URL", "redis://127.0.0.1:1/0")
    draft()

    result = run("wave", "launch", WAVE)

    assert result.exit_code == 0
    assert result.stderr == (
        "Note: the queue is out of reach; a worker looks by itself within a minute.\n"
    )


def test_a_release_that_was_changed_is_not_presented():
    launched()
    done("wave", "seal", WAVE)
    with sqlite3.connect("instance/diagnostic.db") as database:
        database.execute("DROP TRIGGER release_is_final")
        database.execute("UPDATE release SET document = replace(document, 'Acme', 'x')")
    database.close()

    assert denied("report", WAVE, code=1) == "the release of acme/2026-Q3 was changed."
