"""Sealed waves with the releases of simulated companies, hung in an office and read."""

import re
from html import unescape

from diagnostic.pipeline import life
from diagnostic.release import to_bytes
from diagnostic.store import releases, waves
from questionnaires import content
from tests.collection.company import DAY, NOW, launched
from tests.printing.companies import printed

KINDS = (
    *("usual", "small", "hidden", "declared", "no leadership", "only leadership"),
    *("one team", "everything", "nothing", "long names", "readiness", "twelve teams"),
)
CONSULTANT, LEADER = "ana@example.com", "lea@example.com"
HEAD = '<th scope="col".*?</th>'


def hung(office, kind="usual", name="2026-Q3", *, now=NOW, comments=(), release=None):
    """Hang a kind of company as a sealed wave of Acme; gives its address."""
    written, asked = printed(kind)
    installation = office.installation
    options = {"subject": "New prices"} if asked.key == "initiative-readiness" else {}
    source = content(asked.key)
    wave = launched(installation, name, now=now, questionnaire=source, **options)
    life.close(installation, "acme", name, now + DAY)
    shown = release or written
    document, sha256 = to_bytes(shown), shown["sha256"]
    with installation.database.writing() as session:
        waves.move(session, wave, "closed", "sealed")
        releases.add(session, wave, document, sha256, "{}", comments)
    return f"/app/waves/{wave}/results"


def exhibited(office):
    """Hang a sealed wave of each kind; gives their visits."""
    office.company()
    places = {
        kind: hung(office, kind, kind, now=NOW + 2 * number * DAY)
        for number, kind in enumerate(KINDS)
    }
    return Visits(office, places)


class Visits:
    """Opens pages of an office, each once."""

    def __init__(self, office, places):
        self.office, self.places = office, places
        self.clients = {
            CONSULTANT: office.signed_in(CONSULTANT, "consultant", "acme"),
            LEADER: office.signed_in(LEADER, "leader", "acme"),
        }
        self.seen = {}

    def answer(self, kind, section="", who=CONSULTANT):
        key = kind, section, who
        if key not in self.seen:
            self.seen[key] = self.clients[who].get(self.places[kind] + section)
        return self.seen[key]

    def page(self, kind, section="", who=CONSULTANT):
        found = self.answer(kind, section, who)
        assert found.status_code == 200
        return found.get_data(as_text=True)

    def sections(self, kind):
        """List what the navigation leads to."""
        place = self.places[kind]
        return re.findall(rf'<li><a href="{place}([^"]*)"', self.page(kind))


def plain(markup):
    bare = unescape(re.sub(r"<[^>]+>", " ", markup))
    return " ".join(bare.replace("\u202f", " ").split())


def rows(page, headed):
    """Read the tables with a column of this name: each row's cells by their column."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.S):
        heads = [
            plain(head) for head in re.findall(r"<th scope=\"col\".*?</th>", table)
        ]
        if not any(headed in head for head in heads):
            continue
        for row in re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", table, re.S):
            cells = re.findall(r"<(t[hd])[^>]*>(.*?)</\1>", row, re.S)
            texts = [plain(cell) for _, cell in cells]
            found.append(dict(zip(heads, texts, strict=True)))
    assert found
    return found


def written(value, signed=False):
    """Write a released value as a reader expects it."""
    if value is None:
        return "not shown"
    if isinstance(value, dict):
        ((bound, value),) = value.items()
        return ("≤ " if bound == "at_most" else "≥ ") + written(value, signed)
    text = f"{value:+.1f}" if signed and round(value, 1) else f"{abs(value):.1f}"
    return text.replace("-", "−")


def titles(asked):
    return {dimension.key: dimension.title["en"] for dimension in asked.dimensions}
