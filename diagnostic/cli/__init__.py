"""The command line: ``diagnostic``."""

import click

from diagnostic.cli.program import Program

__all__ = ["main"]


EXAMPLES = """\b
Examples:
    diagnostic demo
    diagnostic analyse answers.csv --questionnaire leadership-alignment
    diagnostic questionnaire show leadership-alignment
"""


@click.group(
    name="diagnostic",
    cls=Program,
    commands_in={
        "demo": "Diagnose a simulated company over four quarters, and real answers.",
        "analyse": "Diagnose the answers of a survey that was run elsewhere.",
        "questionnaire": "Check or show a questionnaire.",
        "user": "Add those who sign in to the workspace.",
        "company": "Add, list, hand on and delete companies.",
        "wave": "Set up, open, close and seal waves.",
        "report": "Present the results of a sealed wave.",
        "serve": "Run the pages, and a worker beside them, until Ctrl-C.",
        "worker": "Send mail, open, close and seal waves.",
        "upgrade": "Change the tables of the database to those of this version.",
        "backup": "Write everything but the keys to FILE, while others go on working.",
        "restore": "Fill an empty database from FILE, a backup.",
        "check": "Tell whether everything is in order.",
    },
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(package_name="alignment-diagnostic", prog_name="diagnostic")
def main() -> None:
    """Test where leadership's view and the teams' view of marketing part."""
