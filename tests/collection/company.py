"""A company that answers: 40 people in four departments, as `anonymity.md` has it."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from diagnostic.ballots import keys, links
from diagnostic.pipeline import companies, life, waves
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store import waves as stored
from questionnaires import load

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SIZES = {"leadership": 5, "Marketing": 12, "Sales": 14, "Product": 9}
SOURCE = Path("questionnaires/leadership-alignment.1.toml").read_bytes()
ASKED = load("leadership-alignment")


def roster(sizes=SIZES):
    """Invent addresses, one department after another."""
    return Roster(
        departments=tuple(
            RosterDepartment(
                name=name,
                leadership=name == "leadership",
                addresses=tuple(f"{name}{n}@example.com".lower() for n in range(size)),
                count=size,
            )
            for name, size in sizes.items()
        )
    )


def counts(sizes=SIZES):
    """Count people instead of naming them, for codes and open links."""
    return Roster(
        departments=tuple(
            RosterDepartment(name, name == "leadership", (), size)
            for name, size in sizes.items()
        )
    )


def draft(installation, name="2026-Q3", *, people=None, now=NOW, **options):
    """Set a wave up in the company 'acme', which is added if it is not there."""
    with installation.database.reading() as session:
        from diagnostic.store.companies import find

        missing = find(session, "acme") is None
    if missing:
        companies.add(installation, "Acme", "en")
    invited = options.get("mode", "invited") == "invited"
    waves.create(
        installation,
        "acme",
        name,
        questionnaire=options.pop("questionnaire", SOURCE),
        roster=people or (roster() if invited else counts()),
        now=now,
        **options,
    )
    return identity(installation, name)


def launched(installation, name="2026-Q3", *, now=NOW, **options):
    """Set a wave up and open it."""
    wave = draft(installation, name, now=now, **options)
    life.launch(installation, "acme", name, now)
    return wave


def identity(installation, name="2026-Q3"):
    """Give the id of a wave."""
    with installation.database.reading() as session:
        return stored.find(session, "acme", name).id


def state(installation, name="2026-Q3"):
    """Give the state of a wave."""
    with installation.database.reading() as session:
        return stored.find(session, "acme", name).state


def token(installation, wave, address):
    """Derive somebody's token, as the mail to them does."""
    return links.token(keys.load(installation.keys, wave), address)


def sheet(seed, leadership=False):
    """Answer most items, some comments, and the predictions of a leader."""
    drawn = random.Random(seed)  # noqa: S311  # answers, not keys
    items = {
        item.id: drawn.randint(1, 5) for item in ASKED.items if drawn.random() < 0.9
    }
    dimensions = [dimension.key for dimension in ASKED.dimensions]
    predictions = {}
    if leadership:
        predictions = {
            (team, dimension): drawn.randint(1, 5)
            for team in ("marketing", "product", "sales")
            for dimension in dimensions
        }
    comments = {d: f"Remark {seed} on {d}." for d in dimensions if drawn.random() < 0.4}
    return Answers(items, predictions, comments)


@dataclass
class Played:
    """What was answered, to be counted a second time."""

    sheets: list = field(default_factory=list)


def play(installation, wave, *, sizes=SIZES, share=1.0, now=NOW, seed=0):
    """Let everybody answer in random order; gives what each department answered."""
    collected = Links(installation)
    people = [
        (name, f"{name}{n}@example.com".lower())
        for name, size in sizes.items()
        for n in range(size)
    ]
    drawn = random.Random(seed)  # noqa: S311
    drawn.shuffle(people)
    played = Played()
    for number, (name, address) in enumerate(people[: round(len(people) * share)]):
        mine = token(installation, wave, address)
        asked = collected.find(mine, now)
        given = sheet(1000 * seed + number, leadership=name == "leadership")
        assert submit(collected, mine, asked, given, now)
        played.sheets.append((name, given))
    return played


def flat(played):
    """Write sheets as `tally_sheets` takes them."""
    names = {"marketing": "Marketing", "sales": "Sales", "product": "Product"}
    for name, given in played.sheets:
        predicted = {
            f"predict:{names[team]}:{dimension}": point
            for (team, dimension), point in given.predictions.items()
        }
        yield name, {**given.items, **predicted}


def installed(database, folder):
    """Make an installation of a database and a folder for keys."""
    return Installation(database, folder / "keys", "https://survey.example")
