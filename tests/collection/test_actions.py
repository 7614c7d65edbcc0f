"""Actions are agreed on about what was found, changed, measured and logged."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from diagnostic.pipeline import actions, audit, reporting
from diagnostic.pipeline.actions import Deed, Finding, UnfitActionError, Wanted
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import ChangedMeanwhileError
from diagnostic.store import documents as store
from diagnostic.store import models as m
from diagnostic.store import waves as stored_waves
from diagnostic.store.database import connect
from diagnostic.store.models import ActionState
from tests.collection.company import DAY, NOW, installed, launched
from tests.printing.edited import comparison, edited
from tests.workspace.exhibits import hung

WAVE = "2026-Q4"
GAP = Finding(WAVE, "resources", "Marketing", "gap_leadership_higher")
DEED = Deed(audit.COMMAND_LINE, NOW)
TODAY = NOW.date()
WEEKLY = Wanted("Meet weekly.", owner="COO", due=TODAY, measure="Days", unit="days")


def prepared(database, folder):
    found = installed(database, folder)
    hung(SimpleNamespace(installation=found), "usual", WAVE)
    return found


@pytest.fixture(scope="module")
def once(prepared_sqlite, tmp_path_factory):
    """A file with a sealed wave."""
    folder = tmp_path_factory.mktemp("once")
    path = shutil.copy(prepared_sqlite, folder / "one.db")
    prepared(connect(f"sqlite:///{path}"), folder).database.close()
    return path


@pytest.fixture
def installation(once, tmp_path):
    path = shutil.copy(once, tmp_path / "one.db")
    found = installed(connect(f"sqlite:///{path}"), tmp_path)
    yield found
    found.database.close()


@pytest.fixture
def either(database, tmp_path):
    """The same on either kind of database, where storage matters."""
    return prepared(database, tmp_path)


@pytest.fixture
def action(installation):
    return actions.add(installation, "acme", GAP, WEEKLY, DEED)


def found(installation, action, now=NOW):
    return actions.find(installation, "acme", action, now)


def acts(installation):
    return [entry.act for entry in audit.entries(installation, "acme")]


def test_action_is_kept_as_it_was_typed_and_tidied(installation):
    typed = Wanted(
        "  Meet\r\nweekly.\n\n\n\nAll. ", "  Head  of\tOps ", TODAY, "doing", " Soon ",
        "team", " Days  to launch", "days ",
    )  # fmt: skip

    agreed = found(installation, actions.add(installation, "acme", GAP, typed, DEED))

    assert agreed.wanted == Wanted(
        "Meet\nweekly.\n\nAll.", "Head of Ops", TODAY, "doing", "Soon",
        "team", "Days to launch", "days",
    )  # fmt: skip
    assert (agreed.agreed.wave, agreed.agreed.dimension) == (WAVE, "resources")
    assert agreed.agreed.pattern == "gap_leadership_higher"
    assert agreed.revision == 0


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (Finding(WAVE, "resources", "Marketing", "slight"), "has no such finding"),
        (Finding(WAVE, "luck", "Marketing", GAP.pattern), "has no such finding"),
        (Finding(WAVE, "resources", "Nowhere", GAP.pattern), "has no such finding"),
        (Finding(WAVE, "resources", "Operations", "not_shown"), "no such finding"),
        (Finding("2020-Q1", *list(vars(GAP).values())[1:]), "has no wave 2020-Q1"),
        (Finding("2027-Q1", *list(vars(GAP).values())[1:]), "results exist once"),
    ],
    ids=["pattern", "dimension", "team", "hidden", "wave", "not sealed"],
)
def test_action_answers_only_what_was_found(installation, finding, sentence):
    launched(installation, "2027-Q1", now=NOW + 30 * DAY)

    with pytest.raises(RefusedError, match=sentence):
        actions.add(installation, "acme", finding, WEEKLY, DEED)

    assert actions.listed(installation, "acme", NOW) == []


def test_what_the_playbook_has_no_name_for_is_not_answered(installation, monkeypatch):
    untested = replace(GAP, pattern="not_testable")
    release, asked = edited(
        comparison("Marketing", "resources", pattern="not_testable")
    )
    monkeypatch.setattr(reporting, "released", lambda *_: (release, asked))

    for answer in (
        lambda: actions.draft(installation, "acme", untested, "en"),
        lambda: actions.add(installation, "acme", untested, WEEKLY, DEED),
    ):
        with pytest.raises(RefusedError, match="no such finding"):
            answer()


@pytest.mark.parametrize("wanted", [WEEKLY, Wanted("Meet weekly.")])
def test_pressed_twice_it_is_agreed_on_once(either, wanted):
    ids = {actions.add(either, "acme", GAP, wanted, DEED) for _ in range(2)}

    assert {entry.agreed.id for entry in actions.listed(either, "acme", NOW)} == ids
    assert acts(either) == ["action_added"]


@pytest.mark.parametrize(
    "other", [{"owner": "CEO"}, {"due": None}, {"note": "Again."}, {"figure": "team"}]
)
def test_same_words_with_anything_else_are_another_action(installation, action, other):
    wanted = Wanted(**{**vars(WEEKLY), **other})

    assert actions.add(installation, "acme", GAP, wanted, DEED) != action

    assert len(actions.listed(installation, "acme", NOW)) == 2


def test_finding_of_several_teams_can_be_answered_at_once(installation):
    together = Finding(WAVE, "resources", "", "gap_leadership_higher")

    agreed = actions.add(installation, "acme", together, WEEKLY, DEED)

    assert found(installation, agreed).agreed.team == ""


def test_change_is_kept_and_logged(installation, action):
    wanted = Wanted("Meet daily.", figure="leadership")

    actions.change(installation, "acme", action, wanted, 0, DEED)

    assert found(installation, action).wanted == wanted
    assert found(installation, action).revision == 1
    [latest, *_] = audit.entries(installation, "acme")
    assert (latest.act, latest.about) == ("action_changed", {"wave": WAVE})


def test_second_of_two_who_change_it_is_told(installation, action):
    actions.change(installation, "acme", action, Wanted("Mine."), 0, DEED)

    with pytest.raises(ChangedMeanwhileError, match="changed this action"):
        actions.change(installation, "acme", action, Wanted("Theirs."), 0, DEED)

    assert found(installation, action).wanted.what == "Mine."


def test_change_of_nothing_is_none(installation, action):
    actions.change(installation, "acme", action, WEEKLY, 0, DEED)

    assert found(installation, action).revision == 0
    assert acts(installation) == ["action_added"]


def test_report_changes_state_and_note_and_nothing_else(installation, action):
    actions.report(installation, "acme", action, "doing", "Begun.", 0, DEED)

    now = found(installation, action).wanted
    assert now == Wanted(**{**vars(WEEKLY), "state": "doing", "note": "Begun."})
    with pytest.raises(UnfitActionError):
        actions.report(installation, "acme", action, "late", "", 1, DEED)


def test_figure_of_a_quarter_is_kept_replaced_and_taken_away(either):
    action = actions.add(either, "acme", GAP, WEEKLY, DEED)
    first, second = date(2026, 4, 1), date(2026, 7, 1)
    for quarter, typed in ((second, "40"), (first, "42,5"), (second, "38")):
        actions.measure(either, "acme", action, quarter, typed, DEED)
    measured = found(either, action).agreed.measured
    assert measured == ((first, 42.5), (second, 38.0))

    actions.measure(either, "acme", action, first, "", DEED)

    assert found(either, action).agreed.measured == ((second, 38.0),)
    assert acts(either) == [*["action_measured"] * 4, "action_added"]
    assert found(either, action).revision == 0


def test_figure_that_is_there_already_changes_nothing(installation, action):
    quarter = date(2026, 7, 1)
    actions.measure(installation, "acme", action, quarter, "", DEED)
    for typed in ("38", "38,0"):
        actions.measure(installation, "acme", action, quarter, typed, DEED)

    assert acts(installation) == ["action_measured", "action_added"]


@pytest.mark.parametrize("other", [{"measure": "Weeks"}, {"unit": "weeks"}])
def test_what_figures_are_of_stays_until_they_are_taken_away(
    installation, action, other
):
    wanted = Wanted(**{**vars(WEEKLY), **other})
    actions.measure(installation, "acme", action, date(2026, 7, 1), "1", DEED)

    with pytest.raises(UnfitActionError, match="take them away"):
        actions.change(installation, "acme", action, wanted, 0, DEED)

    actions.measure(installation, "acme", action, date(2026, 7, 1), "", DEED)
    actions.change(installation, "acme", action, wanted, 0, DEED)
    assert found(installation, action).wanted == wanted


@pytest.mark.parametrize("day", [date(2026, 7, 2), date(2026, 10, 1)])
def test_figure_is_that_of_a_quarter_that_has_begun(installation, action, day):
    with pytest.raises(UnfitActionError, match="a quarter that has begun"):
        actions.measure(installation, "acme", action, day, "1", DEED)


def test_action_that_measures_nothing_has_no_figures(installation):
    bare = actions.add(installation, "acme", GAP, Wanted("Meet."), DEED)

    with pytest.raises(RefusedError, match="measures nothing"):
        actions.measure(installation, "acme", bare, date(2026, 7, 1), "1", DEED)


def test_deleted_action_is_gone_with_its_figures(either):
    action = actions.add(either, "acme", GAP, WEEKLY, DEED)
    actions.measure(either, "acme", action, date(2026, 7, 1), "1", DEED)

    actions.delete(either, "acme", action, DEED)

    assert found(either, action) is None
    with either.database.reading() as session:
        assert session.query(m.Measurement).count() == 0
    with pytest.raises(RefusedError, match="no such action"):
        actions.delete(either, "acme", action, DEED)


def test_change_takes_back_the_reports_that_speak_of_the_action(installation, action):
    office = SimpleNamespace(installation=installation)
    hung(office, "usual", "2027-Q1", now=NOW + 90 * DAY)
    hung(office, "readiness", "2027-Q2", now=NOW + 180 * DAY)  # of an initiative
    ids = {}
    with installation.database.writing() as session:
        for name in (WAVE, "2027-Q1", "2027-Q2"):
            ids[name] = stored_waves.find(session, "acme", name).id
            store.add(session, "pdf", "en", NOW, wave=ids[name]).state = "done"

    actions.report(installation, "acme", action, "done", "", 0, DEED)

    with installation.database.reading() as session:
        left = {one.wave_id for one in session.query(m.Document)}
    assert left == {ids[WAVE], ids["2027-Q2"]}


def test_action_is_not_found_in_another_company(installation, action):
    with installation.database.writing() as session:
        session.add(m.Company(slug="other", name="Other", language="en"))

    assert actions.find(installation, "other", action, NOW) is None
    with pytest.raises(RefusedError, match="no such action"):
        actions.delete(installation, "other", action, DEED)
    with pytest.raises(RefusedError, match="there is no company"):
        actions.delete(installation, "nobody", action, DEED)


def test_overdue_ones_come_first_and_those_over_and_done_last(installation):
    days = {"later": 9, "done": -9, "overdue": -1, "soon": 0, "long overdue": -30}
    due = {what: TODAY + timedelta(days=number) for what, number in days.items()}
    for what in ("later", "never", "done", "overdue", "soon", "long overdue"):
        state: ActionState = "done" if what == "done" else "open"
        wanted = Wanted(what, due=due.get(what), state=state)
        actions.add(installation, "acme", GAP, wanted, DEED)

    listed = actions.listed(installation, "acme", NOW)

    assert [(one.agreed.what, one.overdue, one.soon) for one in listed] == [
        ("long overdue", True, False),
        ("overdue", True, False),
        ("soon", False, True),
        ("later", False, False),
        ("never", False, False),
        ("done", False, False),
    ]


def test_log_holds_no_word_of_an_action(installation, action):
    actions.change(installation, "acme", action, Wanted("Speak to Jo."), 0, DEED)
    actions.delete(installation, "acme", action, DEED)

    assert {str(entry.about) for entry in audit.entries(installation, "acme")} == {
        str({"wave": WAVE})
    }


def test_draft_is_what_the_playbook_says(installation):
    said = {
        language: actions.draft(installation, "acme", GAP, language)
        for language in ("en", "pt")
    }

    # The first lines of questionnaires/playbook/resources.toml.
    assert said["en"].what.startswith("Go through the three largest pieces of work")
    assert said["pt"].what.startswith("Percorrer com a equipa, numa hora")
    assert said["en"].sign.startswith("In the next wave the difference on resources")
    assert said["en"].figure == "gap"
