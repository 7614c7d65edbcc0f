"""Every sentence of a report can be traced: to its rule, and to the release."""

import json
import re
import tomllib
from functools import cache
from importlib.resources import files

import pytest

from reports import staff
from reports.document import build, read
from reports.gallery import Gallery
from reports.narrative import Fact, Narrator, rules
from reports.trace import record, trace
from tests.printing.cases import CASES, OF_OTHERS, case
from tests.printing.companies import KINDS, printed
from tests.printing.edited import sentences
from tests.printing.places import FACTS
from tests.printing.places_opening import FACTS as OPENING
from tests.printing.places_staff import FACTS as OF_STAFF
from tests.printing.recomputed import Told
from tests.printing.test_narrative_opening import CASES as OF_PAGE_ONE
from tests.printing.test_narrative_opening import opened
from tests.printing.test_narrative_opening import released as small
from tests.printing.test_story import ASKED

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
ELSEWHERE = {
    "actions_followed.toml": "test_followed.py",
    "headline.toml": "test_narrative_opening.py",
    "certainty.toml": "test_narrative_opening.py",
    "talk.toml": "test_narrative_opening.py",
    "agreed.toml": "test_narrative_opening.py",
    "unsaid.toml": "test_narrative_opening.py",
    "staff.toml": "test_staff.py",
    "readiness.toml": "test_readiness.py",
    "quarters.toml": "test_quarters_told.py",
    "measures.toml": "test_readiness.py",
}
"""Rules with releases of their own, and the tests that reach each of them."""
RECOMPUTED = [
    "usual", "small", "declared", "everything", "nothing", "hidden",
    "one team", "twelve teams", "seven points", "only leadership", "readiness",
]  # fmt: skip


@cache
def released(name):
    return printed(name) if name in KINDS else case(name)


@cache
def told(name, language):
    release, asked = released(name)
    return tuple(sentences(release, asked, language))


@cache
def rule_named(name):
    return next(
        rule for found in rules().values() for rule in found if rule.name == name
    )


def usual():
    release, asked = released("usual")
    return read(release, asked, "en")


@cache
def written_in():
    """Give the file of every rule."""
    return {
        entry["name"]: path.name
        for path in files("reports.narrative").iterdir()
        if path.name.endswith(".toml")
        for entry in tomllib.loads(path.read_text("utf-8"))["rules"]
    }


def facts_of(rule):
    """Tell where each fact of a rule stands in the release."""
    place = rule_named(rule).place
    every = FACTS | OPENING | OF_STAFF
    found = every.get(place) or every.get(place.partition(".")[0])
    assert found or written_in()[rule] in ELSEWHERE, rule
    return found


def plain(figure):
    return json.loads(json.dumps(figure))


def written(figure):
    """Give the ways in which a figure may be written."""
    if isinstance(figure, dict):
        figure = next(iter(figure.values()))
    if isinstance(figure, str):
        return set(NUMBER.findall(figure))
    if isinstance(figure, list | tuple):
        return {str(len(figure))}.union(*map(written, figure))
    if figure is None or isinstance(figure, bool):
        return set()
    sizes = {abs(figure), round(100 * abs(figure), 1)}
    return {
        text.replace(".", mark)
        for size in sizes
        for text in (f"{size:.1f}", f"{size:.2f}", f"{size:g}")
        for mark in ".,"
    }


@pytest.mark.parametrize("name", [*RECOMPUTED, *CASES, *OF_OTHERS])
def test_numbers_of_every_sentence_are_found_again_in_the_release(name):
    release, asked = released(name)
    for sentence in told(name, "en"):
        found = facts_of(sentence.rule)
        for fact, figure in sentence.figures.items() if found else ():
            again = found[fact](Told(release, asked, sentence))

            assert plain(figure) == plain(again), (sentence, fact)


@pytest.mark.parametrize("name", OF_PAGE_ONE)
def test_numbers_of_page_one_are_found_again_in_a_small_release(name):
    release = small(*OF_PAGE_ONE[name])
    for sentence in opened(*OF_PAGE_ONE[name]):
        for fact, figure in sentence.figures.items():
            again = facts_of(sentence.rule)[fact](Told(release, ASKED, sentence))

            assert plain(figure) == plain(again), (sentence, fact)


@pytest.mark.parametrize("name", [*RECOMPUTED, "two strong", "by mail"])
def test_numbers_of_the_page_for_staff_are_found_again_in_the_release(name):
    release, asked = released(name)
    narrator = Narrator(read(release, asked, "en"), staff.SECTION)
    staff.page(narrator, Gallery(narrator.reading))

    assert narrator.told
    for sentence in narrator.told:
        for fact, figure in sentence.figures.items():
            again = OF_STAFF[rule_named(sentence.rule).place][fact]

            assert figure == again(Told(release, asked, sentence)), (sentence, fact)


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("name", [*RECOMPUTED, *CASES, *OF_OTHERS])
def test_every_number_that_is_printed_is_one_of_its_figures(name, language):
    teams = str(len(released(name)[0]["groups"]) - 1)
    for sentence in told(name, language):
        allowed = {teams}.union(*map(written, sentence.figures.values()))
        for wording in rule_named(sentence.rule).says[language]:
            allowed |= set(NUMBER.findall(re.sub(r"{\w+}", "", wording)))
        said = sentence.said.striptags()

        assert set(NUMBER.findall(said)) <= allowed, sentence


def test_every_rule_is_reached():
    names = (*KINDS, *CASES, *OF_OTHERS)
    reached = {sentence.rule for name in names for sentence in told(name, "en")}
    asked = {rule for rule, file in written_in().items() if file not in ELSEWHERE}

    assert asked - reached == set()


@pytest.mark.parametrize("name", RECOMPUTED)
def test_both_languages_say_the_same_with_the_same_numbers(name):
    english, portuguese = (
        [(s.section, s.rule, s.about, s.figures) for s in told(name, language)]
        for language in ("en", "pt")
    )

    assert english == portuguese


def test_usual_company_has_many_sentences_of_many_rules():
    found = told("usual", "en")

    assert len(found) > 50
    assert len({sentence.rule for sentence in found}) > 25


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("name", ["usual", "small", "declared", "hidden"])
def test_nothing_of_a_cell_that_is_withheld_is_told(name, language):
    release, _ = released(name)
    withheld = {
        (cell["group"], cell["dimension"])
        for cell in release["cells"]
        if cell.get("dimension") and cell["mean"] is None
    }
    about = {
        (sentence.about.get("team") or sentence.about.get("group"), dimension)
        for sentence in told(name, language)
        if (dimension := sentence.about.get("dimension"))
    }

    assert not about & withheld


def listed(name, language="en"):
    """Give what the last section lists, and the same for a machine."""
    release, asked = released(name)
    narrator = Narrator(read(release, asked, language), told=list(told(name, language)))
    return trace(narrator), record(narrator)


def test_every_sentence_is_listed_once_with_its_rule():
    sections, recorded = listed("usual")
    rows = [row for part in sections for row in part["rows"]]
    rules_told = {sentence.rule for sentence in told("usual", "en")}

    assert {row["rule"] for row in rows} == rules_told
    assert len(rows) == len(recorded) <= len(told("usual", "en"))
    whole = {str(sentence.said.striptags()) for sentence in told("usual", "en")}
    assert {entry["said"] for entry in recorded} <= whole


def test_what_two_sections_say_is_listed_in_the_first_and_names_the_other():
    narrator = Narrator(usual())
    facts = {name: Fact(None) for name in ("pairs", "direction")}
    facts["effect"] = Fact("large", "large effect")
    about = {"team": "Finance", "dimension": "resources"}
    for section in ("dimension-resources", "participation"):
        narrator.within(section).say("evidence", facts, about)

    part, *more = trace(narrator)

    assert more == []
    assert part["section"] == "Resources"
    assert [row["also"] for row in part["rows"]] == [["Participation"]]
    assert record(narrator)[0]["sections"] == ["dimension-resources", "participation"]


def test_list_gives_numbers_in_the_language_of_the_report():
    rows = {
        row["rule"]: row
        for part in listed("team higher", "pt")[0]
        for row in part["rows"]
    }

    assert rows["fragility.below"]["numbers"] == "missing 3 · tipping_point −1,2"
    assert rows["fragility.below"]["about"] == "Marketing, Recursos"
    assert rows["evidence.pairs.team_higher"]["numbers"] == "pairs 90"


def test_list_for_a_machine_is_plain_json():
    recorded = listed("wider")[1]
    wider = next(e for e in recorded if e["rule"] == "moves.gap.widening")

    assert json.loads(json.dumps(recorded)) == recorded
    assert wider["figures"]["change"] == {"at_least": 0.6}
    assert wider["about"]["to"] == "2026-Q4"


def test_long_sentences_are_cut_between_words():
    rows = [row for part in listed("usual")[0] for row in part["rows"]]
    cut = [row["said"] for row in rows if row["said"].endswith(" …")]
    whole = [str(sentence.said.striptags()) for sentence in told("usual", "en")]

    assert len(cut) > 20
    for said in cut:
        assert any(text.startswith(said[:-2]) for text in whole)
        assert len(said) <= 60


def test_report_ends_with_the_list():
    document = build(usual())

    assert document.values["contents"][-1] == {
        "anchor": "sentences",
        "title": "Which rule said what",
    }
    assert document.values["trace"] == listed("usual")[0]
