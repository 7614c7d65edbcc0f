"""The program: help that is complete, and how it ends."""

import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from diagnostic.cli import main
from tests.commands.running import EXAMPLES, FEVS, PROGRAM, program, refused, run


@pytest.mark.parametrize("command", [[], ["analyse"], ["questionnaire"], ["juggle"]])
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
    folder = Path(__file__).parents[2] / "docs"
    guides = "\n".join(page.read_text("utf-8") for page in folder.glob("*.md"))
    options = [
        name
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
    ]

    assert " ".join(["diagnostic", *path]) in guides
    assert [name for name in options if name not in guides] == []


@pytest.mark.parametrize("path", [(), ("wave",)])
def test_short_help_is_that_of_the_command(path):
    group = dict(commands(main))[path] if path else main

    for name, short in group.commands_in.items():
        command = group.get_command(click.Context(group), name)
        assert command.help.startswith(short)


def test_help_does_not_wait_for_statistics_or_layout():
    heavy = "{'numpy', 'scipy', 'pydantic', 'weasyprint'} & set(sys.modules)"
    script = (
        "import sys; from diagnostic.cli import main;"
        f"main(['--help'], standalone_mode=False); sys.exit(bool({heavy}))"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)  # noqa: S603


ANALYSE = ("analyse", EXAMPLES / "eeoc.csv", "--questionnaire", FEVS)


def test_full_disk_is_the_fault_of_the_machine():
    ended = program(*ANALYSE, "--pdf", "out.pdf", "--json", "/dev/full")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines()[-1] == "Error: no space left on device."
    assert not Path("out.pdf").exists()


def test_full_standard_output_is_the_fault_of_the_machine():
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603
            [PROGRAM, "questionnaire", "show", FEVS],
            stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr == "Error: no space left on device.\n"


def test_reader_that_leaves_early_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        ended = subprocess.run(  # noqa: S603
            [PROGRAM, "questionnaire", "show", FEVS],
            stdout=nobody, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    assert ended.stderr == ""


def test_interruption_is_quiet():
    os.mkfifo("endless.csv")
    started = subprocess.Popen(  # noqa: S603
        [PROGRAM, "analyse", "endless.csv", "--questionnaire", FEVS],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Tests that a shell runs in the background inherit that it is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
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
