"""Actions in the browser: beside their figures, and taken along as files."""

import csv
import io
import re
from datetime import timedelta

from diagnostic.pipeline import actions
from diagnostic.store.models import Action
from tests.collection.company import DAY
from tests.web.survey import text
from tests.workspace.desk import DEED, PLACE, PUT_RIGHT, TYPED
from tests.workspace.drafting import speaks
from tests.workspace.furnished import LATER, ROLES


def test_list_shows_what_is_overdue_first_in_words(desk):
    later = (LATER + 30 * DAY).date().isoformat()
    desk.ana.send(desk.first_offer(), {**TYPED, "due": later})

    page = desk.ana.get(PLACE)

    assert "One action is overdue." in text(page)
    first, second = re.findall(r"<tr.*?</tr>", page.text, re.S)[1:]
    assert PUT_RIGHT in first
    assert '<b class="warns">Overdue</b>' in first
    assert "Overdue" not in second


def test_figures_stand_then_and_now_without_a_cause(desk):
    page = text(desk.ana.get(PLACE))

    # Q1 and Q2 of the furnished company show no gap in what its action is about.
    assert "no gap is shown, neither in 2026-Q1 nor in 2026-Q2." in page
    assert "does not show that the action moved it" in page
    assert "42.5" in page
    assert "Days from decision to launch (days)" in page


def test_pages_speak_portuguese(desk):
    speaks(desk.office, ROLES["consultant"], "pt")

    page = text(desk.ana.get(PLACE))

    assert "Uma ação em atraso." in page
    assert "42,5" in page
    assert "4.º trim. 2026" in page
    assert "nem em 2026-Q1 nem em 2026-Q2" in page


def test_titles_of_actions_differ(desk):
    assert f"<title>{PUT_RIGHT} · Acme" in desk.ana.get(desk.page).text


def test_action_that_was_deleted_meanwhile_breaks_no_page(desk, monkeypatch):
    [gone] = desk.listed
    actions.delete(desk.installation, "acme", gone.agreed.id, DEED)
    monkeypatch.setattr(actions, "listed", lambda *_: [gone])

    for place in (PLACE, f"{PLACE}.csv"):
        assert desk.ana.get(place).status_code == 200


def test_action_whose_dimension_nobody_asks_about_any_more_is_still_listed(desk):
    with desk.installation.database.writing() as session:
        session.get(Action, desk.ids["action"]).dimension = "gone"

    assert "2026-Q2 no longer asks about this." in text(desk.ana.get(PLACE))
    assert desk.ana.get(desk.page).status_code == 200


def rows(answer):
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_table_holds_every_action_and_figure_and_no_formula(desk):
    desk.ana.send(
        desk.first_offer(), {**TYPED, "what": "=1+1", "owner": "+44", "due": ""}
    )

    answer = desk.lea.get(f"{PLACE}.csv")

    assert answer.mimetype == "text/csv"
    assert "filename=acme-actions.csv" in answer.headers["Content-Disposition"]
    first, second = rows(answer)
    assert (first["Action"], first["Overdue"], first["Value"]) == (
        PUT_RIGHT,
        "yes",
        "42.5",
    )
    assert (first["Quarter"], first["Unit"]) == ("Q4 2026", "days")
    assert "no gap is shown" in first["Since then"]
    assert (second["Action"], second["Owner"]) == ("'=1+1", "'+44")


def unfolded(answer):
    """Read a calendar as RFC 5545 has it: content lines, folded with a space."""
    lines = answer.data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    return answer.data.replace(b"\r\n ", b"").decode().split("\r\n")


def test_calendar_has_a_day_for_each_due_date(desk):
    long = "Reunião, semanal; com \\ todos — " * 8
    dropped = {"what": long, "note": "One\nTwo", "state": "dropped"}
    desk.ana.send(desk.first_offer(), {**TYPED, **dropped})
    desk.ana.send(desk.first_offer(), {**TYPED, "due": ""})

    answer = desk.lea.get(f"{PLACE}.ics")

    assert answer.mimetype == "text/calendar"
    lines = unfolded(answer)
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert lines.count("BEGIN:VEVENT") == 2
    due = LATER.date() - timedelta(days=3)
    assert f"UID:{desk.ids['action']}@alignment-diagnostic" in lines
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}" in lines
    assert f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}" in lines
    assert f"SUMMARY:{PUT_RIGHT}" in lines
    assert f"URL:http://localhost{desk.page}" in lines
    assert lines.count("STATUS:CANCELLED") == 1
    [about] = [line for line in lines if line.startswith("DESCRIPTION:Reunião")]
    assert "Reunião\\, semanal\\; com \\\\ todos — " in about
    assert "\\nOwner: COO\\nState: Dropped\\nOne\\nTwo" in about
    assert answer.data == desk.lea.get(f"{PLACE}.ics").data
