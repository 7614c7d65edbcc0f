"""Results as pages: the figures of the release, and nothing else in the source."""

import re
import shutil
from html import unescape

import pytest

from diagnostic.store.database import connect
from reports import pages
from tests.collection.company import DAY, NOW, launched
from tests.printing.companies import MARKUP, known, printed
from tests.web.browsing import DESK, PHONE, chromium, served, too_wide, violations
from tests.workspace.exhibits import hung
from tests.workspace.office import Office

KINDS = (
    *("usual", "small", "hidden", "declared", "no leadership", "only leadership"),
    *("one team", "everything", "nothing", "long names", "readiness", "twelve teams"),
)
CONSULTANT, LEADER = "ana@example.com", "lea@example.com"
LEADING = "leadership"
DOT = 'fill="#c8500a"'
HEAD = '<th scope="col".*?</th>'
ROW = '<tr[^>]*><th scope="row">{}.*?</tr>'
VERDICTS = {
    "gap": "Gap",
    "slight": "Slight",
    "aligned": "Aligned",
    "inconclusive": "Too close to call",
    "not_testable": "Too few to test",
    "not_shown": "Not shown",
}


@pytest.fixture(scope="module")
def gallery(prepared_sqlite, tmp_path_factory):
    """An office with a sealed wave of each kind; gives pages by kind and section."""
    folder = tmp_path_factory.mktemp("gallery")
    shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    office = Office(connect(f"sqlite:///{folder}/diagnostic.db"), folder)
    office.company()
    places = {
        kind: hung(office, kind, kind, now=NOW + 2 * number * DAY)
        for number, kind in enumerate(KINDS)
    }
    yield Visits(office, places)
    office.installation.database.close()


class Visits:
    """Opens pages of an office, each once."""

    def __init__(self, office, places):
        self.office, self.places = office, places
        self.clients = {
            CONSULTANT: office.signed_in(CONSULTANT, "consultant", "acme"),
            LEADER: office.signed_in(LEADER, "leader", "acme"),
        }
        self.seen = {}

    def answer(self, kind, section="", who=CONSULTANT):
        key = kind, section, who
        if key not in self.seen:
            self.seen[key] = self.clients[who].get(self.places[kind] + section)
        return self.seen[key]

    def page(self, kind, section="", who=CONSULTANT):
        found = self.answer(kind, section, who)
        assert found.status_code == 200
        return found.get_data(as_text=True)

    def sections(self, kind):
        """List what the navigation leads to."""
        place = self.places[kind]
        return re.findall(rf'<li><a href="{place}([^"]*)"', self.page(kind))


def plain(markup):
    bare = unescape(re.sub(r"<[^>]+>", " ", markup))
    return " ".join(bare.replace("\u202f", " ").split())


def rows(page, headed):
    """Read the tables with a column of this name: each row's cells by their column."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.S):
        heads = [
            plain(head) for head in re.findall(r"<th scope=\"col\".*?</th>", table)
        ]
        if not any(headed in head for head in heads):
            continue
        for row in re.findall(r"<tr[^>]*><th scope=\"row\".*?</tr>", table, re.S):
            cells = re.findall(r"<(t[hd])[^>]*>(.*?)</\1>", row, re.S)
            texts = [plain(cell) for _, cell in cells]
            found.append(dict(zip(heads, texts, strict=True)))
    assert found
    return found


def written(value, signed=False):
    """Write a released value as a reader expects it."""
    if value is None:
        return "not shown"
    if isinstance(value, dict):
        ((bound, value),) = value.items()
        return ("≤ " if bound == "at_most" else "≥ ") + written(value, signed)
    text = f"{value:+.1f}" if signed and round(value, 1) else f"{abs(value):.1f}"
    return text.replace("-", "−")


def titles(asked):
    return {dimension.key: dimension.title["en"] for dimension in asked.dimensions}


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
        ("no leadership", "No group is named as leadership."),
        ("only leadership", "There is no team to compare with."),
    ],
)
def test_what_is_not_shown_says_why(gallery, kind, why):
    assert why in plain(gallery.page(kind, "/map"))


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
        assert leaders == consultants


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


def test_pages_speak_the_visitor_s_language(gallery):
    release, asked = printed("usual")
    page = pages.build(release, asked, "pt", "dimension", "resources")
    titles = {title for _, _, title in page["contents"]}

    assert page["dimension"]["title"] == asked.dimension("resources").title["pt"]
    assert {"Resumo", "O mapa", "Método"} <= titles


@pytest.fixture(scope="module")
def browsed(gallery):
    """The pages in a browser."""
    cookie = gallery.clients[CONSULTANT].get_cookie("workspace", path="/app")
    place = {"domain": "127.0.0.1", "path": "/app"}
    with served(gallery.office.app) as base, chromium() as browser:
        context = browser.new_context()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
        yield lambda path: (page := context.new_page(), page.goto(base + path))[0]


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
    page = browsed(gallery.places[kind] + section)

    for width, scheme in ((PHONE, "dark"), (768, "light"), (DESK, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert too_wide(page) <= 0, width
        assert violations(page) == [], width
    page.close()


def test_sections_fold_on_a_phone_and_stand_beside_on_a_desk(gallery, browsed):
    page = browsed(gallery.places["usual"])
    link = page.get_by_role("navigation", name="Results").get_by_text("Method")

    page.set_viewport_size({"width": DESK, "height": 900})
    assert link.is_visible()
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert not link.is_visible()
    page.locator("summary", has_text="Summary").click()
    assert link.is_visible()
    page.close()
