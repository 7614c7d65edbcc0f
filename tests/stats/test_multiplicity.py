"""Adjusted p-values are those of R's p.adjust and of the 1995 paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.stats.multiplicity import benjamini_hochberg, holm
from tests.stats import reference

# Benjamini & Hochberg (1995), the fifteen p-values of their example.
P = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
    0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1,
]  # fmt: skip
# R: p.adjust(p, "BH")
BH = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765,
    0.486, 0.5811818, 0.714875, 0.7532308, 0.8132143, 1,
]  # fmt: skip
# R: p.adjust(p, "holm")
HOLM = [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, *[1] * 6]

families = st.lists(st.floats(1e-300, 1), min_size=1, max_size=30)


def test_benjamini_hochberg_agrees_with_r():
    assert benjamini_hochberg(P) == pytest.approx(BH, abs=5e-8)


def test_holm_agrees_with_r():
    assert holm(P) == pytest.approx(HOLM, abs=5e-8)


@pytest.mark.parametrize(("adjust", "rejected"), [(benjamini_hochberg, 4), (holm, 3)])
def test_as_many_are_rejected_as_in_the_paper(adjust, rejected):
    assert (adjust(P) <= 0.05).sum() == rejected


@pytest.mark.parametrize("adjust", [benjamini_hochberg, holm])
def test_a_family_of_none_or_one_is_left_as_it_is(adjust):
    assert adjust([]).size == 0
    assert adjust([0.03]).tolist() == [0.03]


@given(families)
def test_both_agree_with_their_definitions(p):
    assert benjamini_hochberg(p) == pytest.approx(reference.benjamini_hochberg(p))
    assert holm(p) == pytest.approx(reference.holm(p))


@given(families)
def test_adjusting_only_ever_raises_a_p_and_holm_raises_it_more(p):
    adjusted, strict = benjamini_hochberg(p), holm(p)

    assert all(
        own <= a * (1 + 1e-12) and a <= s * (1 + 1e-12) and s <= 1
        for own, a, s in zip(p, adjusted, strict, strict=True)
    )


@given(families, st.randoms(use_true_random=False))
def test_the_order_of_a_family_does_not_matter(p, random):
    order = list(range(len(p)))
    random.shuffle(order)

    for adjust in (benjamini_hochberg, holm):
        shuffled = adjust([p[i] for i in order])
        assert shuffled.tolist() == [adjust(p)[i] for i in order]
