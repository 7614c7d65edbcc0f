"""Every page speaks its visitor's language, whichever the company's is."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from flask import url_for

from diagnostic.jobs import ticking
from diagnostic.pipeline import accounts, brands, documents, drafts, life, making
from diagnostic.pipeline.brands import Typed
from questionnaires.additions import Addition
from tests.brand.pictures import logo, saved
from tests.collection.company import DAY, NOW, draft, launched, play
from tests.printing.test_catalogue import forms, portuguese
from tests.workspace.furnished import agreed
from tests.workspace.matrix import ROWS, values_of

# Words that no English sentence lacks for long, and that Portuguese does not have.
TELLING = {
    "the", "of", "and", "is", "are", "to", "with", "has", "from", "been", "not", "this",
    "that", "by", "your", "you", "will", "was", "were", "nobody", "which", "who",
}  # fmt: skip
WAVES = {
    "before": "2025-Q4",
    "sealed": "2026-Q1",
    "closed": "2026-Q2",
    "open": "2026-Q3",
    "scheduled": "2026-Q4",
    "draft": "2027-Q1",
}
OF_A_WAVE = {"setup", "waves", "results", "documents"}
STATES_OF = {
    "setup": ["draft", "open"],
    "waves": ["draft", "scheduled", "open", "closed", "sealed"],
}
LEFT_OUT = {"setup.sheet", "people.demand"}
"""A page as people see it who answer, and one that locks everything behind it."""
SPOKEN = {
    "alt", "aria-label", "aria-description", "placeholder", "title", "label",
    "data-head",
}  # fmt: skip


class Texts(HTMLParser):
    """Collects the texts of a page that are in its own language."""

    SILENT = ("style", "script", "code", "textarea")
    VOID = ("meta", "link", "input", "br", "hr", "img", "path", "source", "wbr", "col")

    def __init__(self):
        super().__init__()
        self.open = []
        self.texts = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        elsewhere = "lang" in given and tag != "html"
        silent = tag in self.SILENT or elsewhere or bool(self.open and self.open[-1][1])
        if not silent:
            self.texts += [given[name] or "" for name in SPOKEN & given.keys()]
        if tag not in self.VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        while self.open and tag in [name for name, _ in self.open]:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if not (self.open and self.open[-1][1]):
            self.texts.append(data)


def texts(page):
    """Everything that a page shows or has read aloud, piece by piece."""
    found = Texts()
    found.feed(page)
    found.close()
    return [" ".join(text.split()) for text in found.texts if text.strip()]


@cache
def english():
    """What the catalogue says in English only, as whole pieces."""
    pairs = [
        (one, said)
        for entry in portuguese()
        if entry.id
        for one, said in zip(forms(entry.id), forms(entry.string), strict=False)
    ]
    translations = {said for _, said in pairs}
    return {
        one.replace("'", "’")
        for one, said in pairs
        if one != said and one not in translations and len(one) > 2
    }


def foreign(page):
    """Pieces of a page that are not Portuguese."""
    return [
        text
        for text in texts(page)
        if text in english() or TELLING & set(re.findall(r"\w+", text.lower()))
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Companies</p>",
        "<button aria-label='Close the wave'>×</button>",
        "<p>3 of 12 answered</p>",
    ],
)
def test_english_words_are_found(page):
    assert foreign(page) != []


@pytest.fixture
def people(office):
    """A Portuguese administrator, consultant and leader of an English company."""
    office.company(language="en")
    addresses = []
    for role in ("administrator", "consultant", "leader"):
        companies = () if role == "administrator" else ("acme",)
        visitor = office.account(f"{role}@example.com", role, *companies)
        accounts.describe(office.installation, visitor.id, "Eva Reis", "pt")
        addresses.append(visitor.email)
    return addresses


@pytest.fixture
def waves(office, people):
    """The ids of the company's waves, one in every state of its life."""
    installation = office.installation
    found = {}
    for state, name in WAVES.items():
        make = draft if state == "draft" else launched
        later = (
            {"opens": NOW + 5 * DAY, "subject": "Alfa"} if state == "scheduled" else {}
        )
        now = NOW - 90 * DAY if state == "before" else NOW
        found[state] = make(installation, name, now=now, **later)
        if state in ("before", "sealed"):
            play(installation, found[state], now=now)
            ticking.seal(installation, [found[state]], now + 14 * DAY)
        elif state == "closed":
            life.close_wave(installation, found[state], NOW)
    own = Addition({"en": "I know whom to ask.", "pt": "Sei a quem perguntar."})
    drafts.set_additions(installation, "acme", WAVES["draft"], [own], revision=0)
    for slug in ("acme", None):
        brands.save(installation, slug, Typed("House"), logo=saved(logo((90, 30))))
    return found


@pytest.fixture
def places(office, waves):
    """What addresses of pages need besides the waves."""
    installation = office.installation
    document = documents.ask(installation, waves["sealed"], "json", "pt", NOW)
    making.make_waiting(installation)
    consultant = accounts.find(installation, "consultant@example.com").visitor.id
    action = agreed(
        installation,
        WAVES["sealed"],
        NOW + 20 * DAY,
        what="Rever os objetivos.",
        owner="Direção",
        measure="Dias até ao lançamento",
        unit="dias",
    )
    found = {"document": document, "consultant": consultant, "action": action}
    return {**waves, **found}


def addresses(office, places, method):
    """Everything that can be got or posted, in all states that look different."""
    for rule in sorted(office.app.url_map.iter_rules(), key=str):
        if not ROWS.get((rule.endpoint, method)) or rule.endpoint in LEFT_OUT:
            continue
        values = values_of(rule.endpoint, office, places)
        room = rule.endpoint.partition(".")[0]
        states = STATES_OF.get(room, ["sealed"]) if room in OF_A_WAVE else [""]
        for state in states:
            given = {**values, "identity": places.get(state, values["identity"])}
            known = {name: given[name] for name in rule.arguments}
            with office.app.test_request_context():
                yield rule.endpoint, url_for(rule.endpoint, **known)


def english_in(answer):
    """What a page says in English, or that it claims to be so, or that it broke."""
    if answer.status_code >= 500:
        return [answer.status]
    if answer.mimetype != "text/html" or answer.location:
        return []
    page = answer.get_data(as_text=True)
    told = '<html lang="pt"' in page
    return [*foreign(page), *([] if told else ["<html lang>"])]


def test_every_page_speaks_the_visitor_s_language(office, people, places):
    codes: dict[str, set[int]] = {}
    mixed: dict[str, list[str]] = {}

    for email in people:
        client = office.client(email)
        for endpoint, address in addresses(office, places, "GET"):
            answer = client.get(address)
            codes.setdefault(endpoint, set()).add(answer.status_code)
            if said := english_in(answer):
                mixed[address] = said

    assert mixed == {}
    assert [end for end, seen in codes.items() if not seen & {200, 302, 303}] == []


def test_every_refusal_speaks_the_visitor_s_language(office, people, places):
    mixed: dict[str, list[str]] = {}

    for _, address in addresses(office, places, "POST"):
        client = office.client(people[1])  # afresh: some of it signs out
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "pt"
        if said := english_in(client.send(address, follow_redirects=True)):
            mixed[address] = said

    assert mixed == {}
