"""What is wrong with a questionnaire file, and where."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from questionnaires.saying import Said

LONGEST_QUOTE = 60  # characters of a faulty value that a message repeats

LANGUAGES = {
    "de": Said("German (de)"),
    "en": Said("English (en)"),
    "es": Said("Spanish (es)"),
    "fr": Said("French (fr)"),
    "it": Said("Italian (it)"),
    "nl": Said("Dutch (nl)"),
    "pt": Said("Portuguese (pt)"),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in plain words.

    Attributes:
        line: line of the file, counted from 1; None where the file has none.
        place: what is meant, from the outside in: ``item r1, text, pt``.
        message: the rule that is broken.
    """

    line: int | None
    place: str
    message: str

    def __str__(self) -> str:
        """Write the problem as one sentence."""
        return str(self.said)

    @property
    def said(self) -> Said:
        """Give the whole sentence, as pages say it in another language."""
        line = [] if self.line is None else [Said("line {line}", line=self.line)]
        place = [self.place] if self.place else []
        if not line and not place:
            return Said(self.message)
        where = within([*line, *place])
        return Said("{place}: {fault}", place=where, fault=self.message)


class QuestionnaireError(ValueError):
    """A questionnaire that cannot be used, with everything that is wrong with it.

    Attributes:
        problems: all that was found, in the order of the file.
        source: the key or the path that was asked for.
    """

    def __init__(self, problems: Iterable[Problem], source: str = "") -> None:
        """Keep the problems; ``str()`` gives one line for each."""
        self.problems = tuple(problems)
        self.source = source
        start = f"{source}: " if source else ""
        super().__init__("\n".join(f"{start}{problem}" for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive the way between processes with the problems intact."""
        return type(self), (self.problems, self.source)


def refusal(message: str, line: int | None = None) -> QuestionnaireError:
    """Refuse a file as a whole, for one reason."""
    return QuestionnaireError([Problem(line, "", Said(message))])


def within(places: Iterable[str]) -> str:
    """Name a place by all that it lies in, from the outside in."""
    return reduce(
        lambda outer, inner: Said("{outer}, {inner}", outer=outer, inner=inner), places
    )


def quoted(value: str) -> str:
    """Repeat a text of the file in a message, short and on one line."""
    # A file may hold anything: control characters must not reach a terminal.
    text = json.dumps(value, ensure_ascii=False)
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    if len(shown) <= LONGEST_QUOTE:
        return shown
    return shown[: LONGEST_QUOTE - 2] + '…"'


def language_name(code: str) -> str:
    """Name a language for a message: ``Portuguese (pt)``, or its code alone."""
    return LANGUAGES[code] if code in LANGUAGES else quoted(code)
