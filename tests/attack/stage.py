"""An installation of its own to be attacked, its log, and ways to reach its pages."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from diagnostic.config import Settings, load, prepare
from diagnostic.jobs.postman import Postman
from diagnostic.jobs.queue import closing_queue
from diagnostic.jobs.tasks import register
from diagnostic.pipeline.installation import Installation, open_installation
from diagnostic.store.models import Mail
from diagnostic.store.opening import make_ready
from diagnostic.web import create_app
from tests.attack.listening import listening
from tests.attack.stealing import Hands, Thief, thief
from tests.attack.visiting import InProcess, OverLoopback
from tests.servers import PATIENCE, until


@dataclass
class Stage:
    """An installation, and what listens to it.

    Args:
        folder: in which everything but a PostgreSQL's own files lies.
        settings: of the installation.
        installation: open.
        thief: copies its database.
        now: what its clock shows.
        log: what was logged so far.
        hands: read files beside the database.
    """

    folder: Path
    settings: Settings
    installation: Installation
    thief: Thief
    now: datetime
    log: list[str] = field(default_factory=list)
    hands: Hands = field(default_factory=Hands)

    def _environment(self) -> dict[str, str]:
        """Give a server process these settings, and none of whoever calls us."""
        others = {k: v for k, v in os.environ.items() if not k.startswith("DIAGNOSTIC")}
        return {**others, **environment(self.folder, self.settings.database_url)}

    def visitor(self) -> InProcess:
        """Give somebody who asks the application in this process."""
        return InProcess(create_app(self.installation, clock=lambda: self.now))

    @contextmanager
    def server(self) -> Iterator[OverLoopback]:
        """Run ``diagnostic serve`` and give somebody who asks it."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        program = Path(sys.executable).with_name("diagnostic")
        with tempfile.TemporaryFile() as output:
            running = subprocess.Popen(  # noqa: S603  # our own command
                [program, "serve", "--port", str(port)],
                cwd=self.folder,
                env=self._environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                until(running, lambda: _listens(port))
                yield OverLoopback(port)
            finally:
                running.terminate()
                running.wait(PATIENCE)
                output.seek(0)
                self.log.append(output.read().decode())

    def send_by_worker(self, letters: int) -> None:
        """Ask a worker beside us, through the queue, and wait until all is sent."""
        postman = Postman(self.installation, self.settings, threading.Event())
        with closing_queue(self.settings.queue_url) as queue:
            assert register(queue, postman).nudge()
        end = time.monotonic() + PATIENCE
        while self._sent() < letters:
            if time.monotonic() > end:
                raise RuntimeError("no worker has sent the mails")
            time.sleep(0.05)

    def _sent(self) -> int:
        with self.installation.database.reading() as session:
            states = session.scalars(select(Mail.state)).all()
        return sum(state == "sent" for state in states)

    def letters(self) -> list[bytes]:
        """Read the mails that were written."""
        return [path.read_bytes() for path in self.mails.glob("*.eml")]

    @property
    def mails(self) -> Path:
        """The folder into which mails are written."""
        assert isinstance(self.settings.mail, Path)
        return self.settings.mail

    def kept(self) -> dict[str, bytes]:
        """Read everything that is stored, but for keys and mails.

        Whoever reads the mails of a company reads addresses and links in them.
        """
        away = {self.settings.key_dir, self.settings.mail}
        found = dict(self.thief.files())
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and not away & {*path.parents}:
                found.setdefault(path.name, self.hands.read(path))
        return found


def environment(folder: Path, url: str | None) -> dict[str, str]:
    """Give the settings of an installation in a folder."""
    place = folder / "instance"
    return {
        "DIAGNOSTIC_DATABASE_URL": url or f"sqlite:///{place / 'diagnostic.db'}",
        "DIAGNOSTIC_KEY_DIR": str(place / "keys"),
        "DIAGNOSTIC_MAIL_URL": f"file:{place / 'mail'}",
        "DIAGNOSTIC_QUEUE_URL": f"sqlite:///{place / 'queue.db'}",
    }


@contextmanager
def staged(
    folder: Path, url: str | None = None, server_folder: Path | None = None
) -> Iterator[Stage]:
    """Set an installation up, and listen to everything that it logs.

    Args:
        folder: an empty one.
        url: of an empty database; None is SQLite in the folder.
        server_folder: of a PostgreSQL server's files, if they are to be read too.
    """
    with listening() as log:
        settings = prepare(load(environment(folder, url), folder))
        installation = open_installation(settings)
        make_ready(installation.database)
        steals = thief(settings.database_url, server_folder)
        stage = Stage(folder, settings, installation, steals, datetime.now(UTC), log)
        try:
            yield stage
        finally:
            installation.database.close()
            stage.hands.close()
            steals.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
