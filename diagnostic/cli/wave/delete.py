"""``diagnostic wave delete``."""

import click

from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import plain
from diagnostic.pipeline import drafts

EXAMPLES = """\b
Example:
    diagnostic wave delete acme/2026-Q3
"""


@click.command(epilog=EXAMPLES)
@WAVE
def delete(wave: tuple[str, str]) -> None:
    """Delete a draft, with its roster and its key.

    A wave that was launched is not deleted: respondents were promised what becomes
    of it.
    """
    company, name = wave
    with installed() as (_, installation):
        drafts.delete(installation, company, name)
    click.echo(plain(f"Deleted {company}/{name}."))
