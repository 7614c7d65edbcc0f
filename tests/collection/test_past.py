"""Earlier quarters become sealed waves: all or none, and nothing of a person."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from diagnostic.pipeline import past, reporting
from diagnostic.pipeline.engagements import export, import_
from diagnostic.pipeline.past.days import last_day
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.sealing import seal
from diagnostic.roster import Roster
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.store import backups, quarters
from diagnostic.store import models as m
from diagnostic.store import waves as stored
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, SOURCE, launched, play, roster
from tests.collection.elsewhere import add, answers, company, read
from tests.collection.engaged import ANNA, LATER, members, packed, rows

SMALL = {"leadership": 10, "Sales": 11}
TWO = answers(("2026-Q1", "2026-Q2"), SMALL, shift=0.4)
OWN = {"leadership": 10, "Sales": 12}
"""Whoever answers here, after those of the file."""


@pytest.fixture
def acme(installation):
    company(installation)
    return installation


@pytest.fixture
def one(sqlite):
    company(sqlite)
    return sqlite


def release(installation, wave):
    return reporting.released(installation, "acme", wave)[0]


def found(installation, wave="2026-Q1"):
    with installation.database.reading() as session:
        return stored.find(session, "acme", wave)


def refused(installation, sentence, file=TWO, *, closed=None, **options):
    before = rows(installation)
    with pytest.raises(RefusedError, match=sentence):
        add(installation, read(file, closed=closed), **options)
    assert rows(installation) == before


def run_here(installation, name="2026-Q3", now=NOW):
    """Ask the company itself, and seal it."""
    wave = launched(installation, name, now=now, people=roster(OWN))
    play(installation, wave, sizes=OWN, now=now)
    seal(installation, wave, now + 14 * DAY)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        pytest.param("2026-Q3", date(2026, 9, 30), id="quarter"),
        pytest.param("2026 q1", date(2026, 3, 31), id="small letter"),
        pytest.param("2026Q4", date(2026, 12, 31), id="nothing between"),
        pytest.param("Q2 2026", date(2026, 6, 30), id="year last"),
        pytest.param("T2 2026", date(2026, 6, 30), id="trimestre"),
        pytest.param("2024-02", date(2024, 2, 29), id="leap year"),
        pytest.param("2026-12", date(2026, 12, 31), id="December"),
        pytest.param("2026-13", None, id="no month"),
        pytest.param("2026-Q5", None, id="no quarter"),
        pytest.param("0000-Q1", None, id="no year"),
        pytest.param("9999-Q4", None, id="after the last year there is"),
        pytest.param("Spring", None, id="a name"),
        pytest.param("2026-Q3 again", None, id="more than a quarter"),
    ],
)
def test_name_tells_the_day_of_closing(name, day):
    assert last_day(name) == day


def test_each_wave_of_a_file_is_sealed_and_marked(acme):
    given = ["Sales=20", "2026-Q1:leadership=12"]
    names = add(acme, read(TWO, invited=given))

    wave = found(acme)
    assert names == ("2026-Q1", "2026-Q2")
    assert (wave.state, wave.imported, wave.scrubbed) == ("sealed", True, True)
    assert wave.closed == datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
    written = release(acme, "2026-Q2")
    assert (written["imported"], written["collection"]) == (True, None)
    assert written["closed"] == "2026-06-30"
    assert [(g["answered"], g["invited"]) for g in written["groups"]] == [
        (10, None),
        (11, 20),
    ]
    with acme.database.reading() as session:
        departments = stored.find(session, "acme", "2026-Q2").departments
        assert [(d.name, d.leadership, d.invited) for d in departments] == [
            ("leadership", True, 10),
            ("Sales", False, 20),
        ]


def test_nothing_of_a_person_is_stored(acme):
    add(acme, read(TWO))

    filled = {name for name, found in rows(acme).items() if found}
    assert filled == {"company", "wave", "department", "release", "kept", "event"}
    assert not list(acme.keys.glob("*.key")) if acme.keys.exists() else True
    with acme.database.reading() as session:
        kept = [json.loads(text) for text in session.scalars(select(m.Kept.document))]
    assert {key for each in kept for key in each} == {
        *("format", "questionnaire", "wave", "leadership", "groups"),
        *("scores", "items", "verdicts"),
    }


def test_release_says_how_one_imported_wave_moved_from_the_one_before(one):
    add(one, read(TWO))

    assert release(one, "2026-Q1")["changes"] == []
    moves = {
        (c["from"], c["to"], c["group"]) for c in release(one, "2026-Q2")["changes"]
    }
    assert moves == {("2026-Q1", "2026-Q2", name) for name in SMALL}


def test_at_once_or_one_after_the_other_is_the_same(one):
    four = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
    # Of so small a leadership nothing is kept, whatever the file still has.
    few, declared = {"leadership": 4, "Sales": 11}, Rules(small_leadership="declared")
    file = answers(four, few, shift=0.3).decode()
    header, *lines = file.splitlines()
    add(one, read(file.encode()), rules=declared)
    together = {wave: release(one, wave) for wave in four}
    company(one, "Elsewhere")

    for wave in four:
        part = [header, *(line for line in lines if f",{wave}," in line)]
        found = read("\n".join(part).encode())
        add(one, found, company="elsewhere", rules=declared)

    for wave in four:
        alone = reporting.released(one, "elsewhere", wave)[0]
        own = {"company", "sha256"}
        assert {k: v for k, v in alone.items() if k not in own} == {
            k: v for k, v in together[wave].items() if k not in own
        }


@pytest.mark.parametrize(("whole", "followed"), [(True, True), (False, False)])
def test_first_quarter_run_here_has_a_past(one, whole, followed):
    add(one, read(TWO), whole=whole)

    run_here(one)

    last = {
        c["from"] for c in release(one, "2026-Q3")["changes"] if c["to"] == "2026-Q3"
    }
    assert last == ({"2026-Q2"} if followed else set())


def test_what_a_page_imports_is_not_tested_against_what_is_kept(one):
    """Invented waves could ask of a kept one, verdict by verdict, what is not shown."""
    add(one, read(answers(("2025-Q4",), SMALL)), whole=True)

    add(one, read(TWO), whole=False)

    moved = [c["from"] for c in release(one, "2026-Q2")["changes"]]
    assert release(one, "2026-Q1")["changes"] == []
    assert set(moved) == {"2026-Q1"}


def test_release_that_is_there_never_changes(one):
    run_here(one)
    before = release(one, "2026-Q3")

    add(one, read(TWO), now=NOW + 30 * DAY)

    assert release(one, "2026-Q3") == before
    with one.database.reading() as session:
        wave = stored.find(session, "acme", "2026-Q3")
        series = [each.name for each in quarters.series(session, wave)]
    assert series == ["2026-Q1", "2026-Q2", "2026-Q3"]


def test_leadership_is_called_as_in_the_companys_other_waves(one):
    people = [
        replace(each, leadership=each.name == "Leadership")
        for each in roster({"Leadership": 10, "Sales": 12}).departments
    ]
    launched(one, "2026-Q3", people=Roster(tuple(people)))
    file = TWO.replace(b"leadership,", b"Board,")

    add(one, read(file, leadership="board"), now=NOW + DAY)

    groups = release(one, "2026-Q2")["groups"]
    assert [(g["name"], g["leadership"]) for g in groups] == [
        ("Leadership", True),
        ("Sales", False),
    ]


def test_file_without_leadership_is_imported(one):
    add(one, read(answers(("2026-Q1",), {"Sales": 10, "Product": 10})))

    assert {g["leadership"] for g in release(one, "2026-Q1")["groups"]} == {False}


@pytest.mark.parametrize(
    ("closed", "sentence"),
    [
        pytest.param(
            {"2026-Q2": date(2026, 9, 1)}, "2026-Q2 closed on 2026-09-01, which is not",
            id="today",
        ),
        pytest.param(
            {"2026-Q2": date(2026, 3, 31)}, "2026-03-31, as another wave did",
            id="on one day",
        ),
        pytest.param({"2026-Q1": date(1999, 3, 31)}, "before 2000", id="long ago"),
    ],
)  # fmt: skip
def test_day_that_cannot_be_is_refused(one, closed, sentence):
    refused(one, sentence, closed=closed)


def test_only_waves_before_those_run_here_are_imported(acme):
    launched(acme, "2026-Q3", now=NOW, people=roster(OWN))
    later = {"now": NOW + 30 * DAY, "closed": {"2026-Q2": date(2026, 9, 1)}}

    refused(acme, "the first wave that was run here opened on 2026-09-01", **later)
    # About an initiative it is another series.
    add(acme, read(TWO, closed=later["closed"]), now=later["now"], subject="New CRM")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        pytest.param(
            TWO.replace(b"2026-Q2", b"a/b"), "cannot be the name of a wave", id="slash"
        ),
        pytest.param(
            TWO.replace(b"Sales,", b"ana@example.com,"),
            'the department "…@…" cannot be imported: this is an address',
            id="address",
        ),
        pytest.param(
            TWO.replace(b"Sales,", b"S" * 81 + b","), "longer than 80", id="long name"
        ),
        pytest.param(
            answers(("",), SMALL, ""), "the name of its only wave is needed", id="none"
        ),
    ],
)
def test_names_that_cannot_be_ours_are_refused(one, file, sentence):
    refused(one, sentence, file)


def test_team_that_has_the_name_of_leadership_is_refused(one):
    file = TWO.replace(b"leadership,", b"Board,").replace(b"Sales,", b"Leadership,")
    before = rows(one)

    with pytest.raises(RefusedError, match='the team "leadership" of 2026-Q1'):
        add(one, read(file, leadership="Board"))

    assert rows(one) == before


def test_wave_that_is_there_already_is_refused(acme):
    add(acme, read(TWO))

    refused(
        acme, "there is a wave 2026-Q2 already", TWO.replace(b"2026-Q1", b"2025-Q1")
    )


def test_who_was_slower_imports_nothing(acme, monkeypatch):
    """Two import at once: what the slower one computed says nothing of the other's."""
    others = read(answers(("2025-Q1",), SMALL))

    def meanwhile(*given, **options):
        monkeypatch.undo()
        add(acme, others)
        return diagnose(*given, **options)

    monkeypatch.setattr("diagnostic.pipeline.past.adding.diagnose", meanwhile)

    with pytest.raises(RefusedError, match="somebody else has changed the waves"):
        add(acme, read(TWO))

    with acme.database.reading() as session:
        assert session.scalars(select(m.Wave.name)).all() == ["2025-Q1"]


def test_archive_and_backup_carry_the_mark(elsewhere, one, tmp_path):
    add(one, read(TWO))
    archive = export(one, "acme", LATER, whole=True).content
    backups.backup(one.database, tmp_path / "backup")

    import_(elsewhere, archive, ANNA, LATER, whole=True)

    assert found(elsewhere).imported
    assert release(elsewhere, "2026-Q2") == release(one, "2026-Q2")
    kept = connect(f"sqlite:///{tmp_path / 'backup'}")
    with kept.reading() as session:
        assert set(session.scalars(select(m.Wave.imported))) == {True}
    kept.close()


def test_mark_cannot_be_forged_in_an_archive(elsewhere, one):
    add(one, read(TWO))
    archive = export(one, "acme", LATER, whole=True).content
    [name, *_] = [n for n in members(archive) if n.endswith("release.json")]
    document = json.loads(members(archive)[name]) | {"imported": False}

    with pytest.raises(RefusedError, match="imported is not as it should be"):
        import_(
            *(elsewhere, packed(archive, **{name: json.dumps(document).encode()})),
            *(ANNA, LATER),
            whole=True,
        )


def test_questionnaire_of_another_version_follows(one):
    older = SOURCE.replace(b"\nversion = 1\n", b"\nversion = 7\n")
    add(one, past.read(answers(("2026-Q1",), SMALL), SOURCE))

    add(one, past.read(answers(("2026-Q2",), SMALL, seed=3), older))

    assert {c["from"] for c in release(one, "2026-Q2")["changes"]} == {"2026-Q1"}
