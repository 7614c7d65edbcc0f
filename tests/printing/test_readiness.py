"""An initiative's gates and the state of execution, as reports of their own."""

import copy

import pytest

from questionnaires.advice import Playbook, load_playbook
from reports.actions import actions
from reports.document import read
from reports.facets import lowest_facet
from reports.gallery import Gallery
from reports.measures import lowest_first, measures
from reports.narrative import Narrator, rules
from reports.readiness import readiness
from tests.printing.companies import printed

STATES = ("met", "in_doubt", "not_met", None)
GATES = ("business_priority", "sponsorship", "capacity", "buy_in")
ENDINGS = ("one", "all", "several")


def initiative(states, answer=None, opened=(), subject=None):
    """Give a reading in which each gate has leadership's state and the teams'."""
    written, asked = printed("readiness")
    changed = copy.deepcopy(written)
    for gate in changed["gates"]:
        own, teams = states.get(gate["dimension"], ("met", "met"))
        gate["state"] = teams if gate["group"] is None else own
    changed["readiness"] = answer and {"answer": answer, "gates": list(opened)}
    if subject:
        changed["subject"] = subject
    return changed, asked


def page(written, asked, language="en"):
    narrator = Narrator(read(written, asked, language))
    return readiness(narrator, Gallery(narrator.reading)), narrator


@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_pair_of_views_of_a_gate_has_a_sentence_of_its_own(language):
    said, used = set(), set()
    for own in STATES:
        for teams in STATES:
            written, asked = initiative({"capacity": (own, teams)}, "pause")
            found, narrator = page(written, asked, language)
            gate = next(g for g in found["gates"] if g["title"] in CAPACITY)
            said.add(gate["said"])
            used |= {sentence.rule for sentence in narrator.told}

    # Nine pairs of known views, one side unknown with three each, neither known.
    assert len(said) == 9 + 2 * 3 + 1
    assert {rule.name for rule in rules()["gate"]} <= used


CAPACITY = ("Capacity", "Capacidade")
# Sales, the more favourable team, scores budget and owner 4.2 and all else higher;
# budget is asked first.
LOWEST = {("not_met", "not_met"): "budget", ("in_doubt", "not_met"): "budget"}


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize(
    ("answer", "opened", "rule"),
    [
        ("go", (), "readiness.go"),
        ("go_once_fixed", ("capacity",), "readiness.fix.one"),
        ("go_once_fixed", ("capacity", "buy_in"), "readiness.fix.several"),
        ("go_once_fixed", GATES, "readiness.fix.all"),
        ("pause", ("capacity",), "readiness.pause.one"),
        ("pause", GATES[:3], "readiness.pause.several"),
        ("pause", GATES, "readiness.pause.all"),
        (None, (), "readiness.unknown"),
    ],
)
def test_the_answer_says_its_reason(answer, opened, rule, language):
    written, asked = initiative({}, answer, opened)
    found, narrator = page(written, asked, language)

    [sentence] = [s for s in narrator.told if s.rule.startswith("readiness.")]
    assert sentence.rule == rule
    assert sentence.said == found["reason"]
    assert sentence.figures["answer"] == (answer or "undecided")
    reading = narrator.reading
    for gate in opened:
        assert reading.title(gate).lower() in sentence.said.lower()


def test_no_rule_for_an_answer_is_left_unreached():
    several = {f"{answer}.{n}" for answer in ("fix", "pause") for n in ENDINGS}
    reached = {"go", *several, "unknown"}

    assert {r.name for r in rules()["readiness"]} == {f"readiness.{n}" for n in reached}


def test_each_side_of_a_gate_has_its_figure_with_the_same_words():
    written, asked = initiative({"buy_in": ("met", "not_met")}, "pause", ("buy_in",))
    narrator = Narrator(read(written, asked, "en"))
    gallery = Gallery(narrator.reading)

    found = readiness(narrator, gallery)

    gate = found["gates"][3]
    assert [side["state"] for side in gate["sides"]] == ["Met", "Not met"]
    assert gate["open"] is True
    for side in gate["sides"]:
        assert f"average {side['mean']} " in side["figure"]["alt"]
        assert "against a bar of 3.5" in side["figure"]["alt"]
        assert side["figure"]["src"] in gallery.plates


def test_a_side_that_may_not_be_shown_is_hatched_and_has_no_figure():
    written, asked = initiative({"buy_in": ("met", None)}, "go")
    hidden = next(
        gate
        for gate in written["gates"]
        if gate["dimension"] == "buy_in" and gate["group"] is None
    )
    hidden["mean"] = hidden["ci90"] = None

    side = page(written, asked)[0]["gates"][3]["sides"][1]

    assert (side["state"], side["mean"], side["interval"]) == (
        "Not shown",
        "not shown",
        None,
    )
    assert side["figure"]["alt"] == "Not shown"


def test_the_initiative_is_named_where_it_is_known():
    assert page(*initiative({}, "go"))[0]["subject"] is None
    assert page(*initiative({}, "go", subject="New <shop>"))[0]["subject"] == (
        "New <shop>"
    )


@pytest.mark.parametrize(
    ("states", "pattern"),
    [
        (("not_met", "not_met"), "not_met"),
        (("in_doubt", "not_met"), "not_met"),
        (("met", "not_met"), "sides_disagree"),
        (("not_met", "met"), "sides_disagree"),
        (("in_doubt", "met"), "in_doubt"),
        (("in_doubt", None), "in_doubt"),
        (("met", "met"), None),
        ((None, None), None),
    ],
)
def test_advice_follows_the_worst_that_a_side_says(states, pattern):
    playbook = load_playbook("initiative-readiness")
    written, asked = initiative({"capacity": states}, "pause")
    narrator = Narrator(read(written, asked, "en"))

    found = [action["first"] for action in actions(narrator, playbook)]

    facet = LOWEST[states] if pattern == "not_met" else None
    advice = pattern and playbook.advise("capacity", pattern, facet)
    assert found == ([advice.first["en"]] if advice else [])


def test_shared_problem_begins_with_what_all_concerned_score_lowest():
    # By hand: the best averages of the two groups are 3.5, 2.5 and 3.0 of questions
    # 1 to 3, the others have one that is not shown.
    written, asked = printed("usual")
    items = [item for item in asked.items_of("resources")]
    means = {"Sales": (3.5, 2.0, 3.0, 1.0, 1.0), "leadership": (2.0, 2.5, 2.0)}
    cells = [
        {"group": group, "item": item.id, "n": 12, "mean": mean, "sd": None}
        for group, shown in means.items()
        for item, mean in zip(items, shown, strict=False)
    ]
    reading = read({**written, "cells": cells}, asked, "en")

    assert lowest_facet(reading, "resources", list(means)) == items[1].facet
    assert lowest_facet(reading, "resources", []) is None
    assert lowest_facet(reading, "vision_clarity", list(means)) is None


def test_other_questionnaires_have_no_gates():
    assert page(*printed("usual"))[0] is None


def executed(language="en", **changes):
    written, asked = printed("twelve teams")
    reading = read({**written, **changes}, asked, language)
    return Narrator(reading)


def measured(narrator):
    playbook = load_playbook("execution-health")
    return measures(narrator, Gallery(narrator.reading), playbook), playbook


def test_dimensions_come_in_the_order_of_the_lowest_average_shown():
    narrator = executed()
    written = narrator.reading.release
    lowest: dict[str, float] = {}
    for cell in written["cells"]:
        mean = cell["mean"]
        if "dimension" in cell and mean is not None:
            at = next(iter(mean.values())) if isinstance(mean, dict) else mean
            lowest[cell["dimension"]] = min(at, lowest.get(cell["dimension"], 9))

    ranked = [key for key, _ in lowest_first(narrator.reading)]

    assert len(ranked) == 8
    assert [lowest[key] for key in ranked] == sorted(lowest.values())


@pytest.mark.parametrize("language", ["en", "pt"])
def test_the_three_lowest_have_measures_to_begin_with(language):
    narrator = executed(language)
    found, playbook = measured(narrator)

    begun = [row for row in found["rows"] if row["measures"]]
    assert begun == found["rows"][:3]
    keys = [key for key, _ in lowest_first(narrator.reading)]
    for row, key in zip(begun, keys, strict=False):
        names = [measure.name[language] for measure in playbook.measures(key)]
        assert [measure["name"] for measure in row["measures"]] == names


def silenced(written, *, but):
    """Withhold the averages of all groups but one."""
    return [
        cell if cell["group"] == but else {**cell, "mean": None}
        for cell in written["cells"]
    ]


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        ("Team H", "measures.lowest"),
        ("leadership", "measures.lowest_leadership"),
        (None, "measures.unknown"),
    ],
)
def test_the_lowest_average_is_named_or_that_there_is_none(shown, rule, language):
    written, _ = printed("twelve teams")
    narrator = executed(language, cells=silenced(written, but=shown))

    found, _ = measured(narrator)

    [sentence] = narrator.told
    assert (sentence.rule, sentence.said) == (rule, found["lead"])
    assert sentence.about.get("group") == shown


def test_a_questionnaire_without_measures_has_no_such_section():
    narrator = Narrator(read(*printed("usual"), "en"))

    assert measures(narrator, Gallery(narrator.reading), Playbook()) is None
