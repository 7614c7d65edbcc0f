"""``diagnostic wave launch``."""

from datetime import UTC, datetime

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE, moment
from diagnostic.cli.program import plain
from diagnostic.cli.wave.posting import WAIT, post
from diagnostic.pipeline import life, listing

NEXT = {
    "codes": "Next: diagnostic wave cards {name} --pdf FILE prints the cards.",
    "open": "Next: diagnostic wave status {name} gives the link of each department.",
}
EXAMPLES = """\b
Examples:
    diagnostic wave launch acme/2026-Q3
    diagnostic wave launch acme/2026-Q3 --wait
"""


@click.command(epilog=EXAMPLES)
@WAVE
@WAIT
def launch(wave: tuple[str, str], wait: bool) -> None:
    """Launch a draft: open it, and write to everybody invited.

    From here on its questionnaire, departments, mode and minimum cannot be changed.
    A wave that opens later is opened by a worker when its day comes. Ends when the
    mail is queued.
    """
    company, name = wave
    with installed() as (settings, installation):
        life.launch(installation, company, name, datetime.now(UTC))
        noted(installation, company, "launched", wave=name)
        found = listing.wave(installation, company, name)
        people = "1 person" if found.invited == 1 else f"{found.invited} people"
        until = f"until {moment(found.closes)}"
        when = (
            f"is open {until}"
            if found.state == "open"
            else f"opens {moment(found.opens)}, {until}"
        )
        click.echo(plain(f"{company}/{name} {when}: {people} invited."))
        if found.mode != "invited":
            click.echo(plain(NEXT[found.mode].format(name=f"{company}/{name}")))
        elif found.state == "open":
            post(installation, settings, found, "invitation", wait=wait)
