"""A wave is set up, and its links are handed out: by mail, on cards, openly."""

import email
import email.policy
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pypdf

from diagnostic.jobs import deliver
from diagnostic.pipeline import cards, companies, life, participation, waves
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store import waves as stored
from diagnostic.store.companies import slugs
from diagnostic.store.models import Mode
from tests.attack.people import Person
from tests.attack.stage import Stage
from tests.collection.company import SOURCE

_LINK = re.compile(r"/s/([a-z2-7]{32})")
_CODE = re.compile(r"/s/([0-9A-Z-]{14})\n")
_DEPARTMENT = re.compile(r"YOU ANSWER AS\n(.*)\n")


@dataclass(frozen=True)
class HandedOut:
    """A wave whose links are in people's hands.

    Args:
        wave: its id.
        numbers: of the mails, by address, in order of sending.
        letters: headers and text of the mails, by address.
    """

    wave: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict, repr=False)


def begin(
    stage: Stage,
    name: str,
    people: Sequence[Person],
    *,
    subject: str = "",
    mode: Mode = "invited",
    by_worker: bool = False,
) -> HandedOut:
    """Set a wave up, launch it, and hand out the links.

    Args:
        stage: where.
        name: of the wave.
        people: who is invited.
        subject: what is asked about.
        mode: how links are handed out.
        by_worker: leave the mails to a worker that runs beside us.
    """
    installation = stage.installation
    with installation.database.reading() as session:
        missing = not slugs(session)
    if missing:
        companies.add(installation, "Acme", "en")
    waves.create(
        installation,
        "acme",
        name,
        questionnaire=SOURCE,
        roster=_roster(people, addresses=mode == "invited"),
        subject=subject,
        mode=mode,
        now=stage.now,
    )
    life.launch(installation, "acme", name, stage.now)
    with installation.database.reading() as session:
        wave = stored.find(session, "acme", name).id
    if mode == "invited":
        return _mailed(stage, wave, people, by_worker=by_worker)
    by_department = _codes(stage, name, mode)
    for person in people:
        codes = by_department[person.department]
        person.token = codes.pop() if mode == "codes" else codes[0]
    return HandedOut(wave)


def _roster(people: Sequence[Person], *, addresses: bool) -> Roster:
    groups: dict[str, list[str]] = {}
    for person in people:
        groups.setdefault(person.department, []).append(person.address)
    return Roster(
        tuple(
            RosterDepartment(
                department,
                department == "leadership",
                tuple(found) if addresses else (),
                len(found),
            )
            for department, found in groups.items()
        )
    )


def _mailed(
    stage: Stage, wave: str, people: Sequence[Person], *, by_worker: bool
) -> HandedOut:
    """Have the mails sent, and read the links in them."""
    for old in stage.mails.glob("*.eml"):
        old.unlink()
    if by_worker:
        stage.send_by_worker(len(people))
    else:
        assert not deliver(stage.installation, stage.settings, stage.now)
    by_address = {person.address: person for person in people}
    numbers, letters = {}, {}
    for content in stage.letters():
        letter = email.message_from_bytes(content, policy=email.policy.default)
        address = letter["To"].addresses[0].addr_spec
        text = letter.get_content()
        [by_address[address].token] = _LINK.findall(text)
        numbers[address] = letter["Message-ID"].strip("<>").partition("@")[0]
        letters[address] = "\n".join((*map(str, letter.values()), text))
    return HandedOut(wave, numbers, letters)


def _codes(stage: Stage, name: str, mode: Mode) -> dict[str, list[str]]:
    """Read the codes off the cards, or off the links of departments."""
    found = participation.status(stage.installation, "acme", name, stage.now)
    if mode == "open":
        return {d.name: [d.link.rpartition("/")[2]] for d in found.departments}
    pile: list[bytes] = []
    cards.print_cards(stage.installation, "acme", name, pile.append, stage.now)
    codes: dict[str, list[str]] = {}
    for page in pypdf.PdfReader(io.BytesIO(pile[0])).pages:
        text = page.extract_text()
        [department] = set(_DEPARTMENT.findall(text))
        codes.setdefault(department, []).extend(_CODE.findall(text))
    return codes
