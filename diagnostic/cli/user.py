"""``diagnostic user``: who signs in to the workspace."""

from datetime import UTC, datetime

import click

from diagnostic.cli.installed import installed
from diagnostic.pipeline import enlisting
from diagnostic.store.models import Role

EXAMPLES = """\b
Examples:
    diagnostic user add ana@example.org --role administrator
    diagnostic user add rui@example.org --role consultant --company acme
    diagnostic user add eva@acme.example --role leader --company acme
"""


@click.group(epilog=EXAMPLES)
def user() -> None:
    """Add those who sign in to the workspace."""


@user.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice(["administrator", "consultant", "leader"]),
    required=True,
    help="Runs the installation; sets up waves; or sees sealed results.",
)
@click.option(
    "--company",
    metavar="SLUG",
    help="That a consultant works for or a leader belongs to; repeat the command for"
    " more.",
)
def add(email: str, role: Role, company: str | None) -> None:
    """Add an account, and print a link that sets its password.

    EMAIL is what they sign in with. The link stands alone on the last line and works
    once, for seven days; nothing is mailed. For an account that is there already it
    adds the company, and the link sets another password.
    """
    with installed() as (_, installation):
        link = enlisting.enlist(installation, email, role, company, datetime.now(UTC))
    click.echo(link)
