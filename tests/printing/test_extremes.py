"""Extreme companies on paper: length, emptiness, markup in names, other scripts."""

import io
import re
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pikepdf
import pypdf
import pytest

from reports.letters import INSTEAD
from tests.printing import strange
from tests.printing.companies import COMPOUND, MARKUP, printed
from tests.printing.papers import poppler, report, tagged
from tests.printing.said import Said, flat, html
from tests.printing.tags import squeezed

EXTREMES = [
    *(
        ("usual", "en"),
        ("usual", "pt"),
        ("long names", "en"),
        ("one team", "en"),
        ("nothing", "en"),
    ),
    *(("twelve teams", "en"), ("no leadership", "en")),
    ("everything", "en"),
    ("strange", "en"),
]
every = pytest.mark.parametrize(("kind", "language"), EXTREMES)
XHTML = "{http://www.w3.org/1999/xhtml}"
ORDINARY = ("usual", "nothing", "readiness")
"""In which, together, each element that our templates have occurs."""
BODY = 71, 794
"""Between the heads and the feet of pages (points)."""
TALLEST = 842


def pdf(kind, language="en"):
    return strange.archived() if kind == "strange" else report(kind, language)


@cache
def boxes(kind, language="en"):
    """Give every word of every page with its place."""
    layout = poppler("pdftotext", "-bbox", "-", "-", source=pdf(kind, language))
    papers = ElementTree.fromstring(layout).iter(f"{XHTML}page")  # noqa: S314
    return [[word(found) for found in paper.iter(f"{XHTML}word")] for paper in papers]


def word(found):
    sides = ("xMin", "yMin", "xMax", "yMax")
    return found.text, tuple(float(found.get(side)) for side in sides)


def inked(words):
    """Give the share of a page's height that lines of words take up."""
    rows: set[int] = set()
    for _, (_, top, _, bottom) in words:
        if top > BODY[0] and bottom < BODY[1]:
            rows.update(range(int(top), int(bottom)))
    return len(rows) / TALLEST


@every
def test_no_page_but_the_last_is_nearly_empty(kind, language):
    *before, last = [inked(words) for words in boxes(kind, language)]

    assert [number for number, ink in enumerate(before, 1) if ink < 0.12] == []
    assert last > 0.02


@every
def test_no_word_leaves_its_page(kind, language):
    for words in boxes(kind, language):
        for _, (left, top, right, bottom) in words:
            assert 0 <= left <= right <= 595.3
            assert 0 <= top <= bottom <= TALLEST


@every
def test_report_is_of_a_size_to_be_mailed(kind, language):
    # The one with attachments holds its release twice more.
    assert len(pdf(kind, language)) <= 400_000


def test_notice_stands_on_every_page():
    notice = squeezed(strange.CAPTION)

    for words in boxes("strange"):
        assert notice in squeezed("".join(text for text, _ in words))


def test_usual_company_has_at_most_sixteen_pages():
    # Portuguese takes more room than English.
    assert len(boxes("usual", "pt")) <= 16


def test_names_of_eighty_letters_are_printed_whole():
    tree = tagged("long names").root

    assert len(COMPOUND) == 80
    heads = [head.said for head in tree.all("TH")]
    assert heads.count(COMPOUND) > 4


def test_letters_that_run_from_the_right_become_boxes_in_the_order_as_written():
    said = strange.tagged().root.said

    # The font has neither alphabet; digits, brackets and stops stay where they were.
    assert squeezed(f"{INSTEAD * 4} (A1) 25, B2!") in said
    assert squeezed(f"{INSTEAD * 4} 7 (x)") in said
    assert squeezed("Team drawkcab 12") in said
    assert "Aboxstandsforaletter" in said


def test_letters_that_run_from_the_right_are_drawn_in_that_order():
    runs = [pair for words in boxes("strange") for pair in pairwise(words)]
    placed = [
        (left[2], right[0])
        for (first, left), (then, right) in runs
        if (first, then) in {(INSTEAD * 4, "(A1)"), ("(A1)", "25,"), (INSTEAD * 4, "7")}
        and left[1] == right[1]
    ]

    assert len(placed) > 30
    assert [pair for pair in placed if pair[0] > pair[1]] == []


def test_nothing_of_another_direction_is_left_in_the_page():
    written = html(strange.written(), strange.asked(), "en", strange.commented())

    assert not re.search("[\u0590-\u08ff\u200e\u200f\u202a-\u202e]", written)


def test_no_name_becomes_markup():
    told = strange.written(), strange.asked(), "en", strange.commented()
    names = Said(html(*told)).names
    ours = set().union(*(Said(html(*printed(kind), "en")).names for kind in ORDINARY))

    assert {"script", "h4", "h5", "h6"}.isdisjoint(names)
    assert names - ours <= {"p dir"}  # the consultant's words, the initiative's name


def test_names_are_told_as_they_are_written_in_tags_outline_and_metadata():
    tree = strange.tagged().root
    reader = pypdf.PdfReader(io.BytesIO(strange.archived()))
    with pikepdf.open(io.BytesIO(strange.archived())) as opened:
        title = str(opened.docinfo.Title)
        xmp = opened.Root.Metadata.read_bytes()
        release = opened.attachments["release.json"].get_file().read_bytes()
    outline = [str(entry.title) for entry in flat(reader.outline)]
    alts = " ".join(figure.alt for figure in tree.all("Figure"))

    assert title == f"Alignment diagnosis · {strange.CAPTION} · {MARKUP}"
    ElementTree.fromstring(xmp[xmp.index(b"<x:xmpmeta") : xmp.index(b"<?xpacket end")])  # noqa: S314
    assert b"<script" not in xmp
    assert MARKUP in alts
    assert any(title.startswith("<h") and "{{7*7}}" in title for title in outline)
    for name in (strange.CAPTION, MARKUP, f"House {strange.CAPTION}", COMPOUND):
        assert squeezed(name) in tree.said
    assert strange.HEBREW in release.decode()
    assert "49" not in [head.said for head in tree.all("TH", "H1", "H2", "H3")]
