"""Quarter after quarter in the PDF: read back with its tags, links and figures."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest

from diagnostic.history import Series
from reports.commentary import Commentary
from reports.document import build, read
from reports.pdf import page, render
from reports.sections import sections
from reports.values import bound
from tests.printing import series as made
from tests.printing.papers import words
from tests.printing.said import flat
from tests.printing.shelf import shelved
from tests.printing.tags import read as read_tags

MAKE: dict[str, Callable[[], Series]] = {
    "four": made.four,
    "split": made.split,
    "year": made.year,
    "reworded": made.reworded,
    "leaderless": made.leaderless,
    "initiative": made.initiative,
    "twenty": lambda: made.many(20, 12),
}
VALUE = re.compile(r"(\d{4}-Q\d) ([≤≥]?\u202f?[+−]?\d+[.,]\d|\w+ ?\w+)")


@shelved
def report(name, language="en"):
    found = MAKE[name]()
    return render(
        *made.arguments(found), language, series=found, followed=made.followed(found)
    )


@shelved
def tagged(name, language="en"):
    return read_tags(report(name, language)).root


@shelved
def pages(name, language="en"):
    return words(report(name, language))


@shelved
def places(name, language="en"):
    """Give the page of each anchor and the titles of the outline."""
    reader = pypdf.PdfReader(io.BytesIO(report(name, language)))
    number = reader.get_destination_page_number
    named = {key: number(place) for key, place in reader.named_destinations.items()}
    return named, [str(one.title) for one in flat(reader.outline)]


def whole(name, language="en"):
    return " ".join(pages(name, language))


def figures(name, language="en"):
    """Give the texts of the small multiples."""
    return [
        tag.alt
        for tag in tagged(name, language).all("Figure")
        if re.search(r": \d{4}-Q", tag.alt)
    ]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ("Since last quarter", "Quarter by quarter", "Register of gaps")),
        ("pt", ("Desde o último trimestre", "Trimestre a trimestre")),
    ],
)
def test_sections_are_linked_and_stand_in_the_outline(language, titles):
    named, outline = places("four", language)

    assert {"changes", "quarters", "register"} <= named.keys()
    assert set(titles) <= set(outline)
    for title in titles:
        assert title in pages("four", language)[1]  # the contents


def test_usual_company_of_four_waves_has_sixteen_pages_at_most():
    assert len(pages("four")) <= 16


def test_twelve_teams_and_twenty_waves_fit_on_two_pages():
    named, _ = places("twenty")

    assert named["register"] - named["quarters"] <= 1
    assert len(figures("twenty")) == 4 * (12 + 1)
    assert "the oldest at the left: 2006-Q1 – 2010-Q4." in whole("twenty")


def test_figures_say_every_number_that_a_release_displays_and_no_other():
    found = made.four()
    reading = read(*made.arguments(found), "en", found)
    told = figures("four")

    assert len(told) == 3 * 4 + 4  # Operations is never shown
    for alt in told:
        title, group = alt.partition(":")[0].split(", ")
        key = next(k for k in reading.dimensions if reading.title(k) == title)
        say = reading.words.value if group == "Leadership" else reading.words.difference
        assert dict(VALUE.findall(alt)) == {
            quarter.name: say(displayed(quarter.release, group, key))
            for quarter in found.quarters
        }
        told_of = [about(quarter.release, group, key) for quarter in found.quarters]
        held = [entry.get("ad", entry.get("difference")) for entry in told_of]
        held += [end for entry in told_of for end in entry.get("ci95") or ()]
        assert set(re.findall(r"\d+\.\d+", alt)) <= {
            f"{abs(bound(value)):.1f}" for value in held if value is not None
        }


def about(release, group, key):
    """Give what a figure shows of a wave: who is divided, or a gap."""
    if group == "Leadership":
        kind, which = "agreement", {"group": "leadership", "dimension": key}
    else:
        kind, which = "comparisons", {"team": group, "dimension": key}
    return next(e for e in release[kind] if which.items() <= e.items())


def displayed(release, group, key):
    return about(release, group, key)["ad" if group == "Leadership" else "difference"]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_nothing_is_said_of_a_team_that_is_never_shown(language):
    found = made.four()
    told = build(read(*made.arguments(found), language, found, made.followed(found)))
    withheld = {"en": "Not shown", "pt": "Não mostrado"}[language]

    row = next(
        row for row in told.values["since"]["changes"] if row["group"] == "Operations"
    )
    assert [cell["verdict"] for cell in row["cells"]] == [withheld] * 4
    assert {cell["change"] for cell in row["cells"]} == {None}
    assert not [alt for alt in figures("four", language) if "Operations" in alt]
    rows = told.values["register"]["parts"]
    assert "Operations" not in {row["team"] for part in rows for row in part["rows"]}


def test_split_department_is_said_with_the_hash_of_its_comparison():
    [document] = made.split().compared.values()
    said = whole("split")

    assert "Sales has become Field and Shops, which are compared with it" in said
    assert "Marketing is now called Growth." in said
    assert "Growth was called Marketing until 2025-Q4." in said
    assert "Field begins with 2026-Q1: before, its people were in other" in said
    assert said.count(document["sha256"]) >= 1


def test_imported_wave_and_the_months_since_are_said():
    said = whole("year")

    assert "lie 13 full months" in said
    assert "The answers of 2025-Q4 were collected elsewhere and imported." in said
    assert "imported, with a bar at the foot: 2025-Q4." in said


def test_wave_without_leadership_keeps_its_averages_and_says_why_no_gap_is_followed():
    said = whole("leaderless")

    assert "In 2026-Q1 leadership did not take part, so what became of gaps" in said
    assert "too few answered" not in said
    assert "Marketing, Resources: up by" in said


def test_replaced_questions_are_said_and_nothing_is_joined_over_them():
    said = whole("reworded")

    assert "Vision: compared on the only question that is as it was in" in said
    assert "Means: none of the 2 questions is as it was in 2026-Q1" in said
    assert "Dotted: what was asked, or who was asked, has changed" in said


def test_action_stands_beside_its_figures_with_the_caution():
    said = whole("four")

    assert "found in 2025-Q4 · COO · due 31 March 2026 · Done" in said
    assert "Name one owner <each> & all." in said
    assert "days to launch (days): 14 (Q1 2026), 11.5 (Q2 2026)" in said
    assert "does not show that the action moved it" in said
    assert said.count("Name one owner") == 3  # one was found in this very wave


def test_initiative_says_what_its_answer_was():
    said = whole("initiative")

    assert "The answer is the same as in 2025-Q4: Go once it is settled." in said


def test_tables_name_their_columns_and_rows():
    # Over two pages a table is two to whoever hears it.
    register, *_ = [
        t
        for t in tagged("four").all("Table")
        if "2025-Q4" in t.said and "Status" in t.said
    ]
    heads = [cell.said for cell in register.all("TH")]
    assert heads[:3] == ["Team", "Dimension", "Firstshown"]
    assert all(cell.headers for cell in register.all("TD"))


def test_words_of_the_consultant_stand_in_each_new_section():
    found = made.split()
    anchors = ["changes", "quarters"]
    assert set(anchors) <= sections(*made.arguments(found), "en", found).keys()
    own = Commentary("Ana", {anchor: f"On {anchor}." for anchor in anchors})

    reading = read(*made.arguments(found), "en", found)
    said = page(reading, build(reading, commentary=own))

    assert [f"On {anchor}." in said for anchor in anchors] == [True, True]


def test_without_the_waves_before_there_is_none_of_it():
    values = build(read(*made.arguments(made.four()), "en")).values

    assert values["since"] is values["quarters"] is values["register"] is None
    assert values["moves"]["register"]


def test_reach_of_the_figures_holds_every_figure():
    found = made.many(20, 12)
    page = build(read(*made.arguments(found), "en", found)).values["quarters"]
    values = [
        bound(entry["difference"])
        for quarter in found.quarters
        for entry in quarter.release["comparisons"]
    ]
    reach = re.search(r"from (\S+) to (\S+) points", page["legend"][0])
    low, high = (float(end.replace("−", "-")) for end in reach.groups())

    assert low <= min(values)
    assert high >= max(values)
