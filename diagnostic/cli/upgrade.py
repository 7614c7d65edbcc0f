"""``diagnostic upgrade``: the tables of the database, for this version."""

import click

from diagnostic.cli.installed import connected
from diagnostic.cli.program import Refusal
from diagnostic.store import schema

EXAMPLES = """\b
Example:
    diagnostic upgrade
"""


@click.command(epilog=EXAMPLES)
def upgrade() -> None:
    """Change the tables of the database to those of this version.

    All of it happens, or nothing. Make a backup before, with the version that you
    come from. A database without tables needs no upgrade: the first command that uses
    it makes them.
    """
    with connected() as (_, installation):
        before = schema.current(installation.database)
        try:
            schema.upgrade(installation.database)
        except schema.SchemaError as error:
            raise Refusal(str(error)) from None
        after = schema.current(installation.database)
    if before == after:
        click.echo(f"The database is of version {after} already.")
    else:
        click.echo(f"The database is of version {after} now.")
