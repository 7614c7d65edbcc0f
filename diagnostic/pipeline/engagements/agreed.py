"""Actions in an archive: with their measured figures, and without any account."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, get_args

from diagnostic.pipeline.actions.typed import Wanted, quarter_of, values
from diagnostic.pipeline.engagements.form import is_day, is_moment, line
from diagnostic.release.shapes import misfit, number, text
from diagnostic.store import actions, waves
from diagnostic.store.database import Session
from diagnostic.store.models import ActionState, Figure, Wave
from questionnaires import Questionnaire
from questionnaires.advice import Pattern

_TYPED = ("what", "owner", "state", "note", "figure", "measure", "unit")
_FOUND = ("dimension", "team", "pattern")
_ACTION = {
    **dict.fromkeys(("dimension", "team"), line(80)),
    "pattern": {*get_args(Pattern)},
    "state": {*get_args(ActionState)},
    "figure": {*get_args(Figure)},
    # How long they may be is checked with what else may be typed.
    **dict.fromkeys(("what", "owner", "note", "measure", "unit"), text(10_000)),
    "due": (is_day, None),
    "created": is_moment,
    "measured": [{"quarter": is_day, "value": number}],
}


def written(session: Session, wave: Wave) -> list[dict[str, Any]]:
    """Give the actions found in a wave, in the order of their making."""
    figures = actions.measured(session, wave.company_id)
    return [
        {
            **{name: getattr(action, name) for name in (*_FOUND, *_TYPED)},
            "due": action.due.isoformat() if action.due else None,
            "created": action.created.isoformat(),
            "measured": [
                {"quarter": quarter.isoformat(), "value": value}
                for quarter, value in figures.get(action.id, ())
            ],
        }
        for action in actions.of_wave(session, wave.id)
    ]


def fit(found: object, wave: Any, asked: Questionnaire) -> bool:
    """Tell whether actions are such as could have been agreed on here.

    Args:
        found: what an archive says of them.
        wave: what it says of the wave that they were found in.
        asked: in that wave.
    """
    if misfit(found, [_ACTION]) is not None:
        return False
    keys = {dimension.key for dimension in asked.dimensions}
    teams = {d["name"] for d in wave["departments"] if not d["leadership"]} | {""}
    return all(
        action["dimension"] in keys and action["team"] in teams and _is_typed(action)
        for action in found  # type: ignore[attr-defined]
    )


def add(session: Session, wave: str, found: Iterable[dict[str, Any]]) -> None:
    """Add the actions of a wave under new ids; nobody is reminded of them."""
    owner = waves.get(session, wave)
    for told in found:
        kept = {name: told[name] for name in (*_FOUND, *_TYPED)}
        moment = datetime.fromisoformat(told["created"])
        action = actions.add(
            session, owner, {**kept, "due": _day(told["due"]), "created": moment}
        )
        for figure in told["measured"]:
            quarter = date.fromisoformat(figure["quarter"])
            actions.measure(session, action, quarter, float(figure["value"]))


def _is_typed(action: dict[str, Any]) -> bool:
    """Tell whether it would be kept here as it stands."""
    typed = {name: action[name] for name in _TYPED}
    try:
        kept = values(Wanted(**typed, due=_day(action["due"])))
    except ValueError:
        return False
    quarters = [date.fromisoformat(one["quarter"]) for one in action["measured"]]
    if quarters and not typed["measure"]:
        return False
    return {name: kept[name] for name in _TYPED} == typed and _are_quarters(quarters)


def _are_quarters(days: Sequence[date]) -> bool:
    first = all(day == quarter_of(day) for day in days)
    return first and len(set(days)) == len(days)


def _day(written_day: str | None) -> date | None:
    return date.fromisoformat(written_day) if written_day else None
