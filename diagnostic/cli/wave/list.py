"""``diagnostic wave list``."""

import click

from diagnostic.cli.installed import installed
from diagnostic.cli.naming import moment
from diagnostic.cli.program import plain
from diagnostic.pipeline import listing

EXAMPLES = """\b
Examples:
    diagnostic wave list
    diagnostic wave list acme
"""


@click.command(epilog=EXAMPLES)
@click.argument("company", required=False)
def list(company: str | None) -> None:
    """List the waves of a company, or of all.

    COMPANY is its slug.
    """
    with installed() as (_, installation):
        found = listing.waves(installation, company)
    width = max((len(f"{wave.company}/{wave.name}") for wave in found), default=0)
    for wave in found:
        name = f"{wave.company}/{wave.name}"
        days = f"{moment(wave.opens)} to {moment(wave.closes)}"
        way: str = wave.mode
        if wave.imported:
            way, days = "imported", f"closed {wave.closes:%Y-%m-%d}"
        click.echo(plain(f"{name:<{width}}  {wave.state:<9}  {way:<8}  {days}"))
