"""The source of results: nothing that the screen hides, and fit for every screen."""

import re
from html import unescape

import pytest

from tests.collection.company import NOW, launched
from tests.printing.companies import MARKUP, known, printed
from tests.web.browsing import DESK, PHONE, faults, served, signed_in
from tests.workspace.exhibits import CONSULTANT, KINDS, LEADER, plain, written

LEADING = "leadership"
DOT = 'fill="#c8500a"'
ROW = '<tr[^>]*><th scope="row">{}.*?</tr>'


def test_source_of_a_hidden_group_has_its_numbers_of_people_and_nothing_else(gallery):
    release, _ = printed("usual")
    leaders = {
        written(cell["mean"]) for cell in release["cells"] if cell["group"] == LEADING
    }
    people = {"4", "7", "57"}  # 4 of 7 answered, 57 %
    met = 0

    for section in gallery.sections("usual"):
        page = gallery.page("usual", section)
        for row in re.findall(ROW.format("Operations"), page, re.S):
            told = plain(re.sub(r"<svg.*?</svg>", "", row, flags=re.S))
            assert set(re.findall(r"\d+(?:\.\d+)?", told)) <= people | leaders, row
            assert DOT not in row
            met += 1
    assert met > 5


def test_exact_figures_are_nowhere_in_the_source(gallery):
    _, _, found = known("usual")
    exact = [cell.mean for cell in found.cells] + [cell.sd for cell in found.cells]
    for compared in (*found.comparisons, *found.items):
        exact += [compared.difference, compared.theta, *(compared.ci95 or ())]
    telling = [
        value
        for value in exact
        if value is not None and abs(value * 10 - round(value * 10)) > 1e-6
    ]

    assert len(telling) > 100
    for section in set(gallery.sections("usual")) - {"/method"}:
        # Shapes are drawn from what is shown beside them, to hundredths of a point.
        source = re.sub(r' (d|x|viewBox)="[^"]*"', "", gallery.page("usual", section))
        for value in telling:
            assert f"{abs(value):.2f}" not in source, section
            assert f"{abs(value):.3f}" not in source, section


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_named_and_need_no_style_of_their_own(gallery, kind):
    for section in gallery.sections(kind):
        page = gallery.page(kind, section)
        for svg in re.findall(r"<svg[^>]*>", page):
            assert 'aria-hidden="true"' in svg or re.search(
                r'role="img" aria-label="[^"]+"', svg
            )
        assert not re.search(r"<style|\sstyle=|<script|\son\w+=", page)


def test_markup_in_names_is_text(gallery):
    for section in gallery.sections("long names"):
        page = gallery.page("long names", section)

        assert "<script" not in page
        assert "&amp;lt;" not in page  # nor escaped twice
    assert MARKUP in unescape(gallery.page("long names", "/map"))


OFFERS = '<section aria-labelledby="agree">.*?</section>\n'
"""To agree on an action, which consultants do."""


@pytest.mark.parametrize("kind", ["usual", "twelve teams"])
def test_leaders_read_the_very_same_results(gallery, kind):
    for section in gallery.sections(kind):
        if section == "/comments":
            continue
        consultants, leaders = (
            re.search(
                r"<article>.*</article>", gallery.page(kind, section, who), re.S
            ).group()
            for who in (CONSULTANT, LEADER)
        )
        assert leaders == re.sub(OFFERS, "", consultants, flags=re.S)


@pytest.mark.parametrize("who", [CONSULTANT, LEADER])
def test_nothing_is_there_before_a_wave_is_sealed(gallery, who):
    name = who.partition("@")[0]
    wave = launched(gallery.office.installation, name, now=NOW, subject=name)

    for section in gallery.sections("usual"):
        place = f"/app/waves/{wave}/results{section}"
        assert gallery.clients[who].get(place).status_code == 404


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("usual", "/dimensions/morale"),
        ("hidden", "/dimensions/resources"),
        ("small", "/changes"),
        ("usual", "/everything"),
    ],
)
def test_sections_that_a_release_does_not_have_are_not_found(gallery, kind, section):
    assert gallery.answer(kind, section).status_code == 404


@pytest.fixture(scope="module")
def browsed(gallery, browser):
    """A page in a browser."""
    with served(gallery.office.app) as base:
        page = signed_in(browser, gallery.clients[CONSULTANT], base)
        yield page
        page.context.close()


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("twelve teams", "/map"),
        ("twelve teams", "/dimensions/ownership"),
        ("long names", "/dimensions/resources"),
        ("readiness", ""),
        ("hidden", "/expected"),
    ],
)
def test_extremes_are_accessible_and_fit(gallery, browsed, kind, section):
    browsed.goto(gallery.places[kind] + section)

    assert faults(browsed) == []


def test_sections_fold_on_a_phone_and_stand_beside_on_a_desk(gallery, browsed):
    page = browsed
    page.goto(gallery.places["usual"])
    link = page.get_by_role("navigation", name="Results").get_by_text("Method")

    page.set_viewport_size({"width": DESK, "height": 900})
    assert link.is_visible()
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert not link.is_visible()
    page.locator("summary", has_text="Summary").click()
    assert link.is_visible()
