"""Sealing: from boxes to a release, and then nothing about a single person is left.

The order is the promise. First one transaction stores what may stay and deletes what
must go. Then the key is destroyed, and with it every copy of what was deleted. Then
the files are scrubbed. A crash between two steps is mended by sealing again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any, cast

import numpy as np

from diagnostic.ballots import keys, sheets
from diagnostic.pipeline import life
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import shape
from diagnostic.release import digest, release, to_bytes
from diagnostic.release.comments import released_comments
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.store import (
    ballots,
    documents,
    quarters,
    releases,
    rosters,
    scrubbing,
    waves,
)
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from diagnostic.tally import Tally, tally_table
from diagnostic.tally.kept import keep, revive
from questionnaires import Questionnaire, parse

Remark = tuple[str, str, str]
"""Department, dimension and text of a comment."""


@dataclass(eq=False)
class Urn:
    """The boxes of a wave, opened and emptied into columns, in memory only.

    Args:
        membership: number of the department, one a ballot.
        answers: one byte an item, ballot after ballot.
        predictions: one byte a prediction, ballot after ballot.
        remarks: comments, apart from the ballots they came from.
    """

    membership: list[int] = field(default_factory=list)
    answers: bytearray = field(default_factory=bytearray)
    predictions: bytearray = field(default_factory=bytearray)
    remarks: list[Remark] = field(default_factory=list)


def seal(installation: Installation, wave: str, now: datetime) -> tuple[str, ...]:
    """Seal a wave, or finish a sealing that was interrupted.

    Args:
        installation: where.
        wave: its id; an open wave is closed first.
        now: the clock.

    Returns:
        Sentences about what the database could not erase; usually none.

    Raises:
        MissingKeyError: the key is gone, and with it every answer.
    """
    life.close_wave(installation, wave, now)
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        state, scrubbed = found.state, found.scrubbed
    if state == "closed":
        _conclude(installation, wave)
    elif state != "sealed":
        raise ValueError(f"wave {wave} is {state}")
    if state == "sealed" and scrubbed:
        return ()
    keys.destroy(installation.keys, wave)
    left = scrubbing.scrub(installation.database)
    with installation.database.writing() as session:
        waves.get(session, wave).scrubbed = True
    return left


def unfinished(installation: Installation) -> list[str]:
    """List sealed waves whose key or remains may still be there."""
    with installation.database.reading() as session:
        return waves.to_scrub(session)


def _conclude(installation: Installation, wave: str) -> None:
    """Store what may stay and delete what must go, in one transaction."""
    key = keys.load(installation.keys, wave)
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        questionnaire = parse(found.questionnaire_source)
        urn = _opened(session, found, questionnaire, key)
        tally = _counted(found, questionnaire, urn)
        rules = Rules(**cast("dict[str, Any]", found.rules))
        diagnosis = diagnose(tally, rules, previous=_previous(session, found))
        document = release(
            diagnosis,
            company=found.company.name,
            closed=cast("datetime", found.closed).date(),
            program=version("alignment-diagnostic"),
            collection=_collection(found),
            subject=found.subject,
            previous=_released(session, found),
        )
    verdicts = {
        (c["team"], c["dimension"]): c["verdict"] for c in document["comparisons"]
    }
    kept = json.dumps(keep(tally, rules, verdicts), sort_keys=True)
    remarks = released_comments(urn.remarks, tally.answered, rules)
    with installation.database.writing() as session:
        if waves.move(session, wave, "closed", "sealed"):
            releases.add(
                session, wave, to_bytes(document), digest(document), kept, remarks
            )
            rosters.delete_all(session, wave)
            ballots.delete_all(session, wave)
            # A wave that was closed later may have been sealed meanwhile.
            later = quarters.since(session, waves.get(session, wave))
            documents.forget_since(session, later)


def _opened(
    session: Session, wave: Wave, questionnaire: Questionnaire, key: keys.WaveKey
) -> Urn:
    room = shape(wave, questionnaire)
    names = {department.number: department.name for department in wave.departments}
    dimensions = [dimension.key for dimension in questionnaire.dimensions]
    urn = Urn()
    for box in ballots.boxes(session, wave.id):
        sheet = sheets.unseal(key, room, box)
        urn.membership.append(sheet.department)
        urn.answers += sheet.answers
        urn.predictions += sheet.predictions
        urn.remarks += [
            (names[sheet.department], dimension, comment)
            for dimension, comment in zip(dimensions, sheet.comments, strict=True)
            if comment
        ]
    return urn


def _counted(wave: Wave, questionnaire: Questionnaire, urn: Urn) -> Tally:
    people = len(urn.membership)
    answers = np.frombuffer(bytes(urn.answers), np.uint8)
    predictions = np.frombuffer(bytes(urn.predictions), np.uint8)
    cells = [
        (department.name, dimension.key)
        for department in wave.departments
        if department.predicted
        for dimension in questionnaire.dimensions
    ]
    predicted = predictions.reshape(people, len(cells))
    return tally_table(
        questionnaire,
        [department.name for department in wave.departments],
        np.array(urn.membership, np.int64),
        answers.reshape(people, len(questionnaire.items)),
        {cell: predicted[:, column] for column, cell in enumerate(cells)},
        next(d.name for d in wave.departments if d.leadership),
        wave=wave.name,
        invited={d.name: d.invited for d in wave.departments},
    )


def _previous(session: Session, wave: Wave) -> list[Tally]:
    return list(_revived(session, wave))


def _revived(session: Session, wave: Wave) -> Iterator[Tally]:
    for before in waves.earlier(session, wave):
        kept = releases.kept(session, before.id)
        # A wave that was imported by a page came without.
        if kept is not None:
            yield revive(json.loads(kept), parse(before.questionnaire_source))


def _released(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """Give what earlier waves show, which is all that changes may be made of."""
    found = (releases.document(session, one.id) for one in waves.earlier(session, wave))
    return [json.loads(document) for document in found if document is not None]


def _collection(wave: Wave) -> Mapping[str, Any]:
    return {
        "mode": wave.mode,
        "opened": wave.opens.date().isoformat(),
        "late": wave.late,
        "reminders": wave.reminders,
    }
