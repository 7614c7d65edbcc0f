"""A company with some of everything, and its archive."""

import io
import json
import zipfile
from datetime import date

import pytest
from PIL import Image
from sqlalchemy import insert, select

from diagnostic.pipeline import audit, brands
from diagnostic.pipeline.engagements import import_, parcels
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.sealing import seal
from diagnostic.store import accounts, actions, commentaries, companies, waves
from diagnostic.store import models as m
from tests.collection.company import DAY, NOW, draft, launched, play, roster

ANNA = "anna@consultancy.example"
SMALL = {"leadership": 10, "Sales": 12}
LATER = NOW + 100 * DAY
OVER = "engagement.json"


def logo():
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "#123456").save(written, "PNG")
    return written.getvalue()


def engaged(installation):
    """Two sealed waves, an open one and a draft; a brand, a log, a redaction."""
    for number, name in enumerate(("2026-Q3", "2026-Q4")):
        start = NOW + 20 * number * DAY
        wave = launched(installation, name, now=start, people=roster(SMALL))
        play(installation, wave, sizes=SMALL, now=start, seed=number)
        seal(installation, wave, start + 14 * DAY)
    launched(installation, "2027-Q1", now=NOW + 40 * DAY, people=roster(SMALL))
    draft(installation, "2027-Q2", now=NOW + 40 * DAY, people=roster(SMALL))
    typed = brands.Typed(first="#102030", sender="Ação", footer="Lisboa")
    brands.save(installation, "acme", typed, logo=logo())
    with installation.database.writing() as session:
        found = companies.find(session, "acme")
        found.name, found.second_factor = "Ação & Filhos, Lda.", True
        session.add(
            m.Account(email=ANNA, role="consultant", language="en", uniquifier="1")
        )
        comments = session.scalars(
            select(m.Comment.id).where(m.Comment.wave_id == wave)
        )
        session.execute(
            insert(m.Redaction), {"comment_id": comments.first(), "wave_id": wave}
        )
        session.get(m.Wave, wave).comments_shown = True
        for language, text in (("pt", "Leia isto."), ("en", "Read this.\n\nשלם")):
            commentaries.put(session, wave, language, "foreword", text)
    agree(installation)
    audit.record(installation, ANNA, "acme", "sealed", NOW, wave="2026-Q4")
    return installation


def agree(installation):
    """Agree on two actions about the first wave, one with measured figures."""
    day = LATER.date()
    with installation.database.writing() as session:
        wave = waves.find(session, "acme", "2026-Q3")
        anna = accounts.find(session, ANNA)
        values = {"dimension": "resources", "pattern": "slight", "created": LATER}
        actions.add(session, wave, {**values, "what": "Look again.", "state": "done"})
        measured = {
            **{"what": "Percorrer os trabalhos.\n\nשלם", "team": "Sales"},
            **{"owner": "Direção", "due": day, "note": "Até lá.", "figure": "team"},
            **{"measure": "Dias", "unit": "dias", "reminded_id": anna.id},
        }
        action = actions.add(session, wave, {**values, **measured})
        for quarter, value in ((date(2026, 7, 1), 12.5), (date(2026, 10, 1), -3)):
            actions.measure(session, action, quarter, value)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(content):
    return json.loads(members(content)[OVER])


def packed(content, **changes):
    """Pack it again as its maker would, with other files in it."""
    files = members(content)
    files.pop(parcels.SUMS)
    return parcels.pack({**files, **changes})


def taken(installation, content, whole=True):
    return import_(installation, content, ANNA, LATER, whole=whole)


def rows(installation):
    with installation.database.reading() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in m.Base.metadata.sorted_tables
        }


def refused(installation, content, sentence, whole=True):
    before = rows(installation)
    with pytest.raises(RefusedError, match=sentence):
        taken(installation, content, whole)
    assert rows(installation) == before
