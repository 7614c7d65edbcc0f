"""What may be shown: every rule of disclosure by hand-counted examples."""

import dataclasses
import json
import math
from datetime import date

import pytest

from diagnostic.release import digest, release, to_bytes, verify
from diagnostic.release.display import Display, minus, nearest, outwards, two_digits
from diagnostic.release.figures import shares
from diagnostic.release.notes import contradiction
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.stats.findings import Comparison
from diagnostic.tally import tally_sheets
from questionnaires import load
from tests.disclosure.companies import companies, questionnaire
from tests.disclosure.exact import exact_texts

FIVE = questionnaire((5,))


def people(group, *sheets, asked=FIVE):
    """People of a group: one list of answers each, or one number for all items."""
    ids = [item.id for item in asked.items]
    return [
        (
            group,
            dict(
                zip(
                    ids,
                    [answers] * len(ids) if isinstance(answers, int) else answers,
                    strict=True,
                )
            ),
        )
        for answers in sheets
    ]


def released(*groups, asked=FIVE, rules=None, previous=(), invited=None):
    sheets = [sheet for group in groups for sheet in group]
    tally = tally_sheets(asked, sheets, wave="w2")
    earlier = [
        tally_sheets(asked, [sheet for group in wave for sheet in group], wave="w1")
        for wave in previous
    ]
    rules = rules or Rules()
    found = diagnose(tally, rules, invited=invited, previous=earlier)
    before = [release(diagnose(one, rules), program="0.1.0") for one in earlier]
    return release(found, program="0.1.0", previous=before)


def cell(document, group, key="d0"):
    return next(
        c
        for c in document["cells"]
        if c["group"] == group and key in (c.get("dimension"), c.get("item"))
    )


def leaders(n=12):
    return people("leadership", *([4] * (n - n // 2) + [3] * (n // 2)))


# Means by hand: of n people, some answer one thing everywhere and the rest another.


@pytest.mark.parametrize(
    ("sheets", "mean", "item"),
    [
        pytest.param([4, 4, 3, 3], None, None, id="4 answers"),
        pytest.param([4, 4, 3, 3, 3], 3.4, 3.5, id="5 answers: 3.4"),
        pytest.param([4] * 3 + [3] * 6, 3.3, 3.5, id="9 answers: 3.333"),
        pytest.param([4] * 3 + [3] * 7, 3.3, 3.3, id="10 answers: 3.3"),
        pytest.param([4] * 5 + [3] * 14, 3.3, 3.3, id="19 answers: 3.263"),
        pytest.param([5] * 5, {"at_least": 4.2}, {"at_least": 4.0}, id="5 at the top"),
        pytest.param([1] * 9, {"at_most": 1.8}, {"at_most": 2.0}, id="9 at the bottom"),
        pytest.param(
            [5] * 10, {"at_least": 4.5}, {"at_least": 4.5}, id="10 at the top"
        ),
        pytest.param([4, 4, 4, 4, 4], 4.0, {"at_least": 4.0}, id="an item at 4.0"),
        pytest.param([4] * 6 + [5] * 4, 4.4, 4.4, id="10 just below the clamp"),
        pytest.param(
            [4] * 11 + [5] * 9, {"at_least": 4.5}, {"at_least": 4.5}, id="4.45 is 4.5"
        ),
    ],
)
def test_p1_p3_and_p4_round_and_clamp_means(sheets, mean, item):
    document = released(leaders(), people("Sales", *sheets))

    assert cell(document, "Sales")["mean"] == mean
    assert cell(document, "Sales", "d0i0")["mean"] == item
    assert cell(document, "Sales")["n"] == len(sheets)


def test_p1_hides_everything_of_a_small_cell_but_its_size():
    document = released(leaders(), people("Sales", 4, 4, 4, 4))
    (found,) = document["comparisons"]

    assert found["verdict"] == found["pattern"] == "not_shown"
    assert (found["n_leadership"], found["n_team"]) == (12, 4)
    assert found["mean_leadership"] == 3.5
    assert found["mean_team"] is found["difference"] is found["ci95"] is None
    assert document["items"] == []


def test_p1_follows_the_minimum_fixed_at_launch():
    document = released(
        leaders(), people("Sales", *[4] * 6), people("IT", *[4] * 7), rules=Rules(7)
    )

    assert cell(document, "Sales")["mean"] is None
    assert cell(document, "IT")["mean"] == 4.0


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        pytest.param([3, 3, 3, 4, 4], True, id="every team shown"),
        pytest.param([3, 3, 4, 4], False, id="a team of four"),
        pytest.param([5, 5, 5, 5, 5], False, id="a clamped team"),
    ],
)
def test_p2_totals_need_every_team_shown_and_unclamped(other, shown):
    document = released(
        leaders(), people("IT", *[3] * 5, *[4] * 5), people("HR", *other)
    )
    (total,) = document["totals"]

    assert (total["mean_team"] is not None) == shown
    assert (total["verdict"] != "not_shown") == shown
    if not shown:
        kept = {"dimension", "n_leadership", "n_team", "verdict", "pattern"}
        left = {k: v for k, v in total.items() if k not in kept}
        assert not any(left.values())


# Twelve leaders, half at 3 and half at 4, against twenty people of two teams at 1, 2,
# 2, 2, 3, 3, 3, 3, 4 and 5: p = .022. Where they answer alike in three more dimensions
# it becomes 4·.022 = .089.
@pytest.mark.parametrize(("more", "strength"), [(1, "notable"), (3, None)])
def test_total_is_never_strong_and_notable_only_among_all_dimensions(more, strength):
    asked = questionnaire((1,) * (1 + more))
    led = [[3 + n % 2] + [3 + n % 2] * more for n in range(12)]
    team = [
        [point] + [3 + n % 2] * more
        for n, point in enumerate((1, 2, 2, 2, 3, 3, 3, 3, 4, 5))
    ]
    document = released(
        people("leadership", *led, asked=asked),
        people("IT", *team, asked=asked),
        people("HR", *team, asked=asked),
        asked=asked,
    )
    first, *others = document["totals"]

    assert (first["verdict"], first["strength"]) == ("gap", strength)
    assert {total["strength"] for total in others} == {None}


def test_p2_subtracting_the_shown_teams_leaves_no_total_of_items():
    document = released(leaders(), people("IT", *[3] * 5, *[4] * 5))

    assert all(found["team"] is not None for found in document["items"])


# 10 people, half at 2 and half at 4: standard deviation √(10/9) = 1.054, mean absolute
# deviation 1 > 0.8. With 9, five at 2 and four at 4, nothing of it but the word.
def test_p3_and_p4_show_spread_from_ten_on():
    document = released(
        leaders(),
        people("IT", *[2] * 5, *[4] * 5),
        people("HR", *[2] * 5, *[4] * 4),
    )
    agreement = {a["group"]: a for a in document["agreement"]}

    assert cell(document, "IT")["sd"] == 1.1
    assert cell(document, "IT", "d0i0")["sd"] is None
    assert cell(document, "HR")["sd"] is None
    assert (agreement["IT"]["ad"], agreement["IT"]["divided"]) == (1.0, True)
    assert (agreement["HR"]["ad"], agreement["HR"]["divided"]) == (None, True)


def test_p3_does_not_say_that_a_group_is_of_one_mind():
    document = released(leaders(), people("IT", *[3] * 10))

    assert cell(document, "IT")["sd"] == {"at_most": 0.3}
    assert document["agreement"][1]["ad"] == {"at_most": 0.2}


# 20 people: 4 low, 6 in the middle, 10 high.
@pytest.mark.parametrize(
    ("sheets", "bands"),
    [
        pytest.param([2] * 4 + [3] * 6 + [4] * 9, None, id="19"),
        pytest.param([2] * 4 + [3] * 6 + [4] * 10, [0.2, 0.3, 0.5], id="20"),
        pytest.param(
            [3] * 2 + [4] * 18,
            [{"at_most": 0.1}, {"at_most": 0.1}, {"at_least": 0.9}],
            id="nine in ten",
        ),
    ],
)
def test_p3_bands_from_twenty_on(sheets, bands):
    document = released(leaders(), people("IT", *sheets))

    assert cell(document, "IT")["bands"] == bands
    assert cell(document, "IT", "d0i0")["bands"] is None


def test_bands_sum_to_one_and_hold_four_people_where_a_band_is_an_answer():
    assert shares([7, 7, 6], single=False) == [0.35, 0.35, 0.3]
    assert shares([7, 7, 6], single=True) == [0.4, 0.4, 0.2]
    assert shares([20, 15, 5], single=True) == [0.5, 0.4, 0.1]


def test_p5_from_ten_on_both_sides_gives_figures_and_below_words():
    document = released(
        leaders(),
        people("IT", *[2] * 5, *[3] * 5),
        people("HR", *[2] * 4, *[3] * 5),
    )
    small, large = document["comparisons"]

    assert (small["team"], large["team"]) == ("HR", "IT")
    assert large["difference"] == 1.0
    # Welch by hand: s² = 5·.25·2/… = .2727 (12 people), .2778 (10); the displayed
    # spreads are both 0.5: ã = (11·.25 + .5)/144 + (9·.25 + .5)/100 = .05007, df̃ 19.7,
    # half-width 2.088·.2238 = .467.
    assert large["ci95"] == [0.5, 1.5]
    assert large["theta"] == 0.88  # (6·10 + 6·5 + 6·5/2)/120 = .875
    assert isinstance(large["p_value"], float | dict)
    assert large["p_adjusted"] in [{"at_most": p} for p in (0.001, 0.01, 0.05)]
    assert small["ci95"] is not None
    assert all(2 * end == round(2 * end) for end in small["ci95"])
    for figure in ("theta", "cliffs_delta", "p_value", "p_adjusted", "p_holm", "ci90"):
        assert small[figure] is None
    assert small["effect"] == "large"
    assert small["strength"] in ("strong", "notable")


def test_p5_wide_intervals_contain_the_exact_ones():
    for company in companies(40, seed=3):
        for found in company.diagnoses():
            document = release(found, program="0")
            for exact, shown in zip(
                found.comparisons, document["comparisons"], strict=True
            ):
                if shown["ci95"] and not shown["ci90"]:
                    assert shown["ci95"][0] <= exact.ci95[0] + 1e-9
                    assert shown["ci95"][1] >= exact.ci95[1] - 1e-9


def test_p5_a_clamped_side_leaves_bounds_and_no_interval():
    document = released(leaders(), people("IT", *[5] * 10))
    (found,) = document["comparisons"]

    assert found["difference"] == {"at_most": -1.0}
    assert found["ci95"] is found["theta"] is found["p_value"] is None
    assert (found["verdict"], found["effect"]) == ("gap", "large")


def test_p6_hides_a_small_leadership_and_all_its_gaps():
    document = released(leaders(4), people("IT", *[2] * 10))
    (found,) = document["comparisons"]

    assert cell(document, "leadership")["mean"] is None
    assert found["verdict"] == "not_shown"
    assert found["mean_team"] == 2.0


def test_p6_a_declared_leadership_shows_mean_difference_and_verdict_alone():
    rules = Rules(small_leadership="declared")
    document = released(leaders(3), people("IT", *[2] * 10), rules=rules)
    (found,) = document["comparisons"]

    assert cell(document, "leadership")["mean"] == 3.7  # 11 thirds
    assert cell(document, "leadership", "d0i0")["mean"] is None
    assert (found["difference"], found["verdict"]) == (1.7, "gap")
    withheld = {"ci95", "ci90", "theta", "theta_ci95", "effect", "p_value", "reason"}
    assert all(found[name] is None for name in withheld | {"answers_needed"})
    assert all(item["difference"] is None for item in document["items"])
    assert document["agreement"][0]["divided"] is None


def test_p6_two_leaders_are_hidden_even_if_declared():
    rules = Rules(small_leadership="declared")
    document = released(leaders(2), people("IT", *[2] * 10), rules=rules)

    assert cell(document, "leadership")["mean"] is None


def test_p8_changes_are_differences_of_displayed_means():
    before = [people("leadership", *[3] * 12), people("IT", *[2] * 4, *[3] * 5)]
    document = released(
        people("leadership", *[4] * 12), people("IT", *[3] * 5), previous=[before]
    )
    changes = {c["group"]: c for c in document["changes"]}

    assert (changes["leadership"]["change"], changes["leadership"]["verdict"]) == (
        1.0,
        "rose",
    )
    assert changes["IT"]["change"] == 0.4  # 3.0 less 2.6, exactly .444
    assert changes["IT"]["p_value"] is None
    assert all(2 * end == round(2 * end) for end in changes["IT"]["ci95"])
    (gap,) = document["gap_changes"]
    assert gap["change"] == 0.6  # (4.0 − 3.0) less (3.0 − 2.6)
    assert gap["smallest"] == 5


def test_p8_a_change_needs_both_cells():
    before = [people("leadership", *[3] * 12), people("IT", *[2] * 4)]
    document = released(leaders(), people("IT", *[3] * 9), previous=[before])
    (change,) = (c for c in document["changes"] if c["group"] == "IT")

    assert change["verdict"] == "not_shown"
    assert change["change"] is None


def test_thresholds_grow_with_the_scale():
    # From 1 to 7 the range is 6: steps 0.15 and 0.75, clamps 1.2, 1.5 and 0.75 from
    # the ends.
    display = Display(7, Rules())

    assert display.mean(5, 4.6, items=1) == 4.75
    assert display.mean(5, 5.9, items=5) == {"at_least": 5.8}
    assert display.mean(5, 5.5, items=1) == {"at_least": 5.5}
    assert display.mean(10, 4.4, items=5) == 4.45
    assert display.mean(10, 6.2, items=5) == {"at_least": 6.25}


def test_differences_of_clamped_figures():
    assert minus(4.1, 2.6) == 1.5
    assert minus({"at_least": 4.2}, 3.0) == {"at_least": 1.2}
    assert minus(3.0, {"at_least": 4.2}) == {"at_most": -1.2}
    assert minus({"at_least": 4.2}, {"at_most": 1.8}) == {"at_least": 2.4}
    assert minus({"at_least": 4.2}, {"at_least": 4.5}) is None


def test_roundings():
    assert nearest(3.25, 0.5, anchor=1) == 3.5
    assert math.copysign(1, nearest(-0.02, 0.1)) == 1
    assert outwards(-0.2, 1.0, 0.5) == [-0.5, 1.0]
    assert two_digits(0.03456) == 0.035
    assert two_digits(1e-9) == {"at_most": 0.001}


def test_a_note_where_displayed_figures_contradict_the_verdict():
    written = {"difference": 0.4, "verdict": "gap", "direction": "leadership_higher"}

    assert contradiction(written, Display(5, Rules())) == "rounding"
    assert contradiction({**written, "difference": 0.5}, Display(5, Rules())) is None


def test_items_beside_a_clamped_item_do_not_undo_its_clamp():
    mixed = [[5, 3, 3, 3, 3]] * 12
    document = released(leaders(), people("IT", *mixed))

    assert cell(document, "IT", "d0i0")["mean"] == {"at_least": 4.0}
    assert cell(document, "IT", "d0i1")["mean"] == 3.0
    assert cell(document, "IT")["mean"] == 3.4


def test_an_unknown_figure_of_a_finding_is_withheld():
    fields = [("secret", float, dataclasses.field(default=4.123456))]
    spied = dataclasses.make_dataclass(
        "Spied", fields, bases=(Comparison,), frozen=True
    )
    found = next(companies(1, seed=1)).diagnoses()[0]
    comparisons = tuple(
        spied(**{f.name: getattr(c, f.name) for f in dataclasses.fields(c)})
        for c in found.comparisons
    )
    document = release(
        dataclasses.replace(found, comparisons=comparisons), program="0.1.0"
    )

    assert b"secret" not in to_bytes(document)
    assert b"4.123456" not in to_bytes(document)


def numbers(value, path=()):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from numbers(one, (*path, key))
    elif isinstance(value, list):
        for one in value:
            yield from numbers(one, path)
    elif isinstance(value, float):
        yield path, value


def on_grid(path, number):
    if any(name.startswith("p_") for name in path) or path[-1] in ("alpha", "theta"):
        return float(f"{number:.2g}") == number or round(number, 2) == number
    fine = {"slope", "bands", "shares", "cliffs_delta"} & set(path)
    step = 0.01 if "cliffs_delta" in path else 0.05 if fine else 0.1
    return abs(number / step - round(number / step)) < 1e-6


def test_every_number_stands_on_its_grid():
    for company in companies(60, seed=12):
        for found in company.diagnoses():
            document = release(found, company="Acme", program="0.1.0")
            document.pop("rules")
            off = [pair for pair in numbers(document) if not on_grid(*pair)]

            assert off == []


def test_no_exact_figure_is_in_the_release():
    for company in companies(20, seed=13):
        for found in company.diagnoses():
            document = release(found, program="0.1.0")
            document.pop("rules")
            shown = {f"{abs(number):.9f}" for _, number in numbers(document)}

            for text in exact_texts(found, digits=4):
                assert not any(one.startswith(text) for one in shown)


def test_the_hash_is_of_the_canonical_document():
    found = next(companies(1, seed=2)).diagnoses()[0]
    document = release(found, company="Café", closed=date(2026, 9, 30), program="0.1.0")
    again = dict(reversed(document.items()))

    assert verify(document)
    assert digest(again) == document["sha256"]
    assert to_bytes(again) == to_bytes(document)
    assert json.loads(to_bytes(document)) == document
    assert "Café".encode() in to_bytes(document)
    assert not verify({**document, "company": "Other"})
    assert release(
        found, company="Café", closed=date(2026, 9, 30), program="0.1.0"
    ) == (document)


COLLECTED = {"mode": "codes", "opened": "2026-09-16", "late": 2, "reminders": 0}


def test_how_answers_were_collected_is_written_and_covered_by_the_hash():
    found = next(companies(1, seed=2)).diagnoses()[0]
    document = release(found, program="0.1.0", collection=COLLECTED)
    other = {**document, "collection": {**COLLECTED, "late": 0}}

    assert document["collection"] == COLLECTED
    assert verify(document)
    assert not verify(other)
    assert release(found, program="0.1.0")["collection"] is None


def test_nothing_else_that_is_known_of_the_collection_is_written():
    found = next(companies(1, seed=2)).diagnoses()[0]
    given = {**COLLECTED, "addresses": ["ana@example.org"]}

    assert release(found, program="0.1.0", collection=given) == release(
        found, program="0.1.0", collection=COLLECTED
    )


def test_what_is_not_a_number_is_refused():
    found = next(companies(1, seed=2)).diagnoses()[0]
    broken = dataclasses.replace(found.reliability[0], alpha=math.inf)

    with pytest.raises((ValueError, OverflowError)):
        release(dataclasses.replace(found, reliability=(broken,)), program="0.1.0")


def test_the_answer_of_the_gates_follows_from_what_is_shown():
    asked = load("initiative-readiness")
    ids = [item.id for item in asked.items if item.kind == "scale"]
    answers = {"leadership": [5] * 6, "Ops": [5] * 5, "Legal": [1] * 4}
    tally = tally_sheets(
        asked,
        [
            (g, dict.fromkeys(ids, point))
            for g, given in answers.items()
            for point in given
        ],
    )
    exact = diagnose(tally)

    document = release(exact, program="0.1.0")

    # All teams together doubt every gate; shown, that would tell of the four in Legal.
    assert exact.readiness is not None
    assert document["readiness"] is None


# On three points a mean of two items is nearly a count: shown from 50 people on.
@pytest.mark.parametrize("sizes", [(20, 60), (60, 20), (20, 20)])
def test_p8_shows_no_change_of_a_cell_that_few_points_hide(sizes):
    asked = questionnaire((2,), points=3)
    both = people("leadership", *[3] * 60, asked=asked)
    first, last = (people("IT", *[1] * n, asked=asked) for n in sizes)
    document = released(both, last, asked=asked, previous=[[both, first]])
    moved = {c["group"]: (c["change"], c["verdict"]) for c in document["changes"]}
    (gap,) = document["gap_changes"]

    assert moved["IT"] == (None, "not_shown")
    assert moved["leadership"] != (None, "not_shown")
    assert (gap["change"], gap["status"]) == (None, None)


def test_p6_the_register_tells_no_verdict_that_is_hidden():
    asked = questionnaire((1,))
    declared = Rules(small_leadership="declared", fdr=1.0)
    wave = [people("leadership", 5, 5, 5, asked=asked)]
    wave += [people("IT", *[1] * 12, asked=asked)]
    document = released(*wave, asked=asked, rules=declared, previous=[wave])

    assert [c["verdict"] for c in document["comparisons"]] == ["not_shown"]
    assert [c["status"] for c in document["gap_changes"]] == [None]
