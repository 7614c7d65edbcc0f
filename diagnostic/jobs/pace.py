"""How fast, and how soon again."""

import threading
from collections.abc import Callable
from datetime import timedelta

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=1)
Monotonic = Callable[[], float]


class Pace:
    """Lets so many messages a second pass, of this process."""

    def __init__(self, rate: float, stopping: threading.Event, now: Monotonic) -> None:
        """Know the rate, what ends every wait, and a monotonic clock."""
        self._interval = 1 / rate
        self._stopping = stopping
        self._now = now
        self._next = now()

    def wait(self) -> None:
        """Wait for one's turn, or until everything is to stop."""
        self._stopping.wait(max(0.0, self._next - self._now()))
        self._next = max(self._next, self._now()) + self._interval


class Patience:
    """Remembers what failed, and when it is worth trying again: later each time."""

    def __init__(self, now: Monotonic) -> None:
        """Know a monotonic clock; nothing has failed yet."""
        self._now = now
        self._failed: dict[str, tuple[int, float]] = {}

    def failed(self, name: str) -> None:
        """Wait with this twice as long as the last time, up to an hour."""
        times = self._failed.get(name, (0, 0.0))[0] + 1
        delay = min(_FIRST * 2 ** min(times - 1, 16), _LONGEST)
        self._failed[name] = times, self._now() + delay.total_seconds()

    def succeeded(self, name: str) -> None:
        """Forget that this ever failed."""
        self._failed.pop(name, None)

    def remaining(self, name: str) -> float:
        """Give the seconds until this is worth trying; 0 if it is now."""
        if name not in self._failed:
            return 0.0
        return max(0.0, self._failed[name][1] - self._now())
