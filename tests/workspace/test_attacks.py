"""What somebody may try against the workspace who is no friend of it."""

import io
import logging
import re
import shutil
import zipfile

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from diagnostic.store.database import connect
from tests.brand.pictures import SVG, bomb
from tests.web.survey import page
from tests.workspace.drafting import form
from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import FIELDS, ROWS, values_of
from tests.workspace.office import Office
from tests.workspace.test_access import everything

EVIL = "https://evil.example"
POSTS = sorted(
    endpoint
    for endpoint, method in ROWS
    if method == "POST" and not endpoint.startswith("respond.")
)
UNREAD = ("setup.sheet",)
"""Endpoints that do not look at what is sent to them."""
ODD = {
    "nothing": "%00",
    "half of two": "%ed%a0%80",
    "no text": "%ff%fe",
    "way up": "..%2f..%2fetc%2fpasswd",
    "markup": "%3Cscript%3E%22'%7B%7B7*7%7D%7D",
    "line end": "a%0d%0aSet-Cookie:%20x=1",
    "right to left": "%e2%80%ae",
    "large": "9" * 40,
    "long": "a" * 5_000,
    "quoted": "x'%20OR%201=1%20--",
}


SECRETS = ("@example.com", "@elsewhere.example", "Remark ", "csrf_token", "/s/")
"""What stands in no log: addresses, answers, tokens, links."""


INERT = re.compile(r"<script>|onerror=|60481729")
"""What a page would hold if it took a text for markup or for a template."""


@pytest.fixture(autouse=True)
def quiet(caplog):
    """No attack may write into the log what nobody may read there."""
    caplog.set_level(logging.DEBUG)
    yield
    for record in caplog.get_records("call"):
        said = f"{record.getMessage()} {record.exc_text or ''}"
        assert [secret for secret in SECRETS if secret in said] == [], record.name


@pytest.fixture
def copied(made, tmp_path):
    """A copy of an office with everything in it, and its ids."""
    folder, ids = made
    shutil.copytree(folder, tmp_path / "copy")
    office = opened(tmp_path / "copy")
    yield office, ids
    office.installation.database.close()


@pytest.fixture(scope="module")
def standing(made):
    """The office itself, for requests that must not change it."""
    folder, ids = made
    office = opened(folder)
    yield office, ids
    office.installation.database.close()


def address(office, ids, endpoint, **others):
    with office.app.test_request_context():
        values = {**values_of(endpoint, office, ids), **others}
        return office.app.url_for(endpoint, **values, _external=False)


def test_no_form_of_another_site_is_carried_out(copied):
    """Each is one that an administrator could send: see who may do what."""
    office, ids = copied
    client = office.client(ROLES["administrator"])
    client.token()  # the session has one
    before = everything(office)
    keys = sorted(office.installation.keys.iterdir())

    for endpoint in POSTS:
        path, fields = address(office, ids, endpoint), FIELDS.get(endpoint, {})
        for token in (None, "", office.client().token()):
            sent = fields if token is None else {**fields, "csrf_token": token}
            answer = client.post(path, data=sent, headers={"Origin": EVIL})
            assert answer.status_code == (200 if endpoint in UNREAD else 400), endpoint

    assert everything(office) == before
    assert sorted(office.installation.keys.iterdir()) == keys
    assert client.get("/app/").status_code == 200  # still signed in


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_address_leads_nowhere(standing, odd):
    office, ids = standing
    client = office.client(ROLES["administrator"])
    wave = f"/app/waves/{ids['sealed']}"
    draft = f"/app/waves/{ids['draft']}/setup"
    acme = "/app/companies/acme"
    places = (
        f"/app/companies/{odd}/",
        f"/app/waves/{odd}/",
        f"/app/waves/{odd}/results",
        f"{wave}/results/dimensions/{odd}",
        f"/app/files/{odd}",
        f"/app/password/{odd}",
        f"/app/accounts/{odd}/role",
        f"{draft}/preview/{odd}",
        f"{draft}/participants/{odd}.csv",
        f"{draft}/mails/{odd}",
        f"{draft}/questions/{odd}",
        f"{acme}/actions/{odd}",
        f"{acme}/quarters?series={odd}",
        f"{acme}/quarters/compare?from={ids['before']}&to={odd}",
        f"{acme}/quarters/compare/{odd}/{ids['sealed']}",
        f"{acme}/quarters/map/{ids['before']}/{odd}",
        f"/app/portfolio/?of={odd}",
        f"/app/portfolio/?company={odd}",
        f"/app/fonts/{odd}",
        f"/app/{odd}",
    )

    for place in places:
        answer = client.get(place)
        assert answer.status_code == 404, place
        assert "x=1" not in str(answer.headers)
        assert INERT.search(answer.text) is None
    expected = 404 if odd == ODD["nothing"] else 200
    for place in (f"/app/reports?wave={odd}", f"{acme}/log?before={odd}",
                  f"{acme}/waves/copy?wave={odd}",
                  f"{draft}/preview?of={odd}&lang={odd}"):  # fmt: skip
        assert client.get(place).status_code == expected, place
    agreed = client.get(f"{acme}/actions/new?wave={odd}")
    assert agreed.status_code == (404 if odd == ODD["nothing"] else 303)
    answer = client.send(f"{wave}/results/comments/{odd}/withhold")
    assert answer.status_code in (303, 404)


def test_nul_is_no_failure_of_postgresql(postgresql_database_url, tmp_path):
    database = connect(postgresql_database_url)
    office = Office(database, tmp_path)
    office.company()
    client = office.signed_in("ana@example.com", "administrator")

    for place in ("companies/%00/", "waves/%00/results", "files/%00", "password/%00",
                  "companies/acme/actions/new?wave=%00"):  # fmt: skip
        assert client.get(f"/app/{place}").status_code == 404, place
    sent = {"wave": "\0", "language": "en"}
    assert client.send("/app/reports", sent).status_code == 400
    database.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        {"Forwarded": "host=evil.example", "X-Original-URL": "//evil.example/"},
    ],
    ids=str,
)
def test_host_that_is_asked_for_stands_nowhere(standing, headers):
    office, ids = standing
    client = office.client(ROLES["administrator"])

    for endpoint, method in ROWS:
        if method == "GET" and not endpoint.startswith(("respond.", "static", "fonts")):
            answer = client.get(address(office, ids, endpoint), headers=headers)
            assert b"evil.example" not in answer.data, endpoint
            assert "evil.example" not in str(answer.headers), endpoint
    nobody = office.client().get("/app/account", headers=headers)
    assert nobody.location == "/app/login?next=/app/account"


UPLOADS = {
    "setup.participants": {},
    "waves.additions": {},
    "setup.new": {"name": "Spring"},
    "setup.questionnaire": {},
    "brands.client": {"name": "Acme"},
    "brands.consultancy": {"name": "House"},
    "engagement.bring": {},
    "past.bring": {"questionnaire": "leadership-alignment"},
}


def packed(names, size):
    """A ZIP archive of few bytes that holds many."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, bytes(size))
    return written.getvalue()


WRONG = {
    "SVG": SVG,
    "program": b"\x7fELF" + bytes(range(256)) * 20,
    "PDF": b"%PDF-1.7\n\xff\xfe\x80\x00",
    "bomb": packed(["company.json", "../../etc/passwd"], 30_000_000),
    "large": b"a" * 2_500_000,
    "large picture": bomb(9_000, 9_000),
    "entities": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
}


def send_file(client, path, fields, name, content):
    """Post a file of any size; the client's own way leaves one of its own open."""
    file = FileStorage(io.BytesIO(content), "x")
    sent = {**fields, "csrf_token": client.token(), name: file}
    boundary, body = encode_multipart(sent)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(path, data=body, content_type=kind)


@pytest.mark.parametrize("endpoint", UPLOADS)
def test_upload_that_is_no_file_is_no_failure(copied, endpoint):
    office, ids = copied
    client = office.client(ROLES["administrator"])
    path = address(office, ids, endpoint)

    answer = client.send(path, {**UPLOADS[endpoint], "file": "a", "logo": "a"})

    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("endpoint", UPLOADS)
def test_upload_of_another_kind_changes_nothing(standing, endpoint):
    office, ids = standing
    client = office.client(ROLES["administrator"])
    path = address(office, ids, endpoint)
    field = "logo" if endpoint.startswith("brands.") else "file"
    before = everything(office)

    for kind, content in WRONG.items():
        shown = form(client.get(path))
        answer = send_file(client, path, {**shown, **UPLOADS[endpoint]}, field, content)
        assert answer.status_code == 422, kind
        faults = [tag for tag in page(answer).all("p") if tag.get("class") == "fault"]
        assert len(faults) == 1, kind
        assert "root:" not in answer.text
    too_large = send_file(client, path, UPLOADS[endpoint], field, bytes(4_000_000))
    assert too_large.status_code == 413

    assert everything(office) == before
