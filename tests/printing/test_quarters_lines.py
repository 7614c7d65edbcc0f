"""What is followed over quarters is drawn alike in reports and on pages."""

from copy import deepcopy
from dataclasses import replace
from functools import cache

from reports import quarterly
from reports.document import read
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.past import kinds
from reports.past.drawing import Frame
from reports.past.multiples import multiples
from reports.past.register import registered
from tests.printing import series as made
from tests.stats.companies import questionnaire

MARKETING = {"team": "Marketing", "dimension": "resources"}
FOOT = "At the foot: only the verdict is shown, its height says nothing."


def reading(found, language="en"):
    return read(*made.arguments(found), language, found)


def printed(found):
    """Give the small multiples of a report."""
    about = reading(found)
    return multiples(Narrator(about).within("quarters"), Gallery(about))


def shown(found, names="now"):
    """Give the small multiples of the page."""
    return quarterly.overview(found, "en", names)["multiples"]


def panel(page, name, key="resources"):
    [dimension] = [one for one in page["dimensions"] if one["key"] == key]
    return next(one for one in dimension["panels"] if one["name"] == name)


def alts(page):
    """Give the texts of the figures of a report, by team and place."""
    return {
        (row["group"], at): cell["figure"]["alt"]
        for table in page["tables"]
        for row in table["rows"]
        for at, cell in enumerate(row["cells"])
        if cell
    }


def everywhere(found, change):
    """Change every comparison of a series, of a wave by its number."""
    quarters = []
    for at, quarter in enumerate(found.quarters):
        release = deepcopy(quarter.release)
        for one in release["comparisons"]:
            change(at, one)
        quarters.append(replace(quarter, release=release))
    return replace(found, quarters=tuple(quarters))


def withheld(at, one):
    one.update(difference=None, ci95=None, verdict="not_shown", pattern="not_shown")


@cache
def shortened():
    """Ask a second time about one dimension of three."""
    items = {"vision": ["v1"], "means": ["m1"], "speed": ["s1"]}
    asked = [
        questionnaire(items),
        questionnaire({"vision": ["v1"]}, version=2),
    ]
    views = {"leadership": 4.0, ("Sales", "means"): 2.0, ("Sales", "vision"): 2.0}
    earlier = made.wave("2026-Q1", made.PEOPLE, views, asked=asked[0])
    later = made.wave("2026-Q2", made.PEOPLE, views, earlier, asked=asked[1])
    return made.series(earlier, later)


def test_gap_that_is_no_longer_asked_about_is_not_there_now():
    found = shortened()
    page = quarterly.overview(found, "en")["register"]
    report = registered(reading(found))

    [means] = [row for row in page if row["dimension"] == "Means"]
    assert (means["status"], means["is_there"], means["now"]) == (
        "No longer asked", False, None,
    )  # fmt: skip
    [vision] = [row for row in page if row["is_there"]]
    assert (vision["dimension"], vision["status"]) == ("Vision", "Persisting")
    [there, past] = report["parts"]
    assert [row["dimension"] for row in there["rows"]] == ["Vision"]
    [means] = [row for row in past["rows"] if row["dimension"] == "Means"]
    assert (means["status"], means["cells"][1]["said"]) == ("No longer asked", "·")


def test_dimensions_that_are_no_longer_asked_have_one_heading_each():
    keys = [one["key"] for one in shown(shortened(), "then")["dimensions"]]

    assert keys == ["vision", "means", "speed"]


def test_gap_of_waves_that_were_not_compared_is_there_still_and_not_measured():
    def uncompared(release):
        release["gap_changes"] = []

    two = replace(made.four(), quarters=made.four().quarters[1:3])
    found = made.edited(two, uncompared)
    page = quarterly.overview(found, "en")["register"]
    [part, _] = registered(reading(found))["parts"]

    [row] = [row for row in page if row["untested"]]
    assert (row["team"], row["status"], row["since"]) == (
        "Marketing", "Persisting", "2026-Q2",
    )  # fmt: skip
    [row] = [row for row in part["rows"] if row["sign"] == "="]
    assert (row["team"], row["untested"], row["change"]) == ("Marketing", True, "")
    tested = quarterly.overview(two, "en")["register"]
    assert not any(row["untested"] for row in tested)


def test_no_gap_is_cropped_on_the_page_or_in_the_report():
    def far(at, one):
        if MARKETING.items() <= one.items():
            one["difference"] = (1.5, 1.5, 2.5, 3.1)[at]

    found = everywhere(made.four(), far)
    kind = kinds.gaps(reading(found), found, kinds.blank(found, 92.0, 46.0))

    assert kind.frame.high >= 3.1
    for legend in (printed(found)["legend"], shown(found)["legend"]):
        assert "from −1.5 to +3.5 points" in legend[0]


def test_gap_of_which_only_the_verdict_is_shown_stands_at_the_foot_in_words():
    def worded(at, one):
        if one["verdict"] != "not_shown":
            one.update(difference=None, ci95=None)

    found = everywhere(made.four(), worded)
    report, page = printed(found), shown(found)
    figure = panel(page, "Marketing")

    assert (figure["first"], figure["word"]) == ("Too close to call", "Aligned")
    assert "Marketing: Too close to call in 2025-Q4, Aligned in" in figure["figure"]
    assert alts(report)["Marketing", 1] == (
        "Resources, Marketing: 2025-Q4 Too close to call; 2026-Q1 Gap; 2026-Q2 Gap;"
        " 2026-Q3 Aligned."
    )
    assert FOOT in report["legend"]
    assert FOOT in page["legend"]
    assert FOOT not in shown(made.four())["legend"]
    hidden = [said for said in report["said"] if "No figure can be drawn of" in said]
    assert hidden == ["No figure can be drawn of: Operations."]


def test_where_no_gap_is_shown_averages_are_followed():
    found = everywhere(made.four(), withheld)
    report, page = printed(found), shown(found)

    assert (report["of"], page["of"]) == ("averages", "averages")
    [marketing] = [
        cell["mean"]
        for cell in found.quarters[-1].release["cells"]
        if (cell["group"], cell.get("dimension")) == ("Marketing", "resources")
    ]
    assert panel(page, "Marketing")["last"] == f"{marketing}"
    assert f"2026-Q3 {marketing}" in alts(report)["Marketing", 1]
    assert "Averages, as no gap is shown, from 1.0 to 5.0" in report["legend"][0]
    teams = {one["name"] for one in page["dimensions"][0]["panels"]}
    assert teams == {"Finance", "Marketing", "Operations", "Sales"}


def test_where_nothing_is_shown_nothing_is_drawn():
    found = everywhere(made.four(), withheld)
    for quarter in found.quarters:
        for cell in quarter.release["cells"]:
            cell["mean"] = None

    assert printed(found) is None
    assert shown(found)["dimensions"] == []


def test_agreement_of_a_leadership_that_took_part_before_is_still_followed():
    found = made.leaderless()

    panels = quarterly.overview(found, "en")["agreement"]["panels"]
    assert {one["until"] for one in panels} == {"2025-Q4"}
    own = [
        row for table in printed(found)["tables"] for row in table["rows"] if row["own"]
    ]
    assert len(own) == 1
    assert (
        "Vision clarity, Leadership: 2025-Q4 0."
        in alts(printed(found))["leadership", 0]
    )


def test_divided_leaders_are_feminine_in_portuguese():
    def divided(release):
        for one in release["agreement"]:
            one.update(ad=None, divided=one["dimension"] == "resources")

    found = made.edited(made.four(), divided)
    panels = quarterly.overview(found, "pt")["agreement"]["panels"]

    words = {one["word"] for one in panels}
    assert words == {"Direção dividida", "Direção não dividida"}


def test_numbers_of_a_team_that_was_not_there_are_a_dot_and_hidden_ones_words():
    found = made.unmapped()
    page = shown(found, "then")
    table = page["dimensions"][0]["table"]
    cells = {row["name"]: [str(cell) for cell in row["cells"]] for row in table["rows"]}

    assert cells["Marketing"][1] == "·"
    assert cells["Lab"][0] == "·"
    assert cells["Operations"] == ["not shown", "not shown"]
    dots = "In the numbers, a dot: not there, or not asked."
    assert dots in page["legend"]
    assert dots not in shown(made.four())["legend"]


def test_a_hundred_quarters_have_marks():
    assert Frame(0.0, 1.0, 120, 92.0, 46.0, 0.0).mark
