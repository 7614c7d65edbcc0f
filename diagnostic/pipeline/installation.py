"""Where waves live: a database, a folder of keys, an address."""

from dataclasses import dataclass, field
from pathlib import Path

from diagnostic.config import Provider, Settings
from diagnostic.store.database import Database, connect


@dataclass(frozen=True)
class Installation:
    """What every step of the collection needs.

    Args:
        database: everything but the keys.
        keys: folder with one key file a wave; never in a backup of the database.
        base_url: what links begin with, without a slash at the end.
        secret: signs sessions and the links of accounts; without it nobody signs in.
        provider: where people may sign in too; None if only here.
    """

    database: Database
    keys: Path
    base_url: str
    secret: str = field(repr=False, default="")
    provider: Provider | None = None


def open_installation(settings: Settings) -> Installation:
    """Open what the settings name; nothing is sent or written yet."""
    return Installation(
        connect(settings.database_url),
        settings.key_dir,
        settings.base_url,
        settings.secret_key,
        settings.provider,
    )
