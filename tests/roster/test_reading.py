"""Rosters: what is read, however a program wrote it."""

import re
import tracemalloc
from pathlib import Path

import pytest

from diagnostic.roster import mailbox, read, read_address
from tests.roster.short import COUNTED, GOOD, people, roster

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples/rosters"


def test_leadership_comes_first_and_teams_by_name():
    found = roster(GOOD)

    assert people(found) == [
        ("leadership", 1, ("rui@example.com",)),
        ("Marketing", 1, ("eva@example.com",)),
        ("Sales", 2, ("ana@example.com", "zoe@example.com")),
    ]
    assert [d.leadership for d in found.departments] == [True, False, False]
    assert found.notices == ()


@pytest.mark.parametrize("mode", ["codes", "open"])
def test_departments_are_counted_for_codes_and_open_links(mode):
    found = roster(COUNTED, mode)

    assert people(found) == [
        ("leadership", 4, ()),
        ("Marketing", 7, ()),
        ("Sales", 20, ()),
    ]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(GOOD.replace(",", ";"), id="semicolons"),
        pytest.param(GOOD.replace(",", "\t"), id="tabs"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="BOM"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16"),
        pytest.param("sep=;\n" + GOOD.replace(",", ";"), id="sep"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(GOOD.replace("\n", "\n\n"), id="empty lines"),
        pytest.param(GOOD.replace("\n", ",,\n"), id="empty columns at the end"),
        pytest.param(GOOD.replace(",", " , "), id="spaces"),
        pytest.param(GOOD.replace("Sales", "\xa0Sales"), id="no-break spaces"),
        pytest.param(GOOD.replace("Sales", '"Sales"'), id="quotation marks"),
        pytest.param(GOOD.rstrip("\n"), id="no line end at the end"),
    ],
)
def test_same_people_are_read_from(source):
    assert people(roster(source)) == people(roster(GOOD))


def test_columns_may_stand_in_any_order_among_others():
    found = roster(
        "name,department,,email\nAna,Sales,,ana@example.com\n"
        "Rui,leadership,,rui@example.com\n"
    )

    assert people(found) == [
        ("leadership", 1, ("rui@example.com",)),
        ("Sales", 1, ("ana@example.com",)),
    ]
    assert found.notices == (
        'columns ignored: "name"',
        "columns without a name ignored: 1",
    )


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.com",
        "Ana.Sousa+work@sub-1.example.com",
        "o'neil_1@example.com",
        "ana@localhost",
        "joão@correio.example",
        "ana@münchen.example",
        "инна@почта.рф",
        "a" * 64 + "@example.com",
        "ana@" + "d" * 63 + ".example",
        "ana@3com.example",
    ],
)
def test_address_is_kept_as_written(address):
    assert read_address(f" {address} ") == address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Ana@Example.COM", "ana@example.com"),
        ("ana+work@example.com", "ana@example.com"),
        ("ana+a+b@example.com", "ana@example.com"),
        ("ana@straße.example", "ana@strasse.example"),
        ("ana@MÜNCHEN.example", "ana@xn--mnchen-3ya.example"),
        ("ana@xn--mnchen-3ya.example", "ana@xn--mnchen-3ya.example"),
    ],
)
def test_one_mailbox_has_one_name(address, expected):
    assert mailbox(address) == expected


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("Leadership", {}),
        ("Direção", {"leadership": "direção"}),
        ("The Board", {"leadership": " the  board "}),
    ],
)
def test_leadership_is_found_whatever_its_case(written, options):
    first = roster(GOOD.replace("leadership", written), **options).departments[0]

    assert first.leadership
    assert first.name == written


def test_letters_written_as_two_characters_are_the_same_name():
    found = roster(COUNTED.replace("Sales", "Operac\u0327o\u0303es"), "codes")

    assert found.departments[2].name == "Opera\u00e7\u00f5es"


@pytest.mark.parametrize(
    ("mode", "text", "number"),
    [
        ("codes", COUNTED.replace("20", "20.0"), 20),
        ("codes", COUNTED.replace(",", ";").replace("20", "20,00"), 20),
        ("open", COUNTED.replace("20", "100000"), 100_000),
        ("open", COUNTED.replace("20", " 1 "), 1),
    ],
)
def test_number_of_people_is_read(mode, text, number):
    assert roster(text, mode).departments[-1].count == number


def test_people_who_come_late_need_no_leadership_among_them():
    found = roster("email,department\nnew@example.com,Sales\n", late=True)

    assert people(found) == [("Sales", 1, ("new@example.com",))]


def test_no_address_is_printed():
    assert "@" not in repr(roster(GOOD))


@pytest.mark.parametrize("mode", ["invited", "codes", "open"])
def test_example_is_read_without_notices(mode):
    found = read(EXAMPLES / f"{mode}.csv", mode)

    assert found.departments[0].leadership
    assert all(department.count >= 5 for department in found.departments)
    assert not found.notices


def test_addresses_of_the_examples_are_nobodys():
    found = read(EXAMPLES / "invited.csv", "invited")

    assert all(
        address.endswith("@example.com")
        for department in found.departments
        for address in department.addresses
    )


def test_rosters_of_the_guide_are_read():
    guide = (ROOT / "docs/rosters.md").read_text("utf-8")
    invited, counted = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)

    assert len(roster(invited).departments) == 3
    assert len(roster(counted, "open").departments) == 3


def test_largest_file_is_read_in_little_memory(tmp_path):
    large = tmp_path / "large.csv"
    with large.open("w") as file:
        file.write("email,department,note\n")
        for number in range(9_900):
            name = "leadership" if number % 50 == 0 else f"Team {number % 40}"
            file.write(f"a{number}@example.com,{name},{'x' * 965}\n")
    tracemalloc.start()
    try:
        found = read(large, "invited")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert sum(department.count for department in found.departments) == 9_900
    assert 9_700_000 < large.stat().st_size < 10_000_000
    assert peak < 40_000_000
