"""The slides around the findings: people, expectations, changes, method."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from pptx.slide import Slide

from reports import certainty, waves
from reports.collection import collected
from reports.narrative import Narrator
from reports.reading import Reading
from reports.slides.charts import bars
from reports.slides.deck import Deck
from reports.slides.dots import Dot
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import ABREAST, cut, promise, told_of
from reports.slides.tables import ROWS, Row, table
from reports.slides.text import Part, bold, plain
from reports.vocabulary import MEANINGS, STATUSES, VERDICTS
from reports.wording import capital, plural, text_in

DIVIDED = plural(
    "In {number} place the people of a group do not agree among themselves.",
    "In {number} places the people of a group do not agree among themselves.",
)
BLIND = plural(
    "{number} gap is one that leadership did not expect.",
    "{number} gaps are ones that leadership did not expect.",
)
MOVED = plural(
    "{number} average has moved since {wave}.",
    "{number} averages have moved since {wave}.",
)
Cell = Callable[[Reading, str, str], Part]
_WHOLE = Box(MARGIN, TOP, ROOM, BOTTOM - TOP - 0.5)


def opening(deck: Deck, reading: Reading) -> Slide:
    """Say whose report this is, of which wave, and who answered."""
    words, release = reading.words, reading.release
    name = words.say("Alignment diagnosis")
    whose = bold(release["company"] or name)
    slide = deck.slide("", whose, _method(reading), top=2.3)
    said = [plain(name)] if release["company"] else []
    said.append(plain(text_in(reading.questionnaire.title, words.language)))
    if release["wave"]:
        said.append(plain(release["wave"]))
    if release["closed"]:
        day = words.day(date.fromisoformat(release["closed"]))
        said.append(plain(words.say("Closed on {day}", day=day), muted=True))
    said.append(plain(certainty.answered(reading), muted=True))
    deck.words(slide, Box(MARGIN, 3.7, ROOM, 2.6), said, 18, 10)
    return slide


def agreement(deck: Deck, reading: Reading) -> None:
    """Give who is divided about what."""
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
    for keys in cut(reading.dimensions, ABREAST):
        for part in cut(groups, ROWS - 1):
            rows = _grid(reading, part, keys, _agreeing)
            slide = deck.slide(section, plain(said), _method(reading))
            _told(deck, slide, rows, section, note)


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


def participation(deck: Deck, reading: Reading) -> None:
    """Give k of N of every group, as bars and in a table."""
    words = reading.words
    section = words.say("Participation")
    titles = (words.say("Group"), words.say("Answered"), words.say("Results"))
    for part in cut(list(reading.groups), ROWS - 1):
        rows: list[Row] = [[plain(title) for title in titles]]
        for name in part:
            shown = any(reading.mean(name, key) for key in reading.dimensions)
            people = reading.of_invited(name, reading.groups[name]["answered"])
            seen = words.say("Shown") if shown else words.say("Not shown")
            known = plain(people)
            rows.append([bold(reading.label(name)), known, plain(seen, muted=True)])
        title = plain(certainty.answered(reading))
        slide = deck.slide(
            section, title, _method(reading, *collected(Narrator(reading)))
        )
        place = Box(MARGIN + 7.0, TOP, ROOM - 7.0, BOTTOM - TOP)
        name = words.say("Table: {title}", title=section)
        table(slide, place, rows, [2.2, 1, 1], name, told_of(rows))
        counted, share = _counted(reading, part)
        axis = words.say("Share of those invited") if share else words.say("Answered")
        most = 1.0 if share else max([1.0, *(row.value for row in counted)])
        told = "; ".join(f"{row.name} {row.label}" for row in counted) + "."
        names = axis, words.say("Chart: {title}", title=section), told
        high = min(BOTTOM - TOP, 0.9 + 0.5 * len(counted))
        place = Box(MARGIN - 0.1, TOP - 0.1, 6.7, high)
        bars(slide, place, counted, most, axis, names, percent=share)


def _counted(reading: Reading, part: Sequence[str]) -> tuple[list[Dot], bool]:
    """Give a bar for each group, and whether it is a share of those invited."""
    groups = [(name, reading.groups[name]) for name in part]
    share = all(g["invited"] and g["answered"] <= g["invited"] for _, g in groups)
    return [
        Dot(
            reading.label(name),
            round(g["answered"] / g["invited"], 4) if share else float(g["answered"]),
            reading.of_invited(name, g["answered"]),
        )
        for name, g in groups
    ], share


def expected(deck: Deck, reading: Reading) -> None:
    """Give what leadership expected each team to answer."""
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
    for keys in cut(reading.dimensions, ABREAST):
        for part in cut(teams, ROWS - 1):
            rows = _grid(reading, part, keys, _expectation)
            slide = deck.slide(section, plain(said), _method(reading))
            _told(deck, slide, rows, section, note)


def _expectation(reading: Reading, team: str, key: str) -> Part:
    words, spot = reading.words, reading.blind_spots.get((team, key))
    if spot is None or spot["predicted"] is None:
        return plain(words.say("Not shown"), muted=True)
    said = f"{words.value(spot['predicted'])} → {words.value(spot['actual'])}"
    if not spot["blind"]:
        return plain(said)
    named = words.say("Blind spot")
    return Part(((said, True), (f"  {named}", True)), warm=True)


def moved(deck: Deck, reading: Reading) -> None:
    """Give what has moved since the wave before, and what became of each gap."""
    words, before = reading.words, waves.since(reading)
    if before is None:
        return
    changes = [
        change
        for change in reading.release["changes"]
        if change["to"] == reading.release["wave"]
    ]
    number = sum(change["verdict"] in ("rose", "fell") for change in changes)
    said = words.count(*MOVED, number, wave=before) if number else ""
    said = said or words.say(
        "Nothing is shown to have moved since {wave}.", wave=before
    )
    said = capital(said)
    section = words.say("What has moved")
    note = words.say("Compared with {wave}.", wave=before)
    table_ = {row["group"]: row["cells"] for row in waves.changes(reading)}
    places = {key: place for place, key in enumerate(reading.dimensions)}

    def cell(_: Reading, group: str, key: str) -> Part:
        found = table_[reading.label(group)][places[key]]
        if found["change"] is None:
            return plain(found["verdict"], muted=True)
        return Part(((found["change"], True), (f"  {found['verdict']}", False)))

    groups = [name for name in reading.groups if reading.label(name) in table_]
    for keys in cut(reading.dimensions, ABREAST):
        for part in cut(groups, ROWS - 1):
            rows = _grid(reading, part, keys, cell)
            slide = deck.slide(section, plain(said), _method(reading))
            _told(deck, slide, rows, section, note)
    _register(deck, reading)


def _register(deck: Deck, reading: Reading) -> None:
    words, gaps = reading.words, waves.register(reading)
    titles = ("Team", "Dimension", "Status", "Change of the difference", "Direction")
    columns = ("team", "dimension", "status", "change", "direction")
    states = Counter(gap["status"] for gap in gaps if gap["status"])
    order = [words.marked(status) for status in STATUSES.values()]
    said = " · ".join(f"{state}: {states[state]}" for state in order if states[state])
    section = words.say("Register of gaps")
    for part in cut(gaps, ROWS - 1):
        rows: list[Row] = [[plain(words.marked(title)) for title in titles]]
        rows += [[plain(gap[column]) for column in columns] for gap in part]
        slide = deck.slide(section, plain(said or section), _method(reading))
        table(slide, _WHOLE, rows, [2, 2, 1.2, 1.4, 2], section, told_of(rows))


def method(deck: Deck, reading: Reading) -> None:
    """Say what the words mean, what is never shown, and which release this is."""
    words, release = reading.words, reading.release
    section = words.say("Method")
    slide = deck.slide(section, plain(promise(reading)), _method(reading))
    heads = [plain(words.say("Verdict")), plain(words.say("Meaning"))]
    rows: list[Row] = [heads]
    rows += [
        [bold(words.marked(VERDICTS[key])), plain(words.marked(MEANINGS[key]))]
        for key in VERDICTS
    ]
    box = Box(MARGIN, TOP, ROOM, 3.3)
    high = table(slide, box, rows, [1.6, 8], words.say("The verdicts"), told_of(rows))
    below = TOP + high + 0.2
    said = [plain(text, muted=True) for text in collected(Narrator(reading))]
    said += [plain(_origin(reading), muted=True)]
    said += [plain(f"{words.say('SHA-256 of the release:')} {release['sha256']}")]
    deck.words(slide, Box(MARGIN, below, ROOM, BOTTOM - below), said, 12, 8)


def _method(reading: Reading, *said: str) -> str:
    """Give the notes of a slide that has no verdicts."""
    return "\n".join([*said, promise(reading), _origin(reading)])


def _origin(reading: Reading) -> str:
    asked = reading.release["questionnaire"]
    return reading.words.say(
        "Questionnaire {key}, version {version}. Program version {program}. The same"
        " release gives the same document, byte for byte.",
        key=asked["key"],
        version=asked["version"],
        program=reading.release["program"],
    )


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


def _told(deck: Deck, slide: Slide, rows: Sequence[Row], name: str, note: str) -> None:
    """Put a table on a slide, and a note below."""
    widths = [1.5] + [1.0] * (len(rows[0]) - 1)
    high = table(slide, _WHOLE, rows, widths, name, told_of(rows))
    foot = Box(MARGIN, TOP + high + 0.12, ROOM, 0.45)
    deck.words(slide, foot, [plain(note, muted=True)], 10)
