"""The guide of the commands names each of them, its options, and examples that work."""

import re
import shlex
from pathlib import Path

import click
import pytest

from diagnostic.cli import main

GUIDE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"(?ms)^### `diagnostic ([^`]+)`\n(.*?)(?=^#|\Z)", GUIDE))
EXAMPLES = [
    shlex.split(line)[1:] for line in re.findall(r"(?m)^ {4}(diagnostic .*)$", GUIDE)
]


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands(main))


def section(path):
    [title] = [t for t in SECTIONS if t == path or t.startswith((f"{path} ", path))]
    return title, SECTIONS[title]


def usage(command):
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    return [argument.make_metavar(click.Context(command)) for argument in arguments]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_a_section_with_its_arguments(path):
    title, text = section(path)

    assert title.split() == [*path.split(), *usage(COMMANDS[path])]
    assert f"    diagnostic {path}" in text


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_in_the_section_of_its_command(path):
    _, text = section(path)
    options = {
        name
        for option in COMMANDS[path].params
        if isinstance(option, click.Option)
        for name in option.opts
    }

    assert {name for name in options if f"`{name}`" not in text} == set()


def test_no_section_is_about_a_command_that_is_gone():
    assert len(SECTIONS) == len(COMMANDS)


@pytest.mark.parametrize("example", EXAMPLES, ids=" ".join)
def test_every_example_is_a_command_with_its_options(example):
    group: click.Command = main
    while isinstance(group, click.Group):
        name, *example = example
        group = group.get_command(click.Context(group), name)

    context = click.Context(group)
    parsed, left, _ = group.make_parser(context).parse_args(list(example))

    assert left == []
    assert all(parsed.get(p.name) is not None for p in group.params if p.required)
