"""Actions in the browser: from a finding to the next quarter."""

import csv
import io
import re
import shutil
from datetime import date, timedelta
from html import unescape

import pytest

from diagnostic.pipeline import actions, audit
from diagnostic.pipeline.actions import Deed
from diagnostic.store.models import Action, Wave
from tests.collection.company import DAY
from tests.web.survey import page, text
from tests.workspace.drafting import form, speaks
from tests.workspace.furnished import LATER, ROLES, opened

PLACE = "/app/companies/acme/actions"
PUT_RIGHT = "Put right one thing that needs no purchase."
DEED = Deed(audit.COMMAND_LINE, LATER)
TYPED = {
    **{"what": "Meet weekly.", "owner": "COO", "due": "2026-12-24", "state": "open"},
    **{"figure": "gap", "note": "", "measure": "Days", "unit": "days"},
}


class Desk:
    """A copy of the office: an action of the first of two quarters is overdue."""

    def __init__(self, made, folder):
        source, self.ids = made
        shutil.copytree(source, folder / "copy")
        self.office = opened(folder / "copy")
        self.installation = self.office.installation
        self.ana = self.office.client(ROLES["consultant"])
        self.lea = self.office.client(ROLES["leader"])
        self.page = f"{PLACE}/{self.ids['action']}"

    @property
    def listed(self):
        return actions.listed(self.installation, "acme", self.office.now)

    def action(self):
        found = (self.installation, "acme", self.ids["action"], self.office.now)
        return actions.find(*found)

    def first_offer(self):
        found = self.ana.get(f"{PLACE}/new").text
        return unescape(re.search(rf'href="({PLACE}/new\?[^"]+)"', found)[1])

    def send(self, client=None, place=None, **fields):
        """Fill the form that a page shows, and send it."""
        client, place = client or self.ana, place or self.page
        shown = form(client.get(place))
        kept = {k: v for k, v in shown.items() if k not in ("quarter", "value")}
        return client.send(place, {**kept, **fields})


@pytest.fixture
def desk(made, tmp_path):
    found = Desk(made, tmp_path)
    yield found
    found.installation.database.close()


def test_action_is_agreed_on_from_a_finding_with_the_playbook_s_draft(desk):
    place = desk.first_offer()
    shown = desk.ana.get(place)
    assert "What the playbook suggests" in shown.text
    drafted = form(shown)["what"].strip()
    assert drafted in text(shown)

    answer = desk.ana.send(place, {**TYPED, "what": drafted})

    assert answer.status_code == 303
    page = text(desk.ana.get(answer.location))
    assert "Agreed." in page
    assert drafted in page
    new = next(one for one in desk.listed if one.agreed.id in answer.location)
    assert (new.agreed.owner, new.agreed.due) == ("COO", date(2026, 12, 24))
    assert new.agreed.wave == "2026-Q2"


REFUSED = {
    "no finding": ("new?wave=2026-Q2&dimension=luck&pattern=slight", None, 303),
    "agreed on": ("offer", {"what": "", "owner": "a" * 121, "state": "late"}, 422),
    "changed": ("page", {"what": "", "figure": "luck", "revision": "0"}, 422),
    "changed meanwhile": ("page", {**TYPED, "revision": "7"}, 409),
    "measured": ("page/figure", {"quarter": "2026-07-01", "value": "many"}, 422),
}


@pytest.mark.parametrize(("place", "typed", "status"), REFUSED.values(), ids=REFUSED)
def test_refused_pages_name_what_they_point_to(desk, place, typed, status):
    places = {"offer": desk.first_offer, "page": lambda: desk.page}
    first, _, rest = place.partition("/")
    path = places[first]() if first in places else f"{PLACE}/{place}"
    path = f"{path}/{rest}" if rest else path
    answer = desk.ana.get(path) if typed is None else desk.ana.send(path, typed)
    assert answer.status_code == status
    shown = page(desk.ana.get(answer.location) if status == 303 else answer)

    ids = [tag["id"] for _, tag in shown.tags if "id" in tag]
    assert len(ids) == len(set(ids))
    pointed = [a["href"][1:] for a in shown.all("a") if a["href"].startswith("#")]
    for _, tag in shown.tags:
        for name in ("aria-describedby", "aria-labelledby", "for"):
            pointed += tag.get(name, "").split()
    assert set(pointed) <= set(ids)
    if status != 303:
        assert [t["tabindex"] for _, t in shown.tags if t.get("role") == "alert"]


def test_same_words_with_another_owner_are_another_action(desk):
    place = desk.first_offer()

    answers = [desk.ana.send(place, {**TYPED, "owner": who}) for who in ("COO", "CEO")]

    assert len({answer.location for answer in answers}) == 2
    assert "CEO" in text(desk.ana.get(answers[1].location))


def test_form_sent_twice_agrees_once(desk):
    place, before = desk.first_offer(), len(desk.listed)

    answers = [desk.ana.send(place, TYPED) for _ in range(2)]

    assert len({answer.location for answer in answers}) == 1
    assert len(desk.listed) == before + 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("what", " ", "Please fill this in."),
        ("what", "a" * 1001, "The text is longer than 1000 characters."),
        ("owner", "a\u202eb", "control character RIGHT-TO-LEFT OVERRIDE"),
        ("due", "soon", "This is not a day."),
        ("due", "9999-01-01", "The year is between 2000 and 2199."),
        ("state", "late", "Please choose one."),
        ("measure", "", "Say what is measured in this unit."),
    ],
)
def test_bad_input_is_told_beside_its_field_and_kept(desk, field, typed, said):
    before = len(desk.listed)

    answer = desk.ana.send(desk.first_offer(), {**TYPED, field: typed})

    assert answer.status_code == 422
    assert re.search(rf'id="f-{field}">[^<]*{re.escape(said)}', answer.text)
    assert "Nothing has been saved yet." in answer.text
    assert len(desk.listed) == before


def test_address_of_no_finding_leads_to_those_there_are(desk):
    answer = desk.ana.get(f"{PLACE}/new?wave=2026-Q2&dimension=luck&pattern=slight")

    assert (answer.status_code, answer.location) == (303, f"{PLACE}/new")
    assert "2026-Q2 has no such finding." in text(desk.ana.get(answer.location))


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


def test_change_is_saved(desk):
    answer = desk.send(what="Meet daily.", state="doing", due="")

    assert answer.status_code == 303
    wanted = desk.action().wanted
    assert (wanted.what, wanted.state, wanted.due) == ("Meet daily.", "doing", None)
    assert "Saved." in text(desk.ana.get(desk.page))


def test_second_of_two_is_told_and_keeps_what_they_typed(desk):
    shown = form(desk.ana.get(desk.page))
    desk.send(what="Mine.")
    theirs = {k: v for k, v in shown.items() if k not in ("quarter", "value")}

    answer = desk.ana.send(desk.page, {**theirs, "what": "Theirs."})

    assert answer.status_code == 409
    assert "Somebody else has changed this action in the meantime" in answer.text
    assert form(answer)["what"].strip() == "Theirs."
    assert desk.action().wanted.what == "Mine."
    again = {k: v for k, v in form(answer).items() if k not in ("quarter", "value")}
    assert desk.ana.send(desk.page, again).status_code == 303
    assert desk.action().wanted.what == "Theirs."


def test_leader_says_how_far_it_is_and_changes_nothing_else(desk):
    before = desk.action().wanted
    page = desk.lea.get(desk.page).text
    assert 'name="state"' in page
    assert not re.search('name="(what|owner|due|figure|measure|unit)"', page)
    assert "/delete" not in page
    assert "/reminder" not in page

    answer = desk.send(desk.lea, state="done", note="In May.", what="Other.", due="")

    assert answer.status_code == 303
    now = desk.action().wanted
    assert (now.state, now.note) == ("done", "In May.")
    assert (now.what, now.due, now.owner) == (before.what, before.due, before.owner)
    [latest, *_] = audit.entries(desk.installation, "acme")
    assert (latest.act, latest.account) == ("action_reported", ROLES["leader"])


@pytest.mark.parametrize("who", ["ana", "lea"])
def test_measured_figure_is_taken_down_in_its_quarter(desk, who):
    client = getattr(desk, who)

    typed = {"quarter": "2026-07-01", "value": "38,25"}
    answer = client.send(f"{desk.page}/figure", typed)

    assert answer.status_code == 303
    assert desk.action().agreed.measured == (
        (date(2026, 7, 1), 38.25),
        (date(2026, 10, 1), 42.5),
    )
    assert "38.25" in text(client.get(desk.page))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quarter": "2026-07-01", "value": "many"}, "Type a number such as 12 or 3.5"),
        ({"quarter": "2026-07-02", "value": "1"}, "Please choose one."),
        ({"quarter": "2099-01-01", "value": "1"}, "Please choose one."),
        ({"value": "1"}, "Please choose one."),
    ],
)
def test_figure_that_is_none_is_told(desk, typed, said):
    before = desk.action()

    answer = desk.lea.send(f"{desk.page}/figure", typed)

    assert answer.status_code == 422
    assert said in text(answer)
    assert desk.action() == before


def test_reminder_is_the_visitor_s_own(desk):
    eva = desk.office.client(ROLES["administrator"])
    assert "You get no letter." in text(desk.ana.get(desk.page))
    desk.ana.send(f"{desk.page}/reminder", {"wanted": "1"})
    assert desk.action().reminds == desk.ids["consultant"]
    mine = text(desk.ana.get(desk.page))
    assert "You get a letter in the week before it is due, or at once." in mine
    assert "Do not remind me" in mine
    assert "asking for it takes it over" in text(eva.get(desk.page))

    eva.send(f"{desk.page}/reminder", {"wanted": "0"})
    assert desk.action().reminds == desk.ids["consultant"]
    desk.ana.send(f"{desk.page}/reminder", {"wanted": "0"})
    assert desk.action().reminds is None


@pytest.mark.parametrize("typed", [{"due": ""}, {"state": "done"}])
def test_reminder_is_offered_only_where_a_letter_will_come(desk, typed):
    assert "/reminder" in desk.ana.get(desk.page).text

    desk.send(**typed)

    assert "/reminder" not in desk.ana.get(desk.page).text


def test_revision_of_thousands_of_digits_is_another_one(desk):
    assert desk.send(revision="9" * 5000).status_code == 409


def test_what_is_measured_keeps_its_name_while_there_are_figures(desk):
    answer = desk.send(measure="Weeks")

    assert answer.status_code == 422
    assert "take them away before it changes" in text(answer)
    assert desk.action().agreed.measure == "Days from decision to launch"


def test_titles_of_actions_differ(desk):
    assert f"<title>{PUT_RIGHT} · Acme" in desk.ana.get(desk.page).text


def test_action_that_was_deleted_meanwhile_breaks_no_page(desk, monkeypatch):
    [gone] = desk.listed
    actions.delete(desk.installation, "acme", gone.agreed.id, DEED)
    monkeypatch.setattr(actions, "listed", lambda *_: [gone])

    for place in (PLACE, f"{PLACE}.csv"):
        assert desk.ana.get(place).status_code == 200


def test_action_is_deleted_after_it_was_asked(desk):
    asked = text(desk.ana.get(f"{desk.page}/delete"))
    assert PUT_RIGHT in asked
    assert "One figure that was typed in goes with it." in asked
    assert desk.action()

    answers = [desk.ana.send(f"{desk.page}/delete") for _ in range(2)]

    assert [answer.location for answer in answers] == [PLACE, PLACE]
    assert desk.action() is None
    assert desk.ana.get(desk.page).status_code == 404
    assert "Your consultant agrees on actions here." in text(desk.lea.get(PLACE))


def test_findings_are_those_of_the_wave_that_was_closed_last(desk):
    with desk.installation.database.writing() as session:
        session.get(Wave, desk.action().wave).created = LATER + DAY

    assert (
        "Which finding of 2026-Q2 does it answer?" in desk.ana.get(f"{PLACE}/new").text
    )


def test_results_lead_to_actions_and_leaders_to_those_there_are(desk):
    wave = desk.action().wave
    key = desk.action().agreed.dimension
    for place in ("results", f"results/dimensions/{key}"):
        for client, offers in ((desk.ana, True), (desk.lea, False)):
            page = client.get(f"/app/waves/{wave}/{place}").text
            assert desk.page in page
            assert (f"{PLACE}/new?" in page) is offers
    other = desk.ana.get(f"/app/waves/{desk.ids['sealed']}/results").text
    assert desk.page not in other


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


def test_markup_in_an_action_is_text(desk):
    evil = "</textarea><script>alert(1)</script>{{7777*7777}}"
    typed = {"what": evil, "owner": evil[:100], "note": evil, "measure": evil}
    made = desk.ana.send(desk.first_offer(), {**TYPED, **typed, "unit": "<b>"})

    for place in (PLACE, made.location, f"{made.location}/delete"):
        page = desk.ana.get(place).text
        assert "<script>alert" not in page
        assert "60481729" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_company_without_a_sealed_wave_has_nothing_to_offer(desk):
    elsewhere = desk.office.client(ROLES["consultant elsewhere"])
    place = "/app/companies/elsewhere/actions"

    assert "No action yet." in text(elsewhere.get(place))
    assert "there is no sealed wave yet" in text(elsewhere.get(f"{place}/new"))
    for ending in (".csv", ".ics"):
        assert elsewhere.get(place + ending).status_code == 200


def test_action_is_not_found_under_another_company(desk):
    elsewhere = desk.office.client(ROLES["consultant elsewhere"])
    other = f"/app/companies/elsewhere/actions/{desk.ids['action']}"

    assert elsewhere.get(other).status_code == 404
    assert elsewhere.get(f"{other}/delete").status_code == 404
    assert elsewhere.send(f"{other}/figure", {"value": "1"}).status_code == 404


def test_action_whose_dimension_nobody_asks_about_any_more_is_still_listed(desk):
    with desk.installation.database.writing() as session:
        session.get(Action, desk.ids["action"]).dimension = "gone"

    assert "2026-Q2 no longer asks about this." in text(desk.ana.get(PLACE))
    assert desk.ana.get(desk.page).status_code == 200
