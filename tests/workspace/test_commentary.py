"""The consultant's foreword and comments: a page with a field for each section."""

import re
from html import unescape

import pytest

from diagnostic.history import Quarter, Series
from diagnostic.pipeline import audit, documents, making
from reports.sections import sections
from tests.collection.company import DAY, NOW, identity, launched
from tests.printing.companies import printed
from tests.web.survey import page, text
from tests.workspace.drafting import form, speaks
from tests.workspace.exhibits import hung

ANA, RUI, LEA = "ana@example.com", "rui@example.com", "lea@example.com"


class Desk:
    """A sealed wave of Acme, the page of words on it, and who may come there."""

    def __init__(self, office):
        self.office, self.installation = office, office.installation
        office.company()
        self.results = hung(office, "small")
        self.wave = self.results.removesuffix("/results")
        self.place = f"{self.wave}/commentary/en"
        self.ana = office.signed_in(ANA, "consultant", "acme")
        self.rui = office.signed_in(RUI, "consultant", "acme")
        self.lea = office.signed_in(LEA, "leader", "acme")

    def shown(self, client=None, place=None):
        """What a browser would send of the page."""
        return form((client or self.ana).get(place or self.place))

    def send(self, client=None, *, shown=None, place=None, **texts):
        """Type words and save them; ``shown`` is a page that was opened before."""
        client = client or self.ana
        fields = shown or self.shown(client, place)
        typed = {f"text-{section}": text for section, text in texts.items()}
        return client.send(place or self.place, {**fields, **typed})

    def words(self, place=None):
        """Give the words on the page, by section."""
        return {
            name.removeprefix("text-"): text
            for name, text in self.shown(place=place).items()
            if name.startswith("text-") and text
        }


@pytest.fixture
def desk(office):
    return Desk(office)


def fields(markup):
    """Give the sections of a page's fields with their titles."""
    found = re.findall(r'<label for="t-([^"]+)">(.*?)</label>', markup, re.S)
    return {key: unescape(re.sub("<[^>]+>", "", title)) for key, title in found}


@pytest.mark.parametrize("language", ["en", "pt"])
def test_page_has_a_field_for_each_section_of_the_report(desk, language):
    answer = desk.ana.get(f"{desk.wave}/commentary/{language}")

    release, asked = printed("small")
    first = Series((Quarter(release, asked),), {}, {})
    wanted = sections(release, asked, language, first)
    assert fields(answer.text) == {key: one.title for key, one in wanted.items()}
    headlines = [str(one.headline) for one in wanted.values() if one.headline]
    found = re.findall('<p class="found" lang="(..)">(.*?)</p>', answer.text)
    assert found == [(language, headline) for headline in headlines]
    assert len(headlines) > 2
    assert list(wanted)[:3] == ["foreword", "opening", "map"]
    assert {"dimension-resources", "participation", "method"} <= wanted.keys()
    assert "sentences" not in wanted


def test_page_leads_to_the_language_of_the_wave(desk):
    answer = desk.ana.get(f"{desk.wave}/commentary")

    assert (answer.status_code, answer.location) == (302, desk.place)


def test_words_are_saved_and_shown_again(desk):
    answer = desk.send(foreword="Read this.\r\n\r\nThen talk.", map="Look.")

    assert (answer.status_code, answer.location) == (303, desk.place)
    assert "Saved." in desk.ana.get(desk.place).text
    assert desk.words() == {"foreword": "Read this.\n\nThen talk.", "map": "Look."}
    assert desk.words(f"{desk.wave}/commentary/pt") == {}


def test_page_tells_how_much_room_is_left(desk):
    desk.send(foreword="a" * 1204)

    assert "1 204 of 2 000 characters" in text(desk.ana.get(desk.place))
    speaks(desk.office, ANA, "pt")
    assert "1 204 de 2 000 caracteres" in text(desk.ana.get(desk.place))


def test_words_that_are_too_long_stay_on_the_page_and_nothing_is_saved(desk):
    long = "a" * 2001

    answer = desk.send(foreword=long, map="Look.")

    assert answer.status_code == 422
    assert "The text is longer than 2000 characters." in answer.text
    assert "2 001 of 2 000 characters" in text(answer)
    kept = form(answer)
    assert (kept["text-foreword"], kept["text-map"]) == (long, "Look.")
    assert desk.words() == {}
    assert desk.send(shown=kept, foreword="Short.").status_code == 303
    assert desk.words() == {"foreword": "Short.", "map": "Look."}


def test_second_of_two_is_told_and_keeps_what_they_typed(desk):
    hers, his = desk.shown(desk.ana), desk.shown(desk.rui)
    desk.send(desk.ana, shown=hers, foreword="Hers", map="Look.")

    answer = desk.send(desk.rui, shown=his, foreword="His", method="Method.")

    assert answer.status_code == 409
    kept = form(answer)
    assert (kept["text-foreword"], kept["text-method"]) == ("His", "Method.")
    assert kept["text-map"] == "Look."
    assert re.findall("<blockquote[^>]*>(.*?)</blockquote>", answer.text) == ["Hers"]
    assert "Somebody else has changed this text" in answer.text
    assert desk.words() == {"foreword": "Hers", "map": "Look."}

    assert desk.send(desk.rui, shown=kept).status_code == 303
    assert desk.words() == {"foreword": "His", "map": "Look.", "method": "Method."}


def test_second_is_told_that_the_words_were_removed(desk):
    desk.send(foreword="Hers")
    his = desk.shown(desk.rui)
    desk.send(desk.ana, foreword="")

    answer = desk.send(desk.rui, shown=his, foreword="His")

    assert answer.status_code == 409
    note = re.search('<div class="note".*?</div>', answer.text, re.S).group()
    assert "empty" in note


def test_two_who_write_on_other_sections_are_not_in_each_others_way(desk):
    hers, his = desk.shown(desk.ana), desk.shown(desk.rui)

    answers = [
        desk.send(desk.ana, shown=hers, foreword="Hers"),
        desk.send(desk.rui, shown=his, map="His"),
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert desk.words() == {"foreword": "Hers", "map": "His"}


def test_section_that_is_not_sent_keeps_its_words(desk):
    desk.send(foreword="Read this.")

    assert desk.ana.send(desk.place, {"text-map": "Look."}).status_code == 409
    seen = desk.shown()["seen-map"]
    desk.ana.send(desk.place, {"text-map": "Look.", "seen-map": seen})

    assert desk.words() == {"foreword": "Read this.", "map": "Look."}


def test_what_is_sent_for_no_section_is_left_aside(desk):
    answer = desk.send(**{"dimension-luck": "Good.", "foreword": "Read this."})

    assert answer.status_code == 303
    assert desk.words() == {"foreword": "Read this."}


def test_leaders_find_neither_page_nor_way_to_it(desk):
    desk.send(foreword="Read this.")

    for place in (f"{desk.wave}/commentary", desk.place):
        assert desk.lea.get(place).status_code == 404
    assert desk.lea.send(desk.place, {"text-foreword": "Mine"}).status_code == 404
    for place in (desk.results, f"{desk.wave}/files"):
        way = f'href="{desk.wave}/commentary"'
        assert way in desk.ana.get(place).text
        assert way not in desk.lea.get(place).text
    assert desk.words() == {"foreword": "Read this."}


def test_there_is_no_page_in_other_languages_and_before_the_sealing(desk):
    wave = launched(desk.installation, "2026-Q4", now=NOW + 30 * DAY)

    for place in (f"{desk.wave}/commentary/fr", f"/app/waves/{wave}/commentary/en"):
        assert desk.ana.get(place).status_code == 404
        assert desk.ana.send(place, {"text-foreword": "a"}).status_code == 404


def test_log_tells_who_changed_them_and_none_of_the_words(desk):
    before = len(audit.entries(desk.installation, "acme"))
    desk.send(foreword="Read this.")
    desk.send(foreword="Read this.")

    latest, *others = audit.entries(desk.installation, "acme")
    assert len(others) == before
    assert (latest.act, latest.account) == ("commentary_changed", ANA)
    assert latest.about == {"wave": "2026-Q3"}


def test_words_without_the_form_s_token_are_not_taken(desk):
    answer = desk.ana.post(desk.place, data={"text-foreword": "Read this."})

    assert answer.status_code in (400, 403)
    assert desk.words() == {}


def test_report_that_was_made_before_is_no_longer_offered(desk):
    files, wave = f"{desk.wave}/files", identity(desk.installation)
    desk.ana.send(files, {"kind": "pdf", "language": "en"})
    making.make_waiting(desk.installation)
    assert "acme-2026-q3-en.pdf" in desk.lea.get(files).text

    desk.send(foreword="Read this.")

    assert documents.of_wave(desk.installation, wave) == []
    assert "acme-2026-q3-en.pdf" not in desk.lea.get(files).text


def test_words_in_any_script_find_their_own_direction(desk):
    desk.send(foreword="שלם (5)")

    found = page(desk.ana.get(desk.place))
    areas = re.findall("<textarea[^>]*>", desk.ana.get(desk.place).text)
    assert found.areas["text-foreword"].strip() == "שלם (5)"
    assert all('dir="auto"' in area and 'lang="en"' in area for area in areas)


def test_markup_in_words_is_text_on_the_page_that_asks_again(desk):
    evil = "</textarea><script>alert(1)</script>{{7777*7777}}"
    his = desk.shown(desk.rui)
    desk.send(foreword=evil)

    answer = desk.send(desk.rui, shown=his, foreword=f"{evil}!")

    assert answer.status_code == 409
    assert answer.text.count("&lt;script&gt;alert(1)") == 2
    assert "<script>alert" not in answer.text
    assert form(answer)["text-foreword"] == f"{evil}!"
