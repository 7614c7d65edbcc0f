"""What became of departments is said once, and any two quarters are compared once."""

import json
import threading
from datetime import date

import pytest
from sqlalchemy import func, select, update

from diagnostic.pipeline import departments, documents, past, quarters, reporting
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.release import digest, to_bytes
from diagnostic.rules import Rules
from diagnostic.store import documents as store
from diagnostic.store import models as m
from tests.collection import elsewhere
from tests.collection.company import ASKED, NOW, SOURCE, draft
from tests.collection.reorganised import JOINED, SPLIT, WAVES, answers, company

Q1, Q2, Q3 = WAVES
LATER = NOW.replace(year=2028)
BETWEEN, BEFORE = {"2026-Q2b": date(2026, 8, 1)}, {"2026-Q1b": date(2026, 5, 1)}


@pytest.fixture
def acme(copied):
    return copied


@pytest.fixture
def stored(installation):
    """The company on either kind of database, where that matters."""
    company(installation)
    return installation


def confirmed(installation, *, waves=(Q1, Q2), pairs=SPLIT, gone=(), new=()):
    one, two = waves
    departments.confirm(installation, "acme", one, two, pairs, gone, new, LATER)


def moved(document, group):
    return [c for c in document["changes"] if c["group"] == group]


def number(installation, table):
    with installation.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def refused(*arguments, **options):
    with pytest.raises(RefusedError) as error:
        confirmed(*arguments, **options)
    return str(error.value)


def test_the_editor_sees_both_waves_and_what_is_likely(acme):
    found = departments.departments(acme, "acme", Q2, Q3)

    assert [(t.name, t.invited, t.shown) for t in found.later] == [
        ("Field", None, True),
        ("Stores", None, True),
    ]
    assert [team.name for team in found.earlier] == ["Field", "Ops", "Shops"]
    assert found.confirmed is None
    assert found.suggested == (("Field", "Field"),)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("Marketing", "Ops"), ("Marketing ", "Ops"), [("Marketing", "Marketing ")]),
        (("IT",), ("Sales",), []),
        (
            ("Sales North", "Sales South"),
            ("Sales Nord",),
            [("Sales North", "Sales Nord")],
        ),
    ],
)
def test_names_that_are_nearly_equal_are_suggested(before, now, expected):
    same = [(team, team) for team in before if team in now]

    assert list(departments._suggested(before, now)) == [*same, *expected]


def test_a_preview_says_what_can_be_compared_and_why_not(sqlite):
    company(sqlite, {**WAVES, Q2: {**WAVES[Q2], "Shops": (4, 4)}})
    new = departments.preview(sqlite, "acme", Q2, Q3, [("Field", "Field")])
    split = departments.preview(sqlite, "acme", Q1, Q2, SPLIT)

    assert {(j.name, str(j.prospects[0].why)) for j in new} == {
        ("Field", "None"),
        ("Ops", "it is gone"),
        ("Shops", "it is gone"),
        ("Stores", "it is new"),
    }
    assert {(j.name, j.earlier, j.later) for j in split} == {
        ("Field + Shops", ("Sales",), ("Field", "Shops")),
        ("Ops", ("Ops",), ("Ops",)),
    }
    said = {j.name: (j.prospects[0].compared, str(j.prospects[0].why)) for j in split}
    assert said == {
        "Field + Shops": (False, f"too few answers of Shops in {Q2}"),
        "Ops": (True, "None"),
    }


def test_a_preview_promises_what_the_comparison_then_gives(sqlite):
    """Q2 shows nothing below 8 people, and has another first question."""
    few = {"leadership": (12, 4), "Sales": (6, 2), "Ops": (12, 3), "Shops": (12, 2)}
    now = {"leadership": (12, 4), "Field": (12, 2), "Ops": (9, 3), "Shops": (12, 2)}
    first = ASKED.items[0]
    other = SOURCE.replace(first.text["en"].encode(), b"Something else.")
    elsewhere.company(sqlite)
    for wave, groups, source, least in ((Q1, few, SOURCE, 5), (Q2, now, other, 8)):
        file = past.read(answers({wave: groups}), source)
        rules = Rules(minimum=least, draws=19, max_tables=50)
        elsewhere.add(sqlite, file, now=LATER, rules=rules)
    pairs = [("Sales", "Field"), ("Ops", "Ops"), ("Shops", "Shops")]

    before = departments.preview(sqlite, "acme", Q1, Q2, pairs)
    confirmed(sqlite, pairs=pairs)

    said = {
        group.name: {one.dimension: str(one.why) for one in group.prospects}
        for group in before
    }
    hidden = f"too few answers of Sales in {Q1}"
    partly, whole = first.dimension, ASKED.dimensions[1].key
    shared = len(ASKED.items_of(partly)) - 1
    assert said["Field"] == dict.fromkeys(said["Field"], hidden)
    assert said["Ops"][partly] == (
        f"part of its questions is new, and Ops gave fewer than 10 answers in {Q2}"
    )
    assert said["Ops"][whole] == said["Shops"][whole] == "None"
    assert said["Shops"][partly] == f"compared on {shared} of {shared + 1} questions"
    [kept] = reporting.basis(sqlite, "acme", Q2).series.compared.values()
    shown = {
        (c["group"], c["dimension"])
        for c in kept["changes"]
        if c["verdict"] in ("rose", "fell", "inconclusive")
    } - {("leadership", dimension.key) for dimension in ASKED.dimensions}
    assert shown == {
        (group.name, one.dimension)
        for group in before
        for one in group.prospects
        if one.compared
    }
    assert departments.preview(sqlite, "acme", Q1, Q2, pairs) == before


# Sales of Q1 gave 2, of every fourth half the items 3: 2.1. Field gave 3.1 and Shops
# 4.1, 10 people each: 3.6 together.
def test_a_confirmed_map_compares_what_a_team_became(acme):
    confirmed(acme)
    row = reporting.basis(acme, "acme", Q3).series

    assert row.maps == {(Q1, Q2): tuple(SPLIT)}
    document = row.compared[Q1, Q2]
    assert document["mapped"] is True
    changes = moved(document, "Field + Shops")
    assert all(change["change"] == pytest.approx(1.5, abs=0.11) for change in changes)
    assert {change["verdict"] for change in changes} == {"rose"}
    found = quarters.compare(acme, "acme", Q1, Q2)
    assert found.mapped == document
    assert found.named["mapped"] is False
    # Named, there is a Sales and no Field: none of both moved.
    assert {c["verdict"] for c in moved(found.named, "Sales")} == {"not_shown"}
    assert departments.departments(acme, "acme", Q1, Q2).confirmed == tuple(SPLIT)


def test_waves_that_are_no_neighbours_wait_for_every_map_between(acme):
    confirmed(acme)
    assert quarters.compare(acme, "acme", Q1, Q3).mapped is None

    confirmed(acme, waves=(Q2, Q3), pairs=JOINED)
    document = quarters.compare(acme, "acme", Q1, Q3).mapped

    names = [(g["from"], g["to"]) for g in document["groups"] if not g["leadership"]]
    # Sales became Field and Shops, and Shops with Ops became Stores.
    assert names == [(["Ops", "Sales"], ["Field", "Stores"])]


def test_what_was_computed_is_kept_to_the_byte(stored):
    confirmed(stored)
    first = quarters.compare(stored, "acme", Q1, Q2)
    count = number(stored, m.Comparison)
    again = quarters.compare(stored, "acme", Q1, Q2)

    assert (again.named, again.mapped) == (first.named, first.mapped)
    assert (first.made, again.made) == (True, False)
    assert number(stored, m.Comparison) == count
    with stored.database.reading() as session:
        for kept in session.scalars(select(m.Comparison)):
            earlier = session.get(m.Wave, kept.earlier_id)
            later = session.get(m.Wave, kept.later_id)
            pairs = SPLIT if kept.mapped else None
            assert quarters.computed(session, earlier, later, pairs) == kept.document
            assert kept.sha256 == digest(json.loads(kept.document))
            assert to_bytes(json.loads(kept.document)) == kept.document


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (SPLIT[:1], "this leaves people out: what became of Sales, or is it gone?"),
        ([*SPLIT, ("Moon", "Ops")], "the earlier wave has no team Moon"),
        ([*SPLIT, SPLIT[0]], "that Ops became Ops is said twice"),
    ],
)
def test_a_map_with_a_fault_is_refused_and_nothing_is_kept(acme, pairs, sentence):
    assert refused(acme, pairs=pairs) == sentence
    assert number(acme, m.DepartmentMap) == number(acme, m.Comparison) == 0


def test_a_map_is_confirmed_once_and_between_neighbours_only(acme):
    confirmed(acme)

    assert refused(acme) == (
        f"what became of departments between {Q1} and {Q2} is confirmed already"
    )
    assert refused(acme, waves=(Q1, Q3)) == (
        f"{Q2} lies between {Q1} and {Q3}: say first what became of departments until"
        " then"
    )
    assert refused(acme, waves=(Q2, Q1)) == f"{Q2} is not before {Q1}"
    assert number(acme, m.DepartmentMap) == 1


def test_waves_that_are_not_sealed_or_ask_otherwise_are_not_compared(acme):
    draft(acme, "2027-Q1", now=LATER)
    with pytest.raises(RefusedError, match="is draft"):
        quarters.compare(acme, "acme", Q1, "2027-Q1")
    with pytest.raises(RefusedError, match="has no wave"):
        quarters.compare(acme, "acme", Q1, "1999")
    found = elsewhere.read(answers({"2026-Q4": WAVES[Q3]}))
    elsewhere.add(acme, found, now=LATER, subject="New shop")
    with pytest.raises(RefusedError, match="did not ask the same"):
        quarters.compare(acme, "acme", Q1, "2026-Q4")


def test_names_that_were_taken_for_the_same_stay_so(sqlite):
    """Q1 to Q3 were compared by the names of Q2 and Q3: no map may say otherwise."""
    waves = {Q1: WAVES[Q1], Q2: WAVES[Q2], Q3: WAVES[Q2]}
    company(sqlite, waves)
    confirmed(sqlite)
    assert quarters.compare(sqlite, "acme", Q1, Q3).mapped is not None

    swapped = [("Field", "Ops"), ("Ops", "Shops"), ("Shops", "Shops")]
    said = refused(sqlite, waves=(Q2, Q3), pairs=swapped, new=("Field",))
    assert said.startswith(f"waves before {Q2} and after {Q3} are compared already")


def test_a_comparison_is_under_all_maps_that_are_there_when_it_is_kept(
    sqlite, monkeypatch
):
    """A leader compares, and a consultant confirms another map meanwhile."""
    company(sqlite, {Q1: WAVES[Q1], Q2: WAVES[Q2], Q3: WAVES[Q2]})
    confirmed(sqlite)
    swapped = [("Field", "Ops"), ("Ops", "Shops"), ("Shops", "Shops")]
    computed = quarters.computed

    def meanwhile(session, earlier, later, pairs):
        made = computed(session, earlier, later, pairs)
        if pairs is not None:
            monkeypatch.undo()
            confirmed(sqlite, waves=(Q2, Q3), pairs=swapped, new=("Field",))
        return made

    monkeypatch.setattr(quarters, "computed", meanwhile)

    document = quarters.compare(sqlite, "acme", Q1, Q3).mapped

    assert {(*g["from"], *g["to"]) for g in document["groups"]} == {
        ("leadership", "leadership"),
        ("Ops", "Sales", "Ops", "Shops"),
        ("Field",),
    }
    assert quarters.compare(sqlite, "acme", Q1, Q3).mapped == document


def test_no_wave_comes_between_two_that_are_mapped(acme):
    """Comparisons are final: nobody could ever say what became of departments then."""
    file = elsewhere.read(answers({"2026-Q2b": WAVES[Q2]}), closed=BETWEEN)
    other = elsewhere.read(answers({"2026-Q1b": WAVES[Q1]}), closed=BEFORE)
    confirmed(acme, waves=(Q2, Q3), pairs=JOINED)

    with pytest.raises(RefusedError, match=f"between {Q2} and {Q3}: somebody has said"):
        elsewhere.add(acme, file, now=LATER)
    # Where nobody has said anything there is room.
    elsewhere.add(acme, other, now=LATER)


@pytest.mark.parametrize("again", [False, True])
def test_a_comparison_under_maps_takes_back_what_was_drawn_without_it(acme, again):
    confirmed(acme)
    confirmed(acme, waves=(Q2, Q3), pairs=JOINED)
    if again:
        quarters.compare(acme, "acme", Q1, Q3)
    with acme.database.reading() as session:
        [last] = session.scalars(select(m.Wave).where(m.Wave.name == Q3)).all()
    asked = documents.ask(acme, last.id, "pdf", "en", LATER)
    with acme.database.writing() as session:
        session.execute(update(m.Document).values(state="done", content=b"x"))

    made = quarters.compare(acme, "acme", Q1, Q3).made

    assert made is not again
    assert (documents.find(acme, asked) is not None) is again


def test_reports_since_are_made_again(stored):
    with stored.database.reading() as session:
        ids = {w.name: w.id for w in session.scalars(select(m.Wave))}
    asked = {
        (name, kind): documents.ask(stored, ids[name], kind, "en", LATER)
        for name in (Q1, Q2, Q3)
        for kind in ("pdf", "csv")
    }
    with stored.database.writing() as session:
        session.execute(update(m.Document).values(state="done", content=b"x"))

    confirmed(stored)

    left = {key for key, one in asked.items() if documents.find(stored, one)}
    assert left == {(Q1, "pdf"), (Q1, "csv")}


def test_a_crash_keeps_neither_map_nor_comparison(stored, monkeypatch):
    def crash(*_):
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(store, "forget_since", crash)
        with pytest.raises(OSError, match="no space"):
            confirmed(stored)
    assert number(stored, m.DepartmentMap) == number(stored, m.Comparison) == 0

    confirmed(stored)
    assert number(stored, m.DepartmentMap) == number(stored, m.Comparison) == 1


def test_of_two_at_once_one_is_told_that_it_is_confirmed(stored):
    ends = []

    def run():
        try:
            confirmed(stored)
        except RefusedError as error:
            ends.append(str(error))
        else:
            ends.append(None)

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    [said] = [end for end in ends if end is not None]
    assert said == (
        f"what became of departments between {Q1} and {Q2} is confirmed already"
    )
    assert number(stored, m.DepartmentMap) == number(stored, m.Comparison) == 1


def test_a_wave_of_which_only_the_release_is_here_is_not_tested(sqlite):
    company(sqlite, whole=False)
    found = quarters.compare(sqlite, "acme", Q1, Q3)

    assert {c["verdict"] for c in found.named["changes"]} == {"untested", "not_shown"}
    assert found.mapped is None
