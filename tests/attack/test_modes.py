"""Codes on cards and open links: the same attack on the other ways to answer."""

import pytest

from tests.attack.handing_out import begin
from tests.attack.people import company
from tests.attack.play import answer
from tests.attack.rehearsal import at_last, sealed, while_open
from tests.attack.stage import staged
from tests.attack.verdict import Board
from tests.collection.company import SIZES


@pytest.mark.parametrize("mode", ["codes", "open"])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_neither_cards_nor_open_links_lead_to_anybody(kind, mode, request, tmp_path):
    url, server = None, None
    if kind == "postgresql":
        server = request.getfixturevalue("postgresql").folder
        url = request.getfixturevalue("postgresql_url")
    board, people = Board(tuple(SIZES.values())), company()
    with staged(tmp_path, url, server) as stage:
        handed_out = begin(stage, "wave", people, mode=mode)
        played = answer(stage, stage.visitor(), "wave", handed_out, people)
        while_open(stage, board, played)
        sealed(stage, board, played)
        at_last(stage, board, [played.remains])

    outcomes = board.outcomes()

    assert len({person.token for person in people}) == (40 if mode == "codes" else 4)
    assert [outcome for outcome in outcomes if not outcome.failed] == []
