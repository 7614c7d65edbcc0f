"""Which items of two versions of a questionnaire ask the same."""

import pytest

from questionnaires.versions import fully_shared, shared_items
from tests.stats.companies import questionnaire

ITEMS = {"d": ["a", "b", "c"]}
FIRST = questionnaire(ITEMS)


def version(number, *, items=ITEMS, **options):
    return questionnaire(items, version=number, **options)


@pytest.mark.parametrize(
    ("later", "shared"),
    [
        pytest.param(version(1), "abc", id="the same version"),
        pytest.param(version(2), "abc", id="next version, nothing changed"),
        pytest.param(version(2, compared={"b": "reworded"}), "ac", id="one reworded"),
        pytest.param(version(2, compared={"b": "new"}), "ac", id="one made new"),
        pytest.param(version(2, items={"d": ["c", "x", "a"]}), "ca", id="one replaced"),
        pytest.param(version(2, reverse="b"), "ac", id="one turned"),
        pytest.param(version(2, key="other"), "", id="another questionnaire"),
        pytest.param(version(2, points=7), "", id="another scale"),
        pytest.param(
            version(2, items={"e": ["a", "b", "c"]}), "", id="no such dimension"
        ),
    ],
)
def test_items_are_shared_where_the_later_version_says_so(later, shared):
    dimension = later.dimensions[0].key

    assert shared_items(FIRST, later, dimension) == tuple(shared)


def test_going_back_to_an_older_version_asks_the_newer_one():
    newer = version(2, compared={"b": "reworded"})

    assert shared_items(newer, FIRST, "d") == ("a", "c")


def test_versions_that_are_not_neighbours_share_items_of_the_same_words():
    # Version 2 reworded 'b': to version 3 it is the same, to version 1 it is not.
    later = version(3, wording={"b": "Something else."})

    assert shared_items(FIRST, later, "d") == ("a", "c")
    assert shared_items(later, FIRST, "d") == ("a", "c")


@pytest.mark.parametrize(
    ("later", "shared", "expected"),
    [
        (version(2), ("a", "b", "c"), True),
        (version(2), ("a", "c"), False),
        (version(2, items={"d": ["a", "b"]}), ("a", "b"), False),
        (version(2, items={"d": ["a", "b", "c", "x"]}), ("a", "b", "c"), False),
        (version(2), (), False),
    ],
)
def test_a_dimension_is_the_same_if_both_consist_of_the_shared_items(
    later, shared, expected
):
    assert fully_shared(FIRST, later, "d", shared) is expected


def own(words, number=1, ids=None):
    """Ask one version with a company's own questions, by their words."""
    ids = ids or [f"own{n}" for n, _ in enumerate(words, 1)]
    return questionnaire(
        {**ITEMS, "own": ids},
        version=number,
        wording=dict(zip(ids, words, strict=True)),
    )


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    ("later", "ids", "shared"),
    [
        (["We learn.", "We share."], None, ("own1", "own2")),
        (["We learn.", "We share all."], None, ("own1",)),
        (["We share."], None, ()),
        (["We share.", "We learn."], ["own2", "own1"], ("own2", "own1")),
    ],
)
def test_own_questions_are_followed_by_their_very_words(number, later, ids, shared):
    before = own(["We learn.", "We share."])

    assert shared_items(before, own(later, number, ids), "own") == shared
    assert shared_items(before, own(later, number, ids), "d") == ("a", "b", "c")
