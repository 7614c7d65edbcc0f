"""Page one: the finding, the map if it has room, what to talk about, what is open."""

import re
from functools import cache

import pytest

from questionnaires import load
from reports import room
from reports.document import build, read
from reports.letters import width
from reports.pdf import page
from reports.typesetting import lay_out
from tests.printing.companies import company, printed

ENDS = {"en": "CANNOT BE SAID", "pt": "O QUE NÃO SE PODE DIZER"}
SECOND = {
    "en": {"The map", "How to read this report"},
    "pt": {"O mapa", "Como ler este relatório"},
}
SIX = {name: 9 + 2 * place for place, name in enumerate("ABCDEF")}


@cache
def _six():
    people = {"leadership": 11} | {f"Department {n}": k for n, k in SIX.items()}
    return company(people, {"leadership": 4.0, ("Department B", "resources"): 2.2})[:2]


def released(kind):
    return _six() if kind == "six teams" else printed(kind)


@cache
def laid_out(kind, language, notice="Simulated data"):
    release, asked = released(kind)
    reading = read(release, asked, language)
    document = build(reading, notice)
    return document, begun(reading, document, document.plates)


def beginning(kind, brands):
    """Lay out page one of a report with brands, and the beginning of the next."""
    release, asked = released(kind)
    reading = read(release, asked, "en")
    document = build(reading, brands=brands.values)
    return begun(reading, document, {**document.plates, **brands.plates})


def begun(reading, document, plates):
    """Lay out page one alone with the beginning of the next: the rest is not needed."""
    written = page(reading, document)
    end = written.index("</h2>", written.index('class="page"')) + len("</h2>")
    return lay_out(written[:end], plates).pages


def lines(paper):
    """Give the texts of a page, each with where it ends (points from the top)."""
    found = []

    def walk(box):
        if hasattr(box, "text"):
            found.append((box.text, (box.position_y + box.height) * 0.75))
        for inner in getattr(box, "children", ()):
            walk(inner)

    walk(paper._page_box)
    return found


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize(
    "kind", ["usual", "six teams", "everything", "nothing", "hidden", "twelve teams"]
)
def test_page_one_is_one_page(kind, language):
    _, papers = laid_out(kind, language)
    first, second = (" ".join(text for text, _ in lines(p)) for p in papers[:2])

    assert len(papers) == 2
    assert ENDS[language] in first
    assert any(title in second for title in SECOND[language])


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", ["usual", "six teams", "small", "everything"])
def test_map_of_a_usual_company_is_on_page_one(kind, language):
    document, _ = laid_out(kind, language)

    assert document.values["opening"]["whole"]


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", ["usual", "six teams", "everything", "small"])
def test_room_is_never_underrated(kind, language):
    document, papers = laid_out(kind, language)
    opening, [table] = document.values["opening"], document.values["maps"]
    foot = 841.9 - 48.2
    ends = [end for text, end in lines(papers[0]) if end < foot]

    # Page one begins 27 mm from the top.
    assert max(ends) - 76.5 <= room.taken(opening, table, notice=True)


def test_map_with_many_teams_or_dimensions_has_its_own_page():
    document, _ = laid_out("twelve teams", "en")

    assert not document.values["opening"]["whole"]
    assert len(document.values["maps"]) == 2


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", ["twelve teams", "long names"])
def test_page_one_without_the_map_has_a_line_for_each_dimension(kind, language):
    document, papers = laid_out(kind, language)
    values = document.values
    rows = values["overview"]["rows"]
    foot = 841.9 - 48.2
    ends = [end for text, end in lines(papers[0]) if end < foot]
    taken = room.height(values["opening"], notice=True) + room.line_by_line(len(rows))

    assert max(ends) - 76.5 <= taken <= room.ROOM
    for row in rows:
        teams = len(values["maps"][0]["rows"]) - bool(row["verdict"])
        assert sum(cell["number"] for cell in row["numbers"]) == teams


def test_page_one_with_the_map_does_not_say_it_twice():
    document, _ = laid_out("usual", "en")

    assert document.values["overview"] is None


@pytest.mark.parametrize(
    ("letters", "size"), [(40, ""), (130, "long"), (200, "longer"), (600, "longer")]
)
def test_longer_headlines_are_set_smaller(letters, size):
    said = "word " * (letters // 5)

    assert room.size(said) == size


def test_width_is_that_of_the_font():
    # Advances of Source Sans Pro Regular in thousandths: A 544, i 246, space 200.
    assert width("Ai ") == pytest.approx(0.544 + 0.246 + 0.200)


def test_simulated_data_are_told_above_the_headline():
    _, papers = laid_out("small", "en", notice="Nobody answered this")
    told = [text for text, _ in lines(papers[0])]

    assert told.index("Nobody answered this") < told.index("TALK ABOUT FIRST")


def test_names_as_long_as_can_be_leave_a_page_one():
    asked = load("leadership-alignment")
    names = [f"{'Rechnungswesen und Unternehmensplanung ' * 2}{n}" for n in "ABCDEF"]
    release, _, _ = company({"leadership": 9} | dict.fromkeys(names, 12), asked=asked)
    reading = read(release, asked, "pt")
    document = build(reading)
    written = page(reading, document)
    end = written.index("</h2>", written.index('class="page"'))
    papers = lay_out(written[:end], document.plates).pages

    assert not document.values["opening"]["whole"]
    assert ENDS["pt"] in " ".join(text for text, _ in lines(papers[0]))
    assert re.search("Rechnungswesen", written)
