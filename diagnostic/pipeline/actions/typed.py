"""What may be typed of an action, and what is wrong with the rest."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from diagnostic.pipeline.commentary import fault, tidy
from diagnostic.store.models import ActionState, Figure
from questionnaires.saying import Said
from reports.wording import mark

LONGEST_WHAT = 1_000
LONGEST_NOTE = 2_000
LONGEST_OWNER = 120
LONGEST_MEASURE = 120
LONGEST_UNIT = 40
STATES: tuple[ActionState, ...] = get_args(ActionState)
FIGURES: tuple[Figure, ...] = get_args(Figure)
FIGURE_WORDS: Mapping[str, str] = {
    "gap": mark("The gap"),
    "team": mark("The team's average"),
    "leadership": mark("Leadership's average"),
}
"""Which figure of a finding an action is meant to move, in words."""
YEARS = range(2000, 2200)
# A float keeps fifteen digits as they were typed, and no more.
_NUMBER = re.compile(r"(?!(\D*\d){16})[+-]?\d{1,12}([.,]\d{1,6})?")


@dataclass(frozen=True)
class Wanted:
    """An action as somebody typed it.

    Args:
        what: is to be done.
        owner: a role, or a name at the client; may be empty.
        due: the last day; None if there is none.
        state: how far it is.
        note: anything else.
        figure: which figure of the finding it is meant to move.
        measure: a figure of the client's own, to be typed in each quarter; '' is none.
        unit: of that figure.
    """

    what: str
    owner: str = ""
    due: date | None = None
    state: ActionState = "open"
    note: str = ""
    figure: Figure = "gap"
    measure: str = ""
    unit: str = ""


class UnfitActionError(ValueError):
    """Something typed that cannot be kept.

    Attributes:
        faults: what is wrong, by the name of the field.
    """

    def __init__(self, faults: Mapping[str, Said]) -> None:
        """Keep the faults; ``str()`` gives one line for each."""
        self.faults = faults
        super().__init__(
            "\n".join(f"{field}: {said}" for field, said in faults.items())
        )


def values(wanted: Wanted) -> dict[str, object]:
    """Give what is kept of an action, by column.

    Raises:
        UnfitActionError: everything that cannot be kept.
    """
    found: dict[str, object] = {
        "what": tidy(wanted.what).strip(),
        "owner": line(wanted.owner),
        "due": wanted.due,
        "state": wanted.state,
        "note": tidy(wanted.note).strip(),
        "figure": wanted.figure,
        "measure": line(wanted.measure),
        "unit": line(wanted.unit),
    }
    refuse(found)
    return found


def refuse(found: Mapping[str, object]) -> None:
    """Refuse values of columns that cannot be kept.

    Raises:
        UnfitActionError: all of them.
    """
    faults = {
        name: said
        for name, value in found.items()
        if (said := _CHECKS[name](value)) is not None
    }
    if not faults and found.get("unit") and not found.get("measure"):
        faults["measure"] = Said("say what is measured in this unit")
    if faults:
        raise UnfitActionError(faults)


def figure(typed: str) -> float | None:
    """Read a measured figure, with a decimal point or comma; nothing is none.

    Raises:
        UnfitActionError: it is no number.
    """
    bare = re.sub(r"\s", "", typed).replace("\N{MINUS SIGN}", "-")
    if not bare:
        return None
    if not bare.isascii() or not _NUMBER.fullmatch(bare):
        said = Said("type a number such as 12 or 3.5, without a unit")
        raise UnfitActionError({"value": said})
    return float(bare.replace(",", "."))


def quarter_of(day: date) -> date:
    """Give the first day of the quarter of a day."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarters(first: date, last: date) -> list[date]:
    """List the first days of quarters, from that of one day to that of another."""
    found, current = [], quarter_of(first)
    while current <= last:
        found.append(current)
        current = quarter_of(current + timedelta(days=100))
    return found


def line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def _text(longest: int, *, needed: bool = False) -> Callable[[object], Said | None]:
    def check(value: object) -> Said | None:
        text = str(value)
        if needed and not text:
            return Said("please fill this in")
        if len(text) > longest:
            return Said("the text is longer than {longest} characters", longest=longest)
        return fault(text)

    return check


def _due(value: object) -> Said | None:
    if value is None or (isinstance(value, date) and value.year in YEARS):
        return None
    return Said(
        "the year is between {first} and {last}", first=YEARS[0], last=YEARS[-1]
    )


def _one_of(choices: tuple[str, ...]) -> Callable[[object], Said | None]:
    return lambda value: None if value in choices else Said("please choose one")


_CHECKS: Mapping[str, Callable[[object], Said | None]] = {
    "what": _text(LONGEST_WHAT, needed=True),
    "owner": _text(LONGEST_OWNER),
    "due": _due,
    "state": _one_of(STATES),
    "note": _text(LONGEST_NOTE),
    "figure": _one_of(FIGURES),
    "measure": _text(LONGEST_MEASURE),
    "unit": _text(LONGEST_UNIT),
}
