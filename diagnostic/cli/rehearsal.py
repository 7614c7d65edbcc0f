"""Four quarters of the example company, played through the real collection.

Set up from a roster, invited by mail, answered over HTTP, sealed and reported: what
a real company's answers go through, with simulated answers and a clock passed in.
"""

import csv
import email
import io
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.policy import default
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.test import Client

from diagnostic import roster
from diagnostic.cli.agreeing import agree
from diagnostic.config import Settings, load, prepare
from diagnostic.jobs import deliver
from diagnostic.pipeline import companies, life, sealing, waves
from diagnostic.pipeline.enlisting import enlist
from diagnostic.pipeline.installation import Installation, open_installation
from diagnostic.pipeline.presenting import Form
from diagnostic.pipeline.reporting import report
from diagnostic.pipeline.slugs import slug
from diagnostic.simulation import company, example
from diagnostic.store import schema
from diagnostic.web import create_app
from questionnaires import Questionnaire, content

WINDOW = timedelta(days=14)
"""Each wave is open for two weeks before the day on which it is closed."""
ADMINISTRATOR = "demo@example.com"
"""Who may look around everywhere afterwards."""
LEADER = "leader@example.com"
"""Who sees what leadership sees."""


@dataclass(frozen=True)
class Rehearsed:
    """What is left of it.

    Args:
        quarters: documents by the name of the wave.
        links: each sets the password of an account, by its e-mail.
    """

    quarters: Mapping[str, Mapping[Form, bytes]]
    links: Mapping[str, str]


@dataclass
class Clock:
    """The clock of the rehearsal: set, not running."""

    moment: datetime

    def __call__(self) -> datetime:
        """Give the moment that it was set to."""
        return self.moment


@dataclass(frozen=True)
class Stage:
    """Where it is played: an installation of its own, in a folder.

    Args:
        settings: nothing but the folder's.
        installation: of these settings.
        clock: of pages, mails and commands alike.
        browser: speaks HTTP with the application, without a network between.
        slug: of the company.
    """

    settings: Settings
    installation: Installation
    clock: Clock
    browser: Client
    slug: str


def rehearse(folder: Path, language: str) -> Rehearsed:
    """Play all quarters.

    Args:
        folder: empty; an installation to look around in is left there.
        language: of names, mails and reports, ``en`` or ``pt``.
    """
    simulated = example.example(language)
    stage = _stage(folder, language)
    try:
        quarters = {
            quarter.wave: _play(stage, simulated, quarter, language)
            for quarter in company.simulate(simulated, example.SEED)
        }
        now = datetime.now(UTC)
        here = stage.installation
        links = {
            ADMINISTRATOR: enlist(here, ADMINISTRATOR, "administrator", None, now),
            LEADER: enlist(here, LEADER, "leader", stage.slug, now),
        }
        return Rehearsed(quarters, links)
    finally:
        stage.installation.database.close()


def _stage(folder: Path, language: str) -> Stage:
    settings = prepare(load({}, folder))
    installation = open_installation(settings)
    schema.upgrade(installation.database)
    added = companies.add(installation, example.COMPANY[language], language)
    clock = Clock(datetime.now(UTC))
    browser = Client(create_app(installation, clock=clock))
    return Stage(settings, installation, clock, browser, added)


def _play(
    stage: Stage, simulated: company.Company, quarter: company.Answers, language: str
) -> dict[Form, bytes]:
    """Set a wave up, invite, let people answer, close, seal, report."""
    here, name, clock = stage.installation, quarter.wave, stage.clock
    closes = datetime.combine(example.CLOSED[name], time(18), UTC)
    clock.moment = closes - WINDOW
    waves.create(
        here,
        stage.slug,
        name,
        questionnaire=content(simulated.questionnaire.key),
        roster=_roster(simulated),
        closes=closes,
        now=clock(),
    )
    life.launch(here, stage.slug, name, clock())
    links = _invited(stage)
    _answer(stage, links, simulated.questionnaire, quarter)
    clock.moment = closes
    life.close_due(here, clock())
    clock.moment += life.SEALED_AFTER
    for wave in life.due_for_sealing(here, clock()):
        sealing.seal(here, wave, clock())
    agree(here, stage.slug, name, language, clock())
    last = name == simulated.waves[-1]
    forms: Sequence[Form] = ("json", "xlsx", "pdf") if last else ("json",)
    notice = example.NOTICE[language]
    return report(here, stage.slug, name, forms, language=language, notice=notice)


def _people(department: company.Department) -> list[str]:
    mailbox = slug(department.name)
    return [f"{mailbox}.{n}@example.com" for n in range(1, department.invited + 1)]


def _roster(simulated: company.Company) -> roster.Roster:
    """Write the roster as a file, and read it as any roster is read."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("email", "department"))
    for department in simulated.departments:
        rows.writerows((who, department.name) for who in _people(department))
    leadership = simulated.leadership.name
    return roster.read(written.getvalue().encode(), "invited", leadership=leadership)


def _invited(stage: Stage) -> dict[str, str]:
    """Send the invitations, and read the link of each as its receiver does."""
    folder = stage.settings.mail
    if not isinstance(folder, Path):
        raise TypeError("the rehearsal writes its mails to a folder")
    earlier = set(folder.glob("*.eml"))
    deliver(stage.installation, stage.settings, stage.clock())
    return dict(_read(mail) for mail in set(folder.glob("*.eml")) - earlier)


def _read(mail: Path) -> tuple[str, str]:
    letter = email.message_from_bytes(mail.read_bytes(), policy=default)
    text = letter.get_content()
    link = next(line for line in text.splitlines() if line.startswith("http"))
    return letter["To"].addresses[0].addr_spec, urlsplit(link).path


def _answer(
    stage: Stage,
    links: Mapping[str, str],
    asked: Questionnaire,
    quarter: company.Answers,
) -> None:
    """Send every simulated sheet by a link that was mailed, in random order."""
    rows = list(range(len(quarter.membership)))
    random.SystemRandom().shuffle(rows)
    sent = Counter[str]()
    for row in rows:
        mailbox = slug(quarter.groups[quarter.membership[row]])
        sent[mailbox] += 1
        path = links[f"{mailbox}.{sent[mailbox]}@example.com"]
        form = dict(_form(asked, quarter, row))
        response = stage.browser.post(path, data=form)
        if response.status_code != 303:
            raise RuntimeError(f"a sheet was answered with {response.status}")


def _form(
    asked: Questionnaire, quarter: company.Answers, row: int
) -> Iterator[tuple[str, str]]:
    for item, point in zip(asked.items, quarter.answers[row], strict=True):
        if point:
            yield item.id, str(point)
    for (team, dimension), points in quarter.predictions.items():
        if points[row]:
            yield f"predict-{slug(team)}-{dimension}", str(points[row])
