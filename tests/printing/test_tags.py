"""The report as it is read aloud: order, headings, tables, lists, figures, links."""

import io
import re
from functools import cache
from itertools import pairwise

import pypdf
import pytest

from reports.document import build
from reports.document import read as reading
from reports.pdf import page
from tests.printing.companies import printed
from tests.printing.papers import opened, poppler, report, tagged
from tests.printing.said import flat
from tests.printing.tags import Tag, squeezed

KINDS = [("usual", "en"), ("readiness", "pt"), ("hidden", "pt")]
every = pytest.mark.parametrize(("kind", "language"), KINDS)
HEADINGS = tuple(f"H{level}" for level in range(1, 7))
SCALE = re.compile("on a scale|numa escala")
WITHHELD = re.compile("not shown|não mostrad")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def found(kind, language, *kinds):
    return list(tagged(kind, language).root.all(*kinds))


@cache
def values(kind, language):
    return build(reading(*printed(kind), language)).values


@cache
def outline(kind, language):
    """Give title and page of each entry of the outline, and the places of links."""
    reader = pypdf.PdfReader(io.BytesIO(report(kind, language)))
    number = reader.get_destination_page_number
    entries = [(str(one.title), number(one)) for one in flat(reader.outline)]
    return entries, {
        str(name): number(place) for name, place in reader.named_destinations.items()
    }


def plain(text):
    """Give the letters of a text as it is set: without tags, spaces and capitals."""
    stripped = text.striptags() if hasattr(text, "striptags") else text
    return squeezed(stripped).casefold()


@every
def test_headings_begin_with_one_and_never_skip_a_level(kind, language):
    headings = found(kind, language, *HEADINGS)
    levels = [int(heading.kind[1:]) for heading in headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 8
    assert [heading for heading in headings if not heading.said] == []
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_another_reader_finds_the_same_words():
    listed = poppler(
        "pdfinfo", "-struct-text", "-", source=report("hidden", "pt")
    ).decode()
    quoted = re.findall(r'^ *"(.*)"$', listed, re.MULTILINE)

    assert len(quoted) > 100
    assert squeezed("".join(quoted)) == tagged("hidden", "pt").root.said


@every
def test_page_one_is_read_in_the_order_of_its_story(kind, language):
    told = values(kind, language)
    opening, ready = told["opening"], told["readiness"]
    parts = [opening["headline"], opening["certainty"]]
    if ready:
        parts.append(ready["reason"])
        parts += [gate["said"] for gate in ready["gates"]]
    else:
        parts += [row["team"] for table in told["maps"] for row in table["rows"]]
        for point in opening["points"]:
            parts += [point["said"], point["detail"]]
    parts += [*opening["agreed"], *opening["unsaid"]]
    said = tagged(kind, language).root.said.casefold()

    assert opening["whole"] or ready
    at = 0
    for part in parts:
        at = said.index(plain(part), at)


@every
def test_outline_leads_to_every_heading_in_the_order_of_reading(kind, language):
    entries, _ = outline(kind, language)
    headings = found(kind, language, *HEADINGS)
    marks = {plain(entry["title"]) for entry in values(kind, language)["contents"]}

    assert [at for _, at in entries] == [heading.page for heading in headings]
    for (title, _), heading in zip(entries, headings, strict=True):
        assert plain(title)
        # A headline that is a finding has its section's name in the outline.
        assert plain(title) == plain(heading.said) or (
            heading.kind in ("H1", "H2") and plain(title) in marks
        )


@every
def test_contents_and_outline_name_the_same_sections(kind, language):
    titles = [title for title, _ in outline(kind, language)[0]]
    listed = [entry["title"] for entry in values(kind, language)["contents"]]
    # A map on page one is a part of it.
    there = [title for title in listed if title not in ("The map", "O mapa")]

    at = 0
    for title in there:
        at = titles.index(title, at)


@every
def test_links_lead_to_a_place_and_belong_to_words(kind, language):
    with opened(kind, language) as pdf:
        names = {str(name) for name in pdf.Root.Names.Dests.Names[::2]}
        drawn = [link for page in pdf.pages for link in page.get("/Annots", [])]
        placed = {link.objgen for link in drawn}
        leads = [str(link.Dest) for link in drawn]
    links = found(kind, language, "Link")

    assert leads
    assert set(leads) <= names
    assert [link for link in links if not link.said] == []
    belonging = [one for tag in everything(kind, language) for one in tag.links]
    assert sorted(belonging) == sorted(placed)


def everything(kind, language):
    def below(tag):
        yield tag
        for kid in tag.tags():
            yield from below(kid)

    return list(below(tagged(kind, language).root))


@every
def test_contents_lead_to_the_pages_that_they_name(kind, language):
    _, places = outline(kind, language)
    listed = values(kind, language)["contents"]
    lists = [one for one in found(kind, language, "L") if any(one.all("Link"))]
    contents = next(one for one in lists if len(one.tags()) == len(listed))

    for line, entry in zip(contents.tags(), listed, strict=True):
        at = places[entry["anchor"]] + 1
        assert line.said == squeezed(entry["title"]) + str(at)


@every
def test_every_table_has_headers_and_lays_out_nothing(kind, language):
    tables = found(kind, language, "Table")

    assert len(tables) > 3
    for table in tables:
        inside = [tag.kind for kid in table.tags() for tag in kid.all("Table", "L")]
        assert inside == []
        assert list(table.all(*HEADINGS)) == []
        heads = list(table.all("TH"))
        assert heads
        assert [head for head in heads if not told(head)] == []
    filled = page(reading(*printed(kind), language), built(kind, language))
    assert "presentation" not in filled


def built(kind, language):
    return build(reading(*printed(kind), language))


def told(tag):
    """Say what a cell says, its figures included."""
    return tag.said + "".join(figure.alt for figure in tag.all("Figure"))


@every
def test_every_cell_names_the_headers_of_its_column_and_its_row(kind, language):
    cells = 0
    for table in found(kind, language, "Table"):
        columns: dict[int, str] = {}
        for row in table.all("TR"):
            place, beside = 0, ""
            for cell in row.tags():
                if cell.kind == "TH" and place == 0:
                    beside = cell.name
                if cell.kind == "TH" and row in head(table):
                    columns[place] = cell.name
                elif cell.kind == "TD" and told(cell):
                    wanted = {beside, columns.get(place, "")} - {""}
                    assert wanted
                    assert set(cell.headers) == wanted
                    cells += 1
                place += cell.span

    assert cells > 50


def head(table: Tag) -> list[Tag]:
    return [row for part in table.all("THead") for row in part.all("TR")]


@every
def test_lists_hold_items_and_items_lie_in_lists(kind, language):
    lists = found(kind, language, "L")
    items = [item for one in lists for item in one.tags()]

    assert lists
    assert {item.kind for item in items} == {"LI"}
    assert len(found(kind, language, "LI")) == len(items)
    for item in items:
        assert {part.kind for part in item.tags()} <= {"Lbl", "LBody"}
        assert item.said


@every
def test_figures_name_numbers_that_stand_beside_them(kind, language):
    checked = 0
    for line in found(kind, language, "TR", "LI"):
        beside = numbers(" ".join(line.pieces()))
        for figure in line.all("Figure"):
            assert figure.alt
            within = numbers(SCALE.split(figure.alt)[0])
            # Of two averages, what stands beside is how far they are apart.
            apart = {round(abs(one - two), 1) for one in within for two in within}
            if within and beside and not WITHHELD.search(figure.alt):
                assert beside & (within | apart), (figure.alt, beside)
                checked += 1

    assert checked > 10 or kind == "hidden"


def numbers(said):
    return {float(one.replace(",", ".")) for one in NUMBER.findall(said)}


@every
def test_every_word_is_tagged_once_but_the_heads_and_feet_of_pages(kind, language):
    found = tagged(kind, language)
    release, _ = printed(kind)
    subject = {"en": "Alignment diagnosis", "pt": "Diagnóstico de alinhamento"}
    around = {release["company"], f"{subject[language]} · {release['wave']}"}

    assert found.bare == []
    assert found.twice == []
    for number, texts in enumerate(found.outside, 1):
        assert set(texts) <= around | {f"{number} / {len(found.outside)}"}


@every
def test_document_says_its_language_title_and_claim(kind, language):
    release, _ = printed(kind)
    with opened(kind, language) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            title = metadata["dc:title"]
            assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.docinfo.Title) == title
    assert title.endswith(f" · {release['company']} · {release['wave']}")
