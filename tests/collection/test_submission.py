"""One vote each, counted if it was thanked for, however many try at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from diagnostic.ballots import keys, sheets
from diagnostic.pipeline import life
from diagnostic.pipeline.links import Links, shape
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.store import ballots
from diagnostic.store import waves as stored
from tests.collection.company import ASKED, NOW, launched, sheet, token

FIRST = ASKED.items[0].id


def opened(installation, wave):
    """Open the boxes of a wave, as sealing does."""
    key = keys.load(installation.keys, wave)
    with installation.database.reading() as session:
        room = shape(stored.get(session, wave), ASKED)
        return [sheets.unseal(key, room, box) for box in ballots.boxes(session, wave)]


def test_answers_lie_in_the_box_as_they_were_given(installation):
    wave = launched(installation)
    mine = token(installation, wave, "leadership2@example.com")
    collected = Links(installation)
    given = Answers(
        {FIRST: 4, ASKED.items[1].id: 1},
        {("marketing", ASKED.dimensions[0].key): 2},
        {ASKED.dimensions[1].key: "Não há tempo."},
    )

    assert submit(collected, mine, collected.find(mine, NOW), given, NOW)

    [sheet] = opened(installation, wave)
    assert sheet.department == 0
    assert sheet.answers == bytes([4, 1]) + bytes(len(ASKED.items) - 2)
    assert sheet.predictions == bytes([2]) + bytes(11)
    assert sheet.comments == ("", "Não há tempo.", "", "")


def test_of_twenty_at_once_one_is_counted(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales1@example.com")
    collected = Links(installation)
    asked = collected.find(mine, NOW)

    def send(number):
        return submit(collected, mine, asked, sheet(number), NOW)

    with ThreadPoolExecutor(20) as threads:
        taken = list(threads.map(send, range(20)))

    assert sum(taken) == 1
    assert len(opened(installation, wave)) == 1


def test_answers_after_the_end_are_not_stored(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales1@example.com")
    collected = Links(installation)
    asked = collected.find(mine, NOW)
    life.close(installation, "acme", "2026-Q3", NOW)

    assert not submit(collected, mine, asked, sheet(1), NOW)
    assert opened(installation, wave) == []


def test_predictions_of_others_than_leaders_are_not_stored(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales1@example.com")
    collected = Links(installation)
    given = Answers({FIRST: 4}, {("marketing", ASKED.dimensions[0].key): 2})

    submit(collected, mine, collected.find(mine, NOW), given, NOW)

    [sheet] = opened(installation, wave)
    assert sheet.predictions == bytes(12)


def test_everybody_is_counted_while_the_wave_closes(installation):
    wave = launched(installation)
    collected = Links(installation)
    addresses = [f"sales{n}@example.com" for n in range(14)]
    tokens = [token(installation, wave, address) for address in addresses]
    asked = [collected.find(mine, NOW) for mine in tokens]

    def send(number):
        if number == 7:
            life.close(installation, "acme", "2026-Q3", NOW)
            return False
        return submit(collected, tokens[number], asked[number], sheet(number), NOW)

    with ThreadPoolExecutor(8) as threads:
        thanked = sum(threads.map(send, range(14)))

    assert len(opened(installation, wave)) == thanked


def test_nobody_is_thanked_for_a_box_that_cannot_be_opened(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales1@example.com")
    collected = Links(installation)
    asked = collected.find(mine, NOW)
    file = installation.keys / f"wave-{wave}.key"
    file.rename(installation.keys / "away")

    with pytest.raises(keys.MissingKeyError):
        submit(collected, mine, asked, sheet(1), NOW)

    (installation.keys / "away").rename(file)
    assert submit(collected, mine, asked, sheet(1), NOW)
    assert len(opened(installation, wave)) == 1
