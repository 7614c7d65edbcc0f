"""Waves with respondents, written straight into the tables."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert

from diagnostic.store import models
from diagnostic.store.models import Company, Department, Release, Wave

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = 8
STATES = ("draft", "scheduled", "open", "closed", "sealed")


@dataclass
class Written:
    """A wave's id, and every value that may be left nowhere once it is sealed."""

    wave: str
    secrets: list[bytes] = field(default_factory=list)


def company(session, slug="acme"):
    found = Company(slug=slug, name=slug.title(), language="en")
    session.add(found)
    session.flush()
    return found


def wave(session, owner, name="2026-Q1", **values):
    """Add a draft, of a questionnaire that no other wave has."""
    found = Wave(
        **{
            "company_id": owner.id,
            "name": name,
            "language": "en",
            "questionnaire_key": f"key-{name}",
            "questionnaire_version": 1,
            "questionnaire_source": b"key = 'k'\n",
            "mode": "invited",
            "minimum": 5,
            "small_leadership": "hidden",
            "created": NOON,
            "opens": NOON,
            "closes": NOON + timedelta(days=14),
            **values,
        }
    )
    session.add(found)
    session.flush()
    return found


def move(session, found, state):
    """Bring a wave to a state, through all those before it."""
    for step in STATES[STATES.index(found.state) + 1 : STATES.index(state) + 1]:
        if step != "draft":
            found.rules = found.rules or {"minimum": found.minimum}
        found.state = step
        session.flush()


def collected(session, owner, name="2026-Q1", state="open", **values):
    """Add a wave whose people have answered, in a state after opening."""
    found = wave(session, owner, name, **values)
    department = Department(
        wave_id=found.id, number=0, slug="team", name="Team", invited=PEOPLE
    )
    session.add(department)
    move(session, found, "open")
    written = Written(found.id)
    for _ in range(PEOPLE):
        person, address, mark, ballot = map(secrets.token_bytes, (16, 296, 32, 16))
        # Larger than what PostgreSQL keeps in a row.
        box = secrets.token_bytes(9000)
        written.secrets += [person, address, mark, ballot, box[:64], box[-64:]]
        for table, row in (
            (
                models.Participant,
                {"id": person, "department_id": department.id, "address": address},
            ),
            (
                models.Mail,
                {"participant_id": person, "kind": "invitation", "state": "sent"},
            ),
            (models.Spent, {"mark": mark}),
            (models.Ballot, {"id": ballot, "box": box}),
        ):
            session.execute(insert(table), {"wave_id": found.id, **row})
    move(session, found, state)
    return written


def forget(session, identity):
    """Seal a closed wave: delete what is about its people, and release it."""
    for table in (models.Mail, models.Participant, models.Spent, models.Ballot):
        session.execute(delete(table).where(table.wave_id == identity))
    session.add(Release(wave_id=identity, document=b"{}", sha256="0" * 64))
    session.get(Wave, identity).state = "sealed"
