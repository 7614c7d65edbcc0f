"""What all tables share: their registry, and identifiers that tell nothing."""

import secrets

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

# Neither a sequence nor a date: the order of a table's rows tells nothing then that
# the order on the disk does not tell. That one is met by keys, see `ballots`.
UNORDERED = {"sqlite_with_rowid": False}


def random_id() -> bytes:
    """Draw 128 bits; unlike UUIDs of version 1, 6 and 7 they hold no time."""
    return secrets.token_bytes(16)


def random_name() -> str:
    """Draw an identifier for an address or a file name, 64 bits."""
    return secrets.token_hex(8)


class Base(DeclarativeBase):
    """The tables' common registry; names of constraints are those of migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
