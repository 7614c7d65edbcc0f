"""The last slides: what both sides see, what to do next, which release this is."""

from collections.abc import Sequence
from typing import Any

from reports.collection import collected, promise
from reports.gallery import Gallery
from reports.narrative import Narrator
from reports.reading import Reading
from reports.shared import shared
from reports.slides.deck import Deck
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import origin, told_of, without_verdicts
from reports.slides.tables import Row, table
from reports.slides.text import Part, bold, marked_up, plain
from reports.vocabulary import MEANINGS, VERDICTS

_SEEN = 9
"""Rows of what both sides see."""


def both_see(deck: Deck, narrator: Narrator, gallery: Gallery) -> bool:
    """Give shared strengths and problems; tells whether any is shown."""
    page, words = shared(narrator, gallery), narrator.reading.words
    if page is None:
        return False
    heads = ("Dimension", "Leadership", "Teams", "What is shown")
    rows: list[Row] = [[plain(words.marked(head)) for head in heads]]
    rows += [
        [
            bold(row["dimension"]),
            plain(row["leadership"]),
            marked_up(row["teams"]),
            marked_up(row["said"]),
        ]
        for row in page["rows"][:_SEEN]
    ]
    section = words.say("What both sides see")
    notes = [marked_up(said).text for said in page["low"]]
    title = marked_up(page["headline"])
    slide = deck.slide(section, title, without_verdicts(narrator.reading, *notes))
    lead = Part(marked_up(page["lead"]).runs, muted=True)
    deck.words(slide, Box(MARGIN, TOP, ROOM, 0.7), [lead], 14, 9)
    below = Box(MARGIN, TOP + 0.8, ROOM, BOTTOM - TOP - 0.8)
    if len(rows) > 1:
        table(slide, below, rows, [1.8, 1, 2.4, 4], section, told_of(rows))
    else:
        low = [marked_up(said) for said in page["low"]]
        deck.words(slide, below, low, 15, 9)
    return True


def next_steps(deck: Deck, reading: Reading, advised: Sequence[dict[str, Any]]) -> None:
    """Say what to do next, or what the verdicts mean; and which release this is."""
    words = reading.words
    notes = without_verdicts(reading, *collected(Narrator(reading)), _hash(reading))
    if advised:
        section = words.say("What to do")
        title = words.say("Few things, with an owner and a date each.")
        heads = (
            "Topic",
            "A first step for the next two weeks",
            "The sign next quarter that it worked",
        )
        rows: list[Row] = [[plain(words.marked(head)) for head in heads]]
        rows += [
            [bold(page["title"]), plain(page["first"]), plain(page["sign"])]
            for page in advised
        ]
        widths = [1.5, 4, 4]
    else:
        section, title = words.say("Method"), promise(reading)
        rows = [[plain(words.say("Verdict")), plain(words.say("Meaning"))]]
        rows += [
            [bold(words.marked(VERDICTS[key])), plain(words.marked(MEANINGS[key]))]
            for key in VERDICTS
        ]
        widths = [1.6, 8]
    slide = deck.slide(section, plain(title), notes)
    box = Box(MARGIN, TOP, ROOM, 3.9)
    table(slide, box, rows, widths, section, told_of(rows))
    foot = [plain(origin(reading), muted=True), plain(_hash(reading), muted=True)]
    deck.words(slide, Box(MARGIN, 6.1, ROOM, BOTTOM - 6.1), foot, 10, 8)


def _hash(reading: Reading) -> str:
    said = reading.words.say("SHA-256 of the release:")
    return f"{said} {reading.release['sha256']}"
