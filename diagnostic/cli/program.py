"""How the program loads its commands, and how it ends when something is wrong."""

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

MENDED_BY_THE_CALLER = 2
INTERRUPTED = 130  # what a shell gives after Ctrl-C


class Refusal(click.ClickException):
    """What a changed command or file mends: one sentence, exit code 2."""

    exit_code = MENDED_BY_THE_CALLER


class Program(click.Group):
    """A group whose commands are modules of a package, loaded when called.

    Statistics and layout take a second to load. Help, a mistyped option or a
    shell's completion should not wait for them.
    """

    def __init__(
        self,
        *args: Any,
        commands_in: Mapping[str, str],
        package: str = "diagnostic.cli",
        **kwargs: Any,
    ) -> None:
        """Know each command's name, which is its module's, and its short help."""
        super().__init__(*args, **kwargs)
        self.commands_in = commands_in
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of a command."""
        if cmd_name not in self.commands_in:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = import_module(f"{self.package}.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_in.items()))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; whatever is wrong is one sentence and an exit code."""
        run = partial(super().main, args, prog_name, complete_var, False, **extra)
        return _ended(run) if standalone_mode else run()


def _ended(run: Callable[[], Any]) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no "≥" shows "?"; it is no reason to fail.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = run()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        _end(_sentence(error), error.exit_code)
    except click.Abort:
        code = INTERRUPTED
    except MemoryError:
        _end("there is not enough memory for this", 1)
    except OSError as error:
        _drop_output()
        _end(told_by_the_system(error), 1)
    sys.exit(code if isinstance(code, int) else 0)


def plain(sentence: str) -> str:
    """Keep a sentence on its line: names of files may hold codes of the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in sentence)


def _sentence(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return f"{message}; see {error.ctx.command_path} --help"
    return message


def told_by_the_system(error: OSError) -> str:
    """Say what the system refused, without its number."""
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else reason


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(f"Error: {plain(sentence)}.", err=True)
    sys.exit(code)


def _drop_output() -> None:
    """Forget what could not be written, or Python complains about it at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
