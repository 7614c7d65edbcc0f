"""What becomes of a letter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from diagnostic.pipeline.envelope import Letter


@dataclass(frozen=True)
class Outcome:
    """What became of a letter.

    Args:
        state: of its row in the outbox from now on; ``queued`` is to try again,
            ``unsure`` that the server may have taken it and never said so.
        reply: the three digits with which the server refused it.
    """

    state: Literal["sent", "refused", "queued", "unsure"]
    reply: str | None = None


Send = Callable[[Letter], Outcome]


class UnreachableError(Exception):
    """No letter can be sent for now; the one at hand has not been.

    Its sentence never repeats what a server said: that may hold an address.
    """
