"""What spares typesetting time, and that it changes nothing to be seen."""

import shutil
import subprocess
import sys
from importlib.resources import files
from io import BytesIO

import font_source_sans_pro
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.html import UA_STYLESHEET

from reports import figures, pdf, staff, strokes, typesetting
from reports.figures import Axis, Mark
from reports.letters import legible
from reports.typesetting import OwnFigures
from tests.printing.companies import MARKUP, printed

SCALE = Axis(1, 5, 1, 118)
FIGURES = {
    "dumbbell": figures.dumbbell(SCALE, Mark(4.1, 0, (3.8, 4.4)), Mark(2.5)),
    "arrows": figures.dumbbell(SCALE, Mark(4.5, 1), Mark(1.8, -1)),
    "dots": figures.dots(SCALE, Mark(3.2), [Mark(2.0), Mark(2.6), Mark(4.9)]),
    "expectation": figures.expectation(SCALE, Mark(4), Mark(2.2)),
    "offset": figures.offset(Axis(-2, 2, 1, 86), Mark(0.9, 0, (0.2, 2.6)), 0.3),
    "gate": figures.gate(SCALE, 3.5, Mark(3.1, 0, (2.8, 3.4)), leadership=True),
    "bands": figures.bands([20, 30, 50], 82.5),
    "share": figures.share(0.4, 60),
    "hatched": figures.hatched(82.5),
}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Figures</title></head>
<body>{}</body></html>"""
TEXT = """<h2>A heading</h2><p>Words<br>in two lines, <a href="#there">a link</a></p>
<ul id="there"><li>first</li><li>second</li></ul><ol><li>one</li></ol>
<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>
</table>"""


def page(plates):
    images = (f'<p><img src="{address}" alt="A figure"></p>' for address in plates)
    return PAGE.format("".join(images))


def picture(made, folder):
    (folder / "page.pdf").write_bytes(made)
    tool = shutil.which("pdftoppm")
    command = [tool, "-r", "150", "-png", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603
    return Image.open(BytesIO((folder / "page.png").read_bytes())).convert("L")


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_ours_is_drawn_without_its_tree(name):
    assert strokes.Strokes.of(FIGURES[name]) is not None


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_weasyprint_draws_it(name, tmp_path):
    # An empty group makes it one of another kind, and draws nothing.
    other = FIGURES[name].replace("</svg>", "<g/></svg>")
    ours = typesetting.typeset(page(["figure:1"]), {"figure:1": FIGURES[name]})

    theirs = typesetting.typeset(page(["figure:1"]), {"figure:1": other})

    assert strokes.Strokes.of(other) is None
    drawn, expected = picture(ours, tmp_path), picture(theirs, tmp_path)
    assert min(expected.tobytes()) < 255
    apart = ImageChops.difference(drawn, expected).histogram()
    # Single grey dots at the edge of a circle, whose curves are not cut alike.
    assert sum(apart[64:]) < 8
    assert sum(apart[100:]) == 0


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M1 1a3 2 0 1 0 6 0" fill="#000000"/>',
        '<path d="M1 1a3 3 0 1 1 6 0" fill="#000000"/>',
        '<path d="M1 1q3 3 4 4" fill="#000000"/>',
        '<path d="M1 1L2" fill="#000000"/>',
        '<path d="M1 1H2" fill="red"/>',
        '<rect width="5" height="5"/>',
        '<path d="M1 1H2" fill="#000000"/>words',
    ],
)
def test_what_is_no_figure_of_ours_is_left_to_weasyprint(shape):
    size = 'width="9pt" height="9pt" viewBox="0 0 9 9"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shape}</svg>'

    assert strokes.Strokes.of(svg) is None


def test_leaving_out_styles_of_markers_and_notes_changes_nothing(monkeypatch):
    lean = typesetting.typeset(PAGE.format(TEXT), {})

    monkeypatch.setattr(typesetting, "OwnPage", usual_page)

    assert typesetting.typeset(PAGE.format(TEXT), {}) == lean


@pytest.mark.parametrize("kind", ["usual", "long names", "readiness", "no leadership"])
@pytest.mark.parametrize("paper", [pdf, staff])
def test_a_page_is_read_as_xml_and_means_what_it_means_as_html(
    paper, kind, monkeypatch
):
    monkeypatch.setattr(typesetting, "OwnPage", Read)
    with pytest.raises(Read) as made:
        paper.render(*printed(kind), notice=MARKUP)
    (page, figures) = made.value.args
    monkeypatch.undo()

    read = typesetting.OwnPage(page, figures).etree_element

    assert read.find("head").tail == "\n", "left to WeasyPrint, which drops it"
    assert elements(read) == elements(usual_page(page, figures).etree_element)


def test_a_page_that_is_not_well_formed_is_left_to_weasyprint():
    page = "<!DOCTYPE html><p>one&nbsp;<p>two"

    read = typesetting.OwnPage(page, OwnFigures({})).etree_element

    assert [part.text for part in read.iter("p")] == ["one\xa0", "two"]


class Read(Exception):  # noqa: N818
    """Raised instead of laid out, with the page and its figures."""

    def render(self, **_):
        raise self


def usual_page(page, figures):
    return HTML(string=page, url_fetcher=figures)


def elements(root):
    """Everything but the space around blocks."""
    return [
        (part.tag, part.attrib, (part.text or "").strip(), (part.tail or "").strip())
        for part in root.iter()
    ]


@pytest.mark.parametrize("face", typesetting.FACES)
def test_digits_are_of_one_width_without_asking(face):
    font = TTFont(files(font_source_sans_pro) / "files" / face)
    letters = font.getBestCmap()

    assert len({font["hmtx"][letters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_six_parts_of_an_element_are_left_out_and_no_more():
    every = UA_STYLESHEET.matcher.other_selectors
    kept = typesetting.OwnPage("<p>x</p>", OwnFigures({}))._ua_stylesheets()[0]

    parts = {selector[3] for selector in every}

    left = {selector[3] for selector in kept.matcher.other_selectors}
    assert parts - left == {
        "marker",
        "footnote-call",
        "footnote-marker",
        "note-call",
        "note-marker",
        "note-callback",
    }
    assert len(every) - len(kept.matcher.other_selectors) == 6


def test_a_report_from_a_stored_release_loads_no_statistics():
    program = (
        "import sys, diagnostic.cli, diagnostic.pipeline.reporting, reports.pdf;"
        " sys.exit(', '.join({'numpy', 'scipy'} & {*sys.modules}) or None)"
    )
    command = [sys.executable, "-c", program]

    ended = subprocess.run(command, capture_output=True, text=True)  # noqa: S603

    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("long", ["a" * 17, "ß" * 80, "漢" * 40])
def test_a_word_too_long_for_a_line_is_broken(long):
    assert lines(f'<p style="width: 20mm">{legible(long)}</p>') > 1


def test_where_all_words_are_short_they_are_kept_whole():
    assert lines('<p style="width: 5mm">' + "a" * 16 + "</p>") == 1
    assert not typesetting._breaking(f'<p class="{"a" * 40}">{"0af9" * 16}</p>')


def lines(body):
    (page,) = typesetting.lay_out(PAGE.format(body), {}).pages
    (content, *_) = page._page_box.children
    return sum(isinstance(box, LineBox) for box in content.descendants())
