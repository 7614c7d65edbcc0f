"""No page says anything that the catalogue does not know."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.printing.test_catalogue import ERRORS, KEYWORDS

ROOT = Path(__file__).parents[2]
TEMPLATES = [
    *sorted((ROOT / "templates").rglob("*.html")),
    *sorted((ROOT / "templates").rglob("*.txt")),
]
# Headers speak to machines alone.
PAGES = sorted(
    set((ROOT / "diagnostic/web").rglob("*.py")) - {ROOT / "diagnostic/web/headers.py"}
)
ROOMS = [
    path
    for room in ("web", "pipeline", "roster", "spreadsheet", "brand")
    for path in sorted((ROOT / "diagnostic" / room).rglob("*.py"))
] + sorted((ROOT / "questionnaires").glob("*.py"))
# What is read aloud or shown, besides the text of an element.
SPOKEN = {
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "title",
    "label",
    "data-head",
}
FILLED = "\x00"
"""Stands for what an expression writes; those who write it are looked at apart."""
WORD = re.compile(r"[^\W\d_]{2,}")
WORDS = re.compile(r"[A-Za-z]{2,}[,:]? [a-z]{2,}")
ATTRIBUTE = re.compile(r"""[\w-]+="[^"]*\"""")
# Names, and words that are the same in every language.
PROPER = {"English", "Português", "CSV", "PDF", "XLSX", "PPTX", "JSON", "PNG", "JPEG"}
CLASSES = {"quiet together"}
# What goes to the log only, for whoever runs the installation.
SEEN_BY_MACHINES = {"'no line'", "'openid email'", "'image/png, image/jpeg'"}
LOGGED = {"error", "exception", "warning", "info", "told"}
ERRORS_AND_KIN = {*ERRORS, "BrandError", "ValidationError", "StopValidation"}
SHOWN = {"label", "message", "description", "title", "text", "heading", "hint"}
TOLD = {*KEYWORDS, *ERRORS_AND_KIN, "marked", "told"}


class Spoken(HTMLParser):
    """Collects what a page shows, without style, script and code."""

    SILENT = ("style", "script", "code", "kbd", "samp")

    def __init__(self):
        super().__init__()
        self.inside = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        if tag in self.SILENT:
            self.inside.append(tag)
        self.words += [value or "" for name, value in attrs if name in SPOKEN]

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)


def markup(source):
    """The HTML of a template without its statements and comments."""
    parts = []
    within = None
    for _, kind, value in Environment(autoescape=True).lex(source):
        if kind == "data" and within is None:
            parts.append(value)
        elif kind == "variable_begin":
            within = kind
            parts.append(FILLED)
        elif kind in ("block_begin", "comment_begin", "raw_begin"):
            within = kind
        elif kind in ("variable_end", "block_end", "comment_end", "raw_end"):
            within = None
    return "".join(parts)


def bare_in(source):
    """Words of a template that are written out, in HTML and in expressions."""
    page = Spoken()
    page.feed(markup(source))
    page.close()
    return [
        *(
            word
            for text in page.words
            for word in WORD.findall(ATTRIBUTE.sub("", text))
            if word not in PROPER
        ),
        *said_in(Environment(autoescape=True).parse(source)),
    ]


def said_in(node):
    """What the constants of a template say that no call translates."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TOLD:
        return
    if isinstance(node, nodes.Const) and says(node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from said_in(child)


def says(value):
    """Whether a constant is words that somebody reads, and not a name of the code."""
    if not isinstance(value, str) or value in PROPER | CLASSES:
        return False
    return bool(WORDS.search(value)) or bool(re.fullmatch(r"[A-Z][a-z]{2,}", value))


def name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def written(node):
    """Whether a text is written out here, in one piece or put together."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value not in {"", *PROPER}
    return isinstance(node, ast.JoinedStr | ast.BinOp)


def labels(found):
    """What a call or a table shows to people: labels, messages, titles."""
    for node in ast.walk(found):
        if isinstance(node, ast.Call):
            yield from (k.value for k in node.keywords if k.arg in SHOWN)
            if name(node).endswith(("Field", "flash", "Validation", "ValidationError")):
                yield from node.args[:1]
            elif name(node) == "SelectChoice":
                yield from node.args[1:2]
        elif isinstance(node, ast.Dict):
            yield from (
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value in SHOWN
            )


def around(found):
    """What each node of a module stands in."""
    return {
        child: node for node in ast.walk(found) for child in ast.iter_child_nodes(node)
    }


def sentences(found):
    """Constants of a view that read like sentences and that no call translates."""
    holder = around(found)
    for node in ast.walk(found):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        place = holder[node]
        if isinstance(place, ast.Expr | ast.arg) or not WORDS.search(node.value):
            continue  # a docstring or a type, or words of the code
        if isinstance(place, ast.Dict) and node in place.keys:
            continue  # looked up, not shown
        while not isinstance(place, ast.Call | ast.stmt):
            place = holder[place]
        if not (isinstance(place, ast.Call) and name(place) in TOLD | LOGGED):
            yield node


def unmarked_in(source):
    """What a view writes without the catalogue, by line."""
    found = ast.parse(source)
    shown = [*filter(written, labels(found)), *sentences(found)]
    return sorted((node.lineno, ast.unparse(node)) for node in shown)


def put_together_in(source):
    """Messages that are filled before anybody could translate them."""
    return [
        (node.lineno, ast.unparse(node))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and name(node) in {*ERRORS_AND_KIN, *KEYWORDS} - {"count", "html"}
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_template_has_no_words_of_its_own(path):
    assert bare_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Closed</p>",
        "<p>{{ number }} answers</p>",
        '<input aria-label="Search">',
        '<img alt="{{ name }} as a picture">',
        '{{ act(url, "Close") }}',
        '{{ field(form.name, "as it is printed") }}',
        '{% set title = "Set up a wave" %}',
        '{{ "Yes" if given else "No way" }}',
    ],
)
def test_bare_words_of_a_template_are_found(source):
    assert bare_in(source) != []


@pytest.mark.parametrize("path", ROOMS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_message_is_filled_before_it_is_translated(path):
    assert put_together_in(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise RefusedError(f"{name} is closed")',
        'raise CellError("a" + name)',
        'say(f"{number} answers")',
    ],
)
def test_filled_message_is_found(source):
    assert put_together_in(source) != []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_view_writes_no_words_of_its_own(path):
    found = unmarked_in(path.read_text("utf-8"))

    assert [said for _, said in found if said not in SEEN_BY_MACHINES] == []


@pytest.mark.parametrize(
    "source",
    [
        'flash("Saved.")',
        'flash(f"{name} is saved.")',
        'name = StringField("Name")',
        'choices = [SelectChoice("a", "First")]',
        'raise ValidationError("Unknown.")',
        'Length(max=3, message="Short")',
        'render_template("a.html", note="It is so.")',
        'menu = [{"text": "Companies", "url": url}]',
    ],
)
def test_words_of_a_view_are_found(source):
    assert unmarked_in(source) != []
