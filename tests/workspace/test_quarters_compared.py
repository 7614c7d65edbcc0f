"""Any two quarters of a company side by side: chosen, computed once, shown."""

import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from diagnostic.jobs import ticking
from diagnostic.pipeline import life, waves
from diagnostic.store import models as m
from diagnostic.store import quarters
from diagnostic.store import waves as stored
from questionnaires import content
from tests.collection import elsewhere
from tests.collection.company import DAY, NOW, SOURCE, launched, roster
from tests.workspace.exhibits import rows
from tests.workspace.reorganised import (
    ANA,
    HOME,
    LEA,
    SHAPE,
    TOGETHER,
    page,
    played,
    words,
)
from tests.workspace.test_markup import EVIL, Inert

COMPARE = f"{HOME}/compare"


def mapped(office, ids):
    path = f"{HOME}/map/{ids[0]}/{ids[1]}"
    answer = office.client(ANA).send(path, {**SHAPE, "confirm": "1"})
    assert answer.status_code == 303


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
    with acme.installation.database.reading() as session:
        acts = session.scalars(select(m.Event.act)).all()
    assert acts.count("waves_compared") == 1
    assert hash_of(page(client, place)) == hash_of(shown)


def hash_of(found):
    return re.search(r"SHA-256 of this comparison: (\w{64})", found)[1]


def test_comparison_says_what_the_document_says(acme, kept):
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

    assert "Not yet in 2026-Q1, with nothing to compare: Field and Shops" in found
    assert "In 2026-Q1 and no longer there: Sales" in found
    assert "Departments changed between 2026-Q1 and 2026-Q2" in found


def test_comparison_under_a_map_stands_beside_the_one_by_names(acme, kept):
    mapped(acme, kept[1])
    client, (first, _, last) = acme.client(LEA), kept[1]
    client.send(COMPARE, {"from": first, "to": last})
    place = f"{COMPARE}/{first}/{last}"

    under, named = page(client, place), page(client, f"{place}?names=then")

    assert "Field + Shops" in under
    assert "They are compared as a confirmed map says" in under
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
    wave = launched(
        acme.installation,
        "E1",
        now=acme.now,
        people=roster({"leadership": 6, "Marketing": 8}),
        questionnaire=content("execution-health"),
    )
    ticking.seal(acme.installation, [wave], acme.now + 14 * DAY)

    answer = acme.client(LEA).get(f"{COMPARE}?from={kept[1][0]}&to={wave}")

    found = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "asked different questionnaires" in found
    for chosen in (kept[1][0], wave):
        assert f'<option value="{chosen}" selected>' in found


def test_wave_of_another_company_is_as_unknown_as_one_that_is_not_there(acme, kept):
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


def test_imported_quarters_that_nobody_compared_are_not_said_to_have_stood_still(
    office,
):
    office.company()
    client = office.signed_in(LEA, "leader", "acme")
    for number, name in enumerate(("2025-Q1", "2025-Q2")):
        found = elsewhere.read(elsewhere.answers([name], seed=number))
        elsewhere.add(office.installation, found, whole=False)

    first = page(client)
    [way] = re.findall(r'class="button" href="([^"]*compare[^"]*)"', unescape(first))
    offered = client.get(client.get(way).location).get_data(as_text=True)
    ids = dict(re.findall(r'name="(from|to)" value="(\w+)"', offered))
    shown = page(client, client.send(COMPARE, ids).location)

    for said in (words(first), words(shown)):
        assert "What has moved since 2025-Q1 cannot be said." in said
        assert "could be compared" not in said
        assert "2025-Q1 (imported)" in said
    assert "Imported: 2025-Q1 and 2025-Q2." in words(offered)
    assert "it was not compared with 2025-Q1, as answers were imported" in words(first)
    assert "only what is shown is known, so no change can be tested" in words(shown)
    assert "Its questions" not in shown


def test_comparison_by_names_is_offered_by_names(acme, kept):
    mapped(acme, kept[1])
    client, (first, _, last) = acme.client(LEA), kept[1]
    place = f"{COMPARE}/{first}/{last}?names=then"
    fields = dict(
        re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', page(client, place))
    )

    assert client.send(COMPARE, fields).location == place
