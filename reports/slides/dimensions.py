"""The slides of dimensions that matter: who stands where, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from pptx.slide import Slide

from reports.actions import findings
from reports.importance import only_together
from reports.narrative import Narrator
from reports.reading import Entry, Reading
from reports.sentences import apart, lead, remark, story
from reports.slides.charts import dumbbells
from reports.slides.deck import Deck
from reports.slides.dots import Dot
from reports.slides.look import BOTTOM, MARGIN, ROOM, TOP, Box
from reports.slides.notes import meant, told_of
from reports.slides.tables import ROWS, Row, table
from reports.slides.text import Part, bold, marked_up, plain
from reports.values import Value, bound
from reports.wording import Words, text_in

REMARKED = 8
"""Rows of a dimension up to which each has a remark."""
ADVISED = 7
"""Teams up to which advice has room beside them; else it stands in the notes."""
STEPS = 1.35
"""Height of the advice (inches)."""


def dimensions(
    deck: Deck, reading: Reading, advised: Sequence[Mapping[str, Any]], most: int
) -> None:
    """Give the dimensions to talk about first, each with what can be done.

    Args:
        deck: to add to.
        reading: the release in its language.
        advised: what to do, by importance, see ``reports.actions``.
        most: slides.
    """
    shown = [key for key in reading.dimensions if reading.shows(key)]
    told = [finding.dimension for finding in findings(reading)]
    first = [key for key in dict.fromkeys([*told, *shown]) if key in shown][:most]
    for key in first:
        found = [reading.comparisons[team, key] for team in reading.teams]
        title = reading.title(key)
        advice = next((one for one in advised if one["title"] == title), None)
        _dimension(deck, reading, key, found, advice)


def _dimension(
    deck: Deck,
    reading: Reading,
    key: str,
    found: Sequence[Entry],
    advice: Mapping[str, Any] | None,
) -> None:
    words, narrator = reading.words, Narrator(reading)
    part = _listed(reading, found)
    stories = [said for entry in part if (said := story(narrator, entry))]
    steps = [] if advice is None else _steps(advice, words)
    beside = bool(steps) and len(part) <= ADVISED
    notes = [marked_up(said).text for said in stories]
    notes += [] if beside else [step.text for step in steps]
    title = _title(reading, key, found)
    section = words.say("Dimension") + " · " + reading.title(key)
    slide = deck.slide(section, marked_up(title), meant(reading, *notes))
    said = lead(narrator, key, found)
    if said:
        box = Box(MARGIN, TOP, ROOM, 0.6)
        deck.words(slide, box, [Part(marked_up(said).runs, muted=True)], 14, 9)
    rows = _rows(reading, key, part)
    high = BOTTOM - 2.75 - (STEPS if beside else 0)
    name = words.say("Table: {title}", title=reading.title(key))
    place = Box(MARGIN + 5, 2.75, ROOM - 5, high)
    table(slide, place, rows, [1.7, 1.3, 1.15, 1.4, 2.2], name, told_of(rows))
    _chart(slide, reading, key, part, Box(MARGIN - 0.1, 2.65, 4.9, high + 0.1))
    for number, step in enumerate(steps if beside else ()):
        left = MARGIN + number * (ROOM + 0.3) / 3
        box = Box(left, BOTTOM - STEPS + 0.15, (ROOM - 0.6) / 3, STEPS - 0.15)
        deck.words(slide, box, [step], 11, 8)


def _listed(reading: Reading, found: Sequence[Entry]) -> Sequence[Entry]:
    """Choose the teams that have room, those with a gap first; all in their order."""
    order = sorted(found, key=lambda entry: entry["verdict"] != "gap")[: ROWS - 2]
    return [entry for entry in found if entry in order]


def _steps(advice: Mapping[str, Any], words: Words) -> list[Part]:
    """Give what either side can do, and where to begin."""
    heads = (
        (words.say("What leadership can do"), "leadership"),
        (words.say("What the team can do"), "team"),
        (words.say("A first step for the next two weeks"), "first"),
    )
    return [Part(((f"{head}: ", True), (advice[name], False))) for head, name in heads]


def _title(reading: Reading, key: str, found: Sequence[Entry]) -> Markup:
    """Say what was found, in the order in which the report does."""
    words, named = reading.words, {"dimension": reading.title(key)}
    gaps = [entry for entry in found if entry["verdict"] == "gap"]
    if gaps:
        return _differently(reading, gaps)
    if total := only_together(reading, key):
        far = _apart(reading, total)
        return words.html(
            "<b>{dimension}, all teams together: {apart}.</b>", apart=far, **named
        )
    for group in reading.groups:
        if reading.divided(group, key):
            inside = reading.within(group)
            return words.html(
                "<b>{dimension}: {group} is divided.</b>", group=inside, **named
            )
    slight = [entry for entry in found if entry["verdict"] == "slight"]
    if slight:
        return _differently(reading, slight)
    close = [entry["team"] for entry in found if entry["verdict"] == "aligned"]
    if close:
        teams = reading.several(close)
        return words.html(
            "<b>{dimension}:</b> leadership and {teams} see it the same way.",
            teams=teams,
            **named,
        )
    if not reading.compared:
        return words.html("<b>{dimension}</b>", **named)
    return words.html("<b>{dimension}:</b> no gap is shown.", **named)


def _differently(reading: Reading, found: Sequence[Entry]) -> Markup:
    """Say how far one team is from leadership, or which teams are."""
    words, named = reading.words, {"dimension": reading.title(found[0]["dimension"])}
    if len(found) == 1:
        team, far = found[0]["team"], _apart(reading, found[0])
        return words.html(
            "<b>{dimension}, {team}: {apart}.</b>", team=team, apart=far, **named
        )
    named["teams"] = reading.several([entry["team"] for entry in found])
    if any(reading.few_answered(entry) for entry in found):
        return words.html(
            "<b>{dimension}:</b> among those who answered, leadership and {teams} see"
            " it differently.",
            **named,
        )
    return words.html(
        "<b>{dimension}:</b> leadership and {teams} see it differently.", **named
    )


def _apart(reading: Reading, found: Entry) -> str:
    far = apart(reading, found)
    if reading.few_answered(found):
        return reading.words.say("{apart} among those who answered", apart=far)
    return far


def _rows(reading: Reading, key: str, part: Sequence[Entry]) -> list[Row]:
    words = reading.words
    heads = [
        plain(words.say("Group")),
        plain(words.say("Answered")),
        plain(words.say("Average"), right=True),
        plain(words.say("Difference"), right=True),
        plain(words.say("Verdict")),
    ]
    rows: list[Row] = [heads]
    leader = reading.leadership
    if leader is not None:
        people = reading.cells.get((leader, key), {"n": 0})["n"]
        rows.append(
            [
                bold(reading.label(leader)),
                plain(reading.of_invited(leader, people)),
                plain(words.value(reading.mean(leader, key)), right=True),
                plain("", right=True),
                plain(""),
            ]
        )
    brief = len(part) > REMARKED
    rows += [_row(reading, entry, entry["team"], brief=brief) for entry in part]
    total = reading.total(key)
    if total is not None:
        rows.append(_row(reading, total, words.say("All teams"), brief=brief))
    return rows


def _row(reading: Reading, entry: Entry, name: str, *, brief: bool) -> Row:
    words, team = reading.words, entry["team"]
    people = str(entry["n_team"])
    if team is not None:
        people = reading.of_invited(team, entry["n_team"])
    shown = entry["verdict"] != "not_shown"
    more = remark(reading, entry) if shown and not brief else ""
    gap = entry["verdict"] == "gap"
    runs = [(reading.verdict(entry), gap)] + ([(f", {more}", False)] if more else [])
    difference = words.difference(entry["difference"]) if shown else ""
    return [
        bold(name),
        plain(people),
        plain(words.value(entry["mean_team"]), right=True),
        Part([(difference, True)] if difference else [], right=True),
        Part(runs, warm=gap),
    ]


def _chart(
    slide: Slide, reading: Reading, key: str, part: Sequence[Entry], box: Box
) -> None:
    words, leader = reading.words, reading.leadership
    first = None
    if leader is not None:
        first = _dot(reading, reading.label(leader), reading.mean(leader, key))
    dots = [_dot(reading, entry["team"], entry["mean_team"]) for entry in part]
    teams = [dot for dot in dots if dot]
    if first is None and not teams:
        return
    labels = text_in(reading.questionnaire.scale.labels, words.language)
    axis = words.say(
        "Average, from 1 “{lowest}” to {points} “{highest}”",
        lowest=labels[0],
        points=reading.points,
        highest=labels[-1],
    )
    told = "; ".join(dot.caption for dot in [first, *teams] if dot)
    title = reading.title(key)
    name = words.say("Chart: {title}", title=title)
    dumbbells(
        slide, box, first, teams, reading.points, axis, (name, f"{title}. {told}.")
    )


def _dot(reading: Reading, name: str, value: Value) -> Dot | None:
    at = bound(value)
    return None if at is None else Dot(name, at, reading.words.value(value))
