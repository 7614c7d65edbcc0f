"""Which links open, and that the others cannot be told apart."""

import pytest
from sqlalchemy import update

from diagnostic.ballots import keys
from diagnostic.pipeline import life, people
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.submission import Answers, submit
from diagnostic.store import rosters
from diagnostic.store.models import Mail
from tests.collection.company import (
    DAY,
    NOW,
    identity,
    launched,
    roster,
    token,
)


def test_link_opens_what_its_department_is_asked(installation):
    wave = launched(installation)
    mine = token(installation, wave, "marketing0@example.com")

    asked = Links(installation).find(mine, NOW)

    assert (asked.name, asked.slug, asked.invited) == ("Marketing", "marketing", 12)
    assert asked.company == "Acme"
    assert asked.teams == ()
    assert not asked.leadership


def test_leader_is_asked_about_the_teams(installation):
    wave = launched(installation)
    mine = token(installation, wave, "leadership0@example.com")

    asked = Links(installation).find(mine, NOW)

    assert asked.leadership
    assert asked.teams == (
        ("marketing", "Marketing"),
        ("product", "Product"),
        ("sales", "Sales"),
    )


def test_used_link_does_not_open(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales0@example.com")
    collected = Links(installation)
    submit(
        collected,
        mine,
        collected.find(mine, NOW),
        Answers({"vision_direction": 1}),
        NOW,
    )

    assert collected.find(mine, NOW) is None
    assert Links(installation).find(mine, NOW) is None


def test_unknown_and_malformed_links_do_not_open(installation):
    launched(installation)
    collected = Links(installation)

    for typed in ("a" * 32, "", "x", "K7M2-Q9XD-4TNB", "\0", "é" * 32, "a" * 10_000):
        assert collected.find(typed, NOW) is None


def test_link_does_not_open_before_or_after_its_wave(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales0@example.com")
    collected = Links(installation)

    assert collected.find(mine, NOW - DAY) is None
    assert collected.find(mine, NOW) is not None
    assert collected.find(mine, NOW + 14 * DAY) is None
    life.close(installation, "acme", "2026-Q3", NOW)
    assert collected.find(mine, NOW) is None


def test_link_of_somebody_added_late_opens_everywhere(installation):
    wave = launched(installation)
    elsewhere = Links(installation)
    assert elsewhere.find(token(installation, wave, "new@example.com"), NOW) is None

    fresh = roster({"Sales": 15, "leadership": 5})
    added = people.add_late(installation, "acme", "2026-Q3", fresh, NOW)

    assert added == 1
    asked = elsewhere.find(token(installation, wave, "sales14@example.com"), NOW)
    assert (asked.name, asked.invited) == ("Sales", 15)


def refuse(installation, wave, address):
    """Let a mail server refuse somebody's address."""
    from diagnostic.ballots import addresses

    key = keys.load(installation.keys, wave)
    with installation.database.writing() as session:
        for participant, _, locked in rosters.addresses(session, wave):
            if addresses.unlock(key, locked) == address:
                mail = session.get(Mail, (participant, "invitation"))
                mail.state, mail.reply = "refused", "550"


def test_corrected_address_gets_a_link_and_the_old_one_is_dead(installation):
    wave = launched(installation)
    refuse(installation, wave, "sales3@example.com")
    assert people.refused_addresses(installation, "acme", "2026-Q3") == [
        ("sales3@example.com", "550")
    ]

    people.correct_address(
        installation, "acme", "2026-Q3", "Sales3@example.com", "right@example.com", NOW
    )

    collected = Links(installation)
    old = token(installation, wave, "sales3@example.com")
    new = token(installation, wave, "right@example.com")
    assert collected.find(old, NOW) is None
    assert collected.find(new, NOW).invited == 14
    assert people.refused_addresses(installation, "acme", "2026-Q3") == []


def test_address_that_a_letter_reached_is_not_corrected(installation):
    wave = launched(installation)
    refuse(installation, wave, "sales3@example.com")
    life.remind(installation, "acme", "2026-Q3", NOW)
    with installation.database.writing() as session:
        session.execute(
            update(Mail).where(Mail.kind == "reminder-1").values(state="sent")
        )

    assert people.refused_addresses(installation, "acme", "2026-Q3") == []
    with pytest.raises(RefusedError, match="was not refused"):
        people.correct_address(
            installation, "acme", "2026-Q3", "sales3@example.com", "b@example.com", NOW
        )


def test_lost_key_closes_its_wave_only(installation):
    lost = launched(installation)
    kept = launched(installation, "other", subject="New website")
    (installation.keys / f"wave-{lost}.key").rename(installation.keys / "away")
    collected = Links(installation)

    (installation.keys / "away").rename(installation.keys / f"wave-{lost}.key")
    mine = token(installation, lost, "sales0@example.com")
    (installation.keys / f"wave-{lost}.key").rename(installation.keys / "away")

    assert collected.find(mine, NOW) is None
    theirs = token(installation, kept, "sales0@example.com")
    assert collected.find(theirs, NOW) is not None

    (installation.keys / "away").rename(installation.keys / f"wave-{lost}.key")
    assert collected.find(mine, NOW) is not None


def test_open_link_opens_again_and_again(installation):
    from diagnostic.ballots import links

    wave = launched(installation, mode="open")
    key = keys.load(installation.keys, wave)
    collected = Links(installation)
    code = links.open_code(key, "sales")

    for _ in range(3):
        asked = collected.find_open(code, NOW)
        assert submit(collected, code, asked, Answers({"vision_direction": 3}), NOW)
    assert collected.find(code, NOW) is None


def test_personal_link_is_no_open_link(installation):
    wave = launched(installation)
    mine = token(installation, wave, "sales0@example.com")

    assert Links(installation).find_open(mine, NOW) is None
    assert identity(installation) == wave
