"""How many people were invited, as somebody writes it on the command line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from diagnostic.answers.errors import AnswerError
from diagnostic.spreadsheet.cells import tidy
from diagnostic.spreadsheet.errors import listed
from diagnostic.tally import Tally
from questionnaires.problems import quoted


def invite(waves: Sequence[Tally], entries: Sequence[str]) -> tuple[Tally, ...]:
    """Add to the waves of a file how many people were invited.

    Args:
        waves: the tallies, the last is the current one.
        entries: ``GROUP=N`` for the last wave, ``WAVE:GROUP=N`` for any. What
            stands before a colon is a wave only if the file has such a wave, for
            groups have colons too; case is ignored.

    Raises:
        AnswerError: an entry that is not of this form, an unknown group, a group
            twice, fewer people invited than answered.
    """
    invited: list[dict[str, int]] = [{} for _ in waves]
    for entry in entries:
        name, people = _parts(entry)
        number, group = _find(waves, name, entry)
        answered = waves[number].answered[group]
        if group in invited[number]:
            raise _refusal(entry, f"{quoted(group)} is given twice")
        if people < answered:
            message = f"{answered} people of {quoted(group)} answered, more than that"
            raise _refusal(entry, message)
        invited[number][group] = people
    return tuple(
        replace(wave, invited=known) for wave, known in zip(waves, invited, strict=True)
    )


def _parts(entry: str) -> tuple[str, int]:
    name, _, number = entry.rpartition("=")
    if not tidy(name) or not re.fullmatch(r"[1-9][0-9]{0,8}", number.strip()):
        raise _refusal(entry, "it should read GROUP=N or WAVE:GROUP=N, N above 0")
    return tidy(name), int(number)


def _find(waves: Sequence[Tally], name: str, entry: str) -> tuple[int, str]:
    """Find the wave and the group that are meant."""
    last = len(waves) - 1
    meant = [(last, name)]
    for colon in re.finditer(":", name):
        wave, group = tidy(name[: colon.start()]), tidy(name[colon.end() :])
        meant += [
            (number, group)
            for number, other in enumerate(waves)
            if other.wave is not None and other.wave.casefold() == wave.casefold()
        ]
    found = [
        (number, group)
        for number, wanted in meant
        for group in waves[number].groups
        if group.casefold() == wanted.casefold()
    ]
    if not found:
        number, group = meant[-1]
        wave_name = waves[number].wave
        where = "" if wave_name is None else f" in wave {quoted(wave_name)}"
        groups = listed(waves[number].groups)
        raise _refusal(
            entry, f"there is no group {quoted(group)}{where}; the groups are {groups}"
        )
    if len(found) > 1:
        raise _refusal(entry, "it could mean a wave and a group, or a group alone")
    return found[0]


def _refusal(entry: str, message: str) -> AnswerError:
    return AnswerError(f"invited {quoted(entry)}: {message}")
