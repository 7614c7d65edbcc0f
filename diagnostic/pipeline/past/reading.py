"""Reads the waves of a file of answers, and when each was closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diagnostic import answers
from diagnostic.answers.invited import invite
from diagnostic.pipeline.past.days import last_day
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import check_name
from diagnostic.roster.cells import department
from diagnostic.roster.listing import LONGEST_NAME
from diagnostic.spreadsheet.cells import CellError, tidy
from diagnostic.spreadsheet.errors import listed, shown
from diagnostic.tally import Tally
from questionnaires import parse


@dataclass(frozen=True)
class PastGroup:
    """A group of an earlier wave: people who answered, and invited where known."""

    name: str
    leadership: bool
    answered: int
    invited: int | None


@dataclass(frozen=True)
class PastWave:
    """A wave as a file has it.

    Args:
        name: of the wave.
        closed: the day on which it was closed; None if nobody has said so yet.
        tally: its counts.
    """

    name: str
    closed: date | None
    tally: Tally

    @property
    def groups(self) -> tuple[PastGroup, ...]:
        """Its groups, leadership first."""
        found = self.tally
        return tuple(
            PastGroup(
                name,
                name == found.leadership,
                found.answered[name],
                found.invited.get(name),
            )
            for name in found.groups
        )


@dataclass(frozen=True)
class Past:
    """What a file of answers says of earlier waves.

    Args:
        questionnaire: the file's content.
        waves: the earliest first; those whose day is not known come last.
        notices: sentences about what of the file was not used.
    """

    questionnaire: bytes
    waves: tuple[PastWave, ...]
    notices: tuple[str, ...]


def read(
    source: bytes | Path,
    questionnaire: bytes,
    *,
    group_column: str = answers.DEPARTMENT,
    leadership: str | None = None,
    invited: Sequence[str] = (),
    wave: str | None = None,
    closed: Mapping[str, date] | None = None,
) -> Past:
    """Read earlier waves; nothing is stored yet.

    Args:
        source: path or content of a CSV file of answers.
        questionnaire: content of the file of the questionnaire.
        group_column: name of the column with each person's department.
        leadership: the group that is the leadership; None is ``leadership``, which
            need not occur.
        invited: people invited, ``GROUP=N`` or ``WAVE:GROUP=N``; without a wave it
            is the last one.
        wave: name of the only wave, if the file has no column for it.
        closed: days of closing by name of the wave; where there is none, what its
            name tells.

    Raises:
        AnswerError: the file or ``invited`` cannot be used.
        QuestionnaireError: the questionnaire is not one.
        RefusedError: the waves or departments cannot be ours.
    """
    gathered = answers.read(
        source, parse(questionnaire), group_column=group_column, leadership=leadership
    )
    tallies = _named(gathered.waves, wave)
    days = _days([str(tally.wave) for tally in tallies], closed or {})
    tallies.sort(key=lambda tally: days[str(tally.wave)] or date.max)
    for tally in tallies:
        _check(tally)
    return Past(
        questionnaire,
        tuple(
            PastWave(str(tally.wave), days[str(tally.wave)], tally)
            for tally in invite(tallies, invited)
        ),
        gathered.notices,
    )


def _named(tallies: Sequence[Tally], wave: str | None) -> list[Tally]:
    """Give each wave its name."""
    if tallies[0].wave is not None:
        if wave is not None:
            raise RefusedError(
                "the file names its waves itself, in the column wave: {names}",
                names=listed([str(tally.wave) for tally in tallies]),
            )
        return list(tallies)
    if wave is None:
        raise RefusedError(
            "the file has no column wave, so the name of its only wave is needed"
        )
    return [replace(tallies[0], wave=tidy(wave))]


def _days(
    names: Sequence[str], closed: Mapping[str, date]
) -> Mapping[str, date | None]:
    for name in closed:
        if name not in names:
            raise RefusedError(
                "the file has no wave {wave}; its waves are {names}",
                wave=shown(name),
                names=listed(names),
            )
    return {name: closed.get(name) or last_day(name) for name in names}


def _check(tally: Tally) -> None:
    """See that a wave and its departments can be called so here."""
    check_name(str(tally.wave))
    for name in tally.groups:
        try:
            department(name)
        except CellError as error:
            raise RefusedError(
                "the department {name} cannot be imported: {fault}",
                name=shown(name),
                fault=error.said,
            ) from None
        if len(name) > LONGEST_NAME:
            raise RefusedError(
                "{text}… is longer than {longest} characters",
                text=name[:20],
                longest=LONGEST_NAME,
            )
