"""Comments: whose they are is told only where it is everybody's and nobody's (P7)."""

import random
import secrets
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.release.comments import released_comments
from diagnostic.rules import Rules

RULES = Rules()
MANY = {
    "Sales": 24,
    "Marketing": 12,
    "Design": 10,
    "Ops": 9,
    "leadership": 8,
    "Legal": 4,
}


def written(**numbers):
    """Write so many comments a group, all about one dimension."""
    return [
        (group, "resources", f"{group} {n}")
        for group, number in numbers.items()
        for n in range(number)
    ]


def released(comments, answered=MANY, rules=RULES):
    return released_comments(comments, answered, rules)


def groups(comments, **options):
    """Count what is released per group."""
    return dict(Counter(group for group, _, _ in released(comments, **options)))


def dimensions(comments):
    return dict(Counter(dimension for _, dimension, _ in released(comments)))


@pytest.mark.parametrize(("number", "kept"), [(0, 0), (2, 0), (3, 3)])
def test_fewer_than_three_in_the_company_are_not_kept_at_all(number, kept):
    assert len(released(written(Sales=number))) == kept


def test_blanks_are_trimmed_and_empty_comments_dropped_before_they_are_counted():
    said = [
        ("Sales", "d", "  No time. \r\n"),
        ("Sales", "d", " \t\n"),
        ("Ops", "d", ""),
    ]
    said += [("Ops", "d", "Yes"), ("Ops", "d", "No\nreally")]

    texts = {text for *_, text in released(said)}
    assert texts == {"No time.", "Yes", "No\nreally"}
    assert released(said[:4]) == []


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        pytest.param({"Sales": 5}, {"Sales": 5}, id="nobody else wrote"),
        pytest.param({"Sales": 4}, {None: 4}, id="four comments"),
        pytest.param({"Design": 5}, {"Design": 5}, id="ten answers"),
        pytest.param({"Ops": 9}, {None: 9}, id="nine answers"),
        pytest.param({"Legal": 6}, {None: 6}, id="four answers"),
        pytest.param({"Unknown": 6}, {None: 6}, id="no answers at all"),
        pytest.param(
            {"Sales": 6, "Ops": 2, "Legal": 1}, {"Sales": 6, None: 3}, id="a rest of 3"
        ),
        pytest.param({"Sales": 6, "Ops": 1, "Legal": 1}, {None: 8}, id="a rest of 2"),
        pytest.param({"Sales": 6, "Ops": 7}, {None: 13}, id="a rest of one group"),
        pytest.param(
            {"Sales": 8, "Marketing": 6, "Ops": 3},
            {"Sales": 8, None: 9},
            id="the smaller one joins a rest of one group",
        ),
        pytest.param(
            {"Sales": 6, "Marketing": 8, "Ops": 1},
            {"Marketing": 8, None: 7},
            id="the smaller one joins a single comment",
        ),
        pytest.param(
            {"Sales": 6, "Marketing": 6, "Ops": 1},
            {"Sales": 6, None: 7},
            id="of two alike the first by name",
        ),
        pytest.param(
            {"Sales": 9, "Marketing": 7, "Design": 5},
            {"Sales": 9, "Marketing": 7, "Design": 5},
            id="no rest",
        ),
    ],
)
def test_a_group_is_told_where_the_rest_still_hides_whose_it_is(comments, expected):
    assert groups(written(**comments)) == expected


def test_a_group_below_the_minimum_of_its_wave_is_never_told():
    assert groups(written(Marketing=8), rules=Rules(minimum=13)) == {None: 8}


def about(**numbers):
    return [
        ("Sales", dimension, f"{dimension} {n}")
        for dimension, number in numbers.items()
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        pytest.param({"a": 5}, {"a": 5}, id="one dimension"),
        pytest.param({"a": 3, "b": 3}, {"a": 3, "b": 3}, id="three each"),
        pytest.param({"a": 2, "b": 2, "c": 2}, {None: 6}, id="two each"),
        pytest.param({"a": 4, "b": 2}, {None: 6}, id="a rest of one dimension"),
        pytest.param({"a": 4, "b": 1, "c": 1}, {None: 6}, id="a rest of two comments"),
        pytest.param({"a": 4, "b": 2, "c": 1}, {"a": 4, None: 3}, id="a rest of three"),
        pytest.param(
            {"a": 5, "b": 4, "c": 2}, {"a": 5, None: 6}, id="the smaller one joins"
        ),
    ],
)
def test_a_dimension_is_told_where_three_stand_together(comments, expected):
    assert dimensions(about(**comments)) == expected


def test_dimensions_are_counted_within_each_list():
    said = [("Sales", "a", f"s{n}") for n in range(5)]
    said += [("Ops", "a", "o1"), ("Legal", "a", "l1"), ("Legal", "b", "l2")]

    assert Counter((g, d) for g, d, _ in released(said)) == {
        ("Sales", "a"): 5,
        (None, None): 3,
    }


def test_no_order_survives():
    said = written(Sales=6, Ops=3, Legal=2)
    seen = []
    for seed in range(20):
        random.Random(seed).shuffle(said)  # noqa: S311  # only the order of the input
        released_comments(said, MANY, RULES, shuffle=lambda r: seen.append(list(r)))

    assert len(seen) == 20
    assert all(order == seen[0] for order in seen)


def test_the_order_is_drawn_from_the_system(monkeypatch):
    def drawn(self, remarks):
        remarks.sort(key=lambda remark: remark[2], reverse=True)

    monkeypatch.setattr(secrets.SystemRandom, "shuffle", drawn)

    texts = [text for *_, text in released(written(Sales=6))]
    assert texts == sorted(texts, reverse=True)


said = st.lists(
    st.tuples(
        st.sampled_from(sorted(MANY)),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["yes", " no ", "", "  ", "why?"]),
    ),
    max_size=40,
)


@settings(max_examples=300)
@given(said, st.fixed_dictionaries({group: st.integers(0, 14) for group in MANY}))
def test_every_list_hides_whose_comments_it_holds(comments, answered):
    found = released(comments, answered)
    full = [(g, d, t.strip()) for g, d, t in comments if t.strip()]

    # Nothing is lost, added or told wrongly.
    assert Counter(t for *_, t in found) == (
        Counter(t for *_, t in full) if len(full) >= 3 else Counter()
    )
    for group in {g for g, _, _ in found} - {None}:
        own = Counter(t for g, _, t in full if g == group)
        assert Counter(t for g, _, t in found if g == group) == own
        assert answered[group] >= 10
        assert own.total() >= 5
    # A list is of three or more; what has no group is of two groups or more.
    told = {g for g, _, _ in found if g}
    rest = [g for g, _, _ in full if g not in told]
    assert not (told and rest) or (len(rest) >= 3 and len(set(rest)) >= 2)
    for number in Counter((g, d) for g, d, _ in found).values():
        assert number >= 3
    # The same of dimensions, within each list.
    for group in {g for g, _, _ in found}:
        mine = [d for g, d, _ in full if (g if g in told else None) == group]
        named = {d for g, d, _ in found if g == group and d}
        others = [d for d in mine if d not in named]
        assert not (named and others) or (len(others) >= 3 and len(set(others)) >= 2)
        for dimension in named:
            there = sum((g, d) == (group, dimension) for g, d, _ in found)
            assert there == mine.count(dimension)
