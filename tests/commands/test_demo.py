"""``diagnostic demo``: what it writes, and that nobody takes it for real."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from diagnostic.config import load, prepare
from diagnostic.pipeline.installation import open_installation
from diagnostic.release import verify
from diagnostic.simulation.example import NOTICE
from diagnostic.web import create_app
from tests.commands.collecting import denied
from tests.commands.running import refused, run
from tests.workspace.office import Client

QUARTERS = ("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
FILES = {
    "hud-2018.pdf",
    "example-company.pdf",
    "example-company.xlsx",
    *(f"example-company-{quarter}.json" for quarter in QUARTERS),
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The folder that was written, with a file of somebody else's, and the output."""
    folder = tmp_path_factory.mktemp("somewhere") / "new" / "demo"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    (folder / "example-company.pdf").write_text("from last time")
    result = run("demo", "--output", folder)
    assert result.exit_code == 0, result.output
    return folder, result.stdout


@pytest.fixture
def output(demonstration):
    return demonstration[0]


@pytest.fixture
def told(demonstration):
    return demonstration[1]


def test_every_file_is_written_and_no_other_touched(output):
    made = FILES | {"workspace"}
    assert {path.name for path in output.iterdir()} == made | {"notes.txt"}
    assert (output / "notes.txt").read_text() == "mine"


def test_the_last_line_is_the_path_of_the_report(output, told):
    last = Path(told.splitlines()[-1])

    assert last == output / "example-company.pdf"
    assert last.read_bytes().startswith(b"%PDF-")


def test_the_terminal_says_that_nobody_was_asked(told):
    assert "simulated answers" in told
    assert "Nobody was asked." in told


def test_the_terminal_puts_the_truth_beside_what_was_found(told):
    [line] = [one for one in told.splitlines() if "persists, a blind spot" in one]

    assert line.split()[:4] == ["Expectations", "+1.2", "+1.3", "gap"]


def test_what_may_not_be_shown_is_not_printed(told):
    lines = [one for one in told.splitlines() if "too few to be shown" in one]

    assert len(lines) == 4
    for line in lines:
        assert "+1.0      -  not shown" in line


def test_no_false_flag_in_any_quarter_of_the_demonstration(told):
    for quarter in QUARTERS:
        [line] = [o for o in told.splitlines() if o.startswith(f"{quarter}: ")]
        assert "3 of 3 true gaps found, 0 of " in line


def test_every_page_of_the_report_says_that_it_is_simulated(output):
    pages = PdfReader(output / "example-company.pdf").pages

    for page in pages:
        assert NOTICE["en"] in " ".join(page.extract_text().split())
    assert len(pages) >= 10


def test_the_report_of_real_answers_does_not(output):
    text = "".join(p.extract_text() for p in PdfReader(output / "hud-2018.pdf").pages)

    assert "imulated" not in text


def test_the_workbook_says_that_it_is_simulated(output):
    book = load_workbook(output / "example-company.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet for cell in row]

    assert any("simulated" in text for text in texts)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_quarter_has_its_release(output, quarter):
    content = (output / f"example-company-{quarter}.json").read_text("utf-8")
    release = json.loads(content)

    assert release["wave"] == quarter
    assert "simulated" in release["company"]
    assert release["closed"].startswith(quarter[:4])
    assert verify(release)


def test_the_new_gap_and_the_narrowing_one_are_followed(output, told):
    release = json.loads((output / "example-company-2026-Q3.json").read_text("utf-8"))
    status = {
        (one["team"], one["dimension"]): one["status"]
        for one in release["gap_changes"]
        if one["to"] == "2026-Q3"
    }

    assert status["Product", "vision_clarity"] == "new"
    assert status["Marketing", "expectations"] == "persisting"
    assert (
        "  Marketing, Resources: a hint of narrowing over 4 quarters"
        " (truth +1.5 in 2025-Q4, +0.4 in 2026-Q3)"
    ) in told
    assert (
        "  Product, Vision clarity: new (truth 0.0 in 2026-Q2, +1.3 in 2026-Q3)"
    ) in told


@pytest.fixture(scope="module")
def accounts(demonstration):
    """A client signed in by each link that was printed, by the account."""
    folder, told = demonstration
    lines = told.splitlines()
    installation = open_installation(prepare(load({}, folder / "workspace")))
    app = create_app(installation)
    found = {}
    for who, link in pairwise(lines):
        if "/app/password/" in link:
            browser, email = Client(app), who.removeprefix("as ")
            password = {"password": "correct horse battery"}
            browser.send(link.removeprefix(installation.base_url), password)
            browser.send("/app/login", {"email": email, **password})
            found[email] = browser
    yield found
    installation.database.close()


@pytest.mark.parametrize("email", ["demo@example.com", "leader@example.com"])
def test_the_links_that_are_printed_lead_into_the_company(accounts, email):
    page = accounts[email].get("/app/", follow_redirects=True).get_data(as_text=True)

    assert "simulated" in page
    assert "2026-Q3" in page


def test_actions_of_two_quarters_are_followed(accounts, output):
    slug = "example-company-simulated"
    page = accounts["leader@example.com"].get(f"/app/companies/{slug}/actions")
    text = re.sub("<[^>]*>", " ", page.get_data(as_text=True))
    report = PdfReader(output / "example-company.pdf").pages
    printed = "".join(one.extract_text() for one in report)

    # What is typed in is as made up as the answers: the company's name says so.
    assert "simulated" in text
    for said in (" ".join(text.split()), " ".join(printed.split())):
        for word in ("Chief executive", "Head of sales", "Q2 2026", "16", "21.5"):
            assert word in said
        assert re.search(r"\+1\.7 → (now: )?\+0\.6", said)
        assert "the gap of 2026-Q2 cannot be told, too few answered" in said
        assert re.search(r"\+1\.0 → (now: )?\+1\.3", said)
        assert "the gap persists, with no change shown since 2026-Q2" in said


def test_an_installation_of_somebody_is_not_replaced():
    keys = Path("demo/workspace/instance/keys")
    keys.mkdir(parents=True)

    sentence = denied("demo")

    assert sentence.startswith("demo/workspace is not of an earlier demonstration")
    assert keys.exists()


def test_a_folder_that_cannot_be_made_is_refused():
    Path("taken").write_text("a file")

    sentence = refused("demo", "--output", "taken/demo")

    assert sentence.startswith("taken/demo: this folder cannot be made: ")
