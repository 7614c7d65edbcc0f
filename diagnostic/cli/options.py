"""The options that several commands have: what was asked, and of whom what is shown."""

import click

from diagnostic.answers import DEPARTMENT, LEADERSHIP
from diagnostic.rules import Rules

LARGEST_MINIMUM = 1_000

QUESTIONNAIRE = click.option(
    "--questionnaire",
    required=True,
    metavar="KEY_OR_FILE",
    help="What was asked: leadership-alignment, initiative-readiness,"
    " execution-health, or a questionnaire file of your own.",
)
GROUP_COLUMN = click.option(
    "--group-column",
    metavar="NAME",
    default=DEPARTMENT,
    show_default=True,
    help="The column that holds each person's department.",
)
LEADERSHIP_NAME = click.option(
    "--leadership",
    metavar="NAME",
    help="The department that is the leadership, capital letters or not."
    f"  [default: {LEADERSHIP}, if there is one]",
)
MINIMUM = click.option(
    "--minimum",
    metavar="N",
    type=click.IntRange(max=LARGEST_MINIMUM),
    default=Rules.minimum,
    show_default=True,
    help="Fewest answers of a group that may be shown, 5 or more.",
)
SMALL_LEADERSHIP = click.option(
    "--small-leadership",
    type=click.Choice(["hidden", "declared"]),
    default=Rules.small_leadership,
    show_default=True,
    help="A leadership below the minimum: hidden, or shown as a group of 3 or more"
    " that was told so before it answered.",
)
