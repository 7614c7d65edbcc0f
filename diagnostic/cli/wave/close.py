"""``diagnostic wave close``."""

from datetime import UTC, datetime

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import plain
from diagnostic.pipeline import life

EXAMPLES = """\b
Example:
    diagnostic wave close acme/2026-Q3
"""


@click.command(epilog=EXAMPLES)
@WAVE
def close(wave: tuple[str, str]) -> None:
    """Close an open wave for good.

    A wave closes by itself at its end, and is sealed by itself 14 days later.
    """
    company, name = wave
    with installed() as (_, installation):
        life.close(installation, company, name, datetime.now(UTC))
        noted(installation, company, "closed", wave=name)
    click.echo(plain(f"{company}/{name} is closed."))
    click.echo(plain(f"Next: diagnostic wave seal {company}/{name} evaluates it."))
