"""From a link that somebody opened to what they are asked."""

import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from diagnostic.ballots import addresses, keys, links
from diagnostic.ballots.sheets import Shape
from diagnostic.brand import Brand
from diagnostic.pipeline import brands
from diagnostic.pipeline.installation import Installation
from diagnostic.store import ballots, rosters, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Department, Wave
from questionnaires import Questionnaire, parse

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What the holder of a link is asked, as a member of which department.

    Args:
        wave: its id.
        department: its number in the wave.
        slug: of the department.
        name: of the department.
        leadership: whether it is the leadership.
        invited: people invited in it.
        company: name, as printed.
        wave_name: as printed.
        subject: the initiative, or ''.
        language: of the wave.
        questionnaire: as frozen at launch.
        minimum: fewest answers of a group that is shown.
        small_leadership: ``hidden`` or ``declared``.
        closes: the end.
        mode: ``invited``, ``codes`` or ``open``.
        teams: slug and name of the teams whose scores leaders predict; empty for
            everybody else.
        brand: what the page looks like.
    """

    wave: str
    department: int
    slug: str
    name: str
    leadership: bool
    invited: int
    company: str
    wave_name: str
    subject: str
    language: str
    questionnaire: Questionnaire
    minimum: int
    small_leadership: str
    closes: datetime
    mode: str
    teams: tuple[tuple[str, str], ...]
    brand: Brand


@dataclass(frozen=True)
class OpenWave:
    """What this process knows of a wave that takes answers.

    Tokens stand here and in mails only, and go when the process ends.

    Args:
        version: of what it was made from.
        key: of the wave.
        shape: of its ballots.
        teams: slugs of the teams that are predicted, in the order of ballots.
        asked: by the department's number.
        departments: the department's number by token or code, or by open code.
    """

    version: int
    key: keys.WaveKey
    shape: Shape
    teams: tuple[str, ...]
    asked: Mapping[int, Asked]
    departments: Mapping[str, int]


class Links:
    """The links of all open waves, derived in memory when they are first asked for."""

    def __init__(self, installation: Installation) -> None:
        """Know the installation; nothing is read yet."""
        self.installation = installation
        self._waves: dict[str, OpenWave] = {}
        self._keyless: set[str] = set()
        self._lock = threading.Lock()
        # Unknown links are checked against a key too, so that they take as long.
        self._nobody = keys.passing()

    def find(self, typed: str, now: datetime) -> Asked | None:
        """Give what the holder of a personal link or code is asked.

        Returns:
            None for an unknown, malformed or used link and a wave that does not take
            answers, after the same work: the time must not tell them apart.
        """
        token = links.canonical(typed) or ""
        with self.installation.database.reading() as session:
            self._refresh(session, now)
            wave, department = self._place(token, personal=True)
            mark = links.spent(wave.key if wave else self._nobody, token)
            used = ballots.is_spent(session, mark)
        return wave.asked[department] if wave and not used else None

    def find_open(self, typed: str, now: datetime) -> Asked | None:
        """Give what whoever follows a department's open link is asked, or None."""
        with self.installation.database.reading() as session:
            self._refresh(session, now)
        wave, department = self._place(links.canonical(typed) or "", personal=False)
        return wave.asked[department] if wave else None

    def open_wave(self, asked: Asked) -> OpenWave | None:
        """Give what is known of a wave; None once it is over."""
        return self._waves.get(asked.wave)

    def _place(self, token: str, *, personal: bool) -> tuple[OpenWave | None, int]:
        for wave in tuple(self._waves.values()):
            department = wave.departments.get(token)
            if department is None:
                continue
            asked = wave.asked[department]
            if (asked.mode != "open") is personal:
                return wave, department
        return None, 0

    def _refresh(self, session: Session, now: datetime) -> None:
        versions = waves.collecting(session, now)
        expected = {
            identity: version
            for identity, version in versions.items()
            if identity not in self._keyless
            or keys.exists(self.installation.keys, identity)
        }
        if expected == {identity: w.version for identity, w in self._waves.items()}:
            return
        with self._lock:
            self._waves = dict(self._derived(session, versions))

    def _derived(
        self, session: Session, versions: Mapping[str, int]
    ) -> Iterator[tuple[str, OpenWave]]:
        for identity, version in versions.items():
            known = self._waves.get(identity)
            if known and known.version == version:
                yield identity, known
                continue
            try:
                key = keys.load(self.installation.keys, identity)
            except (keys.MissingKeyError, keys.DamagedKeyError) as error:
                if identity not in self._keyless:  # told once, not to each respondent
                    _log.error("wave %s cannot be answered: %s", identity, error)
                self._keyless.add(identity)
                continue
            self._keyless.discard(identity)
            yield identity, open_wave(session, waves.get(session, identity), key)


def open_wave(session: Session, wave: Wave, key: keys.WaveKey) -> OpenWave:
    """Derive the links of a wave and what each department is asked."""
    questionnaire = parse(wave.questionnaire_source)
    brand = brands.shown(session, wave.company)
    asked = {
        department.number: asked_of(wave, department, questionnaire, brand)
        for department in wave.departments
    }
    return OpenWave(
        version=wave.roster_version,
        key=key,
        shape=shape(wave, questionnaire),
        teams=tuple(slug for slug, _ in _predicted(wave)),
        asked=asked,
        departments=dict(_tokens(session, wave, key)),
    )


def asked_of(
    wave: Wave, department: Department, questionnaire: Questionnaire, brand: Brand
) -> Asked:
    """Tell what the members of a department are asked."""
    return Asked(
        wave=wave.id,
        department=department.number,
        slug=department.slug,
        name=department.name,
        leadership=department.leadership,
        invited=department.invited,
        company=wave.company.name,
        wave_name=wave.name,
        subject=wave.subject,
        language=wave.language,
        questionnaire=questionnaire,
        minimum=wave.minimum,
        small_leadership=wave.small_leadership,
        closes=wave.closes,
        mode=wave.mode,
        teams=_predicted(wave) if department.leadership else (),
        brand=brand,
    )


def shape(wave: Wave, questionnaire: Questionnaire) -> Shape:
    """Tell how much room the ballots of a wave have."""
    dimensions = len(questionnaire.dimensions)
    teams = sum(department.predicted for department in wave.departments)
    return Shape(len(questionnaire.items), teams * dimensions, dimensions)


def _predicted(wave: Wave) -> tuple[tuple[str, str], ...]:
    return tuple((d.slug, d.name) for d in wave.departments if d.predicted)


def _tokens(
    session: Session, wave: Wave, key: keys.WaveKey
) -> Iterator[tuple[str, int]]:
    if wave.mode == "invited":
        for _, number, locked in rosters.addresses(session, wave.id):
            yield links.token(key, addresses.unlock(key, locked)), number
        return
    for department in wave.departments:
        if wave.mode == "open":
            yield links.open_code(key, department.slug), department.number
        else:
            for card in range(department.printed):
                code = links.code(key, department.slug, card)
                yield code, department.number
