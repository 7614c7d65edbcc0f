"""What pages say of quarters: only what releases show, in words that keep to it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from diagnostic.history import Series
from diagnostic.history.register import register
from reports import quarterly
from reports.document import read
from tests.printing import series as made
from tests.printing.places_moves import is_shown

ENGLISH = {
    "new": "New gap",
    "widening": "Gap widening",
    "narrowing": "Gap narrowing",
    "closed": "Gap closed",
    "persisting": "Gap persisting",
}
SERIES: dict[str, Callable[[], Series]] = {
    "four": made.four,
    "first": made.first,
    "split": made.split,
    "not mapped": made.unmapped,
    "merged": made.merged,
    "no leadership": made.leaderless,
    "a year": made.year,
    "reworded": made.reworded,
    "initiative": made.initiative,
    "health": made.health,
}


def last_two(found):
    """The document and the names of the last two quarters of a series."""
    names = tuple(quarter.name for quarter in found.quarters[-2:])
    return found.compared.get(names, found.quarters[-1].release), names


def between(found, kind):
    document, names = last_two(found)
    return [one for one in document[kind] if (one["from"], one["to"]) == names]


def figure(value, signed=True):
    """Write a released value as a reader expects it."""
    if value is None:
        return None
    if isinstance(value, dict):
        ((bound, value),) = value.items()
        sign = "≤\u202f" if bound == "at_most" else "≥\u202f"
        return sign + figure(value, signed)
    text = f"{value:+.1f}" if signed and round(value, 1) else f"{abs(value):.1f}"
    return text.replace("-", "−")


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", SERIES)
@pytest.mark.parametrize("names", ["now", "then"])
def test_every_series_has_a_page(kind, language, names):
    found = SERIES[kind]()

    page = quarterly.overview(found, language, names)

    assert page["waves"] == [quarter.name for quarter in found.quarters]
    assert (page["headline"] is None) == (len(found.quarters) == 1)
    assert page["multiples"]["dimensions"]


@pytest.mark.parametrize("kind", ["four", "split", "merged", "health"])
def test_what_moved_is_what_the_document_says(kind):
    found = SERIES[kind]()
    gaps = [one for one in between(found, "gap_changes") if is_shown(one)]
    turned = [
        one
        for one in between(found, "gap_changes")
        if one["status"] in ("new", "closed") and one not in gaps
    ]
    moved = [
        one for one in between(found, "changes") if one["verdict"] in ("rose", "fell")
    ]

    told = quarterly.overview(found, "en")["since"]

    wanted = {(ENGLISH[one["status"]], figure(one["change"])) for one in gaps}
    wanted |= {(f"Average {one['verdict']}", figure(one["change"])) for one in moved}
    assert {(row["word"], row["change"]) for row in told["moved"]} == wanted
    assert len(told["moved"]) == len(gaps) + len(moved)
    assert [(row["word"], row["change"]) for row in told["turned"]] == [
        (ENGLISH[one["status"]], figure(one["change"]))
        for one in sorted(turned, key=lambda one: one["status"] == "closed")
    ]


def test_every_comparison_is_told_once_or_cannot_be_said():
    found = made.four()
    said = quarterly.overview(found, "en")["since"]

    averages = between(found, "changes")
    unsaid = [o for o in averages if o["verdict"] in ("not_shown", "not_comparable")]
    told = [row for row in [*said["moved"], *said["still"]] if not row["is_gap"]]
    assert len(told) + len(unsaid) == len(averages)
    assert len(said["averages"]) == len(averages)


def test_figures_then_and_now_are_those_of_both_releases():
    found = made.four()
    before, now = (quarter.release for quarter in found.quarters[-2:])
    told = quarterly.overview(found, "en")["since"]["averages"]

    for row in told:
        for release, place in ((before, "then"), (now, "now")):
            [cell] = [
                one
                for one in release["cells"]
                if one.get("dimension") is not None
                and title(found, one["dimension"]) == row["dimension"]
                and one["group"].casefold() == row["group"].casefold()
            ]
            assert row[place] == figure(cell["mean"], signed=False)


def title(found, key):
    return found.quarters[-1].questionnaire.dimension(key).title["en"]


def test_two_waves_that_were_never_compared_are_not_said_to_have_stood_still():
    page = quarterly.overview(made.silent(), "en")

    assert page["headline"] == "What has moved since 2025-Q4 cannot be said."
    assert page["lead"] == (
        "The answers of 2025-Q4 were collected elsewhere and imported."
    )
    assert page["since"]["silent"]
    assert not page["since"]["compared"]
    [said] = page["since"]["said"]["untold"]
    assert "it was not compared with 2025-Q4, as answers were imported" in said
    rows = ("moved", "turned", "still", "averages", "gaps")
    assert [page["since"][kind] for kind in rows] == [[]] * 5


def test_what_cannot_be_tested_is_not_said_to_be_other_questions():
    found = made.untested()
    [document] = found.compared.values()

    earlier, later = found.quarters
    page = quarterly.side_by_side(earlier, later, document, "en")

    assert page["headline"] == "What has moved since 2025-Q4 cannot be said."
    assert page["imported"] == ["2025-Q4"]
    said = " ".join(page["since"]["said"]["untold"])
    assert "Of 2025-Q4 only what is shown is known, so no change" in said
    assert "question" not in said
    words = {row["word"] for row in page["since"]["averages"]}
    assert words == {"Not tested", "Not shown"}


def test_all_questions_anew_are_no_standstill():
    def anew(release):
        for one in release["changes"]:
            one["verdict"] = "not_comparable"
        for one in release["gap_changes"]:
            one["status"] = None

    page = quarterly.overview(made.edited(made.four(), anew), "en")

    assert page["headline"] == "What has moved since 2026-Q2 cannot be said."


def test_gap_of_other_questions_does_not_compare():
    since = quarterly.overview(made.reworded(), "en")["since"]

    words = {row["word"] for row in since["gaps"] if row["dimension"] == "Means"}
    # A verdict of both waves stays; that there was no gap is no figure that is hidden.
    assert words == {"Gap persisting", "Not comparable"}


def test_dimension_that_is_no_longer_asked_is_named():
    said = quarterly.overview(made.halved(), "en")["since"]["said"]["untold"]

    assert "In 2026-Q1 there were also questions about Speed; in 2026-Q2" in " ".join(
        said
    )


def test_new_team_has_no_new_gap_as_it_was_not_there_to_have_none():
    # Growth has a gap; by names alone it is not known to be Marketing.
    page = quarterly.overview(made.unmapped(), "en")

    groups = {row["group"] for row in page["since"]["moved"]}
    assert groups & {"Growth", "Field", "Shops", "Lab"} == set()
    said = " ".join(page["since"]["said"]["untold"])
    assert (
        "Not yet in 2025-Q4, with nothing to compare: Field, Growth, Lab and Shops"
        in (said)
    )
    averages = {row["group"] for row in page["since"]["averages"]}
    assert averages == {"Leadership", "Finance", "Operations"}


def test_gap_of_which_too_few_can_tell_is_named():
    def too_few(release):
        for one in release["gap_changes"]:
            is_it = (one["team"], one["dimension"]) == ("Marketing", "resources")
            one["status"] = "too_few_to_tell" if is_it else None

    page = quarterly.overview(made.edited(made.four(), too_few), "en")

    said = " ".join(page["since"]["said"]["untold"])
    assert "cannot be told, too few answered: Resources (Marketing)." in said


def test_mapped_teams_are_compared_under_the_names_that_they_have_now():
    page = quarterly.overview(made.split(), "en")

    groups = {row["group"] for row in page["since"]["averages"]}
    assert "Field + Shops" in groups
    assert "Sales" not in groups
    assert "They are compared as a confirmed map says" in page["lead"]


def test_without_leadership_no_gap_is_compared_and_that_is_said():
    since = quarterly.overview(made.leaderless(), "en")["since"]

    assert since["gaps"] == []
    assert [said for said in since["said"]["untold"] if "gap" in said] == [
        "In 2026-Q1 leadership did not take part, so what became of gaps cannot be"
        " told."
    ]


def test_quarters_without_any_leadership_follow_averages():
    found = made.leaderless()
    alone = replace(found, quarters=found.quarters[1:])

    page = quarterly.overview(alone, "en")

    assert page["multiples"]["of"] == "averages"
    assert page["agreement"] is None


def test_reworded_questions_are_told_with_how_many_remain():
    since = quarterly.overview(made.reworded(), "en")["since"]

    said = " ".join(since["said"]["untold"])
    assert "Means: none of the 2 questions is as it was in 2026-Q1" in said
    assert "Vision: compared on the only question that is as it was in" in said
    vision = [row for row in since["averages"] if row["dimension"] == "Vision"]
    assert {row["shared"] for row in vision} == {"on 1 of 3 questions", None}
    assert {(row["then"], row["now"]) for row in vision} == {(None, None)}


def test_register_has_every_gap_that_was_ever_shown():
    found = made.four()

    rows = quarterly.overview(found, "en")["register"]

    assert [row["team"] for row in rows] == [gap.team for gap in register(found)]
    for row, gap in zip(rows, register(found), strict=True):
        assert [one["difference"] for one in row["history"]] == [
            figure(entry.difference) or "not shown" for entry in gap.entries
        ]


def test_direction_over_four_quarters_stands_beside_its_gap():
    rows = quarterly.overview(made.four(), "en")["register"]

    [trend] = [
        one
        for one in made.four().quarters[-1].release["trends"]
        if (one["team"], one["dimension"]) == ("Marketing", "resources")
    ]
    [row] = [
        row
        for row in rows
        if (row["team"], row["dimension"]) == ("Marketing", "Resources")
    ]
    assert trend["direction"] == "narrowing"
    assert row["direction"] == "a hint of narrowing over four waves"


def test_no_direction_stands_where_a_map_says_that_the_name_went_to_others():
    found, about = made.four(), ("Marketing", "resources")
    moved = (("Sales", "Marketing"), ("Marketing", "Sales"), ("Finance", "Finance"))
    mapped = replace(found, maps={("2026-Q1", "2026-Q2"): moved})
    readings = [
        read(*made.arguments(found), "en", series=one) for one in (found, mapped)
    ]

    told, left = ({(t["team"], t["dimension"]) for t in r.trends} for r in readings)
    assert (about in told, about in left) == (True, False)
    rows = quarterly.overview(mapped, "en")["register"]
    assert {row["direction"] for row in rows if row["team"] == "Marketing"} == {None}


def test_panels_show_the_ends_and_tables_all_that_is_shown():
    found = made.four()
    multiples = quarterly.overview(found, "en")["multiples"]

    [resources] = [d for d in multiples["dimensions"] if d["key"] == "resources"]
    [marketing] = [p for p in resources["panels"] if p["name"] == "Marketing"]
    shown = [
        figure(one["difference"])
        for quarter in found.quarters
        for one in quarter.release["comparisons"]
        if (one["team"], one["dimension"]) == ("Marketing", "resources")
    ]
    assert (marketing["first"], marketing["last"]) == (shown[0], shown[-1])
    [row] = [r for r in resources["table"]["rows"] if r["name"] == "Marketing"]
    assert [str(cell).partition(" <")[0] for cell in row["cells"]] == shown


def test_hidden_team_is_hatched_and_has_no_number():
    multiples = quarterly.overview(made.four(), "en")["multiples"]

    hidden = [
        panel
        for dimension in multiples["dimensions"]
        for panel in dimension["panels"]
        if panel["name"] == "Operations"
    ]
    assert len(hidden) == 4
    for panel in hidden:
        assert (panel["first"], panel["last"], panel["word"]) == (
            None, None, "not shown",
        )  # fmt: skip
        assert not re.search(r"\d\.\d", re.sub(r"<path.*?>", "", panel["figure"]))


def test_any_two_are_told_as_their_comparison_has_it():
    found = made.split()
    [document] = found.compared.values()

    earlier, later = found.quarters
    page = quarterly.side_by_side(earlier, later, document, "en")

    assert page["sha256"] == document["sha256"]
    assert {"earlier": ["Sales"], "later": ["Field", "Shops"]} in page["blocks"]
    assert page["since"] == quarterly.overview(found, "en")["since"]


def test_twenty_quarters_have_as_many_columns():
    page = quarterly.overview(made.many(20), "en")

    table = page["multiples"]["dimensions"][0]["table"]
    assert len(table["waves"]) == 20
    assert {len(row["cells"]) for row in table["rows"]} == {20}
