"""``diagnostic wave``: from a roster to a sealed wave."""

import click

from diagnostic.cli.program import Program

EXAMPLES = """\b
Examples:
    diagnostic wave create acme 2026-Q3 --questionnaire leadership-alignment
        --roster roster.csv
    diagnostic wave launch acme/2026-Q3
    diagnostic wave status acme/2026-Q3
    diagnostic wave seal acme/2026-Q3
"""


@click.group(
    cls=Program,
    package="diagnostic.cli.wave",
    commands_in={
        "create": "Set up a wave as a draft; nobody is told yet.",
        "delete": "Delete a draft, with its roster and its key.",
        "launch": "Launch a draft: open it, and write to everybody invited.",
        "cards": "Print the cards with one-time codes, once.",
        "remind": "Write to everybody invited again.",
        "add": "Add people to a launched wave.",
        "correct": "Replace an address that a mail server refused.",
        "status": "Tell how far a wave is, and how many took part.",
        "close": "Close an open wave for good.",
        "seal": "Close and evaluate a wave, and destroy all single answers.",
        "import": "Import earlier quarters from a file of answers.",
        "list": "List the waves of a company, or of all.",
    },
    epilog=EXAMPLES,
)
def wave() -> None:
    """Set up, open, close and seal waves."""
