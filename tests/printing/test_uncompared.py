"""A report says no more than there is: nothing compared, no spread, few leaders."""

import re
from functools import cache

import pytest

from reports.document import build, read
from reports.pages import build as web
from reports.pdf import page
from tests.printing.companies import printed


@cache
def document(kind, language="en"):
    reading = read(*printed(kind), language)
    return reading, build(reading)


@cache
def written(kind, language="en"):
    return page(*document(kind, language))


@cache
def said(kind, language="en"):
    return " ".join(re.sub("<[^>]+>", " ", written(kind, language)).split())


@pytest.mark.parametrize("kind", ["no leadership", "only leadership", "hidden"])
def test_where_nothing_was_compared_nothing_is_said_to_be_settled_or_to_agree(kind):
    for claim in ("Talk about first", "Shown to agree", "No comparison is left open"):
        assert claim not in said(kind)
    assert "Cannot be said" in said(kind)


def test_leadership_alone_is_told_why_nothing_is_compared():
    assert "there is no team to compare it with" in said("only leadership")
    assert "não há nenhuma equipa" in said("only leadership", "pt")


def test_every_gap_shown_leaves_no_comparison_open():
    assert "No comparison is left open." in said("everything")


@pytest.mark.parametrize("kind", ["no leadership", "only leadership"])
def test_groups_that_are_not_compared_have_no_columns_of_differences(kind):
    table = written(kind).partition('id="others"')[2]

    assert "Leadership minus team" in written("nothing").partition('id="others"')[2]
    assert "Leadership minus team" not in table
    assert "What the groups answered" in table


def test_without_leadership_the_map_gives_the_teams_averages():
    release, asked = printed("no leadership")
    reading, report = document("no leadership")
    [table] = report.values["maps"]

    for row in table["rows"]:
        means = [reading.mean(row["team"], key) for key in reading.dimensions]
        assert [cell["verdict"] for cell in row["cells"]] == [
            f"average {mean:.1f}" for mean in means
        ]
    assert web(release, asked, "en", "map")["maps"][0]["rows"][0]["cells"]


@pytest.mark.parametrize(("kind", "banded"), [("usual", True), ("seven points", False)])
def test_bands_have_a_column_only_where_some_group_has_them(kind, banded):
    [first, *_] = document(kind)[1].values["dimensions"]

    assert first["banded"] is banded
    assert ("Low, middle and high answers" in written(kind)) is banded


def test_method_tells_of_a_declared_leadership():
    assert "Of a leadership with fewer, from 3 on" in said("declared")
    assert "Of a leadership with fewer" not in said("usual")
