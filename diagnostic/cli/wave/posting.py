"""The mail of a command: left to a worker, or sent by the command itself."""

import click

from diagnostic.cli.wave.letters import told
from diagnostic.config import Settings
from diagnostic.jobs.asking import nudge
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.worker import stopped_by_signals
from diagnostic.pipeline import listing
from diagnostic.pipeline.installation import Installation

WAIT = click.option(
    "--wait",
    is_flag=True,
    help="Send the mail in this process; end when all of it is sent or refused.",
)
_SECONDS_BETWEEN_LOOKS = 1.0


def post(
    installation: Installation,
    settings: Settings,
    wave: listing.WaveEntry,
    kind: str,
    *,
    wait: bool = False,
) -> None:
    """See to the letters of a kind that were queued for a wave.

    Raises:
        ClickException: it was to wait, and letters cannot be sent for now.
        Abort: interrupted while it waited.
    """
    queued = listing.letters(installation, wave.id, kind)["queued"]
    if wait:
        _send(installation, settings, wave.id, kind)
    elif queued:
        letters = "1 letter is" if queued == 1 else f"{queued} letters are"
        click.echo(f"{letters} queued; `diagnostic serve` or `worker` sends them.")
        if not nudge(installation, settings):
            click.echo(
                "Note: the queue is out of reach; a worker looks by itself within a"
                " minute.",
                err=True,
            )


def _send(installation: Installation, settings: Settings, wave: str, kind: str) -> None:
    with stopped_by_signals() as stopping:
        postman = Postman(installation, settings, stopping)
        while True:
            postman.round()
            counts = listing.letters(installation, wave, kind)
            trouble = postman.troubles.get(wave)
            if stopping.is_set() or trouble or not counts["queued"]:
                break
            # Without a failure of ours a worker has them.
            stopping.wait(_SECONDS_BETWEEN_LOOKS)
    click.echo(f"Sent {told(counts)}.")
    if counts["queued"]:
        if trouble is None:
            raise click.Abort
        raise click.ClickException(
            f"letters still wait: {trouble}; `diagnostic serve` tries again, or"
            " `diagnostic worker --drain`"
        )
