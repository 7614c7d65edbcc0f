"""The sealed waves of a company, in rows that can be held against each other."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from diagnostic.pipeline.installation import Installation
from diagnostic.store import waves as stored
from diagnostic.store.models import Wave
from questionnaires import Questionnaire, parse


@dataclass(frozen=True)
class Place:
    """A sealed wave in a row.

    Args:
        id: of the wave.
        name: of the wave.
        closed: when it was closed.
        imported: its answers were collected elsewhere.
        questionnaire: as it was asked.
    """

    id: str
    name: str
    closed: datetime
    imported: bool
    questionnaire: Questionnaire


@dataclass(frozen=True)
class Row:
    """Waves of one questionnaire and subject.

    Args:
        subject: the initiative that was asked about, or ''.
        waves: oldest first.
    """

    subject: str
    waves: tuple[Place, ...]

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked, as the last of its waves did."""
        return self.waves[-1].questionnaire

    def find(self, identity: str) -> Place | None:
        """Find one of its waves."""
        return next((wave for wave in self.waves if wave.id == identity), None)

    def between(self, earlier: str, later: str) -> "Row":
        """Give the part from one of its waves to a later one, both included."""
        ids = [wave.id for wave in self.waves]
        part = self.waves[ids.index(earlier) : ids.index(later) + 1]
        return replace(self, waves=part)

    def neighbours(self, earlier: str, later: str) -> tuple[Place, Place] | None:
        """Give two waves by their ids, if one follows right on the other."""
        for pair in pairwise(self.waves):
            if (pair[0].id, pair[1].id) == (earlier, later):
                return pair
        return None


def rows(installation: Installation, company: str) -> list[Row]:
    """List the rows of a company's sealed waves, the one closed last first."""
    with installation.database.reading() as session:
        found: dict[tuple[str, str], list[Wave]] = {}
        for wave in stored.sealed(session, company):
            key = wave.questionnaire_key, wave.subject
            found.setdefault(key, []).insert(0, wave)
        return [
            Row(subject, tuple(place_of(wave) for wave in waves))
            for (_, subject), waves in found.items()
        ]


def place_of(wave: Wave) -> Place:
    """Give a sealed wave as it stands in a row."""
    return Place(
        wave.id,
        wave.name,
        wave.closed or wave.closes,
        wave.imported,
        parse(wave.questionnaire_source),
    )
