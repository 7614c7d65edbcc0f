"""The log of server and worker: what happened, never to whom (rule S4)."""

import logging
import re
import sys
from pathlib import Path
from traceback import extract_tb
from typing import Any

# What nobody should have written into a message, and a library might.
_SECRET = re.compile(
    r"[^\s<>@\"']+@[^\s<>@\"']+"  # an address
    r"|/[sd]/[^\s\"']+"  # a link
    r"|\b[a-z2-7]{32}\b"  # a token
)


class Discreet(logging.Formatter):
    """Tells the kind and the place of a failure, and leaves its words out.

    The words of an error may hold anything that was being worked on.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a line; addresses, links and tokens become three dots."""
        return _SECRET.sub("…", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  # logging's name
        """Write where a failure came from, without its words."""
        kind, _, trace = ei
        places = [
            f"  {Path(frame.filename).name}, line {frame.lineno}, in {frame.name}"
            for frame in extract_tb(trace)
        ]
        return "\n".join([*places, kind.__name__ if kind else "unknown"])


def to_standard_error() -> None:
    """Write the log of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("diagnostic").setLevel(logging.INFO)
