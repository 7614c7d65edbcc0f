"""The queue: SQLite in a file, Redis, or PostgreSQL, by its address."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from psycopg.errors import UniqueViolation

_NAME = "diagnostic"
_SQLITE = "sqlite:///"
_MOMENTS = ("eta", "expires_resolved")


class Plain(Serializer):  # type: ignore[misc]
    """Writes tasks as JSON.

    Huey's own way is pickle: whoever could write to the queue would run code beside
    the keys.
    """

    def _serialize(self, data: Any) -> bytes:
        fields = data._asdict()
        for name in _MOMENTS:
            fields[name] = fields[name] and fields[name].isoformat()
        return json.dumps(fields).encode()

    def _deserialize(self, data: bytes) -> Any:
        fields = json.loads(data)
        for name in _MOMENTS:
            fields[name] = fields[name] and datetime.fromisoformat(fields[name])
        return Message(**fields)


def open_queue(url: str) -> Huey:
    """Open a queue; nothing that a task returns is kept.

    Args:
        url: ``sqlite:////path``, ``redis://…``, ``rediss://…`` or ``postgresql://…``.
    """
    # Its notices repeat tasks; what concerns an operator we say ourselves.
    logging.getLogger("huey").setLevel(logging.WARNING)
    common = {"results": False, "serializer": Plain()}
    if url.startswith(_SQLITE):
        path = url.removeprefix(_SQLITE)
        return SqliteHuey(_NAME, filename=path, fsync=True, **common)
    if url.startswith("postgresql:"):
        try:
            return PostgresHuey(_NAME, dsn=url, **common)
        except UniqueViolation:
            # Two programs made the tables at once, and this one was second.
            return PostgresHuey(_NAME, dsn=url, **common)
    return RedisHuey(_NAME, url=url, **common)


@contextmanager
def closing_queue(url: str) -> Iterator[Huey]:
    """Open a queue, and close its connections at the end."""
    queue = open_queue(url)
    try:
        yield queue
    finally:
        if isinstance(queue, RedisHuey):
            queue.storage.pool.disconnect()
        else:
            queue.storage.close()
