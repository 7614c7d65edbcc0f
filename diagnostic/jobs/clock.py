"""Whether the machine's clock can be trusted with what cannot be undone."""

from datetime import datetime, timedelta

_JUMP = timedelta(seconds=60)


class SteadyClock:
    """Watches the wall clock beside the monotonic one, which nobody can set.

    A machine that starts with a wrong date, wakes up, or is set by hand would
    otherwise close or seal waves early, and no setting back would mend that.
    """

    def __init__(self) -> None:
        """Know nothing yet: the clock has to prove itself after every start."""
        self._since: tuple[datetime, float] | None = None

    def observe(self, wall: datetime, monotonic: float) -> timedelta:
        """Tell for how long the clock has run steadily, up to this moment.

        Args:
            wall: the machine's clock.
            monotonic: seconds of the monotonic clock at the same moment.

        Returns:
            Zero at the first call, and when the wall clock has gained or lost more
            than a minute since it was last zero: small steps add up.
        """
        if self._since is not None:
            began, mark = self._since
            passed = timedelta(seconds=monotonic - mark)
            if abs(wall - began - passed) <= _JUMP:
                return passed
        self._since = (wall, monotonic)
        return timedelta()
