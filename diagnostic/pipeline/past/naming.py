"""What groups of a file are called as departments of a wave."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.spreadsheet.errors import shown
from diagnostic.tally import Tally


def led(tally: Tally, name: str) -> Tally:
    """Call the leadership of a wave as the company's other waves call it.

    Raises:
        RefusedError: a team has this name.
    """
    old = tally.leadership
    if old is None or old == name:
        return tally
    if name.casefold() in (team.casefold() for team in tally.teams):
        raise RefusedError(
            "the team {name} of {wave} has the name that leadership has here",
            name=shown(name),
            wave=tally.wave,
        )

    def now(group: str) -> str:
        return name if group == old else group

    return replace(
        tally,
        leadership=name,
        groups=tuple(map(now, tally.groups)),
        answered={now(g): people for g, people in tally.answered.items()},
        invited={now(g): people for g, people in tally.invited.items()},
        scores={(now(g), d): cell for (g, d), cell in tally.scores.items()},
        items={(now(g), i): cell for (g, i), cell in tally.items.items()},
        choices={(now(g), i): cell for (g, i), cell in tally.choices.items()},
    )


def departments(tally: Tally) -> Iterator[dict[str, Any]]:
    """Give the columns of the departments of a wave, leadership first.

    Of one whose number of people invited is unknown, that of who answered stands for
    it; the release says that it is unknown.
    """
    predicted = {team for team, _ in tally.predictions}
    slugs: set[str] = set()
    for number, name in enumerate(tally.groups):
        own = slug(name, slugs)
        slugs.add(own)
        answered = tally.answered[name]
        yield {
            "number": number,
            "slug": own,
            "name": name,
            "leadership": name == tally.leadership,
            "predicted": name in predicted,
            "invited": tally.invited.get(name, answered),
            "answered": answered,
        }
