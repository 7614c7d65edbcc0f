"""``diagnostic questionnaire``: check one's own, show any."""

from pathlib import Path

import click

from diagnostic.cli.program import Refusal, plain
from questionnaires import (
    Questionnaire,
    QuestionnaireError,
    content,
    load,
    parse,
    published,
)
from questionnaires.outline import outline

EXAMPLES = """\b
Examples:
    diagnostic questionnaire check mine.toml
    diagnostic questionnaire show leadership-alignment --language pt
"""


@click.group(epilog=EXAMPLES)
def questionnaire() -> None:
    """Check or show a questionnaire."""


@questionnaire.command()
@click.argument("source", metavar="FILE_OR_KEY")
@click.pass_context
def check(context: click.Context, source: str) -> None:
    """List what is wrong with a questionnaire, line by line."""
    try:
        found = _load(source)
    except QuestionnaireError as error:
        for problem in error.problems:
            click.echo(plain(f"{error.source}: {problem}"), err=True)
        context.exit(Refusal.exit_code)
    click.echo(
        f"{found.key}, version {found.version}, is in order:"
        f" {_count(len(found.dimensions), 'dimension')},"
        f" {_count(len(found.items), 'item')},"
        f" {_count(len(found.languages), 'language')}"
        f" ({', '.join(found.languages)})."
    )


@questionnaire.command()
@click.argument("source", metavar="FILE_OR_KEY")
@click.option("--language", metavar="CODE", help="Such as pt.  [default: its first]")
def show(source: str, language: str | None) -> None:
    """Print a questionnaire as its respondents read it."""
    found = load_questionnaire(source)
    language = language or found.languages[0]
    if language not in found.languages:
        known = ", ".join(found.languages)
        raise Refusal(f"{source}: this questionnaire is not in {language}, but {known}")
    click.echo(outline(found, language), nl=False)


def load_questionnaire(source: str) -> Questionnaire:
    """Load a questionnaire, or say the first thing that is wrong with it."""
    try:
        return _load(source)
    except QuestionnaireError as error:
        raise _refusal(error) from None


def read_questionnaire(source: str) -> bytes:
    """Give the file of a questionnaire, or say the first thing that is wrong."""
    try:
        found = content(_place(source))
        parse(found)
    except QuestionnaireError as error:
        raise _refusal(QuestionnaireError(error.problems, source)) from None
    return found


def _refusal(error: QuestionnaireError) -> Refusal:
    first, *others = error.problems
    also = f" (and {_count(len(others), 'other problem')})" if others else ""
    return Refusal(f"{error.source}: {first}{also}")


def _load(source: str) -> Questionnaire:
    return load(_place(source))


def _place(source: str) -> str | Path:
    # A key has no dot of a file's name, but a file may be named like a key.
    keys = {key for key, _ in published()}
    if source.partition(".")[0] not in keys and Path(source).is_file():
        return Path(source)
    return source


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
