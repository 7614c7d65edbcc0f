"""``diagnostic wave remind``."""

from datetime import UTC, datetime

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.wave.posting import WAIT, post
from diagnostic.pipeline import life, listing

EXAMPLES = """\b
Examples:
    diagnostic wave remind acme/2026-Q3
    diagnostic wave remind acme/2026-Q3 --wait
"""


@click.command(epilog=EXAMPLES)
@WAVE
@WAIT
def remind(wave: tuple[str, str], wait: bool) -> None:
    """Write to everybody invited again.

    To everybody, because nobody knows who has answered: the letter says so. A wave
    has three reminders at most. Ends when the mail is queued.
    """
    company, name = wave
    with installed() as (settings, installation):
        life.remind(installation, company, name, datetime.now(UTC))
        noted(installation, company, "reminded", wave=name)
        found = listing.wave(installation, company, name)
        kind = f"reminder-{found.reminders}"
        post(installation, settings, found, kind, wait=wait)
