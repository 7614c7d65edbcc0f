"""Places in braces in the text of a mail: what may stand where, and what fills them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaires.saying import Said

PLACES = (
    *("company", "subject", "department", "invited"),
    *("minutes", "closes", "link", "promise"),
)
LONGEST_SUBJECT = 100
LONGEST_BODY = 5_000
_BODY_ONLY = ("link", "promise")
_PLACE = re.compile(r"\{(\w+)\}")
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")
_BREAKS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class TextFault:
    """One thing that is wrong with a text.

    Args:
        part: where.
        line: of the body, counted from 1; None of the subject or the whole.
        said: the rule that is broken, to be translated.
    """

    part: Literal["subject", "body"]
    line: int | None
    said: Said


def fill(text: str, values: Mapping[str, object]) -> str:
    """Fill the places of a text, once: a value's own braces are no places."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def faults(subject: str, body: str, *, about: bool) -> Iterator[TextFault]:
    """List everything that is wrong with a text, the subject first.

    Args:
        subject: one line.
        body: lines, ended by LF.
        about: whether the wave has a subject, the initiative that it asks about.
    """
    if not subject.strip():
        yield TextFault("subject", None, Said("the subject line is empty"))
    if len(subject) > LONGEST_SUBJECT:
        yield TextFault("subject", None, _too_long(LONGEST_SUBJECT))
    for said in _line(subject, about=about):
        yield TextFault("subject", None, said)
    for place in _BODY_ONLY:
        if f"{{{place}}}" in subject:
            said = Said(
                "{place} cannot stand in the subject line", place=f"{{{place}}}"
            )
            yield TextFault("subject", None, said)
    if len(body) > LONGEST_BODY:
        yield TextFault("body", None, _too_long(LONGEST_BODY))
    for number, line in enumerate(body.split("\n"), 1):
        for said in _line(line, about=about):
            yield TextFault("body", number, said)
        if "{link}" in line and line.strip() != "{link}":
            said = Said("{place} must stand alone on its line", place="{link}")
            yield TextFault("body", number, said)
    yield from _counted(body)


def _counted(body: str) -> Iterator[TextFault]:
    found = Counter(_PLACE.findall(body))
    for place in _BODY_ONLY:
        if found[place] == 0:
            said = Said("{place} is missing", place=f"{{{place}}}")
            yield TextFault("body", None, said)
        elif found[place] > 1:
            said = Said("{place} may stand there once only", place=f"{{{place}}}")
            yield TextFault("body", None, said)


def _line(line: str, *, about: bool) -> Iterator[Said]:
    for sign in dict.fromkeys(line):
        if unicodedata.category(sign) in _BREAKS:
            name = unicodedata.name(sign, f"U+{ord(sign):04X}")
            yield Said("there is a character that has no shape, {name}", name=name)
    for braced in dict.fromkeys(_BRACES.findall(line)):
        if len(braced) < 2:
            yield Said("there is a brace that belongs to no place")
        elif braced[1:-1] not in PLACES:
            yield Said("there is no place {place}", place=braced)
    if "{subject}" in line and not about:
        yield Said(
            "{place} would be empty: this wave has no subject", place="{subject}"
        )


def _too_long(longest: int) -> Said:
    return Said("it is longer than {longest} characters", longest=longest)
