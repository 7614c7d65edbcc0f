"""What was agreed on in earlier waves, beside the figures that it is meant to move."""

from datetime import date
from typing import Any

from diagnostic.history.actions import Agreed, Followed
from reports.followed import caution, followed, whom
from reports.narrative import Fact, Narrator
from reports.past.titles import title
from reports.reading import Reading
from reports.vocabulary import ACTION_STATES
from reports.wording import capital, plural

Page = dict[str, Any]
LISTED = 10
"""So many actions stand in the report; the workbook has all of them."""
FIGURES = 4
"""So many figures of an action stand beside it."""
MORE = plural(
    "{number} more action is in the workbook.",
    "{number} more actions are in the workbook.",
)
_MORE_TEAMS = plural("and one more team", "and {number} more teams")


def earlier(reading: Reading) -> list[Followed]:
    """Give the actions of earlier waves of this series, what is still to do first.

    Then those found last; of one wave in the order given.
    """
    quarters = reading.series.quarters[:-1] if reading.series else ()
    waves = [quarter.name for quarter in quarters]
    found = [one for one in reading.followed if one.action.wave in waves]
    return sorted(
        found,
        key=lambda one: (one.action.is_over, -waves.index(one.action.wave)),
    )


def undertaken(narrator: Narrator) -> Page | None:
    """Give each action with what is said of its figures; None if there is none."""
    reading = narrator.reading
    found = earlier(reading)
    others = sum(one.untold == "other_questionnaire" for one in reading.followed)
    if not found and not others:
        return None
    more = max(len(found) - LISTED, 0)
    facts = {"others": Fact(others, capital(reading.words.spelt(others)))}
    return {
        "rows": [_row(narrator, one) for one in found[:LISTED]],
        "more": more and capital(reading.words.count(*MORE, more)),
        "others": narrator.say("quarters.actions.others", facts),
        "caution": caution(narrator) if found else None,
    }


def _row(narrator: Narrator, found: Followed) -> Page:
    reading, words = narrator.reading, narrator.reading.words
    figures = followed(narrator, found, title(reading, found.action.dimension))
    more = max(len(figures) - FIGURES, 0)
    return {
        "what": found.action.what,
        "detail": detail(reading, found),
        "figures": figures[:FIGURES],
        "more": more and words.count(*_MORE_TEAMS, more),
        "measured": measured(reading, found.action),
    }


def detail(reading: Reading, found: Followed) -> str:
    """Write what it is about, where it was found, whose it is, and how far."""
    words, action = reading.words, found.action
    about = whom(words, found.groups).unescape()
    dimension = title(reading, action.dimension)
    parts = [
        words.say("{dimension}, {team}", dimension=dimension, team=about),
        words.say("found in {wave}", wave=action.wave),
    ]
    if action.owner:
        parts.append(action.owner)
    if action.due:
        parts.append(words.say("due {day}", day=words.day(action.due)))
    parts.append(words.marked(ACTION_STATES[action.state]))
    if is_overdue(reading, action):
        parts.append(words.say("Overdue"))
    return " · ".join(parts)


def is_overdue(reading: Reading, action: Agreed) -> bool:
    """Tell whether an action was due, and not done, when the wave was closed."""
    closed = reading.release["closed"]
    return closed is not None and action.is_overdue(date.fromisoformat(closed))


def measured(reading: Reading, action: Agreed) -> str:
    """Write the client's own figure quarter by quarter, unjudged: '14 (Q1 2026)'."""
    words = reading.words
    parts = [
        f"{words.exactly(value)} ({words.quarter(day)})"
        for day, value in action.measured
    ]
    if not parts:
        return ""
    named = f"{action.measure} ({action.unit})" if action.unit else action.measure
    return f"{named}: {', '.join(parts)}"
