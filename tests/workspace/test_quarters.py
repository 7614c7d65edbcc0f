"""A company's quarters on one page, and any two of them side by side."""

import re
from html import unescape

import pytest

from tests.collection.company import DAY, NOW
from tests.workspace.exhibits import plain, rows
from tests.workspace.reorganised import (
    ANA,
    HOME,
    LEA,
    SHAPE,
    TOGETHER,
    copied,
    played,
    reopened,
)
from tests.workspace.test_markup import EVIL, Inert

COMPARE = f"{HOME}/compare"


@pytest.fixture(scope="module")
def kept(prepared_sqlite, tmp_path_factory):
    """The folder of the company, and the ids of its waves."""
    folder = tmp_path_factory.mktemp("reorganised")
    (folder / "diagnostic.db").write_bytes(prepared_sqlite.read_bytes())
    office = reopened(folder)
    ids = played(office)
    office.installation.database.close()
    return folder, ids


@pytest.fixture(scope="module")
def standing(kept):
    """The company, for whoever only reads."""
    office = reopened(kept[0])
    yield office
    office.installation.database.close()


@pytest.fixture
def acme(kept, tmp_path):
    """The company, to be changed."""
    office = copied(kept[0], tmp_path / "copy")
    yield office
    office.installation.database.close()


def page(client, path=HOME, status=200):
    found = client.get(path)
    assert found.status_code == status, found.get_data(as_text=True)
    return found.get_data(as_text=True)


def words(markup):
    return plain(unescape(markup))


def mapped(office, ids):
    path = f"{HOME}/map/{ids[0]}/{ids[1]}"
    answer = office.client(ANA).send(path, {**SHAPE, "confirm": "1"})
    assert answer.status_code == 303


def test_leader_is_led_straight_to_the_quarters(standing):
    answer = standing.client(LEA).get("/app/")

    assert (answer.status_code, answer.location) == (303, HOME)


def test_leader_of_two_companies_chooses_one(acme):
    acme.company("Beta")
    acme.account("both@example.com", "leader", "acme", "beta")

    found = page(acme.client("both@example.com"), "/app/")

    assert f'<h2><a href="{HOME}">Acme</a></h2>' in found
    assert "/app/companies/beta/quarters" in found


def test_company_without_a_sealed_wave_says_what_will_be_there(office):
    office.company()

    found = page(office.signed_in(LEA, "leader", "acme"))

    assert "There are no results yet." in found


def test_first_wave_says_what_will_be_there(office):
    played(office, {"2026-Q1": TOGETHER})

    found = page(office.client(LEA))

    assert "The first quarter is there" in found
    assert "From the second one on, this page says what moved" in found
    assert "Now against last quarter" not in found
    assert "Compare any two" not in found


def test_wave_that_is_open_is_on_no_page_of_quarters(acme):
    from tests.collection.company import launched

    launched(acme.installation, "2027-Q1", now=NOW + 280 * DAY)

    assert "2027-Q1" not in page(acme.client(LEA))


def test_page_tells_what_moved_and_what_did_not_as_the_release_has_it(standing, kept):
    from diagnostic.pipeline import reporting

    release, _ = reporting.released(standing.installation, "acme", "2026-Q3")
    now = {"from": "2026-Q2", "to": "2026-Q3"}
    changes = [c for c in release["changes"] if now.items() <= c.items()]
    gaps = [g for g in release["gap_changes"] if now.items() <= g.items()]
    told = [c for c in changes if c["verdict"] in ("rose", "fell", "inconclusive")]
    told += [g for g in gaps if g["status"] and g["status"] != "too_few_to_tell"]

    found = page(standing.client(LEA))
    shown = [row for row in rows(found, "95 % interval") if row["Verdict"]]

    assert len(shown) == len(told) > 0
    assert {row["2026-Q3"] for row in shown} >= {
        f"{c['mean']:.1f}"
        for c in release["cells"]
        if c["group"] == "Marketing" and "dimension" in c
    }


def test_quarters_stand_with_their_results_and_reports_newest_first(standing, kept):
    found = page(standing.client(LEA))

    results = re.findall(r'<a href="/app/waves/(\w+)/results">2026', found)
    assert results == kept[1][::-1]
    assert found.count("Make the PDF") == 3


def test_report_that_is_made_is_one_click_away(acme, kept):
    from diagnostic.pipeline import documents

    made = documents.ask(acme.installation, kept[1][2], "pdf", "en", NOW)
    with acme.installation.database.writing() as session:
        from diagnostic.store.models import Document

        document = session.get(Document, made)
        document.state, document.name, document.content = "done", "a.pdf", b"%PDF"

    found = page(acme.client(LEA))

    assert f'href="/app/files/{made}"' in found
    assert acme.client(LEA).get(f"/app/files/{made}").data == b"%PDF"


def test_every_chart_has_its_numbers_in_a_table(standing):
    found = page(standing.client(LEA))

    tables = [row for row in rows(found, "2026-Q2") if "Verdict" not in row]
    names = re.findall(r'<p class="name">(.*?)</p>', found)
    assert [row["Group"] for row in tables] == names
    labels = re.findall(r'<svg class="figure" role="img" aria-label="([^"]+)"', found)
    assert len(labels) == len(names) > 16


def test_departments_as_they_were_have_lines_of_their_own(standing):
    client = standing.client(LEA)

    now, then = page(client), page(client, f"{HOME}?names=then")

    assert '<p class="name">Sales</p>' not in now
    assert '<p class="name">Sales</p>' in then
    assert "until 2026-Q1" in then


def test_leaders_read_that_departments_changed_and_consultants_map_them(standing, kept):
    path = f"{HOME}/map/{kept[1][0]}/{kept[1][1]}"

    theirs, ours = (page(standing.client(who)) for who in (LEA, ANA))

    assert "Departments changed between 2026-Q1 and 2026-Q2: those of" in theirs
    assert path not in theirs
    assert f'<a href="{path}">Say what became of them</a>' in ours


def test_other_questionnaires_have_quarters_of_their_own(acme):
    from questionnaires import content

    other = content("execution-health")
    sizes = {"leadership": 6, "Marketing": 8}
    from tests.collection.company import launched, roster

    wave = launched(
        acme.installation, "E1", now=acme.now, people=roster(sizes), questionnaire=other
    )
    from diagnostic.jobs import ticking

    ticking.seal(acme.installation, [wave], acme.now + 14 * DAY)
    client = acme.client(LEA)

    last = page(client)
    links = re.findall(r'<a href="([^"]+)"[^>]*>Leadership alignment</a>', last)
    assert "The first quarter is there: E1." in words(last)
    assert "Now against last quarter" in page(client, links[0])


@pytest.mark.parametrize(
    "series", ["0123456789abcdef", "%00", "x" * 300], ids=["unknown", "nul", "long"]
)
def test_unknown_series_is_nothing(standing, series):
    page(standing.client(LEA), f"{HOME}?series={series}", 404)


def test_any_two_are_compared_once_and_kept(acme, kept):
    client, (first, _, last) = acme.client(LEA), kept[1]
    place = f"{COMPARE}/{first}/{last}"

    chosen = client.get(f"{COMPARE}?from={first}&to={last}")
    offered = page(client, place)
    sent = client.send(COMPARE, {"from": first, "to": last})
    shown = page(client, place)
    again = client.send(COMPARE, {"from": first, "to": last})

    assert (chosen.status_code, chosen.location) == (303, place)
    assert "Nobody has compared these two yet." in offered
    assert (sent.status_code, sent.location) == (303, place)
    assert "2026-Q3 against 2026-Q1" in words(shown)
    assert again.status_code == 303
    assert hash_of(page(client, place)) == hash_of(shown)


def hash_of(found):
    return re.search(r"This comparison is kept as it is: (\w{64})", found)[1]


def test_comparison_says_what_the_document_says(acme, kept):
    import json

    from diagnostic.store import quarters

    client, (first, _, last) = acme.client(LEA), kept[1]
    client.send(COMPARE, {"from": first, "to": last})
    with acme.installation.database.reading() as session:
        written = json.loads(quarters.comparison(session, first, last, mapped=False))

    found = rows(page(client, f"{COMPARE}/{first}/{last}"), "95 % interval")

    both = {"leadership", "Marketing", "Legal"}
    averages = [c for c in written["changes"] if c["group"] in both]
    gaps = [g for g in written["gap_changes"] if g["team"] in both]
    # What moved or did not, and then everything: gaps, and averages.
    everything = found[-len(averages) - len(gaps) :]
    assert [row["Change"] for row in everything] == [
        signed(one["change"]) for one in (*gaps, *averages)
    ]
    assert [row["95 % interval"] for row in everything] == [
        " to ".join(map(signed, one["ci95"])) if one["ci95"] else ""
        for one in (*gaps, *averages)
    ]


def signed(value):
    if value is None:
        return ""
    text = f"{value:+.1f}" if round(value, 1) else "0.0"
    return text.replace("-", "−")


def test_departments_of_other_names_are_told_and_not_compared(acme, kept):
    client, (first, _, last) = acme.client(LEA), kept[1]
    client.send(COMPARE, {"from": first, "to": last})

    found = words(page(client, f"{COMPARE}/{first}/{last}"))

    assert "New, with nothing to compare: Field and Shops" in found
    assert "No longer there: Sales" in found
    assert "Departments changed between 2026-Q1 and 2026-Q2" in found


def test_comparison_under_a_map_stands_beside_the_one_by_names(acme, kept):
    mapped(acme, kept[1])
    client, (first, _, last) = acme.client(LEA), kept[1]
    client.send(COMPARE, {"from": first, "to": last})
    place = f"{COMPARE}/{first}/{last}"

    under, named = page(client, place), page(client, f"{place}?names=then")

    assert "Field + Shops" in under
    assert "Departments are compared as a confirmed map says" in under
    assert "Field + Shops" not in named
    assert hash_of(under) != hash_of(named)


@pytest.mark.parametrize(
    ("two", "said"),
    [
        ((0, 0), "These are the same quarter twice: choose two."),
        ((2, 0), "2026-Q3 comes after 2026-Q1: choose the earlier quarter first."),
    ],
    ids=["the same", "reversed"],
)
@pytest.mark.parametrize("method", ["get", "send"])
def test_choice_that_is_none_is_told_in_a_sentence(standing, kept, two, said, method):
    first, last = (kept[1][place] for place in two)
    client = standing.client(LEA)

    if method == "get":
        answer = client.get(f"{COMPARE}?from={first}&to={last}")
    else:
        answer = client.send(COMPARE, {"from": first, "to": last})

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    assert f'<option value="{first}" selected>' in answer.get_data(as_text=True)
    page(client, f"{COMPARE}/{first}/{last}", 404)


def test_two_without_a_common_question_are_told_so(acme, kept):
    from diagnostic.jobs import ticking
    from questionnaires import content
    from tests.collection.company import launched, roster

    wave = launched(
        acme.installation,
        "E1",
        now=acme.now,
        people=roster({"leadership": 6, "Marketing": 8}),
        questionnaire=content("execution-health"),
    )
    ticking.seal(acme.installation, [wave], acme.now + 14 * DAY)

    answer = acme.client(LEA).get(f"{COMPARE}?from={kept[1][0]}&to={wave}")

    assert answer.status_code == 422
    assert "asked different questionnaires" in answer.get_data(as_text=True)


def test_wave_of_another_company_is_as_unknown_as_one_that_is_not_there(acme, kept):
    from diagnostic.pipeline import life, waves
    from diagnostic.store import waves as stored
    from tests.collection.company import SOURCE, roster

    acme.company("Beta")
    waves.create(
        acme.installation,
        "beta",
        "2026-Q1",
        questionnaire=SOURCE,
        roster=roster(TOGETHER),
        now=NOW,
    )
    life.launch(acme.installation, "beta", "2026-Q1", NOW)
    with acme.installation.database.reading() as session:
        theirs = stored.find(session, "beta", "2026-Q1").id
    client = acme.client(LEA)

    for other in (theirs, "0123456789abcdef", "%00"):
        page(client, f"{COMPARE}?from={kept[1][0]}&to={other}", 404)
        page(client, f"{COMPARE}?from={other}&to={kept[1][2]}", 404)
        assert client.send(COMPARE, {"from": kept[1][0], "to": other}).status_code == (
            404
        )


def test_names_are_texts_on_every_page_of_quarters(office):
    before = {"leadership": 8, EVIL: 12, "Sales": 14}
    now = {"leadership": 8, f"{EVIL}2": 12, "Sales": 14}
    ids = played(office, {"2026-Q1": before, "2026-Q2": now})
    client, place = office.client(ANA), f"{COMPARE}/{ids[0]}/{ids[1]}"
    draw = f"{HOME}/map/{ids[0]}/{ids[1]}"
    drawn = {"became-0": "0", "became-1": "1"}

    seen = [
        client.get(HOME),
        client.get(draw),
        client.send(draw, {"review": "1"}),
        client.send(draw, {**drawn, "review": "1"}),
        client.send(draw, {**drawn, "confirm": "1"}, follow_redirects=True),
        client.get(place),
        client.get(HOME),
    ]

    assert [Inert(answer.get_data(as_text=True)).found for answer in seen] == [[]] * 7
    assert all(EVIL in unescape(answer.get_data(as_text=True)) for answer in seen)


def test_comparing_is_written_down(acme, kept):
    acme.client(LEA).send(COMPARE, {"from": kept[1][0], "to": kept[1][2]})

    assert "Compared 2026-Q3 with 2026-Q1" in words(
        page(acme.client(ANA), "/app/companies/acme/log")
    )


def test_release_that_was_changed_is_not_shown(acme, kept, monkeypatch):
    from sqlalchemy import update

    from diagnostic.pipeline import remembering
    from diagnostic.store.models import Release

    monkeypatch.setattr(remembering, "memory", remembering.Memory())
    with acme.installation.database.writing() as session:
        for name in _triggers(session):
            session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        session.execute(
            update(Release)
            .where(Release.wave_id == kept[1][0])
            .values(document=b'{"wave": "2026-Q1"}')
        )

    page(acme.client(LEA), HOME, 500)


def _triggers(session):
    found = session.connection().exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'release'"
    )
    return [name for (name,) in found]
