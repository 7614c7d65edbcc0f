"""``diagnostic wave add``."""

from datetime import UTC, datetime
from pathlib import Path

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import plain
from diagnostic.cli.wave.posting import post
from diagnostic.cli.wave.rosters import ROSTER, read
from diagnostic.pipeline import listing, people

EXAMPLES = """\b
Example:
    diagnostic wave add acme/2026-Q3 --roster joined-later.csv
"""


@click.command(epilog=EXAMPLES)
@WAVE
@ROSTER
def add(wave: tuple[str, str], roster: Path) -> None:
    """Add people to a launched wave.

    They join a department that the wave has, and are invited if it is open. Whoever
    is on its roster already is left as is. Additions are counted, and the report
    says how many there were. For codes and open links `count` is the number of
    people to add.
    """
    company, name = wave
    with installed() as (settings, installation):
        found = listing.wave(installation, company, name)
        joined = read(roster, found.mode, late=True)
        added = people.add_late(installation, company, name, joined, datetime.now(UTC))
        noted(installation, company, "people_added", wave=name, people=added)
        number = "1 person" if added == 1 else f"{added} people"
        click.echo(plain(f"Added {number} to {company}/{name}."))
        if found.mode == "codes" and added:
            click.echo(
                plain(
                    f"Next: diagnostic wave cards {company}/{name} --pdf FILE prints"
                    " their cards."
                )
            )
        elif found.mode == "invited" and found.state == "open":
            post(installation, settings, found, "invitation")
