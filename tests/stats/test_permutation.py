"""Relabellings: every one is counted, or enough are drawn, always the same ones."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.stats import permutation
from diagnostic.stats.permutation import p_values, relabellings, seed_of

cells = st.lists(st.integers(0, 4), min_size=1, max_size=5)


def mean_gap(tables, others):
    """Distance of the means, written for tables over the codes 0, 1, 2, …"""
    codes = np.arange(tables.shape[1])
    return np.abs(
        tables @ codes / tables.sum(axis=1) - others @ codes / others.sum(axis=1)
    )


def exact(counts, others):
    return relabellings(
        np.array(counts), np.array(others), limit=50_000, draws=99, seed=1
    )


@given(cells.filter(any), st.data())
def test_every_table_is_listed_once_with_its_share_of_the_relabellings(x, data):
    y = data.draw(st.lists(st.integers(0, 3), min_size=len(x), max_size=len(x)))
    pool = [i for i, (a, b) in enumerate(zip(x, y, strict=True)) for _ in range(a + b)]
    if sum(x) > 6 or math.comb(len(pool), sum(x)) > 3_000:
        return
    seen: dict = {}
    for chosen in combinations(pool, sum(x)):
        table = tuple(chosen.count(i) for i in range(len(x)))
        seen[table] = seen.get(table, 0) + 1
    ways = math.comb(len(pool), sum(x))

    found = exact(x, y)

    assert found.weights is not None
    listed = dict(zip(map(tuple, found.tables.tolist()), found.weights, strict=True))
    assert len(listed) == len(found.tables)
    assert listed == pytest.approx({t: n / ways for t, n in seen.items()})


# Brunner & Munzel (2000): 4,457,400 relabellings fall into 160 tables, the rarest
# of which has a share of 2.2435e-7.
def test_the_relabellings_of_the_paper_are_160_tables():
    found = exact([11, 2, 0, 1, 0], [3, 1, 4, 2, 1])

    assert len(found.tables) == 160
    assert found.weights is not None
    assert found.weights.sum() == pytest.approx(1)
    assert found.weights.min() == pytest.approx(2.2435e-7, rel=1e-4)


@pytest.mark.parametrize(("limit", "drawn"), [(160, False), (159, True)])
def test_beyond_the_limit_relabellings_are_drawn(limit, drawn):
    x, y = np.array([11, 2, 0, 1, 0]), np.array([3, 1, 4, 2, 1])

    found = relabellings(x, y, limit=limit, draws=50, seed=3)

    assert (found.weights is None) == drawn
    assert len(found.tables) == (50 if drawn else 160)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param([3, 0, 5, 2], [40, 30, 20, 60], id="few people"),
        pytest.param([300, 200], [500, 700], id="many people in few cells"),
    ],
)
def test_drawn_tables_hold_the_people_there_are(x, y):
    x, y = np.array(x), np.array(y)

    found = relabellings(x, y, limit=0, draws=2_000, seed=5)

    assert (found.tables.sum(axis=1) == x.sum()).all()
    assert ((found.tables >= 0) & (found.tables <= x + y)).all()
    # The mean of a hypergeometric is its share of everybody; 5 standard errors.
    share = x.sum() / (x + y).sum()
    expected = share * (x + y)
    error = np.sqrt(expected * (1 - share) / 2_000)
    assert (np.abs(found.tables.mean(axis=0) - expected) < 5 * error).all()


def test_a_drawn_p_is_close_to_the_exact_one():
    x, y = np.array([1, 2, 4, 5]), np.array([6, 7, 4, 2])
    observed = float(mean_gap(x[None], y[None])[0])
    p, smallest = p_values(exact(x, y), mean_gap, observed)

    drawn = relabellings(x, y, limit=0, draws=9_999, seed=11)
    near, least = p_values(drawn, mean_gap, observed)

    # Five standard errors of a share among 9,999.
    assert near == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / 9_999))
    assert least == 1e-4
    assert smallest < least


def test_a_drawn_p_counts_the_data_itself():
    x, y = np.array([6, 0]), np.array([0, 30])
    drawn = relabellings(x, y, limit=0, draws=99, seed=2)

    # By hand: one table in 1,947,792 is as extreme, none of 99 is: (1 + 0)/(99 + 1).
    assert p_values(drawn, mean_gap, 1.0) == (0.01, 0.01)


def test_infinite_statistics_tie_with_each_other_only():
    found = exact([2, 0], [0, 3])

    def apart(tables, others):
        return np.where(tables[:, 0] == 2, math.inf, 5.0)

    # By hand: one of the ten relabellings.
    assert p_values(found, apart, math.inf) == pytest.approx((0.1, 0.1))
    assert p_values(found, apart, 5.0) == pytest.approx((1.0, 0.1))


def test_values_that_rounding_told_apart_are_ties():
    found = exact([1, 1], [2, 1])

    def nearly(tables, others):
        return 2.0 + 1e-10 * tables[:, 0]

    assert p_values(found, nearly, 2.0 + 1e-10) == (1.0, 1.0)


def test_work_is_done_in_blocks_without_changing_it(monkeypatch):
    x, y = np.array([3, 2, 1, 4]), np.array([2, 5, 3, 1])
    whole = p_values(exact(x, y), mean_gap, 0.4)

    monkeypatch.setattr(permutation, "BLOCK", 8)

    assert p_values(exact(x, y), mean_gap, 0.4) == whole


def test_the_seed_is_that_of_the_data():
    values, x, y = np.array([1.0, 2.0]), np.array([3, 4]), np.array([5, 6])
    seed = seed_of(values, x, y)

    assert seed == seed_of(values.copy(), x.copy(), y.astype(np.int32))
    others = [seed_of(values + 1, x, y), seed_of(values, y, x), seed_of(values, x, x)]
    assert seed not in others
    # sha256sum of the doubles 1, 2 and the 64-bit integers 3, 4, 5, 6, little-endian.
    assert f"{seed:064x}".startswith("4d564cb59f512c30d8e6449c0f976a66")
