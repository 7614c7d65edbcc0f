"""Bad input gets a clear sentence, exit code 2, and nothing is written."""

from pathlib import Path

import pytest

from tests.commands.running import FEVS, refused, run

TEXT = Path(FEVS).read_text(encoding="utf-8")
GOOD = "department,Q12,Q56\nleadership,4,4\nSales,3,3\n"


@pytest.fixture(autouse=True)
def files(folder):
    """Answers and a questionnaire that can be used."""
    (folder / "good.csv").write_text(GOOD, encoding="utf-8")
    (folder / "fevs.toml").write_text(TEXT, encoding="utf-8")


def analyse(*arguments, questionnaire="fevs.toml"):
    outputs = ["--json", "out.json", "--pdf", "out.pdf"]
    return refused("analyse", *arguments, "--questionnaire", questionnaire, *outputs)


def broken(old, new):
    """Write a questionnaire with one thing changed."""
    assert old in TEXT
    Path("broken.toml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return "broken.toml"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "there is no such file", id="no such file"),
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "this is a PDF, not CSV", id="a PDF"),
        pytest.param(b"PK\x03\x04abc", "this is an Excel workbook", id="a workbook"),
        pytest.param(b"\x7fELF\0\0", "row 1: there is a NUL character", id="binary"),
        pytest.param(
            b"It was a dark night.\n", 'row 1: there is no column "department"',
            id="prose",
        ),
        pytest.param(
            b"team,Q12\nHR,4\n", 'row 1: there is no column "department"',
            id="no department",
        ),
        pytest.param(
            b"department,x,y\nHR,4,4\n", 'row 1: no column is an item of "fevs-2018"',
            id="unknown items only",
        ),
        pytest.param(
            b"department,Q12\nHR,4\nHR,6\n", 'row 3, column "Q12": "6" is not a point',
            id="off the scale",
        ),
        pytest.param(
            b"department,Q12\nHR,agree\n",
            'row 2, column "Q12": "agree" is not a whole number',
            id="not a number",
        ),
        pytest.param(
            b"department,Q12,Q12\nHR,4,4\n", 'row 1, column "Q12": it is there twice',
            id="a duplicate column",
        ),
        pytest.param(
            b"department,Q12\nOpera\xc3\xa7\xc3\xb5es,4\nOpera\xe7\xf5es,4\n",
            'row 3: "Opera??es" has letters in another encoding',
            id="mixed encodings",
        ),
        pytest.param(
            b"department,Q12\nHR,4\nH\0R,4\n", "row 3: there is a NUL character",
            id="NUL",
        ),
        pytest.param(
            b"department,Q12\nHR,4\nHR," + b"4" * 100_000_000,
            "row 3: the row is longer than 1,048,576 characters",
            id="a line of 100 MB",
        ),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_used_are_refused(content, sentence):
    if content is not None:
        Path("bad.csv").write_bytes(content)

    assert analyse("bad.csv").startswith(f"bad.csv: {sentence}")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--leadership", "Board"],
            'good.csv: there is no group "Board"; the groups are "Sales",'
            ' "leadership".',
        ),
        (["--minimum", "4"], "the minimum group size is 5 or more, not 4."),
        (
            ["--minimum", "x"],
            "Invalid value for '--minimum': 'x' is not a valid integer range;"
            " see diagnostic analyse --help.",
        ),
        (
            ["--invited", "HR=9"],
            'invited "HR=9": there is no group "HR"; the groups are "leadership",'
            ' "Sales".',
        ),
        (
            ["--language", "fr"],
            "Invalid value for '--language': 'fr' is not one of 'en', 'pt'; see"
            " diagnostic analyse --help.",
        ),
        (
            ["--group-column", "team"],
            'good.csv: row 1: there is no column "team"; the columns are "department",'
            ' "Q12", "Q56".',
        ),
        (
            ["--colour"],
            "No such option '--colour'; see diagnostic analyse --help.",
        ),
        (
            ["more.csv"],
            "Got unexpected extra argument (more.csv); see diagnostic analyse --help.",
        ),
        (["--xlsx", "none/out.xlsx"], "none/out.xlsx: there is no folder none."),
        (["--xlsx", "."], ".: this is a folder, not a file."),
        (["--xlsx", "out.pdf"], "out.pdf: out.pdf is written by this command too."),
        (["--xlsx", "good.csv"], "good.csv: good.csv is read by this command too."),
        (["--xlsx", "fevs.toml"], "fevs.toml: fevs.toml is read by this command too."),
    ],
)
def test_options_that_cannot_be_used_are_refused(options, sentence):
    assert analyse("good.csv", *options) == sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param("points = 5", "points = 5\nhue = 1", "hue", id="unknown key"),
        pytest.param('id = "Q56"', 'id = "Q12"', "Q12", id="duplicate id"),
        pytest.param(
            'id = "Q2"\ndimension = "resources"',
            'id = "Q12"\ndimension = "resources"',
            "two dimensions",
            id="an item in two dimensions",
        ),
        pytest.param('languages = ["en"]', 'languages = ["en", "pt"]', "Portuguese",
                     id="a label missing in one language"),
        pytest.param("[scale]", "[scale", "not valid TOML", id="not TOML"),
    ],
)  # fmt: skip
def test_questionnaires_that_cannot_be_used_are_refused(old, new, sentence):
    name = broken(old, new)

    assert sentence in analyse("good.csv", questionnaire=name)

    checked = run("questionnaire", "check", name)
    assert (checked.exit_code, checked.stdout) == (2, "")
    assert all(line.startswith(f"{name}: ") for line in checked.stderr.splitlines())
    assert sentence in checked.stderr


def test_everything_wrong_with_a_questionnaire_is_said_at_once():
    name = broken('languages = ["en"]', 'languages = ["en", "pt"]')

    checked = run("questionnaire", "check", name)

    problems = checked.stderr.splitlines()
    assert len(problems) > 20  # the title, the labels, 4 dimensions, 17 items
    assert analyse("good.csv", questionnaire=name) == (
        f"{problems[0]} (and {len(problems) - 1} other problems)."
    )
