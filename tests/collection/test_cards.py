"""Cards: they open the questionnaire, are printed once, and tell nothing by order."""

import io
import re

import pypdf
import pytest

from diagnostic.ballots import keys, links
from diagnostic.pipeline import cards, life, people
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.submission import submit
from reports import cards as printed
from tests.collection.company import (
    DAY,
    NOW,
    counts,
    draft,
    identity,
    launched,
    sheet,
)

SIZES = {"leadership": 2, "Marketing": 5, "Sales": 9}


@pytest.fixture
def coded(installation):
    """A company with codes in its hands, and none printed yet."""
    launched(installation, mode="codes", people=counts(SIZES))
    return installation


def delivered(installation, now=NOW):
    """Print what is to be printed; gives the codes by department, in their order."""
    pile: list[bytes] = []
    printed = cards.print_cards(installation, "acme", "2026-Q3", pile.append, now)
    [pdf] = pile
    dealt: dict[str, list[str]] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        text = page.extract_text()
        name = re.search(r"YOU ANSWER AS\n(.*)\n", text)[1]
        dealt.setdefault(name, []).extend(re.findall(r"/s/([0-9A-Z-]{14})\n", text))
    assert sum(len(codes) for codes in dealt.values()) == printed
    return dealt


def test_everybody_gets_a_card_that_opens_the_questionnaire_of_their_department(coded):
    dealt = delivered(coded)

    collected = Links(coded)
    assert {name: len(set(codes)) for name, codes in dealt.items()} == SIZES
    assert {
        (name, collected.find(code, NOW).name)
        for name, codes in dealt.items()
        for code in codes
    } == {(name, name) for name in SIZES}


def test_a_card_is_good_for_one_vote(coded):
    code = delivered(coded)["Marketing"][0].lower()
    collected = Links(coded)
    asked = collected.find(code, NOW)

    assert submit(collected, code, asked, sheet(1), NOW)
    assert collected.find(code.upper(), NOW) is None
    assert not submit(collected, code.upper(), asked, sheet(2), NOW)


def test_a_card_opens_nothing_before_it_is_printed_and_at_once_afterwards(coded):
    key = keys.load(coded.keys, identity(coded))
    code = links.code(key, "marketing", 0)
    running = Links(coded)

    before = running.find(code, NOW)
    delivered(coded)

    assert before is None
    assert running.find(code, NOW).name == "Marketing"


def test_cards_are_printed_once(coded):
    delivered(coded)

    with pytest.raises(RefusedError, match="only once"):
        delivered(coded)


def test_cards_of_late_additions_are_printed_alone(coded):
    before = delivered(coded)

    people.add_late(coded, "acme", "2026-Q3", counts({"Sales": 2}), NOW + DAY)
    after = delivered(coded, NOW + DAY)

    assert {name: len(codes) for name, codes in after.items()} == {"Sales": 2}
    assert not set(after["Sales"]) & set(before["Sales"])
    assert all(Links(coded).find(code, NOW + DAY) for code in before["Sales"])


def test_cards_that_were_not_delivered_can_be_printed_again(coded):
    key = keys.load(coded.keys, identity(coded))

    def full(_pdf):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        cards.print_cards(coded, "acme", "2026-Q3", full, NOW)
    assert Links(coded).find(links.code(key, "sales", 0), NOW) is None

    codes = {links.printed(links.code(key, "sales", n)) for n in range(SIZES["Sales"])}
    assert set(delivered(coded)["Sales"]) == codes


def test_a_card_lies_anywhere_in_the_pile_of_its_department(coded):
    key = keys.load(coded.keys, identity(coded))
    codes = [links.printed(links.code(key, "sales", n)) for n in range(SIZES["Sales"])]

    assert delivered(coded)["Sales"] != codes  # equal in one of 9! runs


def test_people_added_while_cards_are_printed_are_not_forgotten(coded, monkeypatch):
    def slowly(*_arguments, **_options):
        people.add_late(coded, "acme", "2026-Q3", counts({"Sales": 2}), NOW)
        return b"%PDF"

    monkeypatch.setattr(printed, "render", slowly)
    pile: list[bytes] = []

    with pytest.raises(RefusedError, match="was changed while"):
        cards.print_cards(coded, "acme", "2026-Q3", pile.append, NOW)
    assert pile == []


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        pytest.param(
            lambda i: launched(i),
            "acme/2026-Q3 has no codes: its mode is invited",
            id="by mail",
        ),
        pytest.param(
            lambda i: draft(i, mode="codes"),
            "acme/2026-Q3 is a draft: launch it first, as cards bear its terms",
            id="a draft",
        ),
        pytest.param(
            lambda i: [
                launched(i, mode="codes"),
                life.close_wave(i, identity(i), NOW),
            ],
            "acme/2026-Q3 is over: a card would be of no use",
            id="closed",
        ),
    ],
)
def test_a_wave_that_has_no_cards_says_why(installation, setting, sentence):
    setting(installation)

    with pytest.raises(RefusedError) as refused:
        cards.print_cards(installation, "acme", "2026-Q3", print, NOW)
    assert str(refused.value) == sentence


def test_a_declared_leadership_reads_its_own_group_size(installation, monkeypatch):
    launched(
        installation,
        mode="codes",
        small_leadership="declared",
        people=counts({"leadership": 3, "Sales": 9}),
    )
    dealt = []

    def render(found, **_options):
        dealt.extend(found)
        return b"%PDF"

    monkeypatch.setattr(printed, "render", render)

    cards.print_cards(installation, "acme", "2026-Q3", lambda _: None, NOW)

    assert {(card.department, card.fewest) for card in dealt} == {
        ("leadership", 3),
        ("Sales", 5),
    }


def codes_in(deck):
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(deck.pdf)).pages
    )
    return sorted(re.findall(r"/s/([0-9A-Z-]{14})\n", text))


def test_codes_are_good_only_once_somebody_says_that_they_have_the_cards(coded):
    running = Links(coded)
    deck = cards.make_cards(coded, "acme", "2026-Q3", NOW)
    [code, *_] = codes_in(deck)
    before = running.find(code, NOW)

    assert cards.confirm(coded, "acme", "2026-Q3", deck.version, NOW) == 16

    assert before is None
    assert {running.find(code, NOW) is None for code in codes_in(deck)} == {False}


def test_cards_are_made_as_often_as_wanted_until_they_are_confirmed(coded):
    first, second = (cards.make_cards(coded, "acme", "2026-Q3", NOW) for _ in range(2))
    waiting = cards.waiting(coded, "acme", "2026-Q3", NOW)

    assert codes_in(first) == codes_in(second)
    assert (waiting.cards, waiting.version) == (16, second.version)
    cards.confirm(coded, "acme", "2026-Q3", first.version, NOW)
    for again in (cards.make_cards, cards.waiting):
        with pytest.raises(RefusedError, match="done only once"):
            again(coded, "acme", "2026-Q3", NOW)


def test_a_second_click_confirms_nothing(coded):
    deck = cards.make_cards(coded, "acme", "2026-Q3", NOW)
    cards.confirm(coded, "acme", "2026-Q3", deck.version, NOW)

    with pytest.raises(RefusedError, match="done only once"):
        cards.confirm(coded, "acme", "2026-Q3", deck.version, NOW)


def test_cards_of_fewer_people_than_there_are_now_are_not_confirmed(coded):
    deck = cards.make_cards(coded, "acme", "2026-Q3", NOW)
    people.add_late(coded, "acme", "2026-Q3", counts({"Sales": 2}), NOW)

    with pytest.raises(RefusedError, match="was changed while its cards"):
        cards.confirm(coded, "acme", "2026-Q3", deck.version, NOW)
    assert cards.waiting(coded, "acme", "2026-Q3", NOW).cards == 18
    assert len(codes_in(cards.make_cards(coded, "acme", "2026-Q3", NOW))) == 18


def test_deck_tells_no_code_in_a_log(coded):
    deck = cards.make_cards(coded, "acme", "2026-Q3", NOW)

    assert "pdf" not in repr(deck)
