"""Dates, links, limits: each step keeps what it was told, and tells what it means."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from diagnostic.pipeline import drafts, life
from questionnaires import load
from tests.collection.company import DAY, NOW, counts
from tests.web.survey import text
from tests.workspace.drafting import (
    ANA,
    RUI,
    Drafting,
    form,
    speaks,
    with_roster,
)

OWN = Path("tests/samples/field-work.toml").read_bytes()


@pytest.fixture
def drafting(office):
    return with_roster(office)


def test_saved_step_leads_to_the_next(drafting):
    answer = drafting.send("/period", opens="2026-10-01", closes="2026-10-21")

    assert answer.status_code == 303
    assert answer.location == f"{drafting.place}/participants"
    assert drafting.draft.opens == datetime(2026, 10, 1, 7, tzinfo=UTC)
    assert drafting.draft.closes == datetime(2026, 10, 21, 23, 59, tzinfo=UTC)
    assert drafting.acts == ["wave_changed"]
    assert "Saved." in text(drafting.ana.get(answer.location))


def test_day_that_is_not_touched_keeps_its_minute(drafting):
    before = drafting.draft

    drafting.send("/period", subject="Price change")

    assert drafting.draft.closes == before.closes == NOW + 14 * DAY
    assert drafting.draft.opens == before.opens
    assert drafting.draft.subject == "Price change"


def test_day_is_taken_back_by_leaving_it_empty(drafting):
    drafting.send("/period", opens="2026-10-01", closes="2026-10-21")

    drafting.send("/period", opens="")

    assert drafting.draft.opens == NOW
    assert drafting.filled("/period")["opens"] == ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"closes": ""}, "Please fill this in.", id="no end"),
        pytest.param({"closes": "2026-08-30"}, "This day is past.", id="past"),
        pytest.param({"closes": "9999-01-01"}, "This is not a day.", id="far"),
        pytest.param({"mode": "pigeon"}, "Please choose one.", id="no such way"),
        pytest.param({"name": ""}, "Please fill this in.", id="no name"),
        pytest.param({"subject": "x" * 201}, "This is too long.", id="long subject"),
        pytest.param(
            {"opens": "2026-10-14", "closes": "2026-10-01"},
            "It would close 2026-10-01 23:59 UTC, before it opens.",
            id="ends before it begins",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_everything_kept(drafting, sent, sentence):
    before = drafting.draft

    answer = drafting.send("/period", **{"subject": "Kept", **sent})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert form(answer)["subject"] == sent.get("subject", "Kept")
    assert drafting.draft == before


def test_list_of_addresses_is_dropped_where_cards_are_handed_out(drafting):
    answer = drafting.send("/period", mode="codes")

    assert drafting.draft.departments == ()
    assert "The participants were dropped" in text(drafting.ana.get(answer.location))
    assert "Mail texts" not in text(drafting.get())
    assert drafting.get("/mails/invitation").location == drafting.place


@pytest.mark.parametrize(
    ("leaders", "hidden", "declared"),
    [
        pytest.param(
            3,
            "3 leaders: no comparison at all can be shown.",
            "3 leaders: averages, differences and verdicts only, if at least 3 answer.",
            id="three",
        ),
        pytest.param(
            2,
            "2 leaders: no comparison at all can be shown.",
            "2 leaders: too few even for this, as 3 are needed.",
            id="two",
        ),
        pytest.param(
            1,
            "1 leader: no comparison at all can be shown.",
            "1 leader: too few even for this, as 3 are needed.",
            id="one",
        ),
        pytest.param(
            7,
            "7 leaders: shown like every group if at least 5 answer.",
            "With 3 or more: averages, differences and verdicts only.",
            id="seven",
        ),
    ],
)
def test_consequences_come_from_the_actual_number(office, leaders, hidden, declared):
    drafting = with_roster(office, {"leadership": leaders, "Sales": 14})

    said = text(drafting.get("/groups"))

    assert hidden in said
    assert declared in said


def test_limits_are_kept(drafting):
    drafting.send("/groups", minimum="6", small_leadership="declared")

    assert drafting.draft.minimum == 6
    assert drafting.draft.small_leadership == "declared"


@pytest.mark.parametrize("minimum", ["4", "0", "-5", "five", "", "1001", "5.5"])
def test_minimum_below_five_or_none_is_refused(drafting, minimum):
    answer = drafting.send("/groups", minimum=minimum)

    assert answer.status_code == 422
    assert drafting.draft.minimum == 5
    assert form(answer)["minimum"] == minimum


def test_another_questionnaire_can_be_asked(drafting):
    answer = drafting.send("/questionnaire", questionnaire="execution-health")

    assert answer.location == f"{drafting.place}/period"
    assert drafting.draft.questionnaire_key == "execution-health"
    assert drafting.draft.items == len(load("execution-health").items)
    assert drafting.acts == ["questionnaire_chosen"]


def test_same_questionnaire_is_no_change(drafting):
    before = drafting.draft

    assert drafting.send("/questionnaire").status_code == 303
    assert drafting.draft == before
    assert drafting.acts == []


def test_questionnaire_in_one_language_moves_the_wave_to_it(drafting):
    one = re.sub(rb'en = ("[^"]*"|\[[^]]*\]), ', b"", OWN).replace(b'"en", ', b"")

    answer = drafting.ana.send(
        f"{drafting.place}/questionnaire",
        {**drafting.filled("/questionnaire"), "file": (BytesIO(one), "own.toml")},
        content_type="multipart/form-data",
    )

    assert drafting.draft.language == "pt"
    landed = text(drafting.ana.get(answer.location))
    assert "are in another language now, Português" in landed
    assert not drafting.draft.is_ours


def test_second_of_two_consultants_keeps_what_they_typed(office, drafting):
    rui = office.signed_in(RUI, "consultant", "acme")
    seen_by_rui = drafting.filled("/period", rui)
    drafting.send("/period", closes="2026-10-21", subject="Price change")

    answer = drafting.send(
        "/period", rui, shown=seen_by_rui, closes="2026-11-30", name="Autumn"
    )

    assert answer.status_code == 409
    said = text(answer)
    assert "Somebody else has changed this draft" in said
    # What Ana changed, before and now; and nothing that she did not.
    assert "15 September 2026, 09:00" in said
    assert "21 October 2026, 23:59" in said
    assert "Price change" in said
    assert answer.get_data(as_text=True).count("<s>") == 1
    kept = form(answer)
    assert kept["closes"] == "2026-11-30"
    assert kept["name"] == "Autumn"
    assert drafting.draft.name == "2026-Q3"


def test_second_try_has_it_ones_own_way(office, drafting):
    rui = office.signed_in(RUI, "consultant", "acme")
    seen_by_rui = drafting.filled("/groups", rui)
    drafting.send("/groups", minimum="6")
    refused = drafting.send("/groups", rui, shown=seen_by_rui, minimum="7")

    again = drafting.send("/groups", rui, shown=form(refused))

    assert refused.status_code == 409
    assert again.status_code == 303
    assert drafting.draft.minimum == 7


@pytest.mark.parametrize(
    "seen", ["[1]", "{", '{"Name": 3}', "null", "<script>", "[" * 99_999]
)
def test_what_a_page_saw_is_only_shown_again(drafting, seen):
    shown = drafting.filled("/groups") | {"revision": "999", "seen": seen}

    answer = drafting.send("/groups", shown=shown)

    assert answer.status_code == 409
    assert b"<script>" not in answer.data


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40, "\u0661"])
def test_revision_that_is_none_is_another_one(drafting, revision):
    shown = drafting.filled("/groups") | {"revision": revision}

    assert drafting.send("/groups", shown=shown).status_code == 409


PAGES = (
    *("", "/questionnaire", "/period", "/participants", "/groups", "/questions"),
    *("/questions/new", "/mails/invitation", "/preview", "/delete"),
)


def test_launched_wave_has_no_pages_to_set_it_up(office):
    drafting = with_roster(office)
    life.launch(office.installation, "acme", "2026-Q3", NOW)

    led = {page: drafting.get(page).location for page in PAGES}

    assert led == dict.fromkeys(PAGES, f"/app/waves/{drafting.wave}/")


@pytest.mark.parametrize("page", ["/period", "/groups", "/questionnaire", "/delete"])
def test_what_was_promised_cannot_be_changed(office, page):
    drafting = with_roster(office)
    shown = drafting.filled(page)
    life.launch(office.installation, "acme", "2026-Q3", NOW)
    before = drafting.draft

    answer = drafting.send(page, shown=shown | {"minimum": "9", "name": "Other"})

    assert answer.status_code == 303
    assert drafting.draft == before
    landed = drafting.ana.get(answer.location, follow_redirects=True)
    assert "is launched: what people were told cannot be changed" in text(landed)


@pytest.mark.parametrize("page", ["/period", "/groups", "/questionnaire", "/delete"])
def test_form_of_another_site_changes_nothing(drafting, page):
    shown = drafting.filled(page) | {"minimum": "9", "name": "Other"}
    del shown["csrf_token"]
    before = drafting.draft

    answer = drafting.ana.post(f"{drafting.place}{page}", data=shown)

    assert answer.status_code in (400, 422)
    assert drafting.draft == before


def test_steps_say_what_is_missing(office):
    drafting = Drafting(office, mode="codes")

    page = drafting.get().get_data(as_text=True)

    assert '<li class="missing"><a href="' + f"{drafting.place}/participants" in page
    assert 'aria-current="step"' in page
    assert "Mail texts" not in page


def test_pages_speak_the_language_of_whoever_reads_them(office):
    drafting = with_roster(office)
    speaks(office, ANA, "pt")

    for page, words in {
        "": "Verificar e lançar",
        "/period": "Datas e ligações",
        "/groups": "3 pessoas da direção: não se pode mostrar nenhuma comparação.",
        "/participants": "Estão convidadas 33 pessoas.",
    }.items():
        assert words in text(drafting.get(page))


def test_other_departments_can_be_counted_instead(office):
    drafting = Drafting(office, mode="open", roster=counts())

    assert drafting.draft.invited == 40
    assert "department and count" in text(drafting.get("/participants"))
    assert drafts.describe(office.installation, "acme", "2026-Q3").mode == "open"
