"""The slides around the findings: whose report this is, and who answered."""

from collections.abc import Sequence
from datetime import date

from pptx.slide import Slide

from reports import certainty
from reports.collection import collected
from reports.headline import headline
from reports.narrative import Narrator
from reports.reading import Reading
from reports.slides.charts import bars
from reports.slides.deck import Deck
from reports.slides.dots import Dot
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import fitting, told_of, without_verdicts
from reports.slides.tables import Row, table
from reports.slides.text import bold, marked_up, plain
from reports.wording import text_in


def opening(deck: Deck, reading: Reading) -> Slide:
    """Say whose report this is, of which wave, its finding, and who answered."""
    words, release = reading.words, reading.release
    name = words.say("Alignment diagnosis")
    whose = bold(release["company"] or name)
    slide = deck.slide("", whose, without_verdicts(reading), top=2.3)
    said = [plain(name)] if release["company"] else []
    said.append(plain(text_in(reading.questionnaire.title, words.language)))
    if release["wave"]:
        said.append(plain(release["wave"]))
    if release["closed"]:
        day = words.day(date.fromisoformat(release["closed"]))
        told = [words.say("Closed on {day}", day=day)]
        told += [words.say("imported answers")] if reading.imported else []
        said.append(plain(" · ".join(told), muted=True))
    narrator = Narrator(reading)
    said.append(plain(certainty.answered(narrator).striptags(), muted=True))
    found = [marked_up(headline(narrator))]
    deck.words(slide, Box(MARGIN, 3.4, ROOM, 1.2), found, 24, 12)
    deck.words(slide, Box(MARGIN, 4.7, ROOM, 1.65), said, 14, 9)
    return slide


def participation(deck: Deck, reading: Reading) -> None:
    """Give k of N of every group, as bars and in a table."""
    words = reading.words
    section = words.say("Participation")
    titles = (words.say("Group"), words.say("Answered"), words.say("Results"))
    part, _, more = fitting(reading, list(reading.groups))
    rows: list[Row] = [[plain(title) for title in titles]]
    for name in part:
        people = reading.of_invited(name, reading.groups[name]["answered"])
        seen = words.say("Shown") if reading.seen(name) else words.say("Not shown")
        known = plain(people)
        rows.append([bold(reading.label(name)), known, plain(seen, muted=True)])
    title = plain(certainty.answered(Narrator(reading)).striptags())
    told = filter(None, [*collected(Narrator(reading)), more])
    slide = deck.slide(section, title, without_verdicts(reading, *told))
    place = Box(MARGIN + 7.0, TOP, ROOM - 7.0, BOTTOM - TOP)
    name = words.say("Table: {title}", title=section)
    table(slide, place, rows, [2.2, 1, 1], name, told_of(rows))
    counted, share = _counted(reading, part)
    axis = words.say("Share of those invited") if share else words.say("Answered")
    most = 1.0 if share else max([1.0, *(row.value for row in counted)])
    alt = "; ".join(f"{row.name} {row.label}" for row in counted) + "."
    names = axis, words.say("Chart: {title}", title=section), alt
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
