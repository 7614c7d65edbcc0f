"""``diagnostic worker``: the worker alone, on further machines."""

import click

from diagnostic.cli import logs
from diagnostic.cli.installed import open_installed
from diagnostic.jobs.worker import drain as drain_once
from diagnostic.jobs.worker import stopped_by_signals, work

EXAMPLES = """\b
Examples:
    diagnostic worker
    diagnostic worker --drain
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--drain",
    is_flag=True,
    help="Do what is due, send what waits, and exit. The clock must be right.",
)
def worker(drain: bool) -> None:
    """Send mail, open, close and seal waves.

    ``diagnostic serve`` has one already; others may run beside it, also on other
    machines that share its database, its queue and its folder of keys.
    """
    settings, installation = open_installed()
    logs.to_standard_error()
    with stopped_by_signals() as stopping:
        if not drain:
            work(installation, settings, stopping)
            return
        troubles = drain_once(installation, settings, stopping)
    if troubles:
        raise click.ClickException(f"letters still wait: {min(troubles.values())}")
