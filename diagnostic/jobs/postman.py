"""Carries what waits in the outboxes of all waves, and remembers what failed."""

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from diagnostic.config import Settings
from diagnostic.jobs import folder, notices, smtp
from diagnostic.jobs.delivery import Post, take_turn
from diagnostic.jobs.outcomes import Send
from diagnostic.jobs.pace import Monotonic, Pace, Patience
from diagnostic.pipeline.installation import Installation
from diagnostic.store import mails
from diagnostic.store.mails import Row
from diagnostic.store.models import MailState

_log = logging.getLogger(__name__)
_ACCOUNTS = "letters to accounts"
"""Stands for them where else the id of a wave stands."""


def now() -> datetime:
    """Give the machine's clock."""
    return datetime.now(UTC)


class Postman:
    """Delivers; one round at a time in a process, any number of processes at once."""

    def __init__(
        self,
        installation: Installation,
        settings: Settings,
        stopping: threading.Event,
        *,
        clock: Callable[[], datetime] = now,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        """Know where and how; nothing is opened yet.

        Args:
            installation: where waves live.
            settings: where mail goes, from whom, and how fast.
            stopping: set when the process is to end.
            clock: gives the moment.
            monotonic: gives seconds that nobody can set.
        """
        self.installation = installation
        self.settings = settings
        self.stopping = stopping
        self.clock = clock
        self.monotonic = monotonic
        self.patience = Patience(monotonic)
        self.troubles: dict[str, str] = {}
        self._pace = Pace(settings.mail_rate, stopping, monotonic)
        self._busy = threading.Lock()
        self._seen: set[Row] = set()
        self._notices_seen: set[str] = set()

    def round(self) -> float | None:
        """Send what can be sent of every open wave, in turns.

        Returns:
            Seconds until it is worth another round: 0 if more waits by now, else
            those after which to try again what failed in this one. None if nothing
            failed, or another thread is on its round.
        """
        if not self._busy.acquire(blocking=False):
            return None
        try:
            tried: set[str] = set()
            with self._carrier() as send:
                self._notices(self._post(send))
                while waves := self._ready() - tried:
                    tried |= waves
                    self._turns(waves, self._post(send))
            if self._ready():
                return 0.0
            late = {_ACCOUNTS} | (tried & set(self._waiting()))
            failed = filter(None, map(self.patience.remaining, late))
            return min(failed, default=None)
        finally:
            self._busy.release()

    def find_abandoned(self, *, at_once: bool = False) -> None:
        """Give up what a worker that died was sending.

        Into a folder it can be sent again, as it replaces itself; to a server it
        cannot, as the server may have it.

        Args:
            at_once: at the start of a process; later only what was on its way at the
                call before already.
        """
        again: MailState = (
            "queued" if isinstance(self.settings.mail, Path) else "unsure"
        )
        with self.installation.database.reading() as session:
            found = mails.sending(session)
        given_up = found if at_once else found & self._seen
        self._seen = found - given_up
        if given_up:
            with self.installation.database.writing() as session:
                count = mails.abandon(session, given_up, again)
            _log.warning("%d letters were on their way when a worker ended", count)
        self._notices_seen = notices.find_abandoned(
            self.installation, None if at_once else self._notices_seen
        )

    def _notices(self, post: Post) -> None:
        """Send letters to accounts, which belong to no wave."""
        if self.stopping.is_set() or self.patience.remaining(_ACCOUNTS):
            return
        trouble = notices.send_all(post)
        if trouble is None:
            self.patience.succeeded(_ACCOUNTS)
            self.troubles.pop(_ACCOUNTS, None)
        else:
            self.patience.failed(_ACCOUNTS)
            self.troubles[_ACCOUNTS] = trouble
            _log.warning("letters to accounts wait: %s", trouble)

    def _waiting(self) -> list[str]:
        with self.installation.database.reading() as session:
            return mails.waiting(session, self.clock())

    def _ready(self) -> set[str]:
        if self.stopping.is_set():
            return set()
        return {w for w in self._waiting() if not self.patience.remaining(w)}

    def _turns(self, waves: Iterable[str], post: Post) -> None:
        """Give each wave a turn, and another one, until all are through."""
        line: deque[tuple[str, Row | None]] = deque((wave, None) for wave in waves)
        counts: dict[str, Counter[str]] = {wave: Counter() for wave in waves}
        while line and not self.stopping.is_set():
            wave, last = line.popleft()
            try:
                turn = take_turn(post, wave, last)
            except Exception as error:
                # One wave without its key must not hold up the others' mail. Only
                # the kind is told: the words may hold an address (rule S4).
                self._fail(wave, f"its letters cannot be written: {_kind(error)}")
                continue
            counts[wave] += turn.counts
            if turn.trouble is not None:
                self._fail(wave, turn.trouble)
                for other, _ in line:
                    self._fail(other, turn.trouble)
                break
            if turn.last is not None:
                line.append((wave, turn.last))
            elif counts[wave]["queued"]:
                self._fail(wave, "the mail server asks to try some addresses again")
            else:
                self.patience.succeeded(wave)
                self.troubles.pop(wave, None)
        _tell(counts)

    def _fail(self, wave: str, trouble: str) -> None:
        self.patience.failed(wave)
        self.troubles[wave] = trouble
        seconds = self.patience.remaining(wave)
        _log.warning("wave %s waits %.0f seconds: %s", wave, seconds, trouble)

    def _post(self, send: Send) -> Post:
        paced = None if isinstance(self.settings.mail, Path) else self._pace
        sender = self.settings.mail_from
        return Post(self.installation, send, sender, self.clock, paced, self.stopping)

    def _carrier(self) -> AbstractContextManager[Send]:
        place = self.settings.mail
        return folder.into(place) if isinstance(place, Path) else smtp.to(place)


def deliver(
    installation: Installation, settings: Settings, moment: datetime
) -> Mapping[str, str]:
    """Send what waits at a moment, in this process and at once.

    Args:
        installation: where waves live.
        settings: where mail goes.
        moment: that it is taken to be.

    Returns:
        Why letters still wait, by the id of their wave; empty if none does.
    """
    postman = Postman(installation, settings, threading.Event(), clock=lambda: moment)
    while postman.round() == 0:
        pass
    return postman.troubles


def _kind(error: Exception) -> str:
    return type(error).__name__


def _tell(counts: Mapping[str, Counter[str]]) -> None:
    words = {"queued": "to be tried again"}
    for wave, counted in counts.items():
        if counted:
            found = (f"{n} {words.get(state, state)}" for state, n in counted.items())
            _log.info("wave %s: %s", wave, ", ".join(found))
