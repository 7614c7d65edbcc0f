"""Page one: every rule that speaks there has a small release of its own."""

import tomllib
from importlib.resources import files

import pytest

from questionnaires import load
from reports import certainty, known, talk
from reports.actions import findings
from reports.headline import headline
from reports.importance import only_together
from reports.narrative import Narrator
from reports.reading import Reading
from reports.wording import words
from tests.printing.test_story import ALIGNED, ASKED, HIDDEN, OPEN, gap, reading

FILES = ("headline", "certainty", "talk", "agreed", "unsaid")
LANGUAGES = ("en", "pt")
MARKETING, SALES, VISION = "Marketing", "Sales", "vision_clarity"
BELOW = {"direction": "team_higher", "difference": -1.3, "theta": 0.12}
UNSURE = {"mean_leadership": 3.2, "mean_team": 2.2}
STRONG = ALIGNED | {"pattern": "aligned_strong", "mean_leadership": 4.1}
WEAK = ALIGNED | {"pattern": "aligned_weak", "mean_leadership": 3.1, "mean_team": 3.0}
ROOM = WEAK | {"mean_leadership": 3.6}
SLIGHT = gap(verdict="slight", strength=None, pattern="slight", difference=0.3)
UNTESTED = gap(verdict="not_testable", direction=None, strength=None, reason=None)
TWO, THREE = {"dimension": VISION}, {"dimension": "expectations"}
NOTABLE = {"strength": "notable"}
SHOWN = [{"group": MARKETING, "dimension": "resources", "mean": 3.1}]
TEN = {"team": 10, "leadership": 0}


def people(leaders, marketing, sales=20, invited=None):
    """Give groups: how many answered, of how many where that is known."""
    found = {"leadership": leaders, MARKETING: marketing, SALES: sales}
    return {
        "groups": [
            {
                "name": name,
                "leadership": name == "leadership",
                "answered": number,
                "invited": invited and number * invited,
            }
            for name, number in found.items()
            if number is not None
        ]
    }


def gates(answer, *found):
    return {
        "gates": [{"dimension": "resources", "state": None}],
        "readiness": answer and {"answer": answer, "gates": list(found)},
    }


def divided(group):
    return {"agreement": [{"group": group, "dimension": "resources", "divided": True}]}


def needing(need, number):
    """Give more open comparisons than are named one by one."""
    found = [OPEN | {"team": f"Team {n}", "answers_needed": need} for n in range(9)]
    return found[:number] + [
        OPEN | {"team": f"Team {n}", "dimension": VISION} for n in range(number, 9)
    ]


LED = [{"group": "leadership", "dimension": VISION, "mean": 3.9}]
FEW = {"team": SALES, "n_team": 12}
TOGETHER = {"totals": [gap(team=None, n_team=32, **NOTABLE)]}
ABOVE = {"totals": [gap(team=None, n_team=32, **NOTABLE | BELOW)]}
HARDLY = people(11, 12, 20, invited=3)
ANSWERED = {"n_team": 20}
CASES = {
    "headline.gates.open": ([], gates(None)),
    "headline.gates.go": ([], gates("go")),
    "headline.gates.pause.one": ([], gates("pause", "resources")),
    "headline.gates.pause": ([], gates("pause", "resources", VISION)),
    "headline.gates.settle": ([], gates("go_once_fixed", "resources")),
    "headline.no_leadership": ([HIDDEN], people(None, 12)),
    "headline.no_team": ([], people(12, None, None)),
    "headline.both": ([gap(), gap(team=SALES, **ANSWERED, **BELOW)], {}),
    "headline.both.few": ([gap(), gap(**FEW | BELOW)], {}),
    "headline.believed.few.low": ([gap(**FEW)], {}),
    "headline.believed.few": ([gap(mean_team=3.2, **FEW)], {}),
    "headline.believed.one.low": ([gap()], {}),
    "headline.believed.one": ([gap(mean_team=3.2)], {}),
    "headline.believed.low": ([gap(), gap(team=SALES, **ANSWERED)], {}),
    "headline.believed": ([gap(), gap(team=SALES, mean_team=3.2, **ANSWERED)], {}),
    "headline.higher.few": ([gap(**UNSURE, **FEW)], {}),
    "headline.higher": ([gap(**UNSURE)], {}),
    "headline.lower.few": ([gap(**BELOW, **FEW)], {}),
    "headline.lower": ([gap(**BELOW)], {}),
    "headline.hidden.leadership": ([HIDDEN], people(2, 12) | {"cells": SHOWN}),
    "headline.hidden.teams": ([HIDDEN], people(8, 4) | {"cells": LED}),
    "headline.hidden": ([HIDDEN], people(2, 4)),
    "headline.untested": ([UNTESTED], {}),
    "headline.together.lower": ([UNTESTED], TOGETHER),
    "headline.together.lower.few": ([OPEN], TOGETHER | HARDLY),
    "headline.together.higher": ([OPEN], ABOVE),
    "headline.together.higher.few": ([OPEN], ABOVE | HARDLY),
    "headline.divided": ([OPEN], divided("leadership")),
    "headline.agreed.strong": ([STRONG, STRONG | {"team": SALES}], {}),
    "headline.agreed.weak": ([WEAK], {}),
    "headline.agreed.room": ([ROOM, ROOM | {"team": SALES}, OPEN], {}),
    "headline.agreed": ([STRONG, OPEN | TWO, STRONG | THREE], {}),
    "headline.slight.one": ([SLIGHT], {}),
    "headline.slight": ([SLIGHT, SLIGHT | {"team": SALES}], {}),
    "headline.open": ([STRONG, HIDDEN | {"team": SALES}], {}),
    "certainty.answered.repeatable": ([], {"collection": {"mode": "open"}}),
    "certainty.answered.few": ([], people(6, 9, invited=3)),
    "certainty.answered.all": ([], people(6, 9, invited=1)),
    "certainty.answered": ([], {}),
    "certainty.answered.alone": ([], people(6, 9)),
    "certainty.gap.strong": ([gap()], {}),
    "certainty.gap": ([gap(**NOTABLE)], {}),
    "certainty.gaps.strong": ([gap(), gap(**TWO)], {}),
    "certainty.gaps.one_strong": ([gap(), gap(**NOTABLE, **TWO)], {}),
    "certainty.gaps.some_strong": ([gap(), gap(**TWO), gap(**NOTABLE, **THREE)], {}),
    "certainty.gaps": ([gap(**NOTABLE), gap(**NOTABLE, **TWO)], {}),
    "certainty.slight.one": ([SLIGHT], {}),
    "certainty.slight": ([SLIGHT, SLIGHT | TWO], {}),
    "certainty.aligned.one": ([STRONG], {}),
    "certainty.aligned": ([STRONG, STRONG | TWO], {}),
    "certainty.open.one": ([OPEN], {}),
    "certainty.open": ([OPEN, OPEN | TWO], {}),
    "certainty.untested.one": ([UNTESTED], {}),
    "certainty.untested": ([UNTESTED, UNTESTED | TWO], {}),
    "certainty.hidden.one": ([HIDDEN], {}),
    "certainty.hidden": ([HIDDEN, HIDDEN | TWO], {}),
    "talk.gap.few": ([gap(**FEW)], {}),
    "talk.gap": ([gap()], {}),
    "talk.together.few": ([OPEN], TOGETHER | HARDLY),
    "talk.together": ([OPEN], TOGETHER),
    "talk.together.detail": ([OPEN], TOGETHER),
    "talk.slight": ([SLIGHT], {}),
    "talk.slight.higher": ([SLIGHT], {}),
    "talk.slight.lower": ([SLIGHT | BELOW], {}),
    "talk.divided.leadership": ([OPEN], divided("leadership")),
    "talk.divided.detail.leadership": ([OPEN], divided("leadership")),
    "talk.divided": ([OPEN], divided(SALES)),
    "talk.divided.detail": ([OPEN], divided(SALES)),
    "talk.shared.problem": ([WEAK], {}),
    "talk.shared.detail.problem": ([WEAK], {}),
    "talk.shared.room": ([ROOM], {}),
    "talk.shared.detail": ([ROOM], {}),
    "agreed.strong": ([STRONG], {}),
    "agreed.weak": ([WEAK], {}),
    "agreed": ([STRONG, WEAK | {"team": SALES}], {}),
    "agreed.margin.half": ([STRONG], {}),
    "agreed.margin": ([STRONG], {"rules": {"margin": 0.4}}),
    "unsaid.named": ([OPEN], {}),
    "unsaid.counted.one": (needing(None, 1), {}),
    "unsaid.counted": (needing(None, 2), {}),
    "unsaid.settled.one": (needing(TEN, 1), {}),
    "unsaid.settled": (needing(TEN, 2), {}),
    "unsaid.chance": (needing({"team": 0, "leadership": 0}, 2), {}),
    "unsaid.never": (needing("more than there are people", 2), {}),
    "unsaid.never.all": (needing("more than there are people", 9), {}),
    "unsaid.hidden.no_team": ([], people(12, None, None)),
    "unsaid.hidden.no_leadership": ([HIDDEN], people(None, 12)),
    "unsaid.hidden.everything.nobody": ([HIDDEN], people(0, 12, None)),
    "unsaid.hidden.everything.one": ([HIDDEN], people(1, 12, None)),
    "unsaid.hidden.everything": ([HIDDEN], people(4, 12, None)),
    "unsaid.hidden.everything.scattered": ([HIDDEN], people(6, 12, None)),
    "unsaid.hidden.teams": ([HIDDEN], people(8, 4) | {"cells": LED}),
    "unsaid.hidden.part": ([OPEN, HIDDEN | {"dimension": VISION}], {"cells": SHOWN}),
}
"""A release for each rule, by the name of the rule."""


def released(found, changed):
    """Give a small release."""
    whole = reading(*found).release
    return whole | changed | {"rules": whole["rules"] | changed.get("rules", {})}


def opened(found, changed, language="en"):
    """Say all of page one of a small release."""
    whole = Reading(released(found, changed), ASKED, words(language))
    narrator = Narrator(whole).within("opening")
    headline(narrator)
    certainty.certainty(narrator)
    talk.points(narrator)
    known.agreed(narrator)
    known.unsaid(narrator)
    return narrator.told


def named(name):
    folder = files("reports.narrative")
    text = (folder / f"{name}.toml").read_text("utf-8")
    return [rule["name"] for rule in tomllib.loads(text)["rules"]]


def test_every_rule_has_a_release():
    assert {name for part in FILES for name in named(part)} == set(CASES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", CASES)
def test_rule_is_reached(rule, language):
    told = [said for said in opened(*CASES[rule], language) if said.rule == rule]

    assert told
    for sentence in told:
        assert "None" not in sentence.said
        assert "{" not in sentence.said
        assert "  " not in sentence.said.striptags()


@pytest.mark.parametrize(
    ("rule", "en", "pt"),
    [
        (
            "headline.believed.one.low",
            "Leadership believes that Marketing has what it needs. Marketing does not.",
            "A direção acredita que a equipa Marketing tem aquilo de que precisa."
            " A equipa não.",
        ),
        (
            "headline.believed.few",
            "Leadership believes that Sales has what it needs. Those who answered are"
            " less sure.",
            "A direção acredita que a equipa Sales tem aquilo de que precisa. Quem"
            " respondeu tem menos certezas.",
        ),
        (
            "headline.both",
            "Leadership sees resources in a better light than Marketing, and resources"
            " in a worse light than Sales.",
            "A direção tem uma opinião mais favorável do que a equipa Marketing em"
            " recursos, e menos favorável do que a equipa Sales em recursos.",
        ),
        (
            "headline.divided",
            "No gap is shown between leadership and the teams. Leadership itself is"
            " divided.",
            "Não está demonstrada nenhuma divergência entre a direção e as equipas."
            " A própria direção está dividida.",
        ),
        (
            "headline.agreed.weak",
            "Leadership sees the same problem in resources as Marketing.",
            "Em recursos, a direção vê o mesmo problema que a equipa Marketing.",
        ),
        (
            "headline.open",
            "No gap is shown between leadership and the teams. That is not yet"
            " agreement.",
            "Não está demonstrada nenhuma divergência entre a direção e as equipas."
            " Isso ainda não é acordo.",
        ),
    ],
)
def test_headline(rule, en, pt):
    said = [
        opened(*CASES[rule], language)[0].said.striptags() for language in LANGUAGES
    ]

    assert said == [en, pt]


def test_headline_names_two_dimensions_and_counts_more_teams():
    names = [MARKETING, SALES, "Finance", "Design"]
    groups = people(11, 12)["groups"] + [
        {"name": name, "leadership": False, "answered": 20, "invited": None}
        for name in names[2:]
    ]
    some, all_ = (
        opened([gap(team=name) for name in names[:number]], {"groups": groups})[0].said
        for number in (3, 4)
    )
    two = opened([gap(), gap(dimension=VISION)], {})[0].said

    assert "that three of four teams <b>have what they need" in some
    assert "that the teams <b>have what they need" in all_
    assert "has what it needs and knows where it is going" in two


def test_rare_exception_does_not_take_the_headline():
    gaps = [gap(dimension=key) for key in ("resources", VISION, "expectations")]

    said = opened([*gaps, gap(team=SALES, dimension="collaboration", **BELOW)], {})[0]

    assert said.rule == "headline.believed.one.low"


def test_dimension_without_a_phrase_is_named_by_its_title():
    asked = load("initiative-readiness")
    key = asked.dimensions[0].key
    told = reading(gap(dimension=key))

    said = headline(Narrator(Reading(told.release, asked, words("en"))))

    assert said == (
        "Leadership sees <b>business priority</b> in a better light than Marketing."
    )


def test_more_answers_than_people_are_no_share_of_them():
    groups = people(6, 9, invited=1)["groups"]
    groups[1]["answered"] = 12

    said = certainty.answered(Narrator(reading(groups=groups)))

    assert said == "38 people answered."


def test_one_team_is_called_by_its_name():
    said = opened([OPEN], people(9, 12, None))[0].said.striptags()

    assert said == (
        "No gap is shown between leadership and Marketing. That is not yet agreement."
    )


# One team is all teams, and tested with others it shows no gap; a total that does not
# stand among the dimensions is left to its row.
@pytest.mark.parametrize(
    ("groups", "strength"), [(people(9, 12, None), "notable"), (people(9, 12), None)]
)
def test_of_all_teams_together_only_what_stands_is_told(groups, strength):
    found = reading(OPEN, totals=[gap(team=None, strength=strength)], **groups)

    assert headline(Narrator(found)).striptags().endswith("That is not yet agreement.")
    assert talk.points(Narrator(found)) == []
    assert findings(found) == []
    assert only_together(found, "resources") is None
    assert (found.total("resources") is None) is (len(found.teams) == 1)


def test_agreement_is_told_of_the_teams_that_it_is_shown_of():
    keys = ("resources", VISION, "expectations", "collaboration")
    found = [STRONG | {"dimension": key} for key in keys]
    hidden = [HIDDEN | {"dimension": key, "team": SALES} for key in keys]
    weak = [WEAK, WEAK | {"team": SALES}, WEAK | {"dimension": VISION}]
    said = [
        opened(entries, {})[0].said.striptags()
        for entries in (found, found + hidden, [*found, hidden[0]], weak)
    ]

    assert said == [
        "Leadership and the teams agree: what was asked about is going well.",
        "No gap is shown between leadership and the teams. That is not yet agreement.",
        "Leadership sees it much the same way as Marketing.",
        "Leadership sees the same problem in resources and vision clarity as"
        " Marketing.",
    ]


def test_small_differences_are_no_agreement():
    found = [STRONG, *(SLIGHT | {"team": f"Team {n}"} for n in range(6))]

    assert opened(found, {})[0].rule == "headline.slight"


def test_what_is_hidden_is_laid_to_those_of_whom_too_few_answered():
    declared = {"small_leadership": "declared"}
    seen = {"cells": [*SHOWN, *LED]}
    cases = (
        # Four of six leaders scored resources; both teams are shown.
        ([HIDDEN], people(6, 12) | seen),
        # A declared leadership of three is shown.
        (
            [OPEN, HIDDEN | {"team": SALES}],
            people(3, 12, 4) | seen | {"rules": declared},
        ),
        ([HIDDEN], people(2, 12, None) | {"rules": declared}),
    )
    said = [
        [
            str(one.said.striptags())
            for one in opened(*case)
            if one.rule.startswith(("headline.hidden", "unsaid.hidden"))
        ]
        for case in cases
    ]

    assert said == [
        [
            "Nothing can be compared: too few people answered.",
            "Not compared with every team, as too few answered on one side: Resources.",
        ],
        ["Not shown, with fewer than 5 answers: Sales."],
        [
            "Nothing can be shown: too few people answered.",
            "Everything: 2 leaders answered, fewer than the 3 from which leadership is"
            " shown.",
        ],
    ]


def test_more_answers_of_each_may_settle_several():
    told = [opened(needing(TEN, number), {})[-1].said for number in (1, 2)]

    assert told == [
        "About 10 more answers may settle one of them.",
        "About 10 more answers each may settle two of them.",
    ]


def test_only_what_is_printed_is_said():
    told = opened([gap(team=f"Team {n}") for n in range(5)], people(9, None, None))

    assert sum(sentence.rule == "talk.gap" for sentence in told) == talk.FIRST


def test_teams_that_miss_the_same_are_named_together():
    found = [
        OPEN | {"team": name, "answers_needed": need}
        for name, need in (
            ("A", "about 20"),
            ("B", "more than there are people"),
            ("C", "about 20"),
            ("D", None),
            ("E", "more than there are people"),
        )
    ]

    said = known.unsaid(Narrator(reading(*found)))

    assert [sentence.striptags() for sentence in said] == [
        "Resources with A and C (about 20 more answers each); B and E (too few people"
        " to settle it); D."
    ]


@pytest.mark.parametrize("number", [8, 9])
def test_many_open_comparisons_are_counted(number):
    found = [OPEN | {"team": f"Team {n}"} for n in range(number)]

    (said,) = known.unsaid(Narrator(reading(*found)))

    assert ("Team 3" in said) is (number == 8)
