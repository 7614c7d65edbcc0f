"""What is handed over bears the brand: the report, and cards."""

import io

import pypdf
import pytest

from diagnostic.jobs import ticking
from diagnostic.pipeline import brands, cards, reporting
from diagnostic.pipeline.brands import Typed
from tests.brand.pictures import logo, saved
from tests.collection.company import NOW, counts, launched, play

PNG = saved(logo((320, 96)))


@pytest.fixture
def database_url(sqlite_database_url):
    return sqlite_database_url  # what is printed does not depend on the database


@pytest.fixture
def branded(installation):
    def brand():
        house = Typed("Meridian Advisory", "#7a1f3d", "", "", "Meridian, Porto")
        brands.save(installation, None, house, logo=PNG)
        brands.save(installation, "acme", Typed(footer="Acme, Lisboa"), logo=PNG)

    return brand


def text(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_report_bears_both_brands_and_its_release_none(installation, branded):
    wave = launched(installation)
    play(installation, wave)
    ticking.seal(installation, [wave], NOW)
    before = reporting.report(installation, "acme", "2026-Q3", ["json", "pdf"])

    branded()
    after = reporting.report(installation, "acme", "2026-Q3", ["json", "pdf"])

    said = text(after["pdf"])
    assert "Prepared by" in said
    assert "Acme, Lisboa" in said
    assert "Meridian, Porto" not in said
    assert "Prepared by" not in text(before["pdf"])
    assert after["json"] == before["json"]


def test_cards_bear_the_brand(installation, branded):
    launched(installation, mode="codes", people=counts({"leadership": 2, "Sales": 5}))
    branded()
    pile: list[bytes] = []

    cards.print_cards(installation, "acme", "2026-Q3", pile.append, NOW)

    assert text(pile[0]).count("Acme, Lisboa") == 7
