"""The page for everybody read back: calm, whole, on one page, and nobody is named."""

import copy
import io
import re
from functools import cache

import pikepdf
import pypdf
import pytest

from reports import staff
from reports.commentary import Commentary
from reports.document import read
from reports.gallery import Gallery
from reports.narrative import Narrator, rules
from reports.values import bound
from tests.printing.companies import KINDS, MARKUP, printed
from tests.printing.papers import elements
from tests.printing.test_branding import CLIENT, HOUSE

COLLECTION = {"mode": "invited", "opened": "2026-09-16", "late": 0, "reminders": 1}
NOTICE = "Simulated data"


@cache
def made(kind, language="en"):
    return staff.render(*printed(kind), language, notice=NOTICE)


def paper(pdf):
    """The text of each page."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def told(release, asked, language="en", commentary=None):
    """Rules that spoke, and the values of the page."""
    narrator = Narrator(read(release, asked, language), staff.SECTION)
    page = staff.page(narrator, Gallery(narrator.reading), commentary)
    return narrator.told, page


def altered(kind, change):
    """A company of a kind, its release changed by hand."""
    release, asked = printed(kind)
    release = copy.deepcopy(release)
    change(release)
    return release, asked


def found(release, *verdicts):
    """Give comparisons their verdict and pattern, dimension by dimension."""
    keys = list(dict.fromkeys(entry["dimension"] for entry in release["comparisons"]))
    for entry in release["comparisons"]:
        verdict, pattern = verdicts[keys.index(entry["dimension"])]
        direction = pattern.removeprefix("gap_") if verdict == "gap" else None
        entry |= {"verdict": verdict, "pattern": pattern, "direction": direction}


LEADERS, TEAMS = ("gap", "gap_leadership_higher"), ("gap", "gap_team_higher")
STRONG, WEAK = ("aligned", "aligned_strong"), ("aligned", "aligned_weak")
SLIGHT, OPEN = ("slight", "slight"), ("inconclusive", "too_close")
CASES = {
    "strong, gap, slight, open": lambda r: found(r, STRONG, LEADERS, SLIGHT, OPEN),
    "the team is higher": lambda r: found(r, TEAMS, OPEN, OPEN, OPEN),
    "both directions": lambda r: found(r, TEAMS, LEADERS, OPEN, WEAK),
    "agreed": lambda r: found(r, STRONG, STRONG, STRONG, STRONG),
    "a problem that both see": lambda r: found(r, WEAK, OPEN, OPEN, OPEN),
    "only small differences": lambda r: found(r, SLIGHT, SLIGHT, OPEN, OPEN),
    "a link a department": lambda r: r.update(collection=COLLECTION | {"mode": "open"}),
    "something moved": lambda r: r["changes"][-1].update(verdict="rose"),
    "one is divided": lambda r: r["agreement"][0].update(divided=True),
    "some are divided": lambda r: [e.update(divided=True) for e in r["agreement"]],
}


def test_every_rule_is_reached(monkeypatch):
    monkeypatch.setattr(staff, "MOST", 7)
    releases = [printed(kind) for kind in KINDS]
    releases += [altered("usual", change) for change in CASES.values()]
    spoken = {one.rule for release in releases for one in told(*release)[0]}
    known = {
        rule.name
        for place, ours in rules().items()
        if place.startswith("staff.")
        for rule in ours
    }

    assert known - spoken == set()


HEADLINES = {
    "strong, gap, slight, open": "What works, as leadership and teams see it: vision"
    " clarity. What they see differently: resources.",
    "the team is higher": "Leadership sees vision clarity in a worse light than all"
    " teams.",
    "both directions": "Leadership and all teams see vision clarity and resources"
    " differently.",
    "agreed": "What works, as leadership and teams see it: all topics.",
    "a problem that both see": "Leadership and teams see the same room to improve:"
    " vision clarity.",
    "only small differences": "No difference stands out between leadership and the"
    " teams.",
}


@pytest.mark.parametrize("case", HEADLINES)
def test_headline(case):
    _, page = told(*altered("usual", CASES[case]))

    assert page["headline"].striptags() == HEADLINES[case]


def test_what_works_stands_first():
    _, page = told(*altered("usual", lambda r: found(r, LEADERS, WEAK, OPEN, STRONG)))

    assert page["topics"][0]["title"] == "Expectations"
    assert page["topics"][-1]["title"] == "Vision clarity"


def test_views_that_differ_within_a_dimension_are_told_apart():
    def change(release):
        found(release, STRONG, OPEN, OPEN, OPEN)
        release["comparisons"][0] |= {
            "verdict": "gap",
            "pattern": "gap_leadership_higher",
            "direction": "leadership_higher",
        }

    _, page = told(*altered("everything", change))
    said = next(t["said"] for t in page["topics"] if t["title"] == "Vision clarity")

    assert "two of three teams" in said
    assert "one other team" in said


@pytest.mark.parametrize(
    ("kind", "language"),
    [*((kind, "en") for kind in KINDS), ("usual", "pt"), ("twelve teams", "pt")],
)
def test_every_company_has_one_page(kind, language):
    assert len(paper(made(kind, language))) == 1


def test_much_text_and_many_topics_still_fit():
    text = "\n\n".join(["What was said is taken to heart. " * 10] * 6)[:2000]
    release, asked = altered("twelve teams", lambda r: r.update(company="Long " * 40))
    written = staff.render(
        release,
        asked,
        "pt",
        notice=NOTICE,
        brand=CLIENT,
        consultancy=HOUSE,
        commentary=Commentary("Meridian", {"staff": text}),
    )
    (page,) = paper(written)

    assert page.count("What was said is taken to heart.") == text.count("heart.")
    assert release["sha256"] in page.replace(" ", "")


@pytest.mark.parametrize("kind", ["usual", "everything", "long names", "twelve teams"])
@pytest.mark.parametrize("language", ["en", "pt"])
def test_no_team_is_named_nor_told_by_its_figures_alone(kind, language):
    release, asked = printed(kind)
    teams = [group["name"] for group in release["groups"] if not group["leadership"]]
    sentences, page = told(release, asked, language)
    figures = [topic["figure"]["alt"] for topic in page["topics"]]
    said = " ".join([*(one.said for one in sentences), *figures])

    assert not [team for team in teams if team in said]


def test_figures_are_those_of_the_release():
    release, asked = printed("usual")
    leader = next(g["name"] for g in release["groups"] if g["leadership"])
    _, page = told(release, asked)
    titles = {dimension.title["en"]: dimension.key for dimension in asked.dimensions}

    for topic in page["topics"]:
        means = {
            cell["group"]: bound(cell["mean"])
            for cell in release["cells"]
            if cell.get("dimension") == titles[topic["title"]] and cell["mean"]
        }
        own = means.pop(leader)
        numbers = [float(n) for n in re.findall(r"\d\.\d", topic["teams"])]
        assert float(topic["own"]) == own
        assert numbers == [min(means.values()), max(means.values())]


@pytest.mark.parametrize("language", ["en", "pt"])
def test_nothing_is_told_of_a_company_that_is_hidden(language):
    text = paper(made("hidden", language))[0].split("SHA-256")[0]
    with pikepdf.open(io.BytesIO(made("hidden", language))) as pdf:
        said = " ".join(str(figure.Alt) for figure in elements(pdf, "/Figure"))

    assert not re.search(r"\d[.,]\d", text.replace("0.1.0", ""))
    assert not re.search(r"\d", said)


def test_promise_is_named_where_something_is_hidden():
    release, asked = printed("usual")
    text = paper(made("usual"))[0]

    assert "Fewer than 5 answers are never shown." in text
    assert "Operations" not in text
    # Of answers from a file nobody here knows what was promised.
    for collection, promised in ((None, False), (COLLECTION, True)):
        said = told(release | {"collection": collection}, asked)[1]["unsaid"]
        assert ("This was promised to everybody" in " ".join(said)) is promised


def test_who_answered_is_said_and_thanked():
    assert "66 of 84 people answered. Thank you" in paper(made("usual"))[0]
    assert "Responderam 66 de 84 pessoas." in paper(made("usual", "pt"))[0]


def test_single_answers_are_said_to_be_gone_only_where_we_deleted_them():
    gone = "single answers were deleted"
    sealed = altered("small", lambda r: r.update(collection=COLLECTION))

    assert gone in " ".join(told(*sealed)[1]["unsaid"])
    assert gone not in " ".join(told(*printed("small"))[1]["unsaid"])


def test_declared_leadership_is_shown_as_the_release_shows_it():
    release, _ = printed("declared")
    text = paper(made("declared"))[0]
    bounds = [c["mean_leadership"] for c in release["comparisons"]]

    assert {"at_least": 4.2} in bounds
    assert "≥ 4.2" in text.replace("\u202f", " ")


def test_consultants_text_says_what_happens_next():
    text = f"We meet on Monday.\n\n{MARKUP} שלום\nand go on"
    written = staff.render(
        *printed("small"), commentary=Commentary("Meridian Advisory", {"staff": text})
    )
    (page,) = paper(written)
    _, values = told(*printed("small"), commentary=Commentary("M", {"staff": text}))

    assert "We meet on Monday." in page
    assert MARKUP in page
    assert "Meridian Advisory" in page
    assert "Leadership reads the full report" not in page
    assert len(values["text"]) == 2


@pytest.mark.parametrize("texts", [None, {"foreword": "x"}, {"staff": " "}])
def test_without_the_consultants_text_the_usual_steps_stand_there(texts):
    commentary = None if texts is None else Commentary("M", texts)
    _, page = told(*printed("small"), commentary=commentary)

    assert len(page["steps"]) == 3
    assert page["author"] is None


def test_page_is_tagged_and_says_its_language_and_title():
    with pikepdf.open(io.BytesIO(made("usual", "pt"))) as pdf:
        headers = {str(found.ID) for found in elements(pdf, "/TH")}
        named = [cell.A.Headers for cell in elements(pdf, "/TD")]

        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "pt"
        assert len(named) == 4 * 3
        assert all(str(name) in headers for names in named for name in names)
        assert all(str(figure.Alt) for figure in elements(pdf, "/Figure"))
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"].startswith("O que nos disseram · Example")


def test_brands_stand_around_it():
    written = staff.render(*printed("small"), brand=CLIENT, consultancy=HOUSE)
    with pikepdf.open(io.BytesIO(written)) as pdf:
        said = [str(figure.Alt) for figure in elements(pdf, "/Figure")]

    assert {"Northwind", "Meridian Advisory"} <= set(said)
    assert "Northwind Traders, Lisboa" in paper(written)[0]


def test_release_and_versions_are_printed():
    release, asked = printed("usual")
    text = paper(made("usual"))[0]

    assert release["sha256"] in text.replace(" ", "")
    assert f"{asked.key}, version {asked.version}" in text
    assert release["program"] in text
    assert NOTICE in text
