"""The consultant's words in the report: each where it belongs, and word for word."""

import re
from html import unescape

import pytest

from reports.commentary import STAFF, Commentary
from reports.document import build, read
from reports.pdf import page
from reports.sections import sections
from tests.printing.companies import MARKUP, printed

KINDS = (
    *("usual", "small", "hidden", "declared", "no leadership", "only leadership"),
    *("one team", "everything", "nothing", "readiness", "twelve teams"),
)


def html(kind, language, texts, author="House & Co."):
    """Write the report of a kind of company as HTML."""
    release, asked = printed(kind)
    reading = read(release, asked, language)
    document = build(reading, commentary=Commentary(author, texts))
    return page(reading, document)


def comments(markup):
    """Give who is named and what is said by each comment."""
    found = re.findall(r'<div class="comment">(.*?)</div>', markup, re.S)
    return [
        [unescape(text) for text in re.findall("<p[^>]*>(.*?)</p>", one, re.S)]
        for one in found
    ]


@pytest.mark.parametrize(
    ("kind", "language"),
    [*((kind, "en") for kind in KINDS), ("usual", "pt"), ("readiness", "pt")],
)
def test_every_section_prints_its_comment_once(kind, language):
    texts = {s: f"On {s}." for s in sections(*printed(kind), language) if s != STAFF}

    found = comments(html(kind, language, texts))

    assert sorted(said for _, said in found) == sorted(texts.values())
    assert all("House & Co." in named for named, _ in found)


def test_words_are_printed_as_they_were_typed():
    typed = f"{MARKUP} {{{{7777*7777}}}} {{figure}}\nA line.\n\nשלם (5)"

    markup = html("small", "en", {"foreword": typed}, author=MARKUP)

    [[named, *paragraphs]] = comments(markup)
    assert named == f"Foreword by {MARKUP}"
    # Our font has none of these letters, and says so.
    assert paragraphs == typed.replace("שלם", "☐☐☐").split("\n\n")
    assert "<script>" not in markup
    assert re.search('<p dir="auto">☐☐☐ ', markup)


def test_report_without_words_has_no_place_for_them():
    assert comments(html("small", "en", {})) == []
    assert html("small", "en", {}) == html("small", "en", {"foreword": "\n"})
