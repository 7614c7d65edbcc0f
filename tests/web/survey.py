"""A wave that is open, the pages that ask for it, and the urn behind them."""

import re
from html.parser import HTMLParser
from pathlib import Path

from diagnostic.ballots import keys, links, sheets
from diagnostic.pipeline.cards import print_cards
from diagnostic.pipeline.links import shape
from diagnostic.store import ballots
from diagnostic.store import waves as stored
from diagnostic.web import create_app
from questionnaires import parse
from tests.collection.company import DAY, NOW, SOURCE, launched, token

STATEMENTS = re.findall(r'^id = "(\w+)"', SOURCE.decode(), re.MULTILINE)
READINESS = Path("questionnaires/initiative-readiness.1.toml").read_bytes()
FIRST, SECOND, *_ = STATEMENTS
ALL = dict.fromkeys(STATEMENTS, "4")
FORM = "application/x-www-form-urlencoded"


class Survey:
    """An open wave of the company 'acme' and its respondents' pages.

    ``now`` is what the pages take for the moment.
    """

    def __init__(self, installation, name="2026-Q3", **options):
        self.installation, self.name, self.now = installation, name, NOW + DAY
        self.mode = options.get("mode", "invited")
        self.wave = launched(installation, name, **options)
        if self.mode == "codes":
            print_cards(installation, "acme", name, lambda pdf: None, NOW)
        self.app = create_app(installation, clock=lambda: self.now)
        self.client = self.app.test_client()

    @property
    def key(self):
        return keys.load(self.installation.keys, self.wave)

    def link(self, person="marketing1"):
        """The page of a person: department and number."""
        return f"/s/{token(self.installation, self.wave, f'{person}@example.com')}"

    def card(self, department="marketing", number=0):
        """The code of a card."""
        return links.code(self.key, department, number)

    def open_link(self, department="marketing"):
        return f"/d/{links.open_code(self.key, department)}"

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, fields=None, **options):
        if isinstance(fields, bytes):
            options["content_type"] = FORM
        return self.client.post(path, data=fields or {}, **options)

    def urn(self):
        """What lies in the boxes, as sealing will read it."""
        with self.installation.database.reading() as session:
            wave = stored.get(session, self.wave)
            room = shape(wave, parse(wave.questionnaire_source))
            boxes = list(ballots.boxes(session, self.wave))
        return [sheets.unseal(self.key, room, box) for box in boxes]


class Page(HTMLParser):
    """The parts of a page that tests ask for."""

    def __init__(self, text):
        super().__init__()
        self.words, self.inputs, self.tags = [], [], []
        self.within, self.areas, self.chosen = [], {}, {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append((tag, found))
        if tag == "input":
            self.inputs.append(found)
            if "checked" in found:
                self.chosen[found["name"]] = found["value"]
        elif tag == "option" and "selected" in found:
            self.chosen[self.within[-1][1]["name"]] = found["value"]
        elif tag not in ("meta", "link", "br"):
            self.within.append((tag, found))

    def handle_endtag(self, tag):
        if self.within and self.within[-1][0] == tag:
            self.within.pop()

    def handle_data(self, data):
        tag, found = self.within[-1] if self.within else ("", {})
        if tag == "textarea":
            # The first line end after the tag is none of the text.
            self.areas[found["name"]] = data.removeprefix("\n")
        self.words.append(([name for name, _ in self.within], found, data))

    @property
    def hidden(self):
        return {i["name"]: i["value"] for i in self.inputs if i["type"] == "hidden"}

    def all(self, tag):
        return [found for name, found in self.tags if name == tag]


def page(response):
    return Page(response.get_data(as_text=True))


def text(response):
    """What can be read on a page, with one space between words."""
    bare = re.sub(r"<[^>]+>", " ", response.get_data(as_text=True))
    return " ".join(bare.split())
