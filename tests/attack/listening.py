"""What a program logs, as loud as an operator may ask for."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOUD = {
    **dict.fromkeys(("diagnostic", "reports"), logging.DEBUG),
    **dict.fromkeys(("werkzeug", "granian", "sqlalchemy", "huey"), logging.INFO),
}
"""The most that an operator may ask for."""


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what is logged, as loud as can be asked for."""
    lines: list[str] = []
    handler = Collecting(lines)
    before = {name: logging.getLogger(name).level for name in LOUD}
    root = logging.getLogger()
    root.addHandler(handler)
    for name, level in LOUD.items():
        logging.getLogger(name).setLevel(level)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class Collecting(logging.Handler):
    """Keeps what is logged, with errors and their words in full."""

    def __init__(self, lines: list[str]) -> None:
        """Know where."""
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self._lines.append(self.format(record))
        self._lines.append(repr(record.args))
