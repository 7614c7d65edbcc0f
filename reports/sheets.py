"""The workbook's sheets of findings: overview, comparisons, questions, averages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.certainty import certainty
from reports.collection import collected
from reports.headline import headline
from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.values import Value, beyond, exact
from reports.vocabulary import EFFECTS, STRENGTHS, VERDICTS, needed

Cell = str | float


@dataclass(frozen=True)
class Column:
    """A column: its head, and how its numbers are written.

    Args:
        title: the head.
        kind: ``text``, ``number``, ``signed``, ``people`` or ``share``.
    """

    title: str
    kind: str = "text"


@dataclass(frozen=True)
class Sheet:
    """A table with a title."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def overview(reading: Reading) -> Sheet:
    """Give what the wave is and what was found, in sentences."""
    words, release = reading.words, reading.release
    narrator = Narrator(reading)
    asked = release["questionnaire"]
    rows: list[list[Cell]] = [
        [words.say("Company"), release["company"] or ""],
        [words.say("Wave"), release["wave"] or ""],
        [words.say("Closed on"), release["closed"] or ""],
        [words.say("Finding"), str(headline(narrator).striptags())],
        [words.say("Certainty"), str(certainty(narrator).striptags())],
        [words.say("How answers were collected"), " ".join(collected(narrator))],
        [words.say("Questionnaire"), f"{asked['key']} {asked['version']}"],
        [words.say("Program"), release["program"]],
        [words.say("SHA-256 of the release:").rstrip(":"), release["sha256"]],
    ]
    columns = [Column(words.say("What")), Column(words.say("Value"))]
    return Sheet(words.say("Overview"), columns, [row for row in rows if row[1]])


def comparisons(reading: Reading) -> Sheet:
    """Give leadership against each team, and against all of them."""
    words = reading.words
    columns = [
        Column(words.say("Dimension")),
        Column(words.say("Team")),
        Column(words.say("Leaders"), "people"),
        Column(words.say("Team members"), "people"),
        Column(words.say("Leadership, average"), "number"),
        Column(words.say("Team, average"), "number"),
        Column(words.say("Leadership minus team"), "signed"),
        Column(words.say("95 % interval, from"), "signed"),
        Column(words.say("95 % interval, to"), "signed"),
        Column(words.say("Pairs of 100"), "people"),
        Column(words.say("Effect")),
        Column(words.say("Verdict")),
        Column(words.say("Strength")),
        Column(words.say("Answers still needed")),
        Column(words.say("p"), "number"),
        Column(words.say("adjusted"), "number"),
        Column(words.say("Holm"), "number"),
    ]
    found = [*reading.release["comparisons"], *reading.release["totals"]]
    rows = [_comparison(reading, entry) for entry in found]
    return Sheet(words.say("Comparisons"), columns, rows)


def _comparison(reading: Reading, found: Entry) -> list[Cell]:
    words = reading.words
    low, high = found["ci95"] or (None, None)
    theta = found["theta"]
    return [
        reading.title(found["dimension"]),
        found["team"] or words.say("All teams"),
        found["n_leadership"],
        found["n_team"],
        figure(reading, found["mean_leadership"]),
        figure(reading, found["mean_team"]),
        figure(reading, found["difference"]),
        figure(reading, low),
        figure(reading, high),
        figure(reading, None if theta is None else round(100 * theta)),
        word(reading, EFFECTS, found["effect"]),
        word(reading, VERDICTS, found["verdict"]),
        word(reading, STRENGTHS, found["strength"]),
        needed(words, found["answers_needed"]) or "",
        _chance(reading, found["p_value"]),
        _chance(reading, found["p_adjusted"]),
        _chance(reading, found["p_holm"]),
    ]


def items(reading: Reading) -> Sheet:
    """Give the same question by question."""
    words, asked = reading.words, reading.questionnaire
    columns = [
        Column(words.say("Dimension")),
        Column(words.say("Question")),
        Column(words.say("Team")),
        Column(words.say("Leaders"), "people"),
        Column(words.say("Team members"), "people"),
        Column(words.say("Leadership, average"), "number"),
        Column(words.say("Team, average"), "number"),
        Column(words.say("Leadership minus team"), "signed"),
        Column(words.say("Verdict")),
    ]
    rows = [
        [
            reading.title(asked.item(entry["item"]).dimension),
            reading.text(asked.item(entry["item"])),
            entry["team"],
            entry["n_leadership"],
            entry["n_team"],
            figure(reading, entry["mean_leadership"]),
            figure(reading, entry["mean_team"]),
            figure(reading, entry["difference"]),
            word(reading, VERDICTS, entry["verdict"]),
        ]
        for entry in reading.release["items"]
    ]
    return Sheet(words.say("Questions"), columns, rows)


def cells(reading: Reading) -> Sheet:
    """Give the averages of every group."""
    words = reading.words
    columns = [
        Column(words.say("Group")),
        Column(words.say("Dimension")),
        Column(words.say("Question")),
        Column(words.say("Answers"), "people"),
        Column(words.say("Average"), "number"),
        Column(words.say("Spread"), "number"),
        Column(words.say("Low"), "share"),
        Column(words.say("Middle"), "share"),
        Column(words.say("High"), "share"),
    ]
    rows = [_cell(reading, cell) for cell in reading.release["cells"]]
    return Sheet(words.say("Averages"), columns, rows)


def _cell(reading: Reading, cell: Entry) -> list[Cell]:
    item = cell.get("item")
    asked = reading.questionnaire.item(item) if item else None
    shares = cell["bands"] or (None, None, None)
    return [
        reading.label(cell["group"]),
        reading.title(asked.dimension if asked else cell["dimension"]),
        reading.text(asked) if asked else "",
        cell["n"],
        figure(reading, cell["mean"]),
        figure(reading, cell["sd"]),
        *(
            reading.words.percent(share) if beyond(share) else figure(reading, share)
            for share in shares
        ),
    ]


def agreement(reading: Reading) -> Sheet:
    """Give how far the people of each group agree."""
    words = reading.words
    columns = [
        Column(words.say("Group")),
        Column(words.say("Dimension")),
        Column(words.say("Distance from the average"), "number"),
        Column(words.say("Divided")),
    ]
    rows = [
        [
            reading.label(entry["group"]),
            reading.title(entry["dimension"]),
            figure(reading, entry["ad"]),
            _yes(reading, entry["divided"]),
        ]
        for entry in reading.release["agreement"]
    ]
    return Sheet(words.say("Agreement"), columns, rows)


def figure(reading: Reading, value: Value) -> Cell:
    """Give a number as a number, what is clamped or withheld as text."""
    number = exact(value)
    return reading.words.value(value) if number is None else number


def _chance(reading: Reading, value: Value) -> Cell:
    number = exact(value)
    return reading.words.chance(value) if number is None else number


def word(reading: Reading, words: Mapping[str, str], code: Any) -> str:
    """Name a code of the release; an unset one is empty."""
    return reading.words.marked(words[code]) if code in words else ""


def _yes(reading: Reading, value: bool | None) -> str:
    if value is None:
        return reading.words.say("not shown")
    return reading.words.say("divided") if value else reading.words.say("not divided")
