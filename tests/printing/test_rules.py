"""Rules of the narrative: how they are read, when they hold, how they speak."""

import re
from dataclasses import replace
from importlib import import_module

import pytest

from reports.document import build, read
from reports.narrative import Fact, Narrator, Rule
from reports.narrative import rules as every
from reports.narrative.rules import LANGUAGES
from tests.printing.companies import printed

RULE = """
[[rules]]
name = "first"
place = "here"
when = {number = 1}
en = ["It's {number} <b>point</b>.", "One point: {number}."]
pt = ["É {number} <b>ponto</b>.", "Um ponto: {number}."]
"""
HERE = Rule("first", "here", {"number": 1}, {"en": ("",), "pt": ("",)})
OF_CHANGE = "quarters.", "moves.", "followed.", "staff.moved"
CAUSES = {
    "en": r"\b(because|caus\w+|due to|owing to|thanks|led to|lead to|so that|effect of"
    r"|result\w*|worked|achiev\w+|improv\w+|helped|therefore)\b",
    "pt": r"\b(porque|por causa|caus\w+|devid[oa]s? a|graças|lev(ou|aram) a|por isso"
    r"|para que|efeito d|result\w*|consegui\w+|alcanç\w+|melhor\w*|ajud\w+)\b",
}
CAUSAL = {
    "en": ["It fell because of the action.", "The action caused it."],
    "pt": ["Desceu porque se agiu.", "Foi por causa da ação."],
}
# What is typed on a keyboard where printers set another sign.
UNTYPED = re.compile(r"['\"`]|\.\.\.|--| - |  |^ | $| [,.;:!?]|\( | \)")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Read rules from a folder of the test."""
    # The function that reads them has the name of its module.
    reading_them = import_module("reports.narrative.rules")
    monkeypatch.setattr(reading_them, "files", lambda _: tmp_path)
    return tmp_path


def written(folder, *parts):
    """Read these rules, a file each."""
    for place, part in enumerate(parts):
        (folder / f"{place}.toml").write_text(part, "utf-8")
    return every.__wrapped__()


def facts(**figures):
    return {name: Fact(figure, figure) for name, figure in figures.items()}


def reading(language="en", kind="usual"):
    return read(*printed(kind), language)


def wordings():
    """Give each wording with its rule and its language."""
    return [
        (rule.name, language, said)
        for place in every().values()
        for rule in place
        for language in LANGUAGES
        for said in rule.says[language]
    ]


def test_rules_are_read_by_place_in_the_order_of_the_files(folder):
    second = RULE.replace("first", "second")
    third = RULE.replace("first", "third").replace("here", "there")

    found = written(folder, RULE, second + third)

    assert {place: [rule.name for rule in said] for place, said in found.items()} == {
        "here": ["first", "second"],
        "there": ["third"],
    }
    assert found["here"][0].spoken == {"number"}
    assert found["here"][0].says["en"][0] == "It’s {number} <b>point</b>."


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(("", ""), "two rules are called first", id="two of a name"),
        pytest.param(
            ('"Um ponto: {number}."', '"Um ponto."'),
            "other: its wordings do not speak of the same facts",
            id="a wording without its number",
        ),
        pytest.param(
            ("{number}.", "{figure}."),
            "other: its wordings do not speak of the same facts",
            id="a wording with another number",
        ),
        pytest.param(
            ("place =", 'unless = "x"\nplace ='),
            r"other: unknown keys \['unless'\]",
            id="an unknown key",
        ),
    ],
)
def test_rule_that_is_not_well_formed_is_refused(folder, changed, message):
    name = "first" if not any(changed) else "other"
    before, after = changed
    other = RULE.replace("first", name).replace(before, after, 1)

    with pytest.raises(ValueError, match=message):
        written(folder, RULE, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rule_without_a_language_is_refused(folder, language):
    without = "\n".join(
        line for line in RULE.splitlines() if not line.startswith(f"{language} =")
    )

    with pytest.raises(KeyError, match=language):
        written(folder, without)


@pytest.mark.parametrize(
    ("wanted", "holding", "failing"),
    [
        ("gap", ["gap"], ["slight", None, 1]),
        (True, [True], [False, None]),
        (2, [2, 2.0], [1, None]),
        (["gap", "slight"], ["gap", "slight"], ["aligned", None]),
        ("known", [0, False, "", {"at_least": 1}], [None]),
        ("unknown", [None], [0, False, ""]),
        ({"at_least": 2}, [2, 3, {"at_least": 2}, {"at_most": 4}], [1.9, None]),
        ({"at_most": 2}, [2, -3, {"at_least": 2}], [2.1, None]),
        ({"above": 2}, [2.1], [2, None, {"at_least": 2}]),
        ({"below": 2}, [1.9], [2, None]),
        ({"at_least": 1, "below": 2}, [1, 1.9], [0.9, 2]),
    ],
)
def test_condition(wanted, holding, failing):
    rule = replace(HERE, when={"number": wanted})

    assert all(rule.holds(facts(number=figure)) for figure in holding)
    assert not any(rule.holds(facts(number=figure)) for figure in failing)


def test_all_conditions_have_to_hold():
    rule = replace(HERE, when={"one": 1, "two": 2})

    assert rule.holds(facts(one=1, two=2))
    assert not rule.holds(facts(one=1, two=3))
    assert not rule.holds(facts(one=2, two=2))


def test_condition_of_a_fact_that_is_not_offered_is_an_error():
    with pytest.raises(KeyError, match="number"):
        HERE.holds(facts(other=1))


def test_unknown_limit_is_an_error():
    with pytest.raises(ValueError, match=r"no such limits: \['over'\]"):
        replace(HERE, when={"number": {"over": 1}}).holds(facts(number=2))


@pytest.mark.parametrize("figure", ["gap", ("a", "b")])
def test_what_has_no_size_has_no_limits(figure):
    with pytest.raises(TypeError, match="has no size"):
        replace(HERE, when={"number": {"above": 1}}).holds(facts(number=figure))


def test_first_rule_that_holds_speaks():
    told = Narrator(reading())

    told.say("talk", {**_pair("gap"), "few_answered": Fact(True)})
    told.say("talk", {**_pair("gap"), "few_answered": Fact(False)})

    assert [sentence.rule for sentence in told.told] == ["talk.gap.few", "talk.gap"]
    assert told.say("talk", {**_pair("aligned"), "few_answered": Fact(True)}) is None


def _pair(verdict, apart="1.3 points apart"):
    return {
        "verdict": Fact(verdict),
        "dimension": Fact("resources", "Resources"),
        "team": Fact("Sales", "<b>Sales</b>"),
        "apart": Fact(1.3, apart),
    }


def test_wordings_are_used_in_turns_and_kept_for_what_is_said_again():
    narrator = Narrator(reading())
    known = {"leadership": Fact(False)}
    about = [{"group": name} for name in ("Sales", "Finance", "Sales", "Marketing")]

    said = [narrator.say("talk.divided.detail", known, part) for part in about]

    assert said[0] != said[1]
    assert said[2] == said[0]
    assert said[3] == said[0]  # two wordings, the third turn
    assert [sentence.about for sentence in narrator.told] == about


def test_what_is_filled_in_is_escaped():
    said = Narrator(reading()).say("talk", _pair("gap") | {"few_answered": Fact(False)})

    assert said == "<b>Resources, &lt;b&gt;Sales&lt;/b&gt;: 1.3 points apart.</b>"


def test_sentence_keeps_the_figures_that_it_looked_at_or_speaks_of():
    narrator = Narrator(reading()).within("opening")

    narrator.say(
        "talk", _pair("gap") | {"few_answered": Fact(False)}, {"team": "Sales"}
    )

    (told,) = narrator.told
    assert (told.section, told.rule) == ("opening", "talk.gap")
    assert told.about == {"team": "Sales"}
    assert told.figures == {
        "apart": 1.3,
        "dimension": "resources",
        "team": "Sales",
        "verdict": "gap",
    }


def test_every_rule_speaks_both_languages():
    said = {(name, language) for name, language, text in wordings() if text.strip()}
    names = {rule.name for place in every().values() for rule in place}

    assert said == {(name, language) for name in names for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_of_what_has_moved_says_or_suggests_a_cause(language):
    told = [
        (rule, said)
        for rule, spoken, said in wordings()
        if spoken == language and rule.startswith(OF_CHANGE)
    ]

    assert {rule.split(".")[0] for rule, _ in told} == {
        r.split(".")[0] for r in OF_CHANGE
    }
    assert [one for one in told if re.search(CAUSES[language], one[1], re.I)] == []
    assert all(re.search(CAUSES[language], said) for said in CAUSAL[language])


def test_no_wording_has_signs_of_a_keyboard_or_spaces_too_many():
    wrong = [
        (name, language, said)
        for name, language, said in wordings()
        if UNTYPED.search(said) or said.count("“") != said.count("”")
    ]

    assert wrong == []


def test_only_what_matters_is_set_in_bold_and_each_bold_ends():
    for name, language, said in wordings():
        tags = re.findall(r"</?[^>]*>", said)

        assert tags == ["<b>", "</b>"] * (len(tags) // 2), (name, language)


@pytest.mark.parametrize("kind", ["usual", "small", "declared", "seven points"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_few_people_no_sentence_tells_pairs_or_chance_or_a_tipping_point(
    kind, language
):
    found = reading(language, kind)
    full = found.rules["full_people"]
    few = {
        pair
        for pair, entry in found.comparisons.items()
        if min(entry["n_team"], entry["n_leadership"]) < full
    }
    told = [
        sentence
        for sentence in build(found).told
        if (sentence.about.get("team"), sentence.about.get("dimension")) in few
    ]

    assert few
    for sentence in told:
        said = sentence.said.striptags()
        assert not re.search(r"\b100\b|\bp\s*[=<≤]", said), said
        assert not {"pairs", "p_value", "tipping_point"} & {
            name for name, figure in sentence.figures.items() if figure is not None
        }
