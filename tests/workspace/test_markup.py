"""Markup, formulas and templates that somebody types stay what was typed."""

import csv
import html
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pikepdf
import pytest

from diagnostic.jobs import ticking
from diagnostic.pipeline import documents, mailing, making
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import submit
from diagnostic.store import mails
from diagnostic.store.database import connect
from tests.brand.pictures import logo, saved
from tests.collection.company import NOW, SOURCE, sheet, token
from tests.mail.post_office import read
from tests.workspace.drafting import form
from tests.workspace.office import Office

EVIL = """<script>alert(1)</script>"'><img src=x onerror=1>{{7777*7777}}"""
NAME = EVIL.replace("/", "")
"""A wave's name has no slash."""
FORMULA = '=HYPERLINK("http:x")'
SIZES = {"leadership": 5, EVIL: 12, "Sales": 14}
"""A list of people refuses departments that are formulas."""
ANA = "ana@example.com"
PRODUCT = "60481729"
SENDER = "Ana <b>People"


class Inert(HTMLParser):
    """Notes what would do something on a page of the workspace."""

    def __init__(self, text):
        super().__init__()
        self.found: list = []
        self.feed(text)
        if PRODUCT in text:
            self.found.append("a template")

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        source = given.get("src") or given.get("href") or ""
        if tag == "script" and not source.startswith("/static/"):
            self.found.append(given)
        if tag == "img" and not source.startswith(("data:image/png", "/app/")):
            self.found.append(given)
        if source.startswith(("http", "javascript", "//")):
            self.found.append(given)
        self.found += [name for name in given if name.startswith(("on", "style"))]


def questionnaire():
    """Ours, with texts that want to be more."""
    source = SOURCE.decode()
    for word, typed in (
        ("Leadership alignment", EVIL),
        ("Vision clarity", FORMULA),
        ("Resources", EVIL),
        ("Agree strongly", EVIL),
        ("A clear direction", EVIL),
    ):
        source = source.replace(json.dumps(word), json.dumps(typed), 1)
    return source.encode()


@pytest.fixture(scope="module")
def evil(prepared_sqlite, tmp_path_factory):
    """A consultant whose every text is markup, from the first form to the results."""
    folder = tmp_path_factory.mktemp("evil")
    url = f"sqlite:///{shutil.copy(prepared_sqlite, folder / 'diagnostic.db')}"
    office = Office(connect(url), folder)
    office.account(ANA, "administrator")
    client = office.client(ANA)
    post(client, "/app/account", name=EVIL, language="en")
    post(client, "/app/companies/new", name=EVIL, language="en")
    [slug] = re.findall(r"/app/companies/([a-z0-9-]+)/\"", client.get("/app/").text)
    company = f"/app/companies/{slug}"
    for place in (f"{company}/brand", "/app/brand"):
        picture = (io.BytesIO(saved(logo((90, 30)))), "x.png")
        post(client, place, name=EVIL, sender=SENDER, footer=NAME, logo=picture)
    begin = f"{company}/waves/new"
    file = (io.BytesIO(questionnaire()), "x.toml")
    begun = post(client, begin, name=NAME, subject=EVIL, file=file)
    wave = begun.location.split("/")[3]
    setup = f"/app/waves/{wave}/setup"
    post(client, f"{setup}/participants", rows=people(), confirm="1")
    asked = {"kind": "scale", "text-en": EVIL, "text-pt": FORMULA}
    post(client, f"{setup}/questions/new", **asked)
    for kind in ("invitation", "reminder"):
        body = f"{EVIL}\r\n\r\n{{link}}\r\n\r\n{{promise}}\r\n\r\n{FORMULA}"
        typed = EVIL.replace("{{", "[").replace("}}", "]")
        body = body.replace(EVIL, typed)
        post(client, f"{setup}/mails/{kind}", subject=f"{typed} {{company}}", body=body)
    yield office, client, slug, wave
    office.installation.database.close()


def post(client, path, **fields):
    """Fill a form as it stands on its page, and send it."""
    answer = client.send(path, {**form(client.get(path)), **fields})
    assert answer.status_code == 303, (
        path,
        re.findall("<[^>]*(?:fault|problem)[^>]*>[^<]*", answer.text),
    )
    return answer


def people():
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["email", "department"])
    for number, (name, size) in enumerate(SIZES.items()):
        rows.writerows([f"p{number}-{n}@example.com", name] for n in range(size))
    return written.getvalue()


def written(installation, wave):
    """Give the letter to the first who is invited, as a worker writes it."""
    told = mailing.occasion(installation, wave)
    with installation.database.writing() as session:
        claimed = mails.claim(session, wave, NOW)
    return read(mailing.letter(told, claimed, "survey@example.org", NOW).content)


def answer_all(office, wave):
    """Let everybody answer, and say the same in a comment."""
    collected = Links(office.installation)
    for number, size in enumerate(SIZES.values()):
        for n in range(size):
            address = f"p{number}-{n}@example.com"
            mine = token(office.installation, wave, address)
            comment = EVIL if n % 2 else FORMULA
            given = replace(sheet(100 * number + n), comments={"resources": comment})
            asked = collected.find(mine, office.now)
            assert submit(collected, mine, asked, given, office.now)


def made(client, wave, installation):
    """Have every file made, as a worker does; gives its content by its kind."""
    for kind in documents.KINDS:
        client.send(f"/app/waves/{wave}/files", {"kind": kind, "language": "en"})
    making.make_waiting(installation)
    found = documents.of_wave(installation, wave)
    return {one.kind: client.get(f"/app/files/{one.id}").data for one in found}


def pages(client, slug, wave):
    """Every page about a company and its wave, as far as it can be opened now."""
    app = client.app
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or not rule.rule.startswith("/app/"):
            continue
        values = {"slug": slug, "identity": wave, "key": "resources", "number": 1,
                  "kind": "invitation", "department": "leadership",
                  "language": "en"}  # fmt: skip
        if rule.arguments <= set(values) and "accounts" not in rule.rule:
            with app.test_request_context():
                given = {name: values[name] for name in rule.arguments}
                path = app.url_for(rule.endpoint, **given, _external=False)
            answer = client.get(path)
            if answer.mimetype == "text/html":
                yield path, answer


def test_texts_are_texts_from_the_first_form_to_the_last_file(evil):
    office, client, _, wave = evil
    installation = office.installation
    seen = [(path, Inert(answer.text).found) for path, answer in pages(*evil[1:])]

    shown = form(client.get(f"/app/waves/{wave}/setup"))
    assert client.send(f"/app/waves/{wave}/setup/launch", shown).status_code == 303
    letter = written(installation, wave)
    link = f"/s/{token(installation, wave, 'p1-1@example.com')}"
    asked = Inert(office.app.test_client().get(link).text).found
    seen += [(path, Inert(answer.text).found) for path, answer in pages(*evil[1:])]
    answer_all(office, wave)
    client.send(f"/app/waves/{wave}/close", {"seal": "1"})
    ticking.seal(installation, [wave], office.now)
    client.send(f"/app/waves/{wave}/results/comments/show")
    own = dict.fromkeys(("text-foreword", "text-opening", "text-participation"), EVIL)
    said = post(client, f"/app/waves/{wave}/commentary/en", **own)
    sealed = dict(pages(*evil[1:]))
    seen += [(path, Inert(answer.text).found) for path, answer in sealed.items()]

    assert len(seen) > 60
    assert [(path, found) for path, found in seen if found] == []
    comments = sealed[f"/app/waves/{wave}/results/comments"]
    assert EVIL in html.unescape(comments.text)
    assert form(client.get(said.location))["text-foreword"] == EVIL
    assert asked == []
    assert letter.get_content_type() == "text/plain"
    assert letter["Bcc"] is None
    assert PRODUCT not in str(letter)

    files = made(client, wave, installation)
    assert set(files) == {"pdf", "archival", "staff", "xlsx", "pptx", "csv", "json"}
    for kind in ("pdf", "archival", "staff"):
        assert_no_link_in_pdf(files[kind])
    assert_no_formula(openpyxl.load_workbook(io.BytesIO(files["xlsx"])))
    assert_no_link_in_slides(files["pptx"])
    assert_no_formula_in_tables(files["csv"])


def assert_no_link_in_pdf(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        assert not [n for n in notes if "/URI" in n.get("/A", {})]
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})


def assert_no_formula(book):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == FORMULA for cell in cells)
    assert [c.value for c in cells if c.data_type == "f" or c.hyperlink] == []


def assert_no_link_in_slides(content):
    with zipfile.ZipFile(io.BytesIO(content)) as slides:
        parts = {name: slides.read(name) for name in slides.namelist()}
    assert [name for name, part in parts.items() if b"External" in part] == []
    assert [name for name, part in parts.items() if b"hlinkClick" in part] == []


def assert_no_formula_in_tables(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tables = [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]
    rows = [row for table in tables for row in csv.reader(io.StringIO(table))]
    cells = [cell for row in rows for cell in row]
    assert f"'{FORMULA}" in cells
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "@"))] == []
