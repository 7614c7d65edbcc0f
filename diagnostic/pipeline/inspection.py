"""What may be wrong with an installation: keys, unfinished sealings, nobody at work."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import get_args

from diagnostic.ballots import keys
from diagnostic.pipeline import deletion
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.life import SEALED_AFTER
from diagnostic.store import waves
from diagnostic.store.database import Session
from diagnostic.store.models import State, Wave

GRACE = timedelta(hours=2)
"""A worker that was just started watches its clock for an hour before it seals."""
_OTHERS = 0o077
_KEY_FILE = re.compile(r"wave-([0-9a-f]{16})\.key")


def key_folder(installation: Installation) -> Iterator[str]:
    """Say what is wrong with the folder of keys."""
    folder = installation.keys
    if not folder.is_dir():
        yield f"there is no folder {folder}"
        return
    if folder.stat().st_mode & _OTHERS:
        yield f"others may look into {folder}; chmod 700 it"
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield f"{folder} cannot be read and written"
        return
    with installation.database.reading() as session:
        known = {wave.id for wave in _in(session, *get_args(State))}
    for entry in sorted(folder.iterdir()):
        name = _KEY_FILE.fullmatch(entry.name)
        if name is None:
            yield f"{entry} is not a key, and does not belong there"
        elif name[1] not in known:
            yield f"{entry} is the key of no wave; delete it"


def wave_keys(installation: Installation) -> Iterator[str]:
    """Say which launched waves have no key that can be used, and so no answers.

    A wave that came back from a backup without its key is no news: it is closed
    without the day on which it was closed.
    """
    with installation.database.reading() as session:
        for wave in _in(session, "scheduled", "open", "closed"):
            if wave.state == "closed" and wave.closed is None:
                continue
            try:
                keys.load(installation.keys, wave.id)
            except keys.MissingKeyError:
                yield f"{_named(wave)} has no key, and nobody can read its answers"
            except (keys.DamagedKeyError, OSError) as error:
                yield f"{_named(wave)}: {error}"


def sealings(installation: Installation) -> Iterator[str]:
    """Say which sealings were interrupted and not finished."""
    with installation.database.reading() as session:
        for identity in waves.to_scrub(session):
            name = _named(waves.get(session, identity))
            yield f"{name} is not sealed to the end; diagnostic wave seal {name}"


def deletions(installation: Installation) -> Iterator[str]:
    """Say whether a deletion was interrupted and not finished."""
    if not deletion.is_finished(installation):
        yield "a company is not deleted to the end; a worker does it"


def overdue(installation: Installation, now: datetime) -> Iterator[str]:
    """Say what a worker should have done by now."""
    late = now - GRACE
    with installation.database.reading() as session:
        for due, done in (
            (waves.to_open(session, late), "opened"),
            (waves.to_close(session, late), "closed"),
            (waves.to_seal(session, late - SEALED_AFTER), "sealed"),
        ):
            for identity in due:
                yield f"{_named(waves.get(session, identity))} was not {done} in time"


def _in(session: Session, *states: State) -> Iterator[Wave]:
    for state in states:
        for identity in waves.in_state(session, state):
            yield waves.get(session, identity)


def _named(wave: Wave) -> str:
    return f"{wave.company.slug}/{wave.name}"
