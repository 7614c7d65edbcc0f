"""``diagnostic wave cards``."""

from datetime import UTC, datetime
from pathlib import Path

import click

from diagnostic.cli import outputs
from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import plain
from diagnostic.pipeline.cards import print_cards

EXAMPLES = """\b
Example:
    diagnostic wave cards acme/2026-Q3 --pdf cards.pdf
"""


@click.command(epilog=EXAMPLES)
@WAVE
@click.option(
    "--pdf",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; only its owner may read it.",
)
def cards(wave: tuple[str, str], pdf: Path) -> None:
    """Print the cards with one-time codes, once.

    Eight a sheet of A4, each department on sheets of its own, shuffled. Hand them
    out face down and keep no list of who got which. After people were added it
    prints their cards alone. Delete the file once it is printed: whoever has it can
    answer with its codes.
    """
    company, name = wave
    outputs.check([pdf])
    with installed() as (_, installation):
        number = print_cards(
            installation,
            company,
            name,
            lambda content: outputs.write({pdf: content}, private=True),
            datetime.now(UTC),
        )
        noted(installation, company, "cards_printed", wave=name, cards=number)
    if pdf.is_file():  # not into a pipe
        people = "1 card" if number == 1 else f"{number} cards"
        click.echo(plain(f"Wrote {pdf}: {people}. Delete it once it is printed."))
