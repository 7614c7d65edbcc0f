"""Backups, which never hold a key, and what comes back of them without one."""

from pathlib import Path

from diagnostic.ballots import keys
from diagnostic.pipeline.installation import Installation
from diagnostic.store import backups
from diagnostic.store.backups import Restored, Unsealed

__all__ = ["Restored", "Unsealed", "backup", "restore"]


def backup(installation: Installation, file: Path) -> tuple[Unsealed, ...]:
    """Write everything but the keys to one file.

    Returns:
        The waves that it cannot revive without their key files.

    Raises:
        OSError: the file cannot be written.
    """
    return backups.backup(installation.database, file)


def restore(installation: Installation, file: Path) -> Restored:
    """Fill an empty database from a backup.

    Of a wave whose key is gone no roster, mark or ballot comes back: a sealing may
    have promised since that they are erased.

    Raises:
        BackupError: the database is not empty, or the file is no backup of this
            version.
        OSError: the file cannot be read.
    """
    return backups.restore(
        installation.database,
        file,
        lambda wave: keys.exists(installation.keys, wave),
    )
