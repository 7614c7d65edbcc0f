"""What a report says of earlier waves: by rules that are reached, with true numbers."""

import re
from functools import cache

import pytest

from diagnostic.history import Series
from reports import quarterly
from reports.document import build, read
from reports.narrative.rules import LANGUAGES
from tests.printing import series as made
from tests.printing.edited import entry
from tests.printing.places_quarters import FACTS, Past
from tests.printing.test_trace import NUMBER, plain, rule_named, written, written_in

NOT_NUMBERS = r"\d{4}-Q\d|95 %"


def change(kind, number=-1, **changes):
    """Change one of the last changes of the last wave."""

    def make(release):
        last = [e for e in release[kind] if e["to"] == release["wave"]]
        shown = [e for e in last if e["ci95"]]
        shown[number].update(changes)

    return make


def every_gap(status, number):
    def make(release):
        last = [e for e in release["gap_changes"] if e["to"] == release["wave"]]
        for place, found in enumerate(last):
            found["status"] = status if place < number else None

    return make


def divided(now):
    def make(release):
        about = {"group": "leadership", "dimension": "resources"}
        entry(release, "agreement", **about)["divided"] = now

    return make


def one_average(release):
    last = [e for e in release["changes"] if e["to"] == release["wave"]]
    release["changes"] = [next(e for e in last if e["verdict"] == "inconclusive")]


def nothing(release):
    release["changes"] = release["gap_changes"] = []


def no_go(release):
    release["readiness"] = {"answer": "pause", "gates": ["capacity"]}


def edited(change_, model=made.four):
    return lambda: made.edited(model(), change_)


def before(change_, model=made.four):
    """Change the wave before the last by hand."""

    def make():
        found = model()
        *first, last = found.quarters
        earlier = made.edited(Series(tuple(first), {}, {}), change_)
        return Series((*earlier.quarters, last), found.maps, found.compared)

    return make


def closed_together():
    """Let departments that were counted together have closed a gap."""
    found = made.split()
    [(names, document)] = found.compared.items()
    gaps = [dict(e) for e in document["gap_changes"]]
    for gap in gaps:
        if gap["team"] == "Field + Shops" and gap["dimension"] == "resources":
            gap["status"] = "closed"
    told = {names: {**document, "gap_changes": gaps}}
    return Series(found.quarters, found.maps, told)


def imported(release):
    release["imported"] = True


def backwards():
    """Let leadership answer in the later wave alone."""
    before_it = made.leaderless().quarters[-1]
    return Series((before_it, made.four().quarters[1]), {}, {})


def first_of_a_subject():
    found = made.initiative()
    return Series(found.quarters[:1], {}, {})


def hidden_here_and_there(release):
    """Hide a cell of every other group and dimension, so that no whole one is."""
    last = [e for e in release["changes"] if e["to"] == release["wave"]]
    for place, found in enumerate(last):
        if place % 3:
            found.update(verdict="not_shown", change=None, ci95=None)


CASES = {
    "four": made.four,
    "first": made.first,
    "split": made.split,
    "unmapped": made.unmapped,
    "merged": made.merged,
    "leaderless": made.leaderless,
    "year": made.year,
    "reworded": made.reworded,
    "halved": made.halved,
    "silent": made.silent,
    "untested": made.untested,
    "initiative": made.initiative,
    "first of a subject": first_of_a_subject,
    "many hidden": edited(hidden_here_and_there, made.health),
    "many turned": edited(every_gap("new", 12)),
    "many wider": edited(every_gap("widening", 12)),
    "health": made.health,
    "twenty-two": lambda: made.many(22, 4),
    "imported now": edited(imported),
    "imported both": edited(imported, made.year),
    "closed together": closed_together,
    "coarse": edited(change("changes", verdict="rose", ci95=[-0.1, 1.1])),
    "coarse gap": edited(change("gap_changes", status="widening", ci95=[-0.1, 1.1])),
    "unsized gap": edited(change("gap_changes", status="new", ci95=None)),
    "few named": edited(every_gap("too_few_to_tell", 3)),
    "few": edited(every_gap("too_few_to_tell", 6)),
    "divided": edited(divided(True), lambda: before(divided(False))()),
    "united": edited(divided(False), lambda: before(divided(True))()),
    "one average": edited(one_average),
    "nothing compared": edited(nothing),
    "other answer": edited(no_go, made.initiative),
    "leaders come": backwards,
    "no leaders": lambda: Series(made.leaderless().quarters[1:] * 2, {}, {}),
}


@cache
def built(name, language):
    found = CASES[name]()
    reading = read(*made.arguments(found), language, found, made.followed(found))
    return build(reading)


@cache
def told(name, language="en"):
    found = CASES[name]()
    own = [s for s in built(name, language).told if s.rule in RULES]
    return found, made.followed(found), own


RULES = {name for name, file in written_in().items() if file == "quarters.toml"}


def test_every_rule_is_reached():
    reached = {sentence.rule for name in CASES for sentence in told(name)[2]}

    assert RULES - reached == set()


@pytest.mark.parametrize("name", CASES)
def test_numbers_of_every_sentence_are_found_again(name):
    found, followed, sentences = told(name)
    for sentence in sentences:
        places = FACTS[rule_named(sentence.rule).place]
        for fact, figure in sentence.figures.items():
            again = places[fact](Past(found, followed, sentence))

            assert plain(figure) == plain(again), (sentence, fact)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_number_that_is_printed_is_one_of_its_figures(name, language):
    for sentence in told(name, language)[2]:
        allowed = set().union(*map(written, sentence.figures.values()))
        said = re.sub(NOT_NUMBERS, "", str(sentence.said.striptags()))

        assert set(NUMBER.findall(said)) <= allowed, sentence


@pytest.mark.parametrize("name", CASES)
def test_both_languages_say_the_same_with_the_same_numbers(name):
    english, portuguese = (
        [(s.section, s.rule, s.about, s.figures) for s in told(name, language)[2]]
        for language in LANGUAGES
    )

    assert english == portuguese


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in CASES if "first" not in name])
def test_page_and_report_say_the_same(name, language):
    report = built(name, language).values["since"]

    page = quarterly.overview(CASES[name](), language)

    assert (page["headline"], page["lead"]) == (report["headline"], report["lead"])
    assert page["since"]["said"]["still"] == report["still"]
    assert page["since"]["said"]["untold"] == report["untold"]


def test_a_wave_that_was_not_compared_is_not_said_to_have_stood_still():
    page = built("nothing compared", "en").values["since"]

    assert page["headline"] == "What has moved since 2026-Q2 cannot be said."
    assert page["still"] == []
    assert page["moved"] == []


def test_first_wave_says_in_one_line_that_nothing_comes_before_it():
    values = built("first", "en").values

    assert values["since"] == {
        "first": "This is the first wave with this questionnaire: there is nothing"
        " before it to compare with.",
        "headline": None,
    }
    assert values["quarters"] is values["register"] is values["moves"] is None


def test_departments_that_only_one_wave_has_are_not_counted_as_averages():
    found = told("unmapped")[2]
    [still] = [s for s in found if s.rule == "quarters.still"]
    [gone] = [s for s in found if s.rule == "quarters.gone"]

    # Leadership, Finance and Operations, in four dimensions.
    assert still.figures["averages"] == 12
    assert gone.figures["gone"] == ("Marketing", "Sales")


def test_a_series_that_ends_with_another_release_is_refused():
    found = made.four()
    other = made.arguments(made.first())

    with pytest.raises(ValueError, match="ends with another release"):
        read(*other, "en", found)
