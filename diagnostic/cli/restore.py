"""``diagnostic restore``: an empty database, filled from a backup."""

from pathlib import Path

import click

from diagnostic.cli.installed import installed
from diagnostic.cli.program import Refusal, plain
from diagnostic.pipeline import archives

EXAMPLES = """\b
Example:
    diagnostic restore 2026-10-14.diagnostic
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from FILE, a backup.

    Put the key files of waves that are not sealed back first. Of a wave without its
    key neither roster nor answers are restored, as nobody could read them and they
    may have been erased since; it stays as a closed wave without results.
    """
    if not file.is_file():
        raise Refusal(f"{file}: there is no such file")
    with installed(new=True) as (_, installation):
        restored = archives.restore(installation, file)
    click.echo(plain(f"Restored {file}."))
    for wave in restored.lost:
        _note(
            f"the key of {wave.company}/{wave.name} ({wave.state}) is gone: its roster"
            " and answers were removed"
        )
    if restored.unsure:
        letters = "1 letter" if restored.unsure == 1 else f"{restored.unsure} letters"
        _note(
            f"{letters} may have been sent since the backup, so they will not be;"
            " `diagnostic wave remind` reaches everybody"
        )


def _note(sentence: str) -> None:
    click.echo(plain(f"Note: {sentence}."), err=True)
