"""The disk is full, or gone: it is said so, nothing is lost, and it goes on."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError

from diagnostic.ballots import keys
from diagnostic.config import load
from diagnostic.jobs.asking import nudge
from diagnostic.pipeline import life
from diagnostic.pipeline.sealing import seal, unfinished
from diagnostic.store import ballots, releases, waves
from diagnostic.store.scrubbing import ScrubError
from tests.collection.company import NOW, launched, play, roster
from tests.faults.crowd import Crowd, discreet
from tests.faults.serving import served, until

PEOPLE = 60
SIZES = {"leadership": 5, "Sales": 25}
SAID = (
    "This does not work at the moment. Nothing was recorded.",
    "De momento, isto não funciona. Nada ficou registado.",
)


@pytest.fixture(scope="module")
def site(disk, tmp_path_factory):
    """An installation whose database, keys, queue and mail lie on a small disk."""
    log = tmp_path_factory.mktemp("log") / "log"
    url = f"sqlite:///{disk.folder}/database/diagnostic.db"
    with served(disk.folder, url, log) as made:
        yield made


@pytest.fixture(scope="module")
def crowd(site, disk):
    """Everybody invited to a wave, and a server that was started on a full disk."""
    made = Crowd(site, PEOPLE)
    disk.fill()
    site.serve()
    yield made
    discreet(made)


@pytest.fixture(autouse=True)
def free(disk):
    """Give the space back after each test."""
    yield
    disk.clear()


def refused(answer):
    """See that a page says plainly that nothing was recorded."""
    status, page = answer
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return status == 503 and all(sentence in text for sentence in SAID)


def send(crowd, person):
    return crowd.ask("POST", crowd.link(person), crowd.fields(person))


def test_full_disk_records_nothing_and_says_so(crowd, disk):
    people = crowd.some(30)

    answers = {person: send(crowd, person) for person in people}
    # There may be room in what the database has already.
    thanked = {person for person, (status, _) in answers.items() if status == 303}
    others = answers.keys() - thanked

    assert len(others) > 20
    assert all(refused(answers[person]) for person in others)
    assert crowd.urn() == crowd.marked() == sorted(thanked)
    until(lambda: "database or queue is out of reach" in crowd.site.said())
    assert {crowd.get(crowd.link(person))[0] for person in others} == {200}

    disk.clear()
    assert {crowd.post(person) for person in others} == {303}
    assert crowd.urn() == list(people)


@pytest.mark.parametrize("name", ["database", "keys"])
def test_folder_that_is_gone_for_a_while_loses_nothing(crowd, disk, name):
    first, second = crowd.some(2)
    folder = disk.folder / name
    assert crowd.post(first) == 303

    away = folder.rename(disk.folder / "away")
    refusals = [send(crowd, person) for person in (first, second)]
    page, _ = crowd.get(crowd.link(second))
    unknown, _ = crowd.get("/s/unknown")
    assert not folder.exists()
    away.rename(folder)

    # A known wave's page needs no key; its answers could not be read without it.
    assert page == (503 if name == "database" else 200)
    assert unknown == (503 if name == "database" else 404)
    assert refused(refusals[1])
    assert refusals[0][0] == (503 if name == "database" else 404)
    assert [crowd.post(person) for person in (first, second)] == [404, 303]
    assert crowd.urn() == crowd.marked()
    assert {first, second} <= set(crowd.urn())


def test_full_disk_ends_no_mail_for_good(crowd, disk):
    site = crowd.site
    settings = load(site.environ, disk.folder)
    until(lambda: nudge(site.installation, settings))

    disk.fill()
    assert not nudge(site.installation, settings)
    disk.clear()
    life.remind(site.installation, "acme", "2026-Q3", datetime.now(UTC))
    assert nudge(site.installation, settings)

    mail = disk.folder / "mail"
    until(lambda: len(list(mail.glob("*.eml"))) == PEOPLE)
    letters = [path.read_text() for path in mail.iterdir()]
    assert len(set(re.findall("^To: .*", "".join(letters), re.MULTILINE))) == PEOPLE
    assert site.running.poll() is None


def test_sealing_fails_as_a_whole_however_full_the_disk_is(site, crowd, disk):
    installation = site.installation
    wave = launched(installation, "done", subject="Website", people=roster(SIZES))
    play(installation, wave, sizes=SIZES)
    life.close(installation, "acme", "done", NOW)
    urn = crowd.urn()

    failed = set()
    for blocks in range(0, 1000, 16):
        disk.clear()
        compact(installation)
        disk.fill(blocks)
        try:
            seal(installation, wave, NOW)
            break
        except (OperationalError, ScrubError):
            failed.add(kept(installation, wave))
    disk.clear()

    # First the release had no room, then only the scrubbing.
    assert failed == {("closed", True, 30, False), ("sealed", False, 0, True)}
    assert kept(installation, wave) == ("sealed", False, 0, True)
    assert unfinished(installation) == []
    assert crowd.urn() == crowd.marked() == urn


def compact(installation):
    """Leave no room in the write-ahead log."""
    with installation.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def kept(installation, wave):
    """Tell state, key, ballots and release of a wave."""
    with installation.database.reading() as session:
        return (
            waves.get(session, wave).state,
            keys.exists(installation.keys, wave),
            ballots.count(session, wave),
            releases.document(session, wave) is not None,
        )
