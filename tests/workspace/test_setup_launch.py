"""The checklist says what will be impossible; a launch happens once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from diagnostic.ballots import keys
from diagnostic.pipeline import drafts, listing
from diagnostic.store import mails
from tests.collection.company import DAY, NOW, SIZES, counts, launched, state
from tests.web.survey import text
from tests.workspace.drafting import ANA, RUI, Drafting, form, speaks, with_roster

ENOUGH = {"leadership": 6, "Marketing": 12, "Sales": 14}


def launch(drafting, **changed):
    """Press the button of the checklist as it stands now."""
    return drafting.ana.send(
        f"{drafting.place}/launch", {**form(drafting.get()), **changed}
    )


def invited(drafting):
    with drafting.installation.database.reading() as session:
        return sum(mails.progress(session, drafting.wave, "invitation").values())


def test_checklist_names_what_will_not_be_shown(office):
    drafting = with_roster(office)

    said = text(drafting.get())

    assert "Ready to launch, with 4 things to consider." in said
    assert "3 leaders: no comparison at all can be shown." in said
    assert "Product (4 invited): will not be shown." in said
    assert "No figures of all teams together" in said
    # Five answers are needed of 12 and of 14; 60 % of both are more than that.
    assert "Marketing 5 of 12 shown shown no comparison" in said
    assert "Product Not shown" in said
    assert "33 mails leave at once." in said


def test_declared_leadership_is_told_of_with_its_number(office):
    drafting = with_roster(office, small_leadership="declared")

    said = text(drafting.get())

    assert (
        "3 leaders: averages, differences and verdicts only, if at least 3 answer."
    ) in said
    assert "Leadership 3 of 3 not shown not shown" in said


def test_checklist_says_from_which_difference_on_a_gap_can_be_proven(office):
    said = text(with_roster(office, ENOUGH).get())

    assert "Ready to launch. " in said
    assert "Leadership 5 of 6 shown not shown" not in said  # 5 of 6 are 84 %
    assert "Leadership 5 of 6 not shown not shown" in said
    assert "Marketing 5 of 12 shown shown about " in said


def test_wave_is_launched_and_mails_wait(office):
    drafting = with_roster(office, ENOUGH)

    answer = launch(drafting)

    assert answer.status_code == 303
    assert answer.location == f"/app/waves/{drafting.wave}/"
    assert state(office.installation) == "open"
    assert invited(drafting) == 32
    assert office.nudges == [NOW]
    assert drafting.acts == ["launched"]


def test_second_click_changes_nothing_and_complains_of_nothing(office):
    drafting = with_roster(office, ENOUGH)
    shown = form(drafting.get())

    answers = [drafting.ana.send(f"{drafting.place}/launch", shown) for _ in range(2)]

    assert [answer.location for answer in answers] == [
        f"/app/waves/{drafting.wave}/"
    ] * 2
    assert drafting.acts == ["launched"]
    assert invited(drafting) == 32
    landed = drafting.ana.get(answers[0].location, follow_redirects=True)
    assert text(landed).count("is launched") == 1


def test_of_clicks_at_once_one_counts(office):
    drafting = with_roster(office, ENOUGH)
    shown = form(drafting.get())
    del shown["csrf_token"]  # each session has its own
    clients = [office.client(ANA) for _ in range(6)]

    with ThreadPoolExecutor(6) as threads:
        answers = list(
            threads.map(
                lambda one: one.send(f"{drafting.place}/launch", shown), clients
            )
        )

    assert {answer.location for answer in answers} == {f"/app/waves/{drafting.wave}/"}
    assert drafting.acts == ["launched"]
    assert invited(drafting) == 32


def test_draft_that_was_changed_meanwhile_is_looked_at_first(office):
    drafting = with_roster(office, ENOUGH)
    seen = form(drafting.get())
    rui = office.signed_in(RUI, "consultant", "acme")
    drafting.send("/groups", rui, minimum="6")

    answer = drafting.ana.send(f"{drafting.place}/launch", seen)

    assert answer.status_code == 409
    assert "Somebody else has changed this draft" in text(answer)
    assert state(office.installation) == "draft"
    assert drafting.ana.send(f"{drafting.place}/launch", form(answer)).status_code == (
        303
    )


def no_roster(drafting):
    drafts.change(
        drafting.installation,
        "acme",
        "2026-Q3",
        revision=drafting.draft.revision,
        now=NOW,
        mode="codes",
    )


def past(drafting):
    drafting.office.now = NOW + 15 * DAY


def no_key(drafting):
    keys.destroy(drafting.installation.keys, drafting.wave)


def rival(drafting):
    launched(drafting.installation, "Spring")


def unclosed(drafting):
    launched(
        drafting.installation, "Spring", now=NOW - 20 * DAY, closes=NOW - timedelta(1)
    )


@pytest.mark.parametrize(
    ("obstacle", "sentence", "portuguese"),
    [
        pytest.param(
            no_roster,
            "Nobody is invited yet. Put it right",
            "Ainda ninguém está convidado. Corrigir",
            id="no roster",
        ),
        pytest.param(
            past,
            "Its last day is past. Put it right",
            "O seu último dia já passou. Corrigir",
            id="past",
        ),
        pytest.param(
            no_key,
            "The key of this draft is gone: delete it, and set it up once more.",
            "A chave deste rascunho desapareceu",
            id="no key",
        ),
        pytest.param(
            rival,
            "Spring asks the same in the same days.",
            "Spring pergunta o mesmo nos mesmos dias.",
            id="rival",
        ),
        pytest.param(
            unclosed,
            "Spring has ended, but is not closed yet.",
            "Spring terminou, mas ainda não está fechada.",
            id="unclosed",
        ),
    ],
)
def test_what_blocks_is_said_and_blocks(office, obstacle, sentence, portuguese):
    drafting = with_roster(office, ENOUGH)
    obstacle(drafting)
    # A session lasts a day; one of the obstacles takes longer.
    drafting.ana = office.client(ANA)

    page = drafting.get()
    answer = drafting.ana.send(
        f"{drafting.place}/launch", {"revision": drafting.draft.revision}
    )
    speaks(office, ANA, "pt")

    assert "thing is missing." in text(page)
    assert sentence in text(page)
    assert "Launch 2026-Q3" not in text(page)
    assert portuguese in text(drafting.get())
    assert answer.status_code == 422
    assert listing.find_wave(office.installation, drafting.wave).state == "draft"


def test_wave_that_opens_later_says_when_mails_leave(office):
    drafting = with_roster(office, ENOUGH)
    drafting.send("/period", opens="2026-09-07", closes="2026-09-21")

    said = text(drafting.get())
    launch(drafting)

    assert "32 mails leave on 7 September 2026, 07:00 UTC." in said
    assert state(office.installation) == "scheduled"
    assert invited(drafting) == 0


def test_draft_is_deleted_after_a_question(office):
    drafting = with_roster(office)

    asked = drafting.get("/delete")
    answer = drafting.send("/delete")

    assert "Delete this draft?" in text(asked)
    assert answer.location == "/app/companies/acme/"
    assert listing.find_wave(office.installation, drafting.wave) is None
    assert not keys.exists(office.installation.keys, drafting.wave)
    assert drafting.acts == ["wave_deleted"]
    assert drafting.get().status_code == 404


@pytest.mark.parametrize("mode", ["codes", "open"])
def test_other_ways_say_what_comes_next(office, mode):
    drafting = Drafting(office, mode=mode, roster=counts(SIZES))

    said = text(drafting.get())

    assert ("print the cards" in said) is (mode == "codes")
    assert ("one link for each department" in said) is (mode == "open")
    assert "mails leave" not in said
    assert launch(drafting).status_code == 303
