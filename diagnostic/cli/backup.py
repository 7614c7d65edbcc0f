"""``diagnostic backup``: everything but the keys, in one file."""

from pathlib import Path

import click

from diagnostic.ballots.keys import path as key_file
from diagnostic.cli import outputs
from diagnostic.cli.installed import installed
from diagnostic.cli.program import Refusal, plain
from diagnostic.config import Settings
from diagnostic.config.urls import sqlite_file
from diagnostic.pipeline import archives

EXAMPLES = """\b
Example:
    diagnostic backup 2026-10-14.diagnostic
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write everything but the keys to FILE, while others go on working.

    Without their keys nobody can read the rosters and answers in it. So waves that
    are not sealed need their key files too to be revived; they are named. Keep those
    elsewhere, and delete them when their wave is sealed: a key that outlives its wave
    breaks the promise made to its respondents.
    """
    with installed() as (settings, installation):
        _check(file, settings)
        unsealed = archives.backup(installation, file)
    click.echo(plain(f"Wrote {file}."))
    for wave in unsealed:
        key = key_file(settings.key_dir, wave.wave)
        click.echo(
            plain(
                f"Note: {wave.company}/{wave.name} ({wave.state}) is revived only"
                f" together with {key}."
            ),
            err=True,
        )


def _check(file: Path, settings: Settings) -> None:
    """Refuse to write over what is backed up, or among the keys."""
    urls = (settings.database_url, settings.queue_url)
    outputs.check([file], [path for path in map(sqlite_file, urls) if path])
    if file.exists() and not file.is_file():
        raise Refusal(f"{file}: this is not a file")
    if file.resolve().is_relative_to(settings.key_dir):
        raise Refusal(f"{file}: nothing but keys may lie in {settings.key_dir}")
