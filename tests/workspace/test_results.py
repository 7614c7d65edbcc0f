"""Results as pages: the figures of the release, and where each page leads."""

import re

import pytest

from reports import pages
from tests.printing.companies import printed
from tests.workspace.exhibits import (
    KINDS,
    plain,
    rows,
    titles,
    written,
)

VERDICTS = {
    "gap": "Gap",
    "slight": "Slight",
    "aligned": "Aligned",
    "inconclusive": "Too close to call",
    "not_testable": "Too few to test",
    "not_shown": "Not shown",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_opens_and_leads_to_the_next(gallery, kind):
    sections = gallery.sections(kind)
    walked, onward = [], gallery.places[kind]

    while onward:
        section = onward.removeprefix(gallery.places[kind])
        walked.append(section)
        page = gallery.page(kind, section)
        [here] = re.findall(r'<li><a href="([^"]+)" aria-current="page"', page)
        assert here == onward
        onward = next(iter(re.findall(r'href="([^"]+)" rel="next"', page)), None)

    assert walked == sections
    assert 'rel="prev"' not in gallery.page(kind)


def test_sections_are_those_that_there_is_something_to_tell_of(gallery):
    usual = gallery.sections("usual")

    assert "/changes" in usual
    assert usual.count("/dimensions/resources") == 1
    assert "/changes" not in gallery.sections("small")
    assert not any("/dimensions/" in section for section in gallery.sections("hidden"))


@pytest.mark.parametrize("kind", ["usual", "small", "declared", "twelve teams"])
def test_map_has_the_release_s_figures(gallery, kind):
    release, asked = printed(kind)
    title = titles(asked)
    cells: dict[tuple[str, str], str] = {}
    for row in rows(gallery.page(kind, "/map"), title[asked.dimensions[0].key]):
        cells |= {(row["Team"].split(" ")[0], k): v for k, v in row.items()}
    if kind != "twelve teams":
        for found in release["comparisons"]:
            cell = cells[found["team"].split(" ")[0], title[found["dimension"]]]
            assert VERDICTS[found["verdict"]] in cell
            if found["difference"] is not None:
                assert cell.startswith(written(found["difference"], signed=True))

    numbers = rows(gallery.page(kind, "/map"), "Verdict")
    told = [
        (r["Leadership"], r["Team"], r["Difference"], r["Verdict"].split(" · ")[0])
        for r in numbers
    ]
    assert len(told) == len(release["comparisons"])
    for found in release["comparisons"]:
        assert (
            written(found["mean_leadership"]),
            written(found["mean_team"]),
            written(found["difference"], signed=True),
            VERDICTS[found["verdict"]],
        ) in told


@pytest.mark.parametrize("kind", ["usual", "declared", "one team", "readiness"])
def test_dimension_has_every_mean_of_groups_and_questions(gallery, kind):
    release, asked = printed(kind)
    means = {
        (cell["group"], cell.get("dimension") or cell["item"]): cell["mean"]
        for cell in release["cells"]
    }
    for key in titles(asked):
        page = gallery.page(kind, f"/dimensions/{key}")
        groups = {row["Group"]: row["Average"] for row in rows(page, "Average")}
        for group in release["groups"]:
            [shown] = [
                mean
                for name, mean in groups.items()
                if name.startswith(
                    "Leadership" if group["leadership"] else group["name"]
                )
            ]
            assert shown == written(means[group["name"], key])
        for row, item in zip(rows(page, "Question"), asked.items_of(key), strict=True):
            question, _, *cells = row.values()
            assert question == item.text["en"]
            named = [name.replace("Leadership", "leadership") for name in list(row)[2:]]
            assert [cell.removesuffix(" , gap") for cell in cells] == [
                written(means.get((name, item.id))) for name in named
            ]


def test_participation_tells_who_answered_and_what_is_not_shown(gallery):
    page = gallery.page("usual", "/participation")
    told = {row["Group"]: row for row in rows(page, "Share of those invited")}

    assert told["Operations"]["Answered"] == "4 of 7"
    assert told["Operations"]["Results"] == "Not shown"
    assert told["Sales"]["Answered"] == "24 of 27"
    assert "Operations every dimension 4" in plain(page)


def test_method_has_the_hash_and_every_p_value_that_is_given(gallery):
    release, asked = printed("usual")
    page = gallery.page("usual", "/method")
    tests = {row["Team"]: row for row in rows(page, "Resources") if "Team" in row}

    assert release["sha256"] in page
    for found in release["comparisons"]:
        cell = tests[found["team"]][titles(asked)[found["dimension"]]]
        if found["verdict"] == "not_shown":
            assert cell == "Not shown"
        elif found["p_value"] is None:
            assert cell == "not given"
        else:
            bound = found["p_value"]
            bound = next(iter(bound.values())) if isinstance(bound, dict) else bound
            assert f"{bound:g}" in cell.split(" · ")[0]


def test_readiness_shows_its_gates_and_its_answer(gallery):
    release, _ = printed("readiness")
    page = gallery.page("readiness")

    assert len(rows(page, "Gate")) == len(release["gates"])
    assert "New prices" in page  # the initiative
    assert release["readiness"]["answer"] == "go_once_fixed"
    assert "Go once it is settled:" in page


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("usual", "Not shown, with fewer than 5 answers: Operations."),
        ("hidden", "Everything: 2 leaders answered, fewer than the 5"),
        (
            "no leadership",
            "How leadership and the teams differ: no group is named as leadership.",
        ),
        ("only leadership", "There is no team to compare with."),
    ],
)
def test_what_is_not_shown_says_why(gallery, kind, why):
    assert why in plain(gallery.page(kind, "/map"))


def test_pages_speak_the_visitor_s_language(gallery):
    release, asked = printed("usual")
    page = pages.build(release, asked, "pt", "dimension", "resources")
    found = {title for _, _, title in page["contents"]}

    assert page["dimension"]["title"] == asked.dimension("resources").title["pt"]
    assert {"Resumo", "O mapa", "Método"} <= found
