"""An office whose companies have a sealed wave each, made once and copied."""

import shutil

from diagnostic.jobs import ticking
from diagnostic.pipeline import life, waves
from diagnostic.store import waves as stored
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, SOURCE, launched, play, roster
from tests.workspace.office import Office

WAVE = "2026-Q3"
SIZES = {"leadership": 5, "Marketing": 12}
LATER = NOW + 20 * DAY


def opened(folder, url=None):
    """Open an office whose files are in a folder."""
    office = Office(connect(url or f"sqlite:///{folder}/diagnostic.db"), folder)
    office.now = LATER
    return office


def furnished(office):
    """Add two companies with a sealed wave of one name; gives its ids by company."""
    installation, ids = office.installation, {}
    for name in ("Acme", "Beta & Søn"):
        slug = office.company(name)
        waves.create(
            installation,
            slug,
            WAVE,
            questionnaire=SOURCE,
            roster=roster(SIZES),
            now=NOW,
        )
        life.launch(installation, slug, WAVE, NOW)
        with installation.database.reading() as session:
            ids[slug] = stored.find(session, slug, WAVE).id
        play(installation, ids[slug], sizes=SIZES)
    ticking.seal(installation, ids.values(), NOW + 14 * DAY)
    ids["open"] = launched(installation, "2026-Q4", now=NOW + 15 * DAY)
    return ids


def copied(made, folder):
    """Open a copy of an office, to be changed."""
    shutil.copytree(made, folder / "copy")
    return opened(folder / "copy")
