"""A document from elsewhere is taken for a release only if it has every part of one."""

import copy

import pytest

from diagnostic.release.form import flaw
from diagnostic.release.shapes import misfit, text
from questionnaires import load
from tests.disclosure.companies import companies
from tests.printing.companies import company


@pytest.fixture(scope="module")
def published():
    """A release of four waves, and one with gates, choices and blind spots."""
    people = {"leadership": 12, "Sales": 24, "IT": 9, "HR": 4}
    asked = load("initiative-readiness")
    return [
        company(people, {"Sales": 2.5}, waves=3)[:2],
        company(people, asked=asked, invited=people)[:2],
    ]


def test_the_initiative_that_was_asked_about_may_stand_in_it(published):
    document, asked = published[1]

    assert flaw({**document, "subject": "New shop"}, asked) is None
    assert flaw({**document, "subject": ""}, asked) == "subject"
    assert flaw({**document, "subject": None}, asked) == "subject"


def places(value, place=()):
    """Give each kind of place once: the way there, through first entries of lists."""
    yield place
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*place, key))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*place, 0))


def changed(document, place, change):
    document = copy.deepcopy(document)
    *way, last = place
    around = document
    for step in way:
        around = around[step]
    change(around, last)
    return document


def spoil(around, last):
    around[last] = "\0"


def test_releases_have_the_form_of_one(published):
    found = [flaw(document, asked) for document, asked in published]
    found += [
        flaw(document, each.questionnaire)
        for each in companies(20, 1)
        for document in each.releases()
    ]

    assert len(found) > 20
    assert set(found) == {None}


def test_sections_of_the_examples_are_filled(published):
    empty = [{key for key in doc if doc[key] in ([], None)} for doc, _ in published]

    assert empty[0] & empty[1] <= {"collection", "readiness"}


def test_nothing_may_be_of_another_kind(published):
    for document, asked in published:
        for place in list(places(document))[1:]:
            assert flaw(changed(document, place, spoil), asked) is not None, place


def test_nothing_may_be_missing(published):
    for document, asked in published:
        for place in list(places(document))[1:]:
            if isinstance(place[-1], str):
                less = changed(document, place, lambda around, last: around.pop(last))
                assert flaw(less, asked) is not None, place


@pytest.mark.parametrize("section", ["cells", "comparisons"])
def test_no_cell_may_be_missing_or_there_twice(published, section):
    for document, asked in published:
        less, more = copy.deepcopy(document), copy.deepcopy(document)
        less[section].pop()
        more[section].append(more[section][0])
        assert flaw(less, asked) == flaw(more, asked) == section


def test_release_of_another_questionnaire_is_none(published):
    (document, _), (_, asked) = published

    assert flaw(document, asked) is not None
    assert flaw([], asked) == "release"
    assert flaw({}, asked) == "groups"


@pytest.mark.parametrize(
    ("value", "shape", "place"),
    [
        pytest.param({"a": 1}, {"a": int}, None, id="as it should be"),
        pytest.param({"a": True}, {"a": int}, "a", id="a truth is no number"),
        pytest.param({"a": [{"b": 1}, {"b": ""}]}, {"a": [{"b": int}]}, "a[1].b",
                     id="deep down"),
        pytest.param({"a": 1, "b": 1}, {"a": int}, "", id="more than that"),
        pytest.param({"a": []}, {"a": ({"x"}, None)}, "a", id="no text"),
        pytest.param({"a": None}, {"a": ({"x"}, None)}, None, id="nothing"),
        pytest.param({"a": "\ud800"}, {"a": text(9)}, "a", id="half a character"),
        pytest.param({"a": "10 chars.."}, {"a": text(9)}, "a", id="long text"),
    ],
)  # fmt: skip
def test_first_misfit_is_named(value, shape, place):
    assert misfit(value, shape) == place
