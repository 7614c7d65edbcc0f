"""The workbook's sheets of earlier waves: every figure, every gap, every action."""

from collections.abc import Iterator
from itertools import pairwise

from diagnostic.history import lines
from diagnostic.history.actions import Agreed, Followed
from diagnostic.history.following import leadership
from diagnostic.history.lines import Line
from diagnostic.history.register import Gap
from diagnostic.history.register import register as every_gap
from reports.followed import followed
from reports.narrative import Narrator
from reports.past.actions import is_overdue, measured
from reports.past.register import STATES
from reports.past.titles import title
from reports.reading import Entry, Reading
from reports.sheets import Cell, Column, Sheet, figure, word
from reports.vocabulary import ACTION_STATES, STATUSES, VERDICTS
from reports.wording import Words


def quarters(reading: Reading) -> Sheet:
    """Give every gap and every average in every wave, by the names of the time."""
    words, series = reading.words, reading.series
    columns = [
        Column(words.say("Wave")),
        Column(words.say("Group")),
        Column(words.say("Dimension")),
        Column(words.say("Average"), "number"),
        Column(words.say("Leadership minus team"), "signed"),
        Column(words.say("95 % interval, from"), "signed"),
        Column(words.say("95 % interval, to"), "signed"),
        Column(words.say("Verdict")),
        Column(words.say("Against the wave before")),
    ]
    rows: list[list[Cell]] = []
    if series is not None and len(series.quarters) > 1:
        gaps = _by_place(lines.gaps(series, "then"))
        means = _by_place(lines.means(series, "then"))
        for (at, group, key), mean in means.items():
            gap = gaps.get((at, group, key))
            low, high = (gap.ci95 if gap else None) or (None, None)
            rows.append(
                [
                    series.quarters[at].name or "",
                    words.say("Leadership")
                    if group == leadership(series.quarters[at])
                    else group,
                    title(reading, key),
                    figure(reading, mean.value),
                    figure(reading, gap.value) if gap else "",
                    figure(reading, low) if gap else "",
                    figure(reading, high) if gap else "",
                    word(reading, VERDICTS, gap.verdict if gap else None),
                    _against(words, means.get((at - 1, group, key)), mean),
                ]
            )
    return Sheet(words.say("Quarters"), columns, rows)


def _against(words: Words, before: lines.Point | None, now: lines.Point) -> str:
    """Say whether a figure compares with that of the wave before, if there is one."""
    if before is None:
        return ""
    return words.say("comparable") if now.joined else words.say("not comparable")


def _by_place(found: tuple[Line, ...]) -> dict[tuple[int, str, str], lines.Point]:
    placed = {
        (point.at, line.group, line.dimension): point
        for line in found
        for point in line.points
    }
    return dict(sorted(placed.items(), key=lambda one: one[0][0]))


def register(reading: Reading) -> Sheet:
    """Give the register of gaps: a row a gap and wave."""
    words, series = reading.words, reading.series
    columns = [
        Column(words.say("Team")),
        Column(words.say("Dimension")),
        Column(words.say("Status now")),
        Column(words.say("First shown")),
        Column(words.say("Wave")),
        Column(words.say("Team at the time")),
        Column(words.say("Verdict")),
        Column(words.say("Leadership minus team"), "signed"),
        Column(words.say("Change of the difference"), "signed"),
        Column(words.say("Status")),
    ]
    known = series is not None and len(series.quarters) > 1
    found = every_gap(series) if series is not None and known else ()
    rows = [row for gap in found for row in _gap(reading, gap)]
    return Sheet(words.say("Register of gaps"), columns, rows)


def _gap(reading: Reading, gap: Gap) -> Iterator[list[Cell]]:
    for entry in gap.entries:
        yield [
            gap.team,
            title(reading, gap.dimension),
            reading.words.marked(STATES[gap.status]),
            gap.first or "",
            entry.wave or "",
            entry.team,
            word(reading, VERDICTS, entry.verdict),
            figure(reading, entry.difference),
            figure(reading, entry.change),
            word(reading, STATUSES, entry.status),
        ]


def actions(reading: Reading) -> Sheet:
    """Give every action with its figures, then and now."""
    words = reading.words
    columns = [
        Column(words.say("What")),
        Column(words.say("Owner")),
        Column(words.say("Due")),
        Column(words.say("State")),
        Column(words.say("Overdue")),
        Column(words.say("Note")),
        Column(words.say("Found in")),
        Column(words.say("Figure")),
        Column(words.say("Figure when found")),
        Column(words.say("Figure now")),
        Column(words.say("What may be said")),
        Column(words.say("Measured by its owner")),
    ]
    narrator = Narrator(reading)
    rows = [row for one in reading.followed for row in _action(narrator, one)]
    return Sheet(words.say("Actions"), columns, rows)


def _action(narrator: Narrator, found: Followed) -> Iterator[list[Cell]]:
    reading, action = narrator.reading, found.action
    agreed = _agreed(reading, action)
    told = ""
    for row in followed(narrator, found, title(reading, action.dimension)):
        told = str(row["said"].striptags()) if row["said"] else told
        yield [
            *agreed,
            str(row["who"].striptags()),
            row["found"] or "",
            row["now"] or "",
            told,
            measured(reading, action),
        ]


def _agreed(reading: Reading, action: Agreed) -> list[Cell]:
    words = reading.words
    return [
        *(action.what, action.owner, action.due.isoformat() if action.due else ""),
        words.marked(ACTION_STATES[action.state]),
        words.say("yes") if is_overdue(reading, action) else "",
        *(action.note, action.wave),
    ]


def neighbours(reading: Reading, kind: str) -> list[Entry]:
    """Give the changes between neighbouring waves, under maps where there are any.

    Args:
        reading: a release, with or without the waves before.
        kind: ``changes`` or ``gap_changes``.
    """
    series = reading.series
    found: list[Entry] = list(reading.release[kind])
    if series is None or not series.compared:
        return found
    for before, now in pairwise(quarter.name for quarter in series.quarters):
        document = series.compared.get((before, now))
        if document is not None:
            found = [e for e in found if (e["from"], e["to"]) != (before, now)]
            found += document[kind]
    order = {quarter.name: at for at, quarter in enumerate(series.quarters)}
    return sorted(found, key=lambda entry: order.get(entry["to"], 0))
