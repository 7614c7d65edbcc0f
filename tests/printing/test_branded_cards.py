"""Brands on cards: a logo and a footer that leave the code and the words alone."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from PIL import Image

from diagnostic.brand import Brand
from diagnostic.brand.logos import read_logo
from reports.cards import render
from tests.brand.pictures import logo, saved
from tests.printing.companies import MARKUP
from tests.printing.papers import elements
from tests.printing.test_cards import CLOSES, HEIGHT, cards, modules, poppler, words

MILLIMETRE = 72 / 25.4
CLIENT = Brand(
    "Northwind",
    read_logo(saved(logo((320, 96)))),
    "#166534",
    footer="Northwind, Lisboa",
)
LONG = "Departamento de operações logísticas, compras e relações com o sul"
MODULES = 33
"""A side of these codes."""
HOST = "https://inqueritos-internos.consultoria-exemplo.example.pt:8443"


def printed(dealt, brand=CLIENT, company="Northwind", closes=CLOSES, language="en"):
    return render(
        dealt,
        company=company,
        wave="2026-Q3",
        closes=closes,
        language=language,
        brand=brand,
    )


def alternatives(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(figure.Alt) for figure in elements(opened, "/Figure")]


def picture(pdf):
    drawn = poppler("pdftoppm", "-r", "200", "-gray", "-", source=pdf)
    return Image.open(io.BytesIO(drawn))


def test_every_card_has_logo_and_footer():
    pdf = printed(cards({"Marketing": 3}))

    assert alternatives(pdf).count("Northwind") == 3
    assert words(pdf).count("Northwind, Lisboa") == 3


def test_consultancys_logo_is_read_out_by_its_own_name():
    house = Brand("Meridian Advisory", CLIENT.logo)

    assert "Meridian Advisory" in alternatives(printed(cards({"Marketing": 1}), house))


@pytest.mark.parametrize(
    ("department", "company"),
    [(LONG, "Northwind"), ("Marketing", "Companhia de Nomes Muito Compridos, S.A.")],
)
def test_long_names_go_before_a_logo(department, company):
    pdf = printed(cards({department: 1}), company=company)

    assert "Northwind" not in alternatives(pdf)
    assert "Northwind, Lisboa" in words(pdf)


@pytest.mark.parametrize("department", ["Marketing", LONG])
def test_nothing_on_a_full_card_touches_its_footer(department):
    brand = Brand("N", CLIENT.logo, footer="§ " * 150)
    pdf = printed(
        cards({department: 1}, base=HOST),
        brand,
        "Companhia de Exemplo de Nomes Muito Compridos, S.G.P.S. " * 3,
        CLOSES - timedelta(hours=9),
        "pt",
    )
    layout = poppler("pdftotext", "-bbox", "-", "-", source=pdf).decode()
    found = re.findall(r'yMin="([0-9.]+)".*yMax="([0-9.]+)">(.*)</word>', layout)
    foot = [(float(top), float(end)) for top, end, word in found if "§" in word]
    rest = [float(end) for _, end, word in found if word not in ("§", "§…", "…", " ")]

    assert len(foot) > 5
    assert max(rest) <= min(top for top, _ in foot)
    assert max(end for _, end in foot) < HEIGHT * MILLIMETRE


def test_code_is_drawn_as_without_a_brand():
    dealt = cards({"Marketing": 2})
    branded, bare = picture(printed(dealt)), picture(printed(dealt, None))

    for number in range(2):
        found = list(modules(branded, number, MODULES))
        assert found == list(modules(bare, number, MODULES))
        assert sum(found) > 100


def test_markup_is_printed_as_it_is():
    pdf = printed(cards({"Marketing": 1}), Brand(MARKUP, CLIENT.logo, footer=MARKUP))

    assert MARKUP in words(pdf)
    assert MARKUP in alternatives(pdf)
