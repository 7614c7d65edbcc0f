"""``diagnostic wave seal``."""

from datetime import UTC, datetime

import click

from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import Refusal, plain
from diagnostic.pipeline import listing, sealing
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.order import refuse_out_of_order
from diagnostic.pipeline.waves import existing
from diagnostic.store.scrubbing import ScrubError

EXAMPLES = """\b
Example:
    diagnostic wave seal acme/2026-Q3
"""


@click.command(epilog=EXAMPLES)
@WAVE
@click.option(
    "--wait", is_flag=True, help="Changes nothing: sealing always ends when it is done."
)
def seal(wave: tuple[str, str], wait: bool) -> None:
    """Close and evaluate a wave, and destroy all single answers.

    This cannot be undone: what is left is the release, which `diagnostic report`
    presents. Interrupted, it is finished by calling it again, or by a worker.
    """
    company, name = wave
    with installed() as (_, installation):
        found = listing.wave(installation, company, name)
        if found.state in ("draft", "scheduled"):
            raise Refusal(f"{company}/{name} is not open yet")
        _check(installation, company, name)
        try:
            left = sealing.seal(installation, found.id, datetime.now(UTC))
        except ScrubError as error:
            raise click.ClickException(str(error)) from None
        if found.state != "sealed":
            noted(installation, company, "sealed", wave=name)
    for sentence in left:
        click.echo(plain(f"Note: {sentence}."), err=True)
    click.echo(plain(f"{company}/{name} is sealed."))
    click.echo(plain(f"Next: diagnostic report {company}/{name} --pdf report.pdf"))


def _check(installation: Installation, company: str, name: str) -> None:
    with installation.database.reading() as session:
        refuse_out_of_order(installation, session, existing(session, company, name))
