"""What became of departments: asked on a page, looked at, confirmed for good."""

import re
from html import unescape

import pytest

from diagnostic.store import models as m
from diagnostic.store import quarters
from tests.workspace.exhibits import plain
from tests.workspace.reorganised import ANA, HOME, SHAPE

PAIRS = [
    ("Legal", "Legal"),
    ("Marketing", "Marketing"),
    ("Sales", "Field"),
    ("Sales", "Shops"),
]


@pytest.fixture
def place(kept):
    return f"{HOME}/map/{kept[1][0]}/{kept[1][1]}"


def ticks(answer):
    """What is ticked on a page."""
    return re.findall(
        r'name="((?:became-\d+|gone|new))" value="(\d+)" checked',
        answer.get_data(as_text=True),
    )


def hidden(answer):
    """What a page sends along unseen."""
    return re.findall(
        r'type="hidden" name="((?:became-\d+|gone|new))" value="(\d+)"',
        answer.get_data(as_text=True),
    )


def said(answer, field):
    """What a page says at a field."""
    found = re.findall(
        rf'<p class="fault" id="f-{field}">(.*?)</p>', answer.get_data(as_text=True)
    )
    return [plain(unescape(one)) for one in found]


def confirmed(office, kept):
    with office.installation.database.reading() as session:
        found = quarters.mapped(session, *kept[1][:2])
        return found and sorted(found)


def test_equal_names_are_ticked_already(acme, place):
    answer = acme.client(ANA).get(place)

    assert answer.status_code == 200
    assert ticks(answer) == [("became-0", "1"), ("became-1", "2")]


def test_map_is_looked_at_before_it_is_kept(acme, place, kept):
    client = acme.client(ANA)

    looked = client.send(place, SHAPE)

    found = plain(unescape(looked.get_data(as_text=True)))
    assert looked.status_code == 200
    assert "Sales Field + Shops Every dimension." in found
    assert "This is final." in found
    assert confirmed(acme, kept) is None
    assert sorted(hidden(looked)) == [
        ("became-0", "1"),
        ("became-1", "2"),
        ("became-2", "0"),
        ("became-2", "3"),
    ]


def test_map_that_was_looked_at_can_be_changed_and_nothing_is_lost(acme, place):
    answer = acme.client(ANA).send(place, {**SHAPE, "change": "1"})

    assert answer.status_code == 200
    assert ticks(answer) == [
        ("became-0", "1"),
        ("became-1", "2"),
        ("became-2", "0"),
        ("became-2", "3"),
    ]


def test_confirmed_map_is_kept_compared_and_written_down(acme, place, kept):
    client = acme.client(ANA)

    answer = client.send(place, {**SHAPE, "confirm": "1"})
    shown = client.get(place).get_data(as_text=True)

    assert (answer.status_code, answer.location) == (303, place)
    assert confirmed(acme, kept) == PAIRS
    assert "This map is confirmed and can no longer be changed." in shown
    compared = client.get(f"{HOME}/compare/{kept[1][0]}/{kept[1][1]}")
    assert "Field + Shops" in compared.get_data(as_text=True)
    log = client.get("/app/companies/acme/log").get_data(as_text=True)
    assert "Said what became of departments between 2026-Q1 and 2026-Q2" in log


def test_second_map_is_refused_in_a_sentence(acme, place, kept):
    client = acme.client(ANA)
    client.send(place, {**SHAPE, "confirm": "1"})

    other = {**SHAPE, "became-2": ["0"], "new": ["3"], "confirm": "1"}
    answer = client.send(place, other, follow_redirects=True)

    assert "is confirmed already" in answer.get_data(as_text=True)
    assert confirmed(acme, kept) == PAIRS


def test_map_that_comes_too_late_is_refused_and_nothing_is_lost(acme, place, kept):
    first, second, last = kept[1]
    client = acme.client(ANA)
    client.send(place, {**SHAPE, "confirm": "1"})
    client.send(f"{HOME}/compare", {"from": first, "to": last})
    drawn = {"became-0": "0", "became-1": "1", "became-2": "2", "gone": "3", "new": "3"}

    answer = client.send(f"{HOME}/map/{second}/{last}", {**drawn, "confirm": "1"})

    opened = client.get(f"{HOME}/map/{second}/{last}")
    assert "It is too late for a map: Waves before" in opened.text
    assert "See what this makes" not in opened.text
    assert answer.status_code == 422
    assert "are compared already, with departments of equal" in answer.text
    assert ticks(answer) == list(drawn.items())


def test_imported_wave_is_marked_at_every_step_of_a_map(acme, place, kept):
    with acme.installation.database.writing() as session:
        session.get(m.Wave, kept[1][0]).imported = True
    client = acme.client(ANA)

    pages = [client.get(place), client.send(place, SHAPE)]
    client.send(place, {**SHAPE, "confirm": "1"})

    for answer in (*pages, client.get(place)):
        assert "Imported: 2026-Q1." in answer.text


def test_department_can_be_gone_and_another_new(acme, place, kept):
    drawn = {"became-0": "1", "became-1": "2", "gone": "2", "new": ["0", "3"]}

    answer = acme.client(ANA).send(place, {**drawn, "confirm": "1"})

    assert answer.status_code == 303
    assert confirmed(acme, kept) == PAIRS[:2]


@pytest.mark.parametrize(
    ("drawn", "field", "sentence"),
    [
        pytest.param(
            {"became-0": "1", "became-1": "2", "new": ["0", "3"]},
            "became-2",
            "This leaves people out: what became of Sales, or is it gone?",
            id="left out",
        ),
        pytest.param(
            {**SHAPE, "became-2": "0"},
            "new-3",
            "Shops came from nowhere: is it new?",
            id="from nowhere",
        ),
        pytest.param(
            {**SHAPE, "gone": "2"},
            "became-2",
            "Sales cannot be gone and have become a team.",
            id="gone and not",
        ),
        pytest.param(
            {**SHAPE, "new": "1"},
            "new-1",
            "Legal cannot be new and come from a team.",
            id="new and not",
        ),
    ],
)
@pytest.mark.parametrize("button", [{}, {"confirm": "1"}], ids=["look", "confirm"])
def test_fault_is_told_at_its_department_and_nothing_is_lost(
    acme, place, kept, drawn, field, sentence, button
):
    answer = acme.client(ANA).send(place, {**drawn, **button})

    assert answer.status_code == 422
    assert said(answer, field) == [sentence]
    assert f'<a href="#{field}">' in answer.get_data(as_text=True)
    sent = {(name, value) for name, values in drawn.items() for value in [*values]}
    assert set(ticks(answer)) == sent
    assert confirmed(acme, kept) is None


def test_circle_is_told(acme, place, kept):
    crossed = {"became-0": "2", "became-1": "1", "became-2": ["0", "3"]}

    answer = acme.client(ANA).send(place, crossed)

    assert answer.status_code == 422
    found = plain(unescape(answer.get_data(as_text=True)))
    assert "Legal → Marketing → Legal is a circle" in found


@pytest.mark.parametrize(
    "junk",
    [
        {"became-0": ["1", "99", "-1", "x", "²", ""], "became-9": "1", "gone": "7"},
        {"became-0": "1" * 5_000},
    ],
    ids=["no places", "long"],
)
def test_what_is_no_department_is_left_out(acme, place, junk):
    answer = acme.client(ANA).send(place, junk)

    assert answer.status_code == 422
    assert set(ticks(answer)) <= {("became-0", "1")}


@pytest.mark.parametrize("two", [(0, 2), (1, 0), (0, 0)], ids=["far", "back", "same"])
def test_only_neighbours_are_mapped(acme, kept, two):
    first, last = (kept[1][place] for place in two)

    assert acme.client(ANA).get(f"{HOME}/map/{first}/{last}").status_code == 404


def test_map_is_offered_no_more_once_it_is_there(acme, place):
    client = acme.client(ANA)
    client.send(place, {**SHAPE, "confirm": "1"})

    found = client.get(HOME).get_data(as_text=True)

    assert "Say what became of them" not in found
    assert f'<a href="{place}">See the map</a>' in found
