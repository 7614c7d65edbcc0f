"""``diagnostic wave import``."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from diagnostic.answers import AnswerError
from diagnostic.cli import options
from diagnostic.cli.installed import installed
from diagnostic.cli.program import Refusal, plain
from diagnostic.cli.questionnaire import read_questionnaire
from diagnostic.pipeline import audit
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.rules import Rules, SmallLeadership
from diagnostic.spreadsheet.cells import tidy

EXAMPLES = """\b
Examples:
    diagnostic wave import acme answers.csv --questionnaire leadership-alignment
    diagnostic wave import acme answers.csv --questionnaire mine.toml
        --leadership Board --closed Spring=2026-05-15 --invited Spring:Sales=40
"""


def _closed(
    context: click.Context, option: click.Parameter, typed: tuple[str, ...]
) -> dict[str, date]:
    """Read every ``WAVE=DATE``."""
    days: dict[str, date] = {}
    for each in typed:
        wave, _, day = each.rpartition("=")
        name = tidy(wave)
        try:
            found = date.fromisoformat(day.strip())
        except ValueError:
            raise click.BadParameter(
                f"{each} is not WAVE=DATE, such as Spring=2026-05-15"
            ) from None
        if name in days:
            raise click.BadParameter(f"{name} is given twice")
        days[name] = found
    return days


@click.command("import", epilog=EXAMPLES)
@click.argument("company")
@click.argument("answers", metavar="ANSWERS.csv", type=click.Path(path_type=Path))
@options.QUESTIONNAIRE
@options.GROUP_COLUMN
@options.LEADERSHIP_NAME
@click.option(
    "--invited",
    metavar="[WAVE:]GROUP=N",
    multiple=True,
    help="How many people of a department were invited; may be repeated. Without"
    " a wave it is the one that closed last.",
)
@click.option(
    "--wave",
    metavar="NAME",
    help="What the only wave is called, if the file has no column `wave`.",
)
@click.option(
    "--closed",
    metavar="WAVE=DATE",
    callback=_closed,
    multiple=True,
    help="The day on which a wave was closed, such as Spring=2026-05-15; may be"
    " repeated.  [default: the last day of the quarter or month that is its name]",
)
@options.MINIMUM
@options.SMALL_LEADERSHIP
@click.option(
    "--subject",
    metavar="INITIATIVE",
    default="",
    help="The initiative that was asked about, in a few words.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    help="Of the waves' titles.  [default: the company's]",
)
def import_(
    company: str,
    answers: Path,
    questionnaire: str,
    group_column: str,
    leadership: str | None,
    invited: tuple[str, ...],
    wave: str | None,
    closed: dict[str, date],
    minimum: int,
    small_leadership: SmallLeadership,
    subject: str,
    language: str | None,
) -> None:
    """Import earlier quarters from a file of answers.

    ANSWERS.csv is a file as `diagnostic analyse` takes it. Each of its waves becomes a
    sealed one of the company, marked as imported: with its results, and without the
    answers. They must have closed before the first wave that was run here. All of
    them are imported, or none; there is no way back.
    """
    # What diagnoses loads slowly.
    from diagnostic.pipeline import past

    source = read_questionnaire(questionnaire)
    try:
        rules = Rules(minimum=minimum, small_leadership=small_leadership)
    except ValueError as error:
        raise Refusal(str(error)) from None
    try:
        found = past.read(
            answers,
            source,
            group_column=group_column,
            leadership=leadership,
            invited=invited,
            wave=wave,
            closed=closed,
        )
    except (AnswerError, RefusedError) as error:
        raise Refusal(str(error)) from None
    name = next((each.name for each in found.waves if each.closed is None), None)
    if name is not None:
        raise Refusal(
            f"the name of {name} does not tell on which day it was closed;"
            f" add --closed {name}=DATE"
        )
    for notice in found.notices:
        click.echo(plain(f"Note: {notice}."), err=True)
    with installed() as (_, installation):
        past.add(
            installation,
            company,
            found,
            audit.COMMAND_LINE,
            datetime.now(UTC),
            rules=rules,
            subject=subject,
            language=language,
            whole=True,
        )
    for each in found.waves:
        click.echo(plain(f"Imported {company}/{each.name}, closed {each.closed}."))
