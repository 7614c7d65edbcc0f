"""Rosters: departments of a wave, and the locked addresses of who is invited."""

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from diagnostic.store.models import Department, Mail, Participant, random_id


def add(session: Session, wave: str, addresses: Iterable[tuple[int, bytes]]) -> None:
    """Add people in random order: neither rows nor pages tell who stood where.

    Args:
        session: of the caller, who commits.
        wave: its id.
        addresses: pairs of a department's id and a locked address.
    """
    rows = [
        {"id": random_id(), "wave_id": wave, "department_id": owner, "address": address}
        for owner, address in addresses
    ]
    secrets.SystemRandom().shuffle(rows)
    if rows:
        session.execute(insert(Participant), rows)


def addresses(session: Session, wave: str) -> Sequence[tuple[bytes, int, bytes]]:
    """List the id, department's number and locked address of everybody invited."""
    rows = session.execute(
        select(Participant.id, Department.number, Participant.address)
        .join(Department, Department.id == Participant.department_id)
        .where(Participant.wave_id == wave)
    )
    return [(id_, number, address) for id_, number, address in rows]


def refused(session: Session, wave: str) -> Sequence[tuple[bytes, int, bytes, str]]:
    """List the id, department's id, locked address and reply of refused addresses.

    Only where every letter was refused or still waits: with one that may have arrived
    somebody has a link, and a second one would be a second vote.
    """
    arrived = select(Mail.participant_id).where(
        Mail.wave_id == wave, Mail.state.in_(("sending", "sent", "unsure"))
    )
    rows = session.execute(
        select(
            Participant.id,
            Participant.department_id,
            Participant.address,
            func.min(Mail.reply),
        )
        .join(Mail, Mail.participant_id == Participant.id)
        .where(Participant.wave_id == wave, Mail.state == "refused")
        .where(Participant.id.not_in(arrived))
        .group_by(Participant.id, Participant.department_id, Participant.address)
    )
    return [(id_, owner, address, reply or "") for id_, owner, address, reply in rows]


def remove(session: Session, participant: bytes) -> None:
    """Remove somebody whose address never received anything."""
    session.execute(delete(Mail).where(Mail.participant_id == participant))
    session.execute(delete(Participant).where(Participant.id == participant))


def delete_all(session: Session, wave: str) -> None:
    """Delete roster and outbox of a wave."""
    session.execute(delete(Mail).where(Mail.wave_id == wave))
    session.execute(delete(Participant).where(Participant.wave_id == wave))
