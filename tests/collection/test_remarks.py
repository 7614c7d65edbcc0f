"""Comments after sealing: all for consultants, what they let through for leaders."""

import pytest

from diagnostic.pipeline import life
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.remarks import redact, remarks, restore, show
from diagnostic.store import releases, waves
from tests.collection.company import DAY, NOW, identity, launched

Q3 = ("acme", "2026-Q3")
COMMENTS = [
    *(("Sales", "resources", f"Sales on money {n}") for n in range(4)),
    *(("Sales", None, f"Sales on anything {n}") for n in range(3)),
    *((None, "resources", f"Somebody on money {n}") for n in range(3)),
    *((None, None, f"Somebody on anything {n}") for n in range(3)),
]
HEADINGS = [
    ("Sales", "resources"),
    ("Sales", None),
    (None, "resources"),
    (None, None),
]


@pytest.fixture
def sealed(installation):
    seal(installation)
    return installation


def seal(installation, name="2026-Q3", now=NOW, comments=COMMENTS):
    """Seal a wave to which nobody but the comments came."""
    wave = launched(installation, name, now=now)
    life.close(installation, "acme", name, now + DAY)
    with installation.database.writing() as session:
        waves.move(session, wave, "closed", "sealed")
        releases.add(session, wave, b"{}", "", "{}", comments)


def read(installation, *, leader=False):
    return remarks(installation, *Q3, for_leaders=leader)


def texts(found):
    """Give the comments that can be read, by heading."""
    return {
        (pile.department, pile.dimension): {remark.text for remark in pile.remarks}
        for pile in found.piles
    }


def ids(installation, department, dimension):
    for pile in read(installation).piles:
        if (pile.department, pile.dimension) == (department, dimension):
            return [remark.id for remark in pile.remarks]


def test_consultants_read_every_comment_under_its_heading(sealed):
    found = read(sealed)

    assert [(pile.department, pile.dimension) for pile in found.piles] == HEADINGS
    assert texts(found) == {
        heading: {text for *home, text in COMMENTS if tuple(home) == heading}
        for heading in HEADINGS
    }


def test_order_is_the_same_each_time(sealed):
    assert read(sealed) == read(sealed)


def test_leaders_read_nothing_until_the_comments_are_shown(sealed):
    before = read(sealed, leader=True)
    show(sealed, *Q3, shown=True)
    during = read(sealed, leader=True)
    show(sealed, *Q3, shown=False)

    assert (before.piles, before.shown) == ((), False)
    assert texts(during) == texts(read(sealed))
    assert read(sealed, leader=True) == before


def test_withheld_comment_is_kept_from_leaders_alone(sealed):
    show(sealed, *Q3, shown=True)
    first = ids(sealed, "Sales", "resources")[0]

    redact(sealed, *Q3, first)

    consultants, leaders = read(sealed).piles[0], read(sealed, leader=True).piles[0]
    assert {r.id for r in consultants.remarks if r.withheld} == {first}
    assert {r.id for r in consultants.remarks} - {r.id for r in leaders.remarks} == {
        first
    }
    assert leaders.withheld == 1


def test_heading_with_fewer_than_three_left_shows_none_to_leaders(sealed):
    show(sealed, *Q3, shown=True)

    for remark in ids(sealed, None, None)[:1] + ids(sealed, "Sales", "resources")[:1]:
        redact(sealed, *Q3, remark)

    shown = texts(read(sealed, leader=True))
    assert shown[None, None] == set()
    assert len(shown["Sales", "resources"]) == 3
    assert len(shown["Sales", None]) == len(shown[None, "resources"]) == 3


def test_restored_comment_is_as_it_was(sealed):
    show(sealed, *Q3, shown=True)
    before = read(sealed), read(sealed, leader=True)
    remark = ids(sealed, None, None)[0]

    redact(sealed, *Q3, remark)
    redact(sealed, *Q3, remark)
    restore(sealed, *Q3, remark)

    assert (read(sealed), read(sealed, leader=True)) == before


@pytest.mark.parametrize("remark", ["00" * 16, "", "no number", "é", "0" * 4000])
@pytest.mark.parametrize("change", [redact, restore])
def test_unknown_comment_is_refused(sealed, change, remark):
    with pytest.raises(RefusedError, match="no such comment"):
        change(sealed, *Q3, remark)


def test_comment_of_another_wave_is_refused(sealed):
    seal(sealed, "2026-Q4", NOW + 30 * DAY)
    remark = ids(sealed, None, None)[0]

    for change in (redact, restore):
        with pytest.raises(RefusedError, match="no such comment"):
            change(sealed, "acme", "2026-Q4", remark)
    assert not any(pile.withheld for pile in read(sealed).piles)


def test_nothing_is_shown_before_a_wave_is_sealed(installation):
    launched(installation)

    with pytest.raises(RefusedError, match="before a wave is sealed"):
        show(installation, *Q3, shown=True)
    with installation.database.reading() as session:
        assert not waves.get(session, identity(installation)).comments_shown
