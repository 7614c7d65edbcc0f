"""Reads a roster for a command."""

from pathlib import Path

import click

from diagnostic.cli.program import Refusal, plain
from diagnostic.roster import Mode, Roster, RosterError
from diagnostic.roster import read as read_roster

ROSTER = click.option(
    "--roster",
    required=True,
    metavar="ROSTER.csv",
    type=click.Path(path_type=Path),
    help="Who is invited: columns email and department; for codes and open links"
    " department and count.",
)


def read(path: Path, mode: Mode, *, late: bool = False) -> Roster:
    """Read a roster, and tell what of it was ignored.

    Raises:
        Refusal: the first thing that cannot be used.
    """
    try:
        found = read_roster(path, mode, late=late)
    except RosterError as error:
        raise Refusal(str(error)) from None
    for notice in found.notices:
        click.echo(plain(f"Note: {notice}."), err=True)
    return found
