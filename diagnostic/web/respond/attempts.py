"""How often codes and open links may be tried, for everybody together.

Never for an address: none is read, none is kept. Each process counts for itself.
"""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from diagnostic.ballots import links

MISSES = RateLimitItemPerMinute(120)
"""Codes that were none. A code has 60 bits: at this pace one of ten thousand codes
is guessed in two million years."""
SUBMISSIONS = RateLimitItemPerMinute(300)
"""Answers through the open links of a wave."""
_CODE_LENGTH = 12


class Attempts:
    """Counts attempts of the last minute."""

    def __init__(self) -> None:
        """Begin with none."""
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def missed(self, typed: str) -> None:
        """Note something that was no valid link; only codes can be guessed."""
        if is_code(typed):
            self._window.hit(MISSES, "codes")

    def too_many(self, typed: str) -> bool:
        """Tell whether codes have to wait; personal links never have to."""
        return is_code(typed) and not self._window.test(MISSES, "codes")

    def submitted(self, wave: str) -> bool:
        """Note answers through an open link; False if there were too many."""
        return self._window.hit(SUBMISSIONS, wave)


def is_code(typed: str) -> bool:
    """Tell whether this has the shape of a code."""
    found = links.canonical(typed)
    return found is not None and len(found) == _CODE_LENGTH
