"""The portfolio: a consultant's own companies, and nobody else's."""

from datetime import timedelta
from importlib.resources import files

import pytest

from diagnostic.release import digest, release, to_bytes
from diagnostic.stats import diagnose
from diagnostic.store import companies, engagements
from diagnostic.store.models import random_name
from diagnostic.tally import tally_sheets
from questionnaires import load
from tests.collection.company import NOW
from tests.workspace.signing import ANA

ASKED = load("leadership-alignment")
SOURCE = (files("questionnaires") / "leadership-alignment.1.toml").read_bytes()
PAGE = "/app/portfolio/"


@pytest.fixture(scope="module")
def written():
    """Releases of companies whose leaders all say 4, by what their team says."""
    return {point: _release(point) for point in (2, 3, 4, 5)}


def _release(point):
    def sheet(answer):
        return {item.id: answer for item in ASKED.items}

    people = [("leadership", sheet(4))] * 6 + [("Sales", sheet(point))] * 12
    found = diagnose(tally_sheets(ASKED, people, wave="2026-Q1"))
    return release(found, company="One", closed=NOW.date(), program="0.1.0")


def seal(office, slug, document, name="2026-Q1", closed=NOW, **more):
    """Give a company a sealed wave with a release."""
    with office.installation.database.writing() as session:
        values = {
            "id": random_name(),
            "company_id": companies.find(session, slug).id,
            "name": name,
            "language": "en",
            "questionnaire_key": ASKED.key,
            "questionnaire_version": ASKED.version,
            "questionnaire_source": SOURCE,
            "mode": "invited",
            "minimum": 5,
            "small_leadership": "hidden",
            "rules": document["rules"],
            "created": closed - timedelta(days=15),
            "opens": closed - timedelta(days=14),
            "closes": closed,
            "closed": closed,
            **more,
        }
        engagements.add_sealed(
            session, values, [], to_bytes(document), digest(document), None
        )
        return values["id"]


def page_of(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


NAMES = ("Ann", "Bea", "Cy", "Dot", "Eve", "Fay", "Gil", "Hal")


@pytest.fixture
def eight(office, written):
    """Eight companies of a consultant, and one of somebody else."""
    slugs = [office.company(name) for name in NAMES]
    for slug, point in zip(slugs, (2, 3, 4, 3, 4, 2, 3, 4), strict=True):
        seal(office, slug, written[point])
    seal(office, office.company("Foreign"), written[2])
    return slugs


def first_row(page):
    """Give the row of leadership minus the teams."""
    row = page[page.index("Leadership minus the teams") :]
    return row[: row.index("</tr>")]


def test_nothing_is_shown_before_a_wave_is_sealed(office):
    client = office.signed_in(ANA, "consultant", office.company())

    assert "once a wave of theirs is sealed" in page_of(client)


def test_companies_of_others_are_not_in_it(office, eight):
    client = office.signed_in(ANA, "consultant", *eight)

    page = page_of(client)

    assert all(name in page for name in NAMES)
    assert "Foreign" not in page


def test_benchmark_is_of_the_other_own_companies(office, eight):
    client = office.signed_in(ANA, "consultant", *eight)

    row = first_row(page_of(client, "?company=ann"))

    # By hand: gaps 2, 1, 0, 1, 0, 2, 1, 0; without Ann's 2 the lower half is 1/4,
    # all are 5/7, the upper half is 4/3.
    assert [text for text in ("+2.0", "+0.3", "+0.7", "+1.3") if text not in row] == []
    assert "above the upper half" in row
    assert ">7</td>" in row


def test_few_companies_have_no_halves(office, eight):
    client = office.signed_in(ANA, "consultant", *eight[:6])

    row = first_row(page_of(client, "?company=ann"))

    # By hand: without Ann's 2 the others are 1, 0, 1, 0, 2.
    assert "+0.8" in row
    assert row.count("Not shown") == 2
    assert "half" not in row.replace("Lower half", "").replace("Upper half", "")


def test_clamped_figure_is_marked_and_not_placed(office, eight, written):
    seal(office, "ann", written[5], "2026-Q2", NOW + timedelta(days=90))
    client = office.signed_in(ANA, "consultant", *eight)

    row = first_row(page_of(client, "?company=ann"))

    # All of 12 say 5, which is shown as at least 4.5; the six leaders say 4.
    assert "<b>≤\N{NARROW NO-BREAK SPACE}−0.5</b>" in row
    assert "in between" not in row
    assert "average" not in row


@pytest.mark.parametrize(("number", "query"), [(4, ""), (5, "?company=ann")])
def test_benchmark_needs_five_other_companies(office, eight, number, query):
    client = office.signed_in(ANA, "consultant", *eight[:number])

    page = page_of(client, query)

    assert "once 5 of them have it" in page
    assert "Leadership minus the teams" not in page


@pytest.mark.parametrize("query", ["?company=foreign", "?company=none", "?of=none"])
def test_unknown_and_forbidden_are_the_same(office, eight, query):
    client = office.signed_in(ANA, "consultant", *eight)

    assert client.get(PAGE + query).status_code == 404


def test_newest_wave_of_a_company_speaks(office, eight, written):
    seal(office, "ann", written[3], "2026-Q2", NOW + timedelta(days=30), subject="CRM")
    later = seal(office, "ann", written[4], "2026-Q3", NOW + timedelta(days=90))
    client = office.signed_in(ANA, "consultant", *eight)

    page = page_of(client, "?company=ann")

    assert f"/app/waves/{later}/results" in page
    assert page.count('<a href="/app/companies/ann/">') == 2  # once a subject
    assert "<b>0.0</b>" in first_row(page)
    assert "What has moved cannot be said" in page


def test_imported_wave_is_marked_there_and_among_its_files(office, written):
    slugs = [office.company(name) for name in ("Ann", "Bea")]
    ours = seal(office, slugs[0], written[3])
    imported = seal(office, slugs[1], written[3], imported=True)
    client = office.signed_in(ANA, "consultant", *slugs)

    assert page_of(client).count("· Imported") == 1
    for wave, marked in ((ours, False), (imported, True)):
        files = client.get(f"/app/waves/{wave}/files").get_data(as_text=True)
        assert ("imported from a file" in files) is marked
        words = client.get(f"/app/waves/{wave}/commentary/en").text
        assert ("imported from a file" in words) is marked
    assert "2026-Q1 (2 companies, imported in 1)" in client.get("/app/reports").text
    copied = client.get(f"/app/companies/{slugs[1]}/waves/copy").text
    assert ">2026-Q1 (imported)</option>" in copied
