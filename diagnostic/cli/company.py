"""``diagnostic company``: the companies whose waves are run."""

import click

from diagnostic.cli.installed import installed
from diagnostic.cli.program import plain
from diagnostic.pipeline import companies, listing

EXAMPLES = """\b
Examples:
    diagnostic company add "Example Company"
    diagnostic company add "Exemplo, S.A." --language pt
    diagnostic company list
"""


@click.group(epilog=EXAMPLES)
def company() -> None:
    """Add and list companies."""


@company.command()
@click.argument("name")
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    help="Of its mails, cards and reports, unless a wave says otherwise.",
)
def add(name: str, language: str) -> None:
    """Add a company, and print the slug that other commands name it by.

    NAME is printed in mails and reports. The slug stands alone on the last line.
    """
    with installed() as (_, installation):
        slug = companies.add(installation, name, language)
    click.echo(slug)


@company.command("list")
def list_companies() -> None:
    """List the companies: slug, language, number of waves, name."""
    with installed() as (_, installation):
        found = listing.companies(installation)
    width = max((len(entry.slug) for entry in found), default=0)
    for entry in found:
        waves = "1 wave" if entry.waves == 1 else f"{entry.waves} waves"
        click.echo(
            plain(f"{entry.slug:<{width}}  {entry.language}  {waves:>8}  {entry.name}")
        )
