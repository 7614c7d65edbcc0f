"""What a single cell of an answer file means."""

import re
import unicodedata

from questionnaires import Item, Scale
from questionnaires.problems import quoted

LONGEST_NAME = 100  # characters; a longer one breaks the tables of a report
MOST_SPELLINGS = 10_000
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_UNPRINTABLE = {"Cc", "Cf", "Co", "Cs"}


class CellError(ValueError):
    """A cell that cannot be used: the rule and the value, without the place."""


def tidy(cell: str) -> str:
    """Take what a person sees in a cell: no outer space, single inner spaces.

    ``="4"`` is how some programs keep a spreadsheet from changing a text.
    """
    formula = _FORMULA.fullmatch(cell.strip())
    text = formula[1] if formula else cell
    # A Mac writes ã as two characters, others as one: it is the same department.
    return " ".join(unicodedata.normalize("NFC", text).split())


class Points(dict[str, int]):
    """The point of each spelling of a cell, 0 for not answered.

    Reading is looking up: only a spelling that was never seen is parsed, so
    that a million rows cost a million look-ups.
    """

    def __init__(self, scale: Scale, *, decimal_comma: bool) -> None:
        """Accept ``4`` and ``4.0``, and ``4,0`` if asked to."""
        super().__init__()
        self.points = scale.points
        self.missing = frozenset(scale.missing)
        mark = "[.,]" if decimal_comma else "[.]"
        # At most nine digits: int() takes quadratic time, a cell has any length.
        self.number = re.compile(rf"(-?[0-9]{{1,9}})(?:{mark}0{{1,9}})?")

    def __missing__(self, cell: str) -> int:
        """Parse a spelling that was not seen before, and remember it."""
        point = self._point(tidy(cell))
        if len(self) < MOST_SPELLINGS:
            self[cell] = point
        return point

    def _point(self, text: str) -> int:
        if not text or text in self.missing:
            return 0
        number = self.number.fullmatch(text)
        if number is None:
            raise CellError(f"{quoted(text)} is not a whole number{self._scale}")
        if str(int(number[1])) in self.missing:
            return 0
        if not 1 <= int(number[1]) <= self.points:
            raise CellError(f"{quoted(text)} is not a point{self._scale}")
        return int(number[1])

    @property
    def _scale(self) -> str:
        codes = ", ".join(map(quoted, sorted(self.missing)))
        extra = f", or a code for no answer: {codes}" if codes else ""
        return f" of the scale, 1 to {self.points}{extra}"


class Options(dict[str, int]):
    """The option of each spelling of a cell, counted from 1, 0 for not answered."""

    def __init__(self, item: Item, scale: Scale) -> None:
        """Accept the keys of the item's options."""
        super().__init__()
        keys = [option.key for option in item.options]
        self.codes = dict.fromkeys(("", *scale.missing), 0)
        self.codes |= {key: number for number, key in enumerate(keys, 1)}
        self.keys_listed = ", ".join(keys)

    def __missing__(self, cell: str) -> int:
        """Parse a spelling that was not seen before, and remember it."""
        text = tidy(cell)
        if text not in self.codes:
            raise CellError(
                f"{quoted(text)} is not the key of an option: {self.keys_listed}"
            )
        if len(self) < MOST_SPELLINGS:
            self[cell] = self.codes[text]
        return self.codes[text]


class Names(dict[str, int]):
    """The number of each name in a column, by spelling, in order of appearance.

    Attributes:
        known: the names, tidied.
        rows: first row of each name, by number; whoever reads rows keeps it.
    """

    def __init__(self, noun: str, most: int, *, may_be_empty: bool = False) -> None:
        """Accept so many names, called so in messages."""
        super().__init__()
        self.noun = noun
        self.most = most
        self.may_be_empty = may_be_empty
        self.known: list[str] = []
        self.rows: dict[int, int] = {}
        self._numbers: dict[str, int] = {}

    def find(self, name: str) -> int | None:
        """Give the number of a name, case ignored; None if it does not occur."""
        return self._numbers.get(tidy(name).casefold())

    def __missing__(self, cell: str) -> int:
        """Check a spelling that was not seen before, and remember it."""
        name = tidy(cell)
        number = self._numbers.get(name.casefold())
        if number is None:
            number = self._add(name)
        elif self.known[number] != name:
            raise CellError(
                f"{quoted(name)} and {quoted(self.known[number])} in row "
                f"{self.rows.get(number)} differ only in capital letters"
            )
        if len(self) < MOST_SPELLINGS:
            self[cell] = number
        return number

    def _add(self, name: str) -> int:
        if not name and not self.may_be_empty:
            raise CellError(f"the {self.noun} of this person is empty")
        if len(name) > LONGEST_NAME:
            raise CellError(f"{quoted(name)} is longer than {LONGEST_NAME} characters")
        # Such a name could rewrite a line of the terminal or break the PDF.
        if any(unicodedata.category(sign) in _UNPRINTABLE for sign in name):
            raise CellError(f"{quoted(name)} contains a character that has no shape")
        if len(self.known) == self.most:
            raise CellError(
                f"there are more than {self.most:,} different {self.noun}s,"
                " so this seems to be another column"
            )
        self._numbers[name.casefold()] = len(self.known)
        self.known.append(name)
        return len(self.known) - 1
