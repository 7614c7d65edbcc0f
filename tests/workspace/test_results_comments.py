"""Comments on their own page: leaders read what consultants let through."""

import re
from html import unescape

import pytest

from diagnostic.pipeline import audit
from tests.collection.company import identity
from tests.workspace.exhibits import hung

ANA, LEA = "ana@example.com", "lea@example.com"
MARKUP = "<script>alert('money')</script> & more"
COMMENTS = [
    *(("Sales", "resources", text) for text in ("No time.", "No people.", MARKUP)),
    *((None, None, text) for text in ("Fine.", "Better.", "Good.", "Proud.")),
]


@pytest.fixture
def wall(office):
    """A sealed wave with comments, and its consultant and leader."""
    office.company()
    place = hung(office, "small", comments=COMMENTS)
    ana = office.signed_in(ANA, "consultant", "acme")
    lea = office.signed_in(LEA, "leader", "acme")
    return f"{place}/comments", ana, lea


def read(client, place):
    """Give the comments of a page by their ids."""
    page = client.get(place).get_data(as_text=True)
    found = re.findall(
        r'<li id="c-([0-9a-f]{32})".*?<blockquote>(.*?)</blockquote>', page, re.S
    )
    return {text: identity for identity, text in found}, page


def test_consultant_reads_all_and_leader_none_at_first(wall):
    place, ana, lea = wall
    mine, page = read(ana, place)
    theirs, empty = read(lea, place)

    assert {unescape(text) for text in mine} == {text for *_, text in COMMENTS}
    assert page.count("Withhold</button>") == len(COMMENTS)
    assert theirs == {}
    assert "has not released the comments yet" in empty
    assert "Sales" not in re.search("<article>.*</article>", empty, re.S).group()


def test_leader_reads_what_is_shown_without_what_is_withheld(wall):
    place, ana, lea = wall
    ids, _ = read(ana, place)

    answer = ana.send(f"{place}/{ids['Fine.']}/withhold")
    ana.send(f"{place}/show")
    theirs, page = read(lea, place)

    assert (answer.status_code, answer.location) == (303, f"{place}#c-{ids['Fine.']}")
    assert {unescape(text) for text in theirs} == {
        text for *_, text in COMMENTS if text != "Fine."
    }
    assert "1 comment was withheld by the consultant." in page
    assert ids["Fine."] not in page
    assert "button" not in re.search("<article>.*</article>", page, re.S).group()


def test_restored_comment_is_read_again_and_hidden_ones_are_not(wall):
    place, ana, lea = wall
    ids, _ = read(ana, place)
    ana.send(f"{place}/{ids['Fine.']}/withhold")
    ana.send(f"{place}/show")

    ana.send(f"{place}/{ids['Fine.']}/restore")
    assert "Fine." in read(lea, place)[0]
    ana.send(f"{place}/hide")
    assert read(lea, place)[0] == {}


def test_two_left_are_not_shown_to_leaders_and_both_are_told_so(wall):
    place, ana, lea = wall
    ids, _ = read(ana, place)
    ana.send(f"{place}/show")

    ana.send(f"{place}/{ids['No time.']}/withhold")

    theirs, page = read(lea, place)
    assert {unescape(text) for text in theirs} == {
        "Fine.",
        "Better.",
        "Good.",
        "Proud.",
    }
    assert "fewer than 3 comments are left" in page
    assert "Leaders read none of these" in read(ana, place)[1]


def test_each_deed_is_written_down_without_the_comment(office, wall):
    place, ana, _ = wall
    ids, _ = read(ana, place)
    for deed in (f"{ids['Fine.']}/withhold", f"{ids['Fine.']}/restore", "show", "hide"):
        ana.send(f"{place}/{deed}")

    entries = audit.entries(office.installation, "acme")
    assert [entry.act for entry in entries][:4] == [
        "comments_hidden",
        "comments_shown",
        "comment_restored",
        "comment_redacted",
    ]
    assert all(entry.about == {"wave": "2026-Q3"} for entry in entries[:4])


def test_leader_cannot_decide_what_leaders_read(office, wall):
    place, ana, lea = wall
    ids, _ = read(ana, place)

    for deed in ("show", f"{ids['Fine.']}/withhold", f"{ids['Fine.']}/restore"):
        assert lea.send(f"{place}/{deed}").status_code == 404
    assert "Leaders do not see the comments yet." in read(ana, place)[1]


def test_deeds_without_the_form_s_token_change_nothing(wall):
    place, ana, lea = wall

    assert ana.post(f"{place}/show").status_code in (400, 403)
    assert read(lea, place)[0] == {}


def test_comment_that_is_gone_is_told(wall):
    place, ana, _ = wall

    answer = ana.send(f"{place}/{'0' * 32}/withhold", follow_redirects=True)

    assert "This wave has no such comment." in answer.get_data(as_text=True)


def test_comments_stand_on_no_other_page(office, wall):
    place, ana, _ = wall
    ids, page = read(ana, place)
    others = set(re.findall(r'<li><a href="([^"]+/results[^"]*)"', page)) - {place}
    others.add(f"/app/waves/{identity(office.installation)}/documents")

    assert len(others) > 8
    for other in others:
        source = ana.get(other).get_data(as_text=True)
        assert not any(text in source or ids[text] in source for text in ids)


def test_markup_in_a_comment_is_text(wall):
    place, ana, lea = wall
    ana.send(f"{place}/show")

    for client in (ana, lea):
        page = read(client, place)[1]
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
