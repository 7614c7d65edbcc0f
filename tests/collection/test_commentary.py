"""The consultant's own words on a report: kept beside the release, and printed."""

import io
from types import SimpleNamespace

import pypdf
import pytest
from sqlalchemy import select

from diagnostic.pipeline import brands, commentary, reporting
from diagnostic.pipeline.brands import Typed as TypedBrand
from diagnostic.pipeline.commentary import (
    LONGEST,
    RewrittenError,
    Typed,
    UnfitTextError,
    passages,
    save,
    version,
)
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store import commentaries, documents
from diagnostic.store import models as m
from diagnostic.store.database import connect
from tests.collection.company import DAY, NOW, identity, installed, launched
from tests.workspace.exhibits import hung

Q3 = ("acme", "2026-Q3")
WORDS = "Read {company}, {{7*7}}, '%(figure)s'.\n- A line.\n\nThen talk about it."


@pytest.fixture
def sealed(installation):
    hung(SimpleNamespace(installation=installation), "small")
    return installation


@pytest.fixture
def here(sqlite_database_url, tmp_path):
    """The same on SQLite alone."""
    installation = installed(connect(sqlite_database_url), tmp_path)
    hung(SimpleNamespace(installation=installation), "small")
    yield installation
    installation.database.close()


def written(installation, language="en"):
    """Give the words that there are, by section."""
    found = passages(installation, *Q3, language)
    return {passage.section: passage.text for passage in found if passage.text}


def put(installation, language="en", seen="", **texts):
    """Save words by somebody who has seen those of ``seen``."""
    typed = {s: Typed(text, version(seen)) for s, text in texts.items()}
    return save(installation, *Q3, language, typed)


def test_words_are_kept_in_their_language_alone(sealed):
    assert put(sealed, foreword=WORDS)
    assert put(sealed, "pt", foreword="Leia isto primeiro.", map="Olhe.")

    assert written(sealed) == {"foreword": WORDS}
    assert written(sealed, "pt") == {"foreword": "Leia isto primeiro.", "map": "Olhe."}


def test_saved_again_they_take_the_place_of_those_before(sealed):
    put(sealed, foreword="One", map="Two")

    assert put(sealed, seen="One", foreword="Other")
    assert put(sealed, seen="Two", map="")
    assert not put(sealed, seen="Other", foreword="\nOther \r\n\r\n")

    assert written(sealed) == {"foreword": "Other"}


def test_two_write_at_once_on_other_sections(sealed):
    put(sealed, foreword="Hers", map="")

    put(sealed, foreword="", map="His")

    assert written(sealed) == {"foreword": "Hers", "map": "His"}


def test_who_changes_what_somebody_else_has_changed_is_told_and_nothing_is_kept(sealed):
    put(sealed, foreword="Hers")

    with pytest.raises(RewrittenError) as told:
        put(sealed, foreword="His", map="His too")

    assert told.value.now == {"foreword": "Hers"}
    assert written(sealed) == {"foreword": "Hers"}


def test_the_same_words_are_no_change_of_what_somebody_else_wrote(sealed):
    put(sealed, foreword="Thank you.")

    assert not put(sealed, foreword="Thank you.")


def test_lines_end_in_one_way_and_an_empty_one_parts_paragraphs(here):
    put(here, foreword="\r\n\r\nOne\ttwo  \r\nthree\r\r\n\n\n\nfour\n ")

    assert written(here) == {"foreword": "One two\nthree\n\nfour"}


FAULTS = {
    "too long": ("a" * (LONGEST + 1), "longer than 2000 characters"),
    "bell": ("a\a", "control character U\\+0007"),
    "nothing": ("a\0", "control character U\\+0000"),
    "turned round": ("a\u202eb", "RIGHT-TO-LEFT OVERRIDE"),
    "line of another kind": ("a\u2028b", "LINE SEPARATOR"),
    "half a letter": ("a\ud800", "control character"),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_words_that_cannot_be_printed_are_refused(here, text, said):
    with pytest.raises(UnfitTextError, match=said) as told:
        put(here, foreword=text, map="Good.")

    assert set(told.value.faults) == {"foreword"}
    assert written(here) == {}


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONGEST,
        "שלם \u200f(5)",
        "\u0645\u06cc\u200c\u062e",
        "1 < 2 & 3 > 2",
        "👩\u200d💼",
    ],
    ids=["longest", "right to left", "joined", "markup", "picture"],
)
def test_words_of_any_script_are_taken(here, text):
    put(here, foreword=text)

    assert written(here) == {"foreword": text}


def test_section_that_the_report_does_not_have_is_refused(here):
    with pytest.raises(RefusedError, match="no section dimension-luck"):
        put(here, **{"dimension-luck": "Good."})

    assert written(here) == {}


def test_words_on_a_section_that_is_gone_can_still_be_read_and_removed(here):
    wave = identity(here)
    with here.database.writing() as session:
        commentaries.put(session, wave, "en", "dimension-luck", "Good.")

    last = passages(here, *Q3, "en")[-1]
    put(here, seen="Good.", **{"dimension-luck": ""})

    assert (last.section, last.title, last.text) == ("dimension-luck", None, "Good.")
    assert written(here) == {}


def test_wave_that_is_not_sealed_has_no_report_to_write_about(here):
    launched(here, "2026-Q4", now=NOW + 30 * DAY)

    with pytest.raises(RefusedError, match="results exist once sealed"):
        save(here, "acme", "2026-Q4", "en", {"foreword": Typed("a", version(""))})


def test_report_prints_them_as_typed_and_marked_and_the_release_stays(here):
    before = reporting.report(here, *Q3, ["json"])
    put(here, foreword=WORDS)
    brands.save(here, None, TypedBrand(name="House & Co."))

    made = reporting.report(here, *Q3, ["pdf", "json"])

    pages = pypdf.PdfReader(io.BytesIO(made["pdf"])).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert f"Foreword by House & Co.\n{WORDS.replace(2 * chr(10), chr(10))}" in text
    assert made["json"] == before["json"]


def test_author_is_the_consultancy_or_else_the_consultant(here):
    put(here, foreword="a")
    authors = []
    for name in ("", "House"):
        brands.save(here, None, TypedBrand(name=name))
        with here.database.reading() as session:
            wave = session.scalars(select(m.Wave)).one()
            own = brands.of_consultancy(here)
            authors.append(commentary.of_wave(session, wave, "en", own).author)
            assert commentary.of_wave(session, wave, "pt", own) is None

    assert authors == ["the consultant", "House"]


FILES = {
    "report": ("pdf", "en", "2026-Q3", "done", None),
    "report of many": ("reports", "en", "2026-Q3", "done", None),
    "being made": ("pdf", "en", "2026-Q3", "working", "queued"),
    "to be made": ("pdf", "en", "2026-Q3", "queued", "queued"),
    "other language": ("pdf", "pt", "2026-Q3", "done", "done"),
    "figures": ("xlsx", "en", "2026-Q3", "done", "done"),
    "many of another quarter": ("reports", "en", "2026-Q2", "done", "done"),
}


@pytest.mark.parametrize(
    ("kind", "language", "name", "state", "after"), FILES.values(), ids=FILES
)
def test_files_that_hold_the_words_are_made_again(
    here, kind, language, name, state, after
):
    wave = None if kind == "reports" else identity(here)
    with here.database.writing() as session:
        file = documents.add(session, kind, language, NOW, wave=wave, wave_name=name)
        file.state = state
        made = file.id

    put(here, foreword="Read this first.")

    with here.database.reading() as session:
        found = documents.get(session, made)
        assert (found and found.state) == after


def test_files_stay_where_nothing_was_changed(here):
    with here.database.writing() as session:
        file = documents.add(session, "pdf", "en", NOW, wave=identity(here))
        file.state = "done"
        made = file.id

    put(here, foreword="")

    with here.database.reading() as session:
        assert documents.get(session, made).state == "done"
