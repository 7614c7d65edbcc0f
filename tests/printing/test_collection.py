"""How answers were collected is said wherever it is said who answered."""

import dataclasses
import io
from datetime import date

import openpyxl
import pytest

from diagnostic.release import release
from diagnostic.release.form import flaw
from reports import staff
from reports.appendix import appendix
from reports.branding import branding
from reports.collection import promise
from reports.document import build, read
from reports.filling import template
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.pdf import page
from reports.slides import around
from reports.slides.deck import Deck
from reports.summary import render as summarised
from reports.workbook import render as tabled
from tests.printing.companies import known, printed

INVITED = {"mode": "invited", "opened": "2026-09-16", "late": 0, "reminders": 2}
CODES = {"mode": "codes", "opened": "2026-09-16", "late": 1, "reminders": 0}
OPEN = {"mode": "open", "opened": "2026-09-16", "late": 7, "reminders": 0}


def collected(collection, kind="usual", invited=None):
    """Give release and questionnaire of a company whose answers came in like this."""
    whole, asked, found = known(kind)
    if invited is not None:
        groups = tuple(dataclasses.replace(g, invited=invited) for g in found.groups)
        found = dataclasses.replace(found, groups=groups)
    closed = date.fromisoformat(whole["closed"])
    return release(found, closed=closed, program="0.1.0", collection=collection), asked


def values(collection, language="en", **options):
    release_, asked = collected(collection, **options)
    return build(read(release_, asked, language)).values


def said(collection, language="en", **options):
    return " ".join(
        values(collection, language, **options)["participation"]["collected"]
    )


@pytest.mark.parametrize(
    ("collection", "language", "expected"),
    [
        pytest.param(
            INVITED,
            "en",
            "Everybody invited received a personal link by e-mail, which could be used"
            " once. Answers were taken from 16 September 2026 to 30 September 2026."
            " Everybody invited was sent 2 reminders. After launch nobody was added to"
            " those invited.",
            id="invited",
        ),
        pytest.param(
            CODES,
            "en",
            "Printed cards with one-time codes were handed out; there is no list of"
            " who got which. Whoever held a card could answer with it, once. Answers"
            " were taken from 16 September 2026 to 30 September 2026. After launch one"
            " person was added to those invited.",
            id="codes",
        ),
        pytest.param(
            OPEN,
            "en",
            "Each department had one link for all of its people. The same person may"
            " have answered more than once: what is counted are answer sheets, not"
            " people. Answers were taken from 16 September 2026 to 30 September 2026."
            " After launch 7 people were added to those invited.",
            id="open",
        ),
        pytest.param(
            {**INVITED, "late": 3, "reminders": 1},
            "pt",
            "Cada pessoa convidada recebeu por correio eletrónico uma ligação pessoal,"
            " que só podia ser usada uma vez. As respostas foram recebidas de 16 de"
            " setembro de 2026 a 30 de setembro de 2026. Foi enviado um lembrete a"
            " todas as pessoas convidadas. Depois do lançamento, foram acrescentadas"
            " 3 pessoas às convidadas.",
            id="pt",
        ),
    ],
)
def test_plain_words_say_how_the_answers_came_in(collection, language, expected):
    assert said(collection, language) == expected


def test_that_nobody_was_reminded_is_said_of_those_who_could_be():
    assert "No reminder was sent." in said({**INVITED, "reminders": 0})
    assert "reminder" not in said(CODES) + said(OPEN)


AGAIN = {
    "en": "66 answer sheets came in; repeat answers were possible.",
    "pt": "Chegaram 66 folhas de respostas; era possível responder mais do que uma"
    " vez.",
}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_open_links_are_said_to_allow_repeat_answers_wherever_answers_are_counted(
    language,
):
    found = values(OPEN, language)

    assert found["opening"]["certainty"].startswith(AGAIN[language])
    assert found["participation"]["repeated"]
    release_, asked = collected(OPEN)
    assert " ".join(summarised(release_, asked, language).split()).count(
        AGAIN[language]
    )
    assert values(CODES, language)["participation"]["repeated"] is None


def test_more_answers_than_people_are_not_written_as_so_many_of_them():
    found = values(OPEN, invited=5)

    people = {group["name"]: group["people"] for group in found["head"]["groups"]}
    assert (people["Sales"], people["Operations"]) == ("24", "4 of 5")
    assert found["head"]["together"] == "66"


@pytest.mark.parametrize(
    ("collection", "times"), [(INVITED, 0), (CODES, 0), (OPEN, 1), (None, 0)]
)
def test_pages_say_it_on_page_one_and_beside_participation(collection, times):
    release_, asked = collected(collection)
    reading = read(release_, asked, "en")
    # The list of sentences at the end names each once more.
    written = page(reading, build(reading)).partition('id="sentences"')[0]

    assert written.count("Repeat answers were possible.") == times
    assert written.count("How answers were collected") == (collection is not None)
    assert written.count("Answers were taken from") == (collection is not None)


def test_summary_and_workbook_say_it_too():
    shown = collected(CODES)
    sheet = openpyxl.load_workbook(io.BytesIO(tabled(*shown)))["Overview"]
    rows = {row[0]: row[1] for row in sheet.values}

    assert rows["How answers were collected"] == said(CODES)
    assert " ".join(summarised(*shown).split()).endswith(said(CODES))


def test_of_answers_from_a_file_nothing_is_said_of_collection():
    release_, asked = printed("usual")
    sheet = openpyxl.load_workbook(io.BytesIO(tabled(release_, asked)))["Overview"]
    rows = {row[0]: row[1] for row in sheet.values}

    assert release_["collection"] is None
    assert "How answers were collected" not in rows
    assert "Answers were taken" not in summarised(release_, asked)


def test_a_release_that_was_made_before_this_was_written_is_printed_as_ever():
    release_, asked = printed("one team")
    older = {key: value for key, value in release_.items() if key != "collection"}
    then, now = (read(found, asked, "en") for found in (older, release_))

    assert page(then, build(then)) == page(now, build(now))


def imported():
    """Give a release whose answers were collected elsewhere."""
    whole, asked, found = known("usual")
    closed = date.fromisoformat(whole["closed"])
    return release(found, closed=closed, program="0.1.0", imported=True), asked


ELSEWHERE = {
    "en": "The answers were collected outside this program until 30 September 2026,"
    " and imported from a file. What was said to those who answered is not known here.",
    "pt": "As respostas foram recolhidas fora deste programa até 30 de setembro de 2026"
    " e importadas de um ficheiro. Não se sabe aqui o que foi dito a quem respondeu.",
}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_of_imported_answers_it_is_said_that_they_came_from_elsewhere(language):
    release_, asked = imported()

    found = build(read(release_, asked, language)).values["participation"]

    assert found["collected"] == [ELSEWHERE[language]]
    said = " ".join(summarised(release_, asked, language).split())
    assert said.endswith(ELSEWHERE[language])


def test_imported_answers_are_marked_on_the_report_and_nothing_is_said_of_promises():
    promised = "This was promised to everybody"
    written = {
        name: page(reading, build(reading))
        for name, (release_, asked) in (("here", collected(CODES)), ("it", imported()))
        for reading in (read(release_, asked, "en"),)
    }

    assert "closed on 30 September 2026 · imported answers" in written["it"]
    assert "collected outside this program and imported from a file." in written["it"]
    assert promised in written["here"]
    assert promised not in written["it"]
    assert "imported answers" not in written["here"]


@pytest.mark.parametrize("make", [imported, lambda: collected(CODES)])
def test_imported_answers_are_marked_on_the_first_slide_and_on_the_page_for_staff(make):
    release_, asked = make()
    reading = read(release_, asked, "en")
    deck = Deck("Alignment", "", "en")
    slide = around.opening(deck, reading)
    slides = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    narrator, gallery = Narrator(reading, staff.SECTION), Gallery(reading)
    values = staff.page(narrator, gallery) | {"notice": None}
    values["brands"] = branding(None, None).values
    written = template("report", "staff.html").render(values, density="")

    for text, said in ((slides, "Closed on"), (written, "closed on")):
        marked = f"{said} 30 September 2026 · imported answers" in text
        assert marked is reading.imported
        assert f"{said} 30 September 2026" in text


# What is never shown is less of a declared leadership; what was promised is known only
# where the answers were collected here.
@pytest.mark.parametrize(
    ("kind", "collection", "said"),
    [
        ("usual", None, "Fewer than 5 answers are never shown."),
        (
            "usual",
            CODES,
            "Fewer than 5 answers are never shown. This was promised to everybody who"
            " answered.",
        ),
        (
            "declared",
            CODES,
            "Fewer than 5 answers are never shown, of leadership fewer than 3. This was"
            " promised to everybody who answered.",
        ),
        (
            "declared",
            None,
            "Fewer than 5 answers are never shown, of leadership fewer than 3.",
        ),
    ],
)
def test_nobody_is_said_to_have_promised_what_is_not_known(kind, collection, said):
    release_, asked = collected(collection, kind)
    reading = read(release_, asked, "en")
    limits = template("report", "limits.html").render(
        _=reading.words.say, level=3, appendix=appendix(reading)
    )

    assert promise(reading) == said
    assert ("This was said before anybody answered" in limits) is (
        kind == "declared" and collection is not None
    )


def test_release_of_imported_answers_is_one_and_says_so():
    release_, asked = imported()

    assert release_["imported"] is True
    assert release_["collection"] is None
    assert flaw(release_, asked) is None
    assert flaw({**release_, "imported": False}, asked) == "imported"
    assert "imported" not in collected(CODES)[0]
