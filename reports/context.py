"""The workbook's sheets around the findings: expectations, changes, people, rules."""

from dataclasses import replace

from reports.appendix import THRESHOLDS, ordered
from reports.past import sheets
from reports.past.sheets import neighbours
from reports.reading import Entry, Reading
from reports.sheets import Cell, Column, Sheet, figure, word
from reports.vocabulary import MOVED, STATUSES


def predictions(reading: Reading) -> Sheet:
    """Give what leadership expected each team to answer."""
    words = reading.words
    columns = [
        Column(words.say("Team")),
        Column(words.say("Dimension")),
        Column(words.say("Expected"), "number"),
        Column(words.say("Answered"), "number"),
        Column(words.say("Difference"), "signed"),
        Column(words.say("Blind spot")),
    ]
    rows = [
        [
            entry["team"],
            reading.title(entry["dimension"]),
            figure(reading, entry["predicted"]),
            figure(reading, entry["actual"]),
            figure(reading, entry["difference"]),
            words.say("Blind spot") if entry["blind"] else "",
        ]
        for entry in reading.release["blind_spots"]
    ]
    return Sheet(words.say("What leadership expected"), columns, rows)


def changes(reading: Reading) -> Sheet:
    """Give how every group moved between neighbouring waves."""
    words = reading.words
    columns = [
        *_between(reading, "Group"),
        Column(words.say("Change"), "signed"),
        Column(words.say("95 % interval, from"), "signed"),
        Column(words.say("95 % interval, to"), "signed"),
        Column(words.say("Verdict")),
    ]
    rows = [
        [
            *_waves(reading, entry),
            reading.label(entry["group"]),
            reading.title(entry["dimension"]),
            *_moved(reading, entry),
            word(reading, MOVED, entry["verdict"]),
        ]
        for entry in neighbours(reading, "changes")
    ]
    return Sheet(words.say("Changes"), columns, rows)


def register(reading: Reading) -> Sheet:
    """Give every gap wave by wave; without the waves before what became of each."""
    if reading.series is not None:
        return sheets.register(reading)
    return replace(_gap_changes(reading), title=reading.words.say("Register of gaps"))


def gap_changes(reading: Reading) -> Sheet:
    """Give how every gap changed, where the register says something else."""
    found = _gap_changes(reading)
    return found if reading.series is not None else replace(found, rows=[])


def _gap_changes(reading: Reading) -> Sheet:
    """Give what became of every gap between neighbouring waves."""
    words = reading.words
    columns = [
        *_between(reading, "Team"),
        Column(words.say("Change of the difference"), "signed"),
        Column(words.say("95 % interval, from"), "signed"),
        Column(words.say("95 % interval, to"), "signed"),
        Column(words.say("Status")),
    ]
    rows = [
        [
            *_waves(reading, entry),
            entry["team"],
            reading.title(entry["dimension"]),
            *_moved(reading, entry),
            word(reading, STATUSES, entry["status"]),
        ]
        for entry in neighbours(reading, "gap_changes")
        if entry["status"]
    ]
    return Sheet(words.say("Changes of gaps"), columns, rows)


def _between(reading: Reading, whose: str) -> list[Column]:
    words = reading.words
    return [
        Column(words.say("From wave")),
        Column(words.say("To wave")),
        Column(words.marked(whose)),
        Column(words.say("Dimension")),
    ]


def _waves(reading: Reading, entry: Entry) -> list[Cell]:
    return [entry["from"] or "", entry["to"] or ""]


def _moved(reading: Reading, entry: Entry) -> list[Cell]:
    low, high = entry["ci95"] or (None, None)
    return [figure(reading, value) for value in (entry["change"], low, high)]


def participation(reading: Reading) -> Sheet:
    """Give k of N of every group."""
    words = reading.words
    columns = [
        Column(words.say("Group")),
        Column(words.say("Answered"), "people"),
        Column(words.say("Invited"), "people"),
    ]
    rows = [
        [
            reading.label(name),
            group["answered"],
            words.say("unknown") if group["invited"] is None else group["invited"],
        ]
        for name, group in reading.groups.items()
    ]
    return Sheet(words.say("Participation"), columns, rows)


def rules(reading: Reading) -> Sheet:
    """Give every threshold as the release holds it, for a scale from 1 to 5."""
    words = reading.words
    columns = [
        Column(words.say("Rule")),
        Column(words.say("Value"), "number"),
        Column(words.say("Meaning")),
    ]
    rows = [
        [
            name,
            reading.rules[name],
            words.marked(THRESHOLDS[name][1]) if name in THRESHOLDS else "",
        ]
        for name in ordered(reading)
    ]
    return Sheet(words.say("The thresholds"), columns, rows)
