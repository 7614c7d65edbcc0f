"""Forms that are sent twice: by a double click, or by the browser's button back."""

import io
import shutil

import pytest

from diagnostic.pipeline import engagements
from tests.collection.company import launched
from tests.web.survey import text
from tests.workspace.drafting import form
from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import ROWS
from tests.workspace.test_access import everything
from tests.workspace.test_attacks import address


@pytest.fixture
def copied(made, tmp_path):
    """A copy of an office with everything in it, and its ids."""
    folder, ids = made
    shutil.copytree(folder, tmp_path / "copy")
    office = opened(tmp_path / "copy")
    yield office, ids
    office.installation.database.close()


def test_reminder_is_sent_once_by_two_clicks(copied):
    office, ids = copied
    client, place = office.client(ROLES["consultant"]), f"/app/waves/{ids['open']}"
    shown = form(client.get(f"{place}/participation"))

    for _ in range(2):
        assert client.send(f"{place}/remind", shown).status_code == 303

    said = text(client.get(f"{place}/participation"))
    assert "1 of 3 reminders sent" in said
    assert "A reminder was sent since you opened this page." in said


DEEDS = {
    "companies.new": {"name": "Beta", "language": "en"},
    "setup.new": {"name": "Spring", "questionnaire": "execution-health"},
    "setup.copy": {"source": "2026-Q2", "name": "Like Q2"},
    "setup.question_new": {"kind": "scale", "text-en": "Is it?", "text-pt": "É?"},
    "setup.mail": {"subject": "Please answer"},
    "setup.period": {"name": "2026-Q9"},
    "setup.groups": {"minimum": "6"},
    "setup.participants": {
        "rows": "email,department\na@x.example,leadership\nb@x.example,Sales",
        "confirm": "1",
    },
    "setup.question_remove": {},
    "setup.test_mail": {},
    "waves.remind": {},
    "waves.additions": {"rows": "email,department\nc@x.example,Sales"},
    "waves.extend": {"closes": "2026-11-20"},
    "brands.client": {"name": "Acme", "first": "#14532d"},
    "people.index": {"email": "new@example.com", "role": "leader"},
    "people.remove": {},
    "staff.everybody": {"email": "newer@example.com", "role": "consultant"},
    "staff.switch_off": {},
    "results.show_comments": {},
    "results.words": {"text-foreword": "Thank you.\r\n\r\nRead this first."},
    "documents.make": {"kind": "csv", "language": "en"},
    "documents.batch": {"wave": "2026-Q2", "language": "en"},
    "waves.close": {"seal": "1"},
    "setup.delete": {},
    "engagement.delete": {"name": "Acme"},
}
"""What a form sends besides what stood in it."""
OPENED = {
    "setup.question_remove": "setup.questions",
    "setup.test_mail": "setup.mail",
    "waves.remind": "waves.participation_page",
}
"""The page with the form, where the form has no address of its own."""


@pytest.mark.parametrize("endpoint", DEEDS)
def test_form_that_is_sent_twice_is_done_once(copied, endpoint):
    """By a double click, or by the browser's button back."""
    office, ids = copied
    client = office.client(ROLES["administrator"])
    page = OPENED.get(endpoint, endpoint)
    shown = {}
    if (page, "GET") in ROWS:
        shown = form(client.get(address(office, ids, page)))
    sent = {**shown, **DEEDS[endpoint]}
    path = address(office, ids, endpoint)
    before = done(office)

    assert client.send(path, sent).status_code == 303
    once = done(office)
    again = client.send(path, sent)

    assert once != before
    assert done(office) == once
    assert again.status_code in (303, 404, 409, 422)


def test_cards_are_added_once_by_two_clicks(office):
    wave = launched(office.installation, mode="codes")
    client = office.signed_in("ana@example.com", "consultant", "acme")
    place = f"/app/waves/{wave}/additions"
    sent = {**form(client.get(place)), "rows": "department,count\nSales,3"}

    answers = [client.send(place, sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 422]
    assert "People were added since you opened this page." in text(answers[1])
    sales = [row for row in everything(office)["department"] if row.name == "Sales"]
    assert sales[0].invited == 14 + 3


def done(office):
    """All rows, but for the log of what people did."""
    return {name: rows for name, rows in everything(office).items() if name != "event"}


def test_archive_that_is_sent_twice_makes_one_company(copied):
    office, _ = copied
    made = engagements.export(office.installation, "acme", office.now, whole=False)
    client = office.client(ROLES["administrator"])
    client.send("/app/companies/acme/delete", {"name": "Acme"})

    for _ in range(2):
        sent = {"file": (io.BytesIO(made.content), "acme.zip")}
        answer = client.send("/app/companies/import", sent)

    assert answer.status_code == 422
    names = [row.name for row in everything(office)["company"]]
    assert names.count("Acme") == 1
