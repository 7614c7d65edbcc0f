"""The summary for a terminal: what is notable first, in 80 columns."""

import pytest

from reports.summary import render
from tests.printing.companies import KINDS, company, printed


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("kind", KINDS)
def test_fits_a_terminal(kind, language):
    text = render(*printed(kind), language)

    assert text.endswith("\n")
    assert max(map(len, text.splitlines())) <= 80


def test_notable_comes_first():
    text = render(*printed("usual"))

    order = ["TALK ABOUT FIRST", "\nGAP\n", "\nTOO CLOSE TO CALL\n", "\nNOT SHOWN\n"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_comparison_is_listed_once():
    release, asked = printed("usual")
    text = " ".join(render(release, asked).split())
    shown, _, hidden = text.partition("NOT SHOWN")
    listed = shown.partition(" GAP ")[2] + hidden

    for entry in release["comparisons"]:
        title = asked.dimension(entry["dimension"]).title["en"]
        listed = (
            text.split("NOT SHOWN")[0].split(" GAP ")[1] + text.split("NOT SHOWN")[1]
        )
        assert listed.count(f"{title}, {entry['team']}") == 1


def test_hidden_company_shows_no_figure():
    text = render(*printed("hidden"))

    assert "Nothing can be shown" in text
    assert "." not in text.replace(". ", "").replace(".\n", "")


def test_names_cannot_steer_the_terminal():
    release, asked, _ = company({"leadership": 6, "Mark\x1b[2Jeting": 6})

    assert "\x1b" not in render(release, asked)
