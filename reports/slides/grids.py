"""Slides with a table of groups by dimensions: who is divided, expected, has moved."""

from collections.abc import Callable, Sequence

from pptx.slide import Slide

from diagnostic.history.since import Since
from reports import waves
from reports.gallery import Gallery
from reports.moves import moves
from reports.narrative import Narrator
from reports.narrative.narrator import joined
from reports.past.between import between
from reports.past.since import since
from reports.reading import Reading
from reports.slides.deck import Deck
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import fitting, told_of, without_verdicts
from reports.slides.tables import Row, table
from reports.slides.text import Part, bold, marked_up, plain
from reports.wording import capital, plural

DIVIDED = plural(
    "In {number} place the people of a group do not agree among themselves.",
    "In {number} places the people of a group do not agree among themselves.",
)
BLIND = plural(
    "{number} gap was unexpected to leadership.",
    "{number} gaps were unexpected to leadership.",
)
MOVED = plural(
    "{number} average has moved since {wave}.",
    "{number} averages have moved since {wave}.",
)
Cell = Callable[[Reading, str, str], Part]
LEAD = 4
"""Moves that stand above the table of averages; all of them are in the notes."""


def agreement(deck: Deck, reading: Reading) -> bool:
    """Give who is divided about what; tells whether anything is known of it."""
    words = reading.words
    groups = [
        name
        for name in reading.groups
        if any(_divided(reading, name, key) is not None for key in reading.dimensions)
    ]
    number = sum(e["divided"] is True for e in reading.release["agreement"])
    said = words.count(*DIVIDED, number) if number else ""
    said = said or words.say("No group that is shown is divided.")
    said = capital(said)
    section = words.say("How far people agree")
    limit = words.number(reading.rules["divided"] * reading.unit)
    note = words.say(
        "An average can hide two camps. A group is called divided if its people lie on"
        " average more than {points} points from their own average.",
        points=limit,
    )
    part, keys, more = fitting(reading, groups)
    if part:
        rows = _grid(reading, part, keys, _agreeing)
        slide = deck.slide(section, plain(said), without_verdicts(reading))
        _told(deck, slide, rows, section, f"{note} {more}".rstrip())
    return bool(part)


def _divided(reading: Reading, group: str, key: str) -> bool | None:
    found: bool | None = reading.agreement.get((group, key), {}).get("divided")
    return found


def _agreeing(reading: Reading, group: str, key: str) -> Part:
    words, divided = reading.words, _divided(reading, group, key)
    if divided is None:
        return plain(words.say("Not shown"), muted=True)
    distance = reading.agreement[group, key]["ad"]
    far = ""
    if distance is not None:
        far = words.say("{distance} from average", distance=words.value(distance))
    if divided:
        named = words.say("Divided")
        return Part(((named, True), (f", {far}" if far else "", False)))
    return plain(far or words.say("not divided"))


def expected(deck: Deck, reading: Reading) -> bool:
    """Give what leadership expected each team to answer; tells whether it was asked."""
    words, spots = reading.words, reading.blind_spots
    known = {
        place
        for place, spot in spots.items()
        if spot["predicted"] is not None and spot["actual"] is not None
    }
    teams = [team for team in reading.teams if any(team == t for t, _ in known)]
    number = sum(spots[place]["blind"] is True for place in known)
    said = words.count(*BLIND, number) if number else ""
    said = said or words.say("No blind spot is shown.")
    said = capital(said)
    section = words.say("What leadership expected")
    note = words.say(
        "Numbers: expected → answered. A blind spot is a gap that leadership did not"
        " expect."
    )
    part, keys, more = fitting(reading, teams)
    if part:
        rows = _grid(reading, part, keys, _expectation)
        slide = deck.slide(section, plain(said), without_verdicts(reading))
        _told(deck, slide, rows, section, f"{note} {more}".rstrip())
    return bool(part)


def _expectation(reading: Reading, team: str, key: str) -> Part:
    words, spot = reading.words, reading.blind_spots.get((team, key))
    if spot is None or spot["predicted"] is None:
        return plain(words.say("Not shown"), muted=True)
    said = f"{words.value(spot['predicted'])} → {words.value(spot['actual'])}"
    if not spot["blind"]:
        return plain(said)
    named = words.say("Blind spot")
    return Part(((said, True), (f"  {named}", True)), warm=True)


def moved(deck: Deck, narrator: Narrator, gallery: Gallery) -> bool:
    """Give what has moved since the wave before; tells whether there was one.

    What became of each gap stands in the notes.
    """
    reading, found = narrator.reading, between(narrator.reading)
    if found is None:
        return False
    words, rows_by_name = reading.words, {}
    for row in waves.changes(reading):
        rows_by_name[row["name"]] = dict(
            zip(reading.dimensions, row["cells"], strict=True)
        )

    def cell(_: Reading, group: str, key: str) -> Part:
        found = rows_by_name[group][key]
        if found["change"] is None:
            return plain(found["verdict"], muted=True)
        return Part(((found["change"], True), (f"  {found['verdict']}", False)))

    part, keys, more = fitting(reading, list(rows_by_name))
    if part:
        title, lead, notes = _moves(narrator, gallery, found)
        section = words.say("What has moved")
        note = words.say("Compared with {wave}.", wave=found.before)
        if lead:
            averages = words.say("How each group's average moved")
            note = f"{averages}. {note}"
        slide = deck.slide(section, title, without_verdicts(reading, *notes))
        rows = _grid(reading, part, keys, cell)
        _told(deck, slide, rows, section, f"{note} {more}".rstrip(), lead)
    return bool(part)


def _moves(
    narrator: Narrator, gallery: Gallery, found: Since
) -> tuple[Part, list[Part], list[str]]:
    """Say what moved: the title, what stands below it, and what is for the notes."""
    words, page = narrator.reading.words, since(narrator)
    if page is not None:
        actions = page["actions"] or {"rows": []}
        told = [
            joined([figure["said"] for figure in row["figures"]])
            for row in actions["rows"]
        ]
        notes = [
            *page["moved"],
            *page["turned"],
            *page["still"],
            *page["untold"],
            *(
                words.html("{what}: {told}", what=row["what"], told=said)
                for row, said in zip(actions["rows"], told, strict=True)
            ),
        ]
        lead = [marked_up(one) for one in (*page["moved"], *page["turned"])[:LEAD]]
        return marked_up(page["headline"]), lead, [marked_up(n).text for n in notes]
    number, before = len(found.moved), found.before
    said = words.count(*MOVED, number, wave=before) if number else ""
    said = said or words.say(
        "Nothing is shown to have moved since {wave}.", wave=before
    )
    told = (moves(narrator, gallery) or {"said": []})["said"]
    return plain(capital(said)), [], [marked_up(one).text for one in told]


def _grid(
    reading: Reading, groups: Sequence[str], keys: Sequence[str], cell: Cell
) -> list[Row]:
    """Lay groups out by dimensions."""
    head = [reading.words.say("Group"), *(reading.title(key) for key in keys)]
    rows: list[Row] = [[plain(text) for text in head]]
    for name in groups:
        parts = [cell(reading, name, key) for key in keys]
        rows.append([bold(reading.label(name)), *parts])
    return rows


def _told(
    deck: Deck,
    slide: Slide,
    rows: Sequence[Row],
    name: str,
    note: str,
    lead: Sequence[Part] = (),
) -> None:
    """Put a table on a slide, sentences above it and a note below."""
    widths = [1.5] + [1.0] * (len(rows[0]) - 1)
    top = TOP
    if lead:
        deck.words(slide, Box(MARGIN, top, ROOM, 1.1), lead, 13, 9)
        top += 1.2
    place = Box(MARGIN, top, ROOM, BOTTOM - top - 0.5)
    high = table(slide, place, rows, widths, name, told_of(rows))
    foot = Box(MARGIN, top + high + 0.12, ROOM, 0.45)
    deck.words(slide, foot, [plain(note, muted=True)], 10)
