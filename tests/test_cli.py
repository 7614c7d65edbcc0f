"""The command line: help, and what it says when something is wrong."""

import os
import re
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from diagnostic.cli import main

PROGRAM = Path(sys.executable).with_name("diagnostic")
EXAMPLES = Path(__file__).parents[1] / "examples" / "fevs-2018"
FEVS = (EXAMPLES / "questionnaire.toml").read_text(encoding="utf-8")
GOOD = "department,Q12,Q56\nleadership,4,4\nSales,3,3\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder with answers that can be used, in which commands run."""
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text(GOOD, encoding="utf-8")
    Path("fevs.toml").write_text(FEVS, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def refused(*arguments):
    """The sentence of a command that is refused, and that wrote nothing."""
    before = {path: path.stat().st_mtime_ns for path in Path().iterdir()}

    result = run(*arguments)

    assert result.exit_code == 2, (result.output, result.exception)
    assert result.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in Path().iterdir()} == before
    [sentence] = result.stderr.splitlines()
    assert re.fullmatch(r"Error: .*[^.]\.", sentence)
    return sentence.removeprefix("Error: ")


def analyse(*arguments, questionnaire="fevs.toml"):
    outputs = ["--json", "out.json", "--pdf", "out.pdf"]
    return refused("analyse", *arguments, "--questionnaire", questionnaire, *outputs)


def broken(old, new):
    """Write a questionnaire with one thing changed."""
    assert old in FEVS
    Path("broken.toml").write_text(FEVS.replace(old, new, 1), encoding="utf-8")
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
            "Invalid value for '--minimum': 'x' is not a valid integer; see diagnostic"
            " analyse --help.",
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


def test_questionnaire_in_order_is_said_to_be():
    result = run("questionnaire", "check", "fevs.toml")

    assert result.exit_code == 0
    assert result.stdout == (
        "fevs-2018, version 1, is in order: 4 dimensions, 17 items, 1 language (en).\n"
    )


@pytest.mark.parametrize("name", ["fevs.toml", "./fevs.toml", "renamed"])
def test_questionnaire_file_may_have_any_name(name):
    Path("renamed").write_text(FEVS, encoding="utf-8")

    assert run("questionnaire", "check", name).exit_code == 0


def test_questionnaire_is_shown_in_a_language():
    english = run("questionnaire", "show", "leadership-alignment")
    portuguese = run(
        "questionnaire", "show", "leadership-alignment", "--language", "pt"
    )

    assert (english.exit_code, portuguese.exit_code) == (0, 0)
    assert "Vision clarity" in english.stdout
    assert "Clareza" in portuguese.stdout


def test_questionnaire_is_not_shown_in_a_language_that_it_lacks():
    sentence = refused("questionnaire", "show", "fevs.toml", "--language", "pt")

    assert sentence == "fevs.toml: this questionnaire is not in pt, but en."


@pytest.mark.parametrize("command", [[], ["analyse"], ["questionnaire"], ["serve"]])
def test_incomplete_command_is_refused(command):
    result = run(*command)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_version_is_that_of_the_package():
    result = run("--version")

    assert result.stdout == f"diagnostic, version {version('alignment-diagnostic')}\n"


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize(("path", "command"), list(commands(main)))
def test_every_command_and_option_is_explained(path, command):
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert command.help
    assert all(
        option.help for option in command.params if isinstance(option, click.Option)
    )


@pytest.mark.parametrize(("path", "command"), list(commands(main)))
def test_every_command_and_option_is_in_the_guides(path, command):
    folder = Path(__file__).parents[1] / "docs"
    guides = "\n".join(page.read_text("utf-8") for page in folder.glob("*.md"))
    options = [
        name
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
    ]

    assert " ".join(["diagnostic", *path]) in guides
    assert [name for name in options if name not in guides] == []


def test_short_help_is_that_of_the_command():
    for name, short in main.commands_in.items():
        command = main.get_command(click.Context(main), name)
        assert command.help.startswith(short)


def test_help_does_not_wait_for_statistics_or_layout():
    heavy = "{'numpy', 'scipy', 'pydantic', 'weasyprint'} & set(sys.modules)"
    script = (
        "import sys; from diagnostic.cli import main;"
        f"main(['--help'], standalone_mode=False); sys.exit(bool({heavy}))"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)  # noqa: S603


def program(*arguments, **options):
    return subprocess.run(  # noqa: S603  # our own program
        [PROGRAM, *arguments], capture_output=True, **{"text": True, **options}
    )


ANALYSE = ("analyse", "good.csv", "--questionnaire", "fevs.toml")


def test_full_disk_is_the_fault_of_the_machine():
    ended = program(*ANALYSE, "--json", "out.json", "--xlsx", "/dev/full")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[-1] == "Error: no space left on device."
    assert not Path("out.json").exists()


def test_full_standard_output_is_the_fault_of_the_machine():
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603
            [PROGRAM, "questionnaire", "show", "fevs.toml"],
            stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr == "Error: no space left on device.\n"


def test_reader_that_leaves_early_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        ended = subprocess.run(  # noqa: S603
            [PROGRAM, "questionnaire", "show", "fevs.toml"],
            stdout=nobody, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert ended.stderr == ""


def test_interruption_is_quiet():
    os.mkfifo("endless.csv")
    started = subprocess.Popen(  # noqa: S603
        [PROGRAM, "analyse", "endless.csv", "--questionnaire", "fevs.toml"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with Path("endless.csv").open("wb"):  # until then the program has not opened it
        started.send_signal(signal.SIGINT)
        _, errors = started.communicate(timeout=60)

    assert started.returncode == 130
    assert errors.strip() == ""


def test_terminal_without_a_letter_shows_another():
    ended = program(
        "questionnaire", "show", "leadership-alignment", "--language", "pt",
        env={**os.environ, "PYTHONIOENCODING": "cp437"}, encoding="cp437",
    )  # fmt: skip

    assert ended.returncode == 0
    assert "Alinhamento da direç?o com as equipas" in ended.stdout


def test_name_of_a_file_cannot_move_the_cursor():
    sentence = refused("questionnaire", "show", "a\x1b[2J\nb.toml")

    assert sentence.startswith("a?[2J?b.toml: there is no such file")


def test_exact_diagnosis_can_go_into_a_pipe():
    ended = program(*ANALYSE, "--json", "/dev/stdout")

    assert ended.returncode == 0
    assert ended.stdout.startswith('{\n "format": "alignment-diagnosis/1"')
    assert ended.stdout.endswith("}\n")
