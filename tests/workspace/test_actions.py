"""Actions in the browser: agreed on about what was found."""

import re
from datetime import date

import pytest

from diagnostic.store.models import Wave
from tests.collection.company import DAY
from tests.web.survey import page, text
from tests.workspace.desk import PLACE, TYPED
from tests.workspace.drafting import form
from tests.workspace.furnished import LATER, ROLES


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
