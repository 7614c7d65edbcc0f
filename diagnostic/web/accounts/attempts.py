"""How often passwords and codes may be tried; each process counts for itself.

Never by the address of a computer: none is read. What is tried against is counted,
whether there is such an account or not, so that the count tells nothing.
"""

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MINUTES = 15
FAILURES = RateLimitItemPerMinute(10, MINUTES)
"""Of one address or one account: a code of six digits is guessed in ten years then."""
ALL_FAILURES = RateLimitItemPerMinute(1_000, MINUTES)
"""Of everybody together: few passwords tried with many addresses."""
LETTERS = RateLimitItemPerMinute(3, MINUTES)
"""Links to a new password that one address is sent."""
ALL_LETTERS = RateLimitItemPerMinute(100, MINUTES)
_ALL = "everybody"


class Attempts:
    """Counts what failed lately."""

    def __init__(self) -> None:
        """Begin with none."""
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def too_many(self, what: str, whose: str) -> bool:
        """Tell whether somebody has to wait before another attempt.

        Args:
            what: ``password`` or ``code``.
            whose: an address as it was typed, or an account.
        """
        return not (
            self._window.test(FAILURES, what, whose)
            and self._window.test(ALL_FAILURES, what, _ALL)
        )

    def failed(self, what: str, whose: str) -> None:
        """Note an attempt that failed."""
        self._window.hit(FAILURES, what, whose)
        self._window.hit(ALL_FAILURES, what, _ALL)

    def may_write(self, whose: str) -> bool:
        """Note that a letter is asked for; False if there were too many."""
        return self._noted(LETTERS, whose) and self._noted(ALL_LETTERS, _ALL)

    def _noted(self, most: RateLimitItem, whose: str) -> bool:
        return self._window.hit(most, "letter", whose)
