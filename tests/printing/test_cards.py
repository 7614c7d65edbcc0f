"""Cards with codes: what stands on them, and that a camera reads the same."""

import io
import re
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

import pypdf
import pytest
import segno
from PIL import Image

from reports.cards import Card, render

BASE = "https://survey.example.org"
CLOSES = datetime(2026, 10, 14, 23, 59, 59, tzinfo=UTC)
DOTS = 200 / 25.4  # a millimetre
# As the style sheet has it: A7 cards, the code with its quiet zone in each.
WIDTH, HEIGHT, LEFT, TOP, CODE = 104.9, 74.2, 4, 4, 36
QUIET = 4


def cards(people, *, base=BASE, fewest=5):
    return [
        Card(name, f"{base}/s/{name[:3].upper():0<4}-{n:04}-WXYZ", fewest)
        for name, number in people.items()
        for n in range(number)
    ]


def printed(dealt, *, company="Acme", closes=CLOSES, language="en"):
    return render(
        dealt, company=company, wave="2026-Q3", closes=closes, language=language
    )


@cache
def usual():
    return printed(cards({"leadership": 3, "Marketing": 12}))


def sheets(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def words(pdf):
    return " ".join(" ".join(sheets(pdf)).split())


def test_every_card_bears_its_address_as_text():
    addresses = re.findall(rf"{BASE}/s/[0-9A-Z-]{{14}}", "\n".join(sheets(usual())))

    assert addresses == [
        card.address for card in cards({"leadership": 3, "Marketing": 12})
    ]


def test_eight_cards_a_sheet_and_no_sheet_of_two_departments():
    found = [
        (text.count("leadership"), text.count("Marketing")) for text in sheets(usual())
    ]

    assert found == [(3, 0), (0, 8), (0, 4)]


def test_a_department_is_found_by_its_bookmark():
    outline: list = pypdf.PdfReader(io.BytesIO(usual())).outline

    assert [entry.title for entry in outline] == ["leadership (3)", "Marketing (12)"]


def poppler(tool, *arguments, source):
    return subprocess.run(  # noqa: S603  # Debian's poppler on a file of our own
        [tool, *arguments], input=source, capture_output=True, check=True
    ).stdout


def modules(picture, number, size):
    """Read a code from the picture of a sheet, at the middle of each module."""
    row, column = divmod(number, 2)
    step = CODE / (size + 2 * QUIET)
    for y in range(-QUIET, size + QUIET):
        for x in range(-QUIET, size + QUIET):
            across = column * WIDTH + LEFT + (x + QUIET + 0.5) * step
            down = row * HEIGHT + TOP + (y + QUIET + 0.5) * step
            yield picture.getpixel((across * DOTS, down * DOTS)) < 128


def test_a_camera_reads_the_address_that_is_printed_below():
    drawn = poppler(
        "pdftoppm", "-r", "200", "-gray", "-f", "2", "-l", "2", source=usual()
    )
    picture = Image.open(io.BytesIO(drawn))
    addresses = re.findall(rf"{BASE}/s/\S+", sheets(usual())[1])

    for number, address in enumerate(addresses):
        expected = segno.make_qr(address, error="m")
        dark = [
            bool(module) for row in expected.matrix_iter(border=4) for module in row
        ]
        size = expected.symbol_size(border=0)[0]
        assert list(modules(picture, number, size)) == dark


@pytest.mark.parametrize(
    ("closes", "language", "end"),
    [
        pytest.param(CLOSES, "en", "by 14 October 2026. The", id="the day's end"),
        pytest.param(CLOSES, "pt", "até 14 de outubro de 2026. O", id="Portuguese"),
        pytest.param(
            datetime(2026, 10, 14, 18, 30, tzinfo=timezone(timedelta(hours=2))),
            "en",
            "by 14 October 2026, 16:30 UTC. The",
            id="an hour elsewhere",
        ),
    ],
)
def test_the_end_is_printed(closes, language, end):
    assert end in words(printed(cards({"Sales": 1}), closes=closes, language=language))


def test_the_promise_names_the_group_size_of_the_department():
    dealt = [*cards({"leadership": 1}, fewest=3), *cards({"Sales": 1}, fewest=5)]

    leadership, sales = sheets(printed(dealt))

    assert "groups of 3 or more answers" in " ".join(leadership.split())
    assert "groups of 5 or more answers" in " ".join(sales.split())


def test_portuguese_cards_are_portuguese():
    said = words(printed(cards({"Vendas": 1}), language="pt"))

    assert "RESPONDE COMO Vendas" in said
    assert "Ninguém anota quem recebe que cartão" in said


def test_long_names_and_addresses_stay_on_their_card():
    department = "Departamento de operações logísticas, compras e relações com o sul"
    pdf = printed(
        cards(
            {department: 1},
            base="https://inqueritos-internos.consultoria-exemplo.example.pt:8443",
        ),
        company="Companhia de Exemplo de Nomes Muito Compridos, S.G.P.S. " * 3,
        closes=CLOSES - timedelta(hours=9),
        language="pt",
    )
    placed = poppler("pdftotext", "-bbox", "-", "-", source=pdf).decode()
    bottom = max(map(float, re.findall(r'yMax="([0-9.]+)">[^ ]', placed)))

    assert "respostas.</word>" in placed
    assert bottom < (HEIGHT - 3) / 25.4 * 72


def test_letters_that_the_font_lacks_do_not_stop_the_press():
    assert "☐☐" in words(printed(cards({"営業": 1})))


def test_markup_in_a_name_is_printed_as_it_is():
    assert "<b>Sales & Co" in words(printed(cards({"<b>Sales & Co": 1})))
