"""What spares typesetting time, and that it changes nothing to be seen."""

import shutil
import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from weasyprint import HTML
from weasyprint.html import UA_STYLESHEET

from reports import figures, strokes, typesetting
from reports.figures import Axis, Mark

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


def picture(pdf, folder):
    (folder / "page.pdf").write_bytes(pdf)
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

    monkeypatch.setattr(typesetting, "OwnPage", HTML)

    assert typesetting.typeset(PAGE.format(TEXT), {}) == lean


def test_six_parts_of_an_element_are_left_out_and_no_more():
    every = UA_STYLESHEET.matcher.other_selectors
    kept = typesetting.OwnPage(string="<p>x")._ua_stylesheets()[0]

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
