"""Actions in the browser: changed, measured, reminded of, deleted."""

import re
from datetime import date

import pytest

from diagnostic.pipeline import audit
from tests.web.survey import text
from tests.workspace.desk import PLACE, PUT_RIGHT
from tests.workspace.drafting import form
from tests.workspace.furnished import ROLES


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
