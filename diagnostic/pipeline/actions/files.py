"""The actions of a company as files: a table, and a calendar."""

from collections.abc import Sequence
from datetime import date

from diagnostic.history.actions import Agreed
from diagnostic.pipeline.actions.following import Figures, figures
from diagnostic.pipeline.actions.listing import Entry
from diagnostic.pipeline.actions.suggesting import PATTERNS
from diagnostic.pipeline.installation import Installation
from reports import agenda
from reports.agenda import Due
from reports.sheets import Cell, Column, Sheet
from reports.tables import written
from reports.values import exact
from reports.vocabulary import ACTION_STATES
from reports.wording import Words, mark, words

_COLUMNS = (
    *(mark("Action"), mark("Dimension"), mark("Team"), mark("Finding")),
    *(mark("Found in"), mark("When found"), mark("Now"), mark("Since then")),
    *(mark("Owner"), mark("Due"), mark("State"), mark("Overdue"), mark("Note")),
    *(mark("Measured figure"), mark("Unit"), mark("Quarter"), mark("Value")),
)


def table(
    installation: Installation, company: str, found: Sequence[Entry], language: str
) -> bytes:
    """Write actions as CSV, UTF-8 with a byte order mark; a line a measured figure.

    Args:
        installation: where.
        company: its slug.
        found: its actions; one without measured figures has one line.
        language: of the words, not of the numbers.
    """
    said = words(language)
    columns = [Column(said.marked(title)) for title in _COLUMNS]
    rows = [
        [*_action(said, told), *own]
        for told in figures(installation, company, found, language)
        for own in _measured(said, told.entry.agreed)
    ]
    return written(Sheet(said.say("Actions"), columns, rows))


def calendar(
    installation: Installation,
    company: str,
    name: str,
    found: Sequence[Entry],
    language: str,
) -> bytes:
    """Write actions that have a due date as a calendar file.

    Args:
        installation: where; its address begins the links.
        company: its slug.
        name: of the company, which the calendar bears.
        found: its actions.
        language: of the words.
    """
    said = words(language)
    place = f"{installation.base_url}/app/companies/{company}/actions"
    return agenda.render(
        said.say("Actions: {company}", company=name),
        [
            _due(said, entry, entry.agreed.due, f"{place}/{entry.agreed.id}")
            for entry in found
            if entry.agreed.due is not None
        ],
    )


def _action(said: Words, told: Figures) -> list[Cell]:
    action = told.entry.agreed
    then, now = (_figure(told, number) for number in range(2))
    sentences = [str(row["said"].striptags()) for row in told.rows if row["said"]]
    return [
        *(action.what, told.title, told.about.unescape()),
        *(said.marked(PATTERNS[action.pattern]), action.wave),
        *(then, now, " ".join(sentences), action.owner),
        action.due.isoformat() if action.due else "",
        said.marked(ACTION_STATES[action.state]),
        said.say("yes") if told.entry.overdue else "",
        action.note,
    ]


def _figure(told: Figures, number: int) -> Cell:
    """Give a figure as a number; as text where it is clamped or of several teams."""
    part = ("found", "now")[number]
    shown = [row for row in told.rows if row[part]]
    if len(shown) == 1:
        value = exact(shown[0]["values"][number])
        return str(shown[0][part]) if value is None else value
    return "; ".join(f"{row['team']} {row[part]}" for row in shown)


def _measured(said: Words, action: Agreed) -> list[list[Cell]]:
    own: list[list[Cell]] = [
        [action.measure, action.unit, said.quarter(day), value]
        for day, value in action.measured
    ]
    return own or [[action.measure, action.unit, "", ""]]


def _due(said: Words, entry: Entry, day: date, url: str) -> Due:
    action = entry.agreed
    owner = said.say("Owner: {name}", name=action.owner) if action.owner else ""
    state = said.say("State: {state}", state=said.marked(ACTION_STATES[action.state]))
    return Due(
        name=action.id,
        title=action.what,
        about="\n".join(filter(None, (action.what, owner, state, action.note))),
        day=day,
        cancelled=action.state == "dropped",
        written=entry.created,
        revision=entry.revision,
        url=url,
    )
