"""``diagnostic wave correct``."""

from datetime import UTC, datetime

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import Refusal, plain
from diagnostic.cli.wave.posting import post
from diagnostic.pipeline import listing, people
from diagnostic.roster import RosterError, read_address

EXAMPLES = """\b
Example:
    diagnostic wave correct acme/2026-Q3 ana@exmaple.com ana@example.com
"""


@click.command(epilog=EXAMPLES)
@WAVE
@click.argument("old")
@click.argument("new")
def correct(wave: tuple[str, str], old: str, new: str) -> None:
    """Replace an address that a mail server refused.

    OLD is one that `diagnostic wave status` names as refused; nothing ever reached
    it. NEW is invited in its place.
    """
    company, name = wave
    try:
        refused = read_address(old)
    except RosterError as error:
        raise Refusal(f"the old address: {error}") from None
    with installed() as (settings, installation):
        now = datetime.now(UTC)
        people.correct_address(installation, company, name, refused, new, now)
        noted(installation, company, "address_corrected", wave=name)
        click.echo(plain(f"Replaced {old} by {new}."))
        found = listing.wave(installation, company, name)
        if found.state == "open":
            post(installation, settings, found, "invitation")
