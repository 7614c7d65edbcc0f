"""The slides of findings: the headline, the map, the readiness gates."""

from collections import Counter

from reports import certainty, known, talk
from reports.headline import headline
from reports.narrative import Narrator
from reports.participation import gates
from reports.reading import Reading
from reports.slides.deck import Deck
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import fitting, meant, told_of
from reports.slides.tables import ROWS, Row, table
from reports.slides.text import Part, bold, marked_up, plain
from reports.vocabulary import VERDICTS


def finding(deck: Deck, reading: Reading) -> None:
    """Say the finding, how certain it is, and what to talk about first."""
    words, narrator = reading.words, Narrator(reading)
    title = marked_up(headline(narrator))
    slide = deck.slide(words.say("The finding"), title, meant(reading))
    box = Box(MARGIN, TOP, ROOM, 0.7)
    sure = certainty.certainty(narrator).striptags()
    deck.words(slide, box, [plain(sure, muted=True)], 15, 10)
    points = [
        part
        for number, point in enumerate(talk.points(narrator), 1)
        for part in _point(number, point)
    ]
    points = points or [plain(words.say("Nothing stands out."), muted=True)]
    if reading.compared:
        left = Box(MARGIN, 2.9, 6.6, BOTTOM - 2.9)
        deck.words(slide, left, [bold(words.say("Talk about first")), *points], 15, 9)
    agreed = known.agreed(narrator) or [words.html("Nothing is shown to agree yet.")]
    unsaid = known.unsaid(narrator) or [words.html("No comparison is left open.")]
    heard = [bold(words.say("Shown to agree")), *map(marked_up, agreed)]
    aside = [
        *(heard if reading.compared else []),
        bold(words.say("Cannot be said")),
        *map(marked_up, unsaid),
    ]
    right = Box(MARGIN + 7.2, 2.9, ROOM - 7.2, BOTTOM - 2.9)
    deck.words(slide, right, aside, 13, 9)


def _point(number: int, point: talk.Point) -> list[Part]:
    said = Part(((f"{number}  ", False), *marked_up(point.said).runs))
    detail = marked_up(point.detail)
    return [said, Part(detail.runs, muted=True)] if detail.runs else [said]


def map_(deck: Deck, reading: Reading) -> None:
    """Give the map of teams and dimensions."""
    words = reading.words
    title = certainty.counted(Narrator(reading)).striptags()
    teams, keys, more = fitting(reading, reading.teams)
    if not teams:
        return
    head = [words.say("Team"), *(reading.title(key) for key in keys)]
    rows: list[Row] = [[plain(text) for text in head]]
    rows += [
        [bold(team), *(_cell(reading, team, key) for key in keys)] for team in teams
    ]
    name = words.say("The map")
    slide = deck.slide(name, plain(title or name), meant(reading))
    widths = [1.5] + [1.0] * len(keys)
    box = Box(MARGIN, TOP, ROOM, BOTTOM - TOP - 0.4)
    high = table(slide, box, rows, widths, name, told_of(rows))
    note = words.say("number: leadership minus team, in points")
    hidden = words.say("shaded: a gap")
    foot = Box(MARGIN, TOP + high + 0.12, ROOM, 0.3)
    said = " · ".join(part for part in (note, hidden, more) if part)
    deck.words(slide, foot, [plain(said, muted=True)], 10)


def _cell(reading: Reading, team: str, key: str) -> Part:
    found = reading.comparisons[team, key]
    verdict = reading.words.marked(VERDICTS[found["verdict"]])
    if found["verdict"] == "not_shown" or found["difference"] is None:
        return plain(verdict, muted=True)
    gap = found["verdict"] == "gap"
    difference = reading.words.difference(found["difference"])
    star = "*" if found["note"] else ""
    return Part(((f"{difference}{star}", True), (f"  {verdict}", gap)), warm=gap)


def gates_seen(deck: Deck, reading: Reading) -> None:
    """Give the readiness gates as each side sees them."""
    words, found = reading.words, gates(reading)
    titles = ("Gate", "Seen by", "Answers", "Average", "State")
    part = found[: ROWS - 1]
    if part:
        rows: list[Row] = [[plain(words.marked(title)) for title in titles]]
        rows += [
            [
                bold(gate["dimension"]),
                plain(gate["group"]),
                plain(gate["people"]),
                plain(gate["mean"]),
                Part(((gate["state"], True),), warm=gate["kind"] == "not_met"),
            ]
            for gate in part
        ]
        states = Counter(gate["state"] for gate in found)
        title = " · ".join(f"{state}: {number}" for state, number in states.items())
        section = words.say("Readiness gates")
        slide = deck.slide(section, plain(title), meant(reading))
        box = Box(MARGIN, TOP, ROOM, BOTTOM - TOP)
        table(slide, box, rows, [3, 2, 1, 1, 1.4], section, told_of(rows))
