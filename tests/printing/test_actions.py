"""What to do: which findings are advised on, in what order, and from which facet."""

import pytest

from questionnaires.advice import Playbook, load_playbook
from reports.actions import actions, findings
from reports.document import build, read
from reports.importance import by_importance, matters, only_together
from reports.narrative import Narrator
from tests.printing.companies import printed
from tests.printing.edited import (
    HIGHER,
    LOWER,
    agreed,
    comparison,
    divided,
    edited,
    no_gap,
    spot,
    together,
)

BOOK = load_playbook("leadership-alignment")
KEYS = ("vision_clarity", "resources", "collaboration", "expectations")
SLIGHT = {"verdict": "slight", "pattern": "slight", "direction": "leadership_higher"}


def nobody_divided(release):
    for entry in release["agreement"]:
        entry["divided"] = False


def reading(*changes, language="en"):
    release, asked = edited(no_gap, nobody_divided, *changes)
    return read(release, asked, language)


def advised(*changes, playbook=BOOK, language="en"):
    return actions(Narrator(reading(*changes, language=language)), playbook)


def gap(team, dimension, by=HIGHER, difference=1.0, **more):
    return comparison(team, dimension, **(by | {"difference": difference} | more))


ORDERED = (
    gap("Sales", "collaboration", difference=0.8, strength="strong"),
    gap("Sales", "resources", difference=1.4),
    divided("Marketing", "expectations"),
    comparison("Marketing", "vision_clarity", **SLIGHT, difference=0.4),
)


def test_findings_are_ordered_by_what_to_talk_about_first():
    found = [(f.dimension, f.pattern) for f in findings(reading(*ORDERED))]

    assert found == [
        ("collaboration", "gap_leadership_higher"),
        ("resources", "gap_leadership_higher"),
        ("expectations", "divided"),
        ("vision_clarity", "slight"),
    ]


def test_dimensions_are_ordered_as_the_findings():
    assert by_importance(reading(*ORDERED)) == [
        *("collaboration", "resources", "expectations", "vision_clarity")
    ]


def test_larger_of_two_gaps_comes_first():
    found = reading(
        gap("Sales", "expectations", difference=0.7),
        gap("Sales", "resources", LOWER, difference=-1.2),
    )

    assert by_importance(found)[:2] == ["resources", "expectations"]
    assert [key for key in KEYS if matters(found, key)] == ["resources", "expectations"]


def test_teams_with_the_same_finding_are_advised_on_once():
    [action] = advised(gap("Sales", "resources"), gap("Marketing", "resources"))

    assert "Marketing" in action["said"]
    assert "Sales" in action["said"]


def test_gap_of_all_teams_together_is_a_finding_of_its_own():
    release, asked = edited(no_gap, nobody_divided, together("resources"), kind="small")
    found = read(release, asked, "en")
    [action] = actions(Narrator(found), BOOK)

    assert by_importance(found)[0] == "resources"
    assert matters(found, "resources")
    assert action["title"] == "Resources"
    assert "No single team shows a gap" in action["said"]


def test_gap_of_all_teams_together_says_no_more_than_that_of_a_team():
    release, asked = edited(
        no_gap,
        nobody_divided,
        together("resources"),
        comparison("Design", "resources", **HIGHER),
        kind="small",
    )

    assert only_together(read(release, asked, "en"), "resources") is None


def test_at_most_three_findings_are_advised_on():
    four = [gap("Sales", key, difference=1.0) for key in KEYS]

    assert [action["number"] for action in advised(*four)] == [1, 2, 3]


def test_both_directions_of_a_dimension_are_two_findings():
    two = advised(gap("Sales", "resources"), gap("Marketing", "resources", LOWER))

    assert len({action["leadership"] for action in two}) == 2


def test_facet_with_the_widest_gap_is_chosen():
    def wide(release):
        for entry in release["items"]:
            entry["verdict"] = "inconclusive"
            if (entry["team"], entry["item"]) == ("Sales", chosen):
                entry.update(
                    verdict="gap", direction="leadership_higher", difference=1.5
                )

    asked = printed("usual")[1]
    item = asked.items_of("resources")[2]
    chosen = item.id

    [action] = advised(gap("Sales", "resources"), wide)

    wanted = BOOK.advise("resources", "gap_leadership_higher", item.facet)
    assert action["first"] == wanted.first["en"]
    assert action["facet"]


def test_dimension_as_a_whole_is_advised_on_without_a_gap_in_a_question():
    def close(release):
        for entry in release["items"]:
            entry["verdict"] = "inconclusive"

    [action] = advised(gap("Sales", "resources"), close)

    assert action["facet"] is None
    assert action["sign"] == BOOK.advise("resources", HIGHER["pattern"]).sign["en"]


def test_what_was_not_expected_and_who_is_divided_stand_beside():
    [action] = advised(
        gap("Marketing", "resources"),
        spot("Marketing", "resources", blind=True),
        divided("leadership", "resources"),
    )

    assert [line["text"] for line in action["beside"]] == [
        BOOK.advise("resources", "blind_spot").first["en"],
        BOOK.advise("resources", "divided").first["en"],
    ]


def test_where_nothing_happened_strengths_and_what_is_open_are_advised_on():
    strong = agreed("Sales", "collaboration", "aligned_strong", 4.2, 4.1)

    found = [(f.dimension, f.pattern) for f in findings(reading(strong))]

    assert found == [
        ("collaboration", "aligned_strong"),
        ("vision_clarity", "too_close"),
    ]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_advice_is_in_the_language_of_the_report(language):
    [action] = advised(gap("Sales", "resources", LOWER), language=language)

    wanted = BOOK.advise("resources", "gap_team_higher")
    assert action["leadership"] == wanted.leadership[language]
    assert action["source"] == BOOK.sources[wanted.source].title[language]


def test_without_a_playbook_there_is_no_such_section():
    assert advised(gap("Sales", "resources"), playbook=Playbook()) == []
    values = build(read(*printed("seven points"), "en")).values
    assert "actions" not in {entry["anchor"] for entry in values["contents"]}


def test_many_quiet_dimensions_take_a_line_each():
    values = build(read(*printed("twelve teams"), "en")).values

    assert values["others"]["charts"] == []
    assert len(values["others"]["rows"]) == 7


def test_few_quiet_dimensions_show_their_questions_as_dots():
    [chart] = build(read(*printed("usual"), "en")).values["others"]["charts"]

    assert chart["title"] == "Collaboration"
    assert sum(len(row) for row in chart["dotted"]) == 5
