"""What cannot be set up says so in one sentence, and leaves nothing behind."""

from pathlib import Path

import pytest

from tests.commands import collecting
from tests.commands.collecting import (
    company,
    counts,
    denied,
    done,
    draft,
    launched,
    roster,
)
from tests.commands.running import FEVS

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
            ("acme", "a@b"), {}, "'a@b' cannot be the name of a wave.", id="an address"
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
