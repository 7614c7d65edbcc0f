"""What the page of a report says: its strings, and what it is made of."""

from html.parser import HTMLParser

from reports.document import build, read
from reports.pdf import page
from tests.printing.companies import MARKUP


def html(written, asked, language, commentary=None):
    """Write a report as HTML, without the names of rules and of facts."""
    reading = read(written, asked, language)
    document = build(reading, MARKUP, commentary=commentary)
    for part in document.values["trace"]:
        for row in part["rows"]:
            # They are the same in every language.
            row |= {"rule": "", "numbers": ""}
    return page(reading, document)


class Said(HTMLParser):
    """Remembers which elements and attributes there are, and what is said."""

    def __init__(self, source):
        super().__init__()
        self.names, self.strings = set(), [""]
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.names |= {tag, *(f"{tag} {name}" for name, _ in attrs)}
        if tag not in ("b", "span", "a"):
            self.strings.append("")
        told = ("alt", "data-mark")
        self.strings += [value for name, value in attrs if name in told and value]
        if tag not in ("b", "span", "a"):
            self.strings.append("")

    def handle_data(self, data):
        self.strings[-1] += data


def flat(outline):
    """Give the entries of an outline without its levels."""
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]
