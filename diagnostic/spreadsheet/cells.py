"""What a single cell of a table means, whatever the table is about."""

import re
import unicodedata

from diagnostic.spreadsheet.errors import UnplacedError, shown

LONGEST_NAME = 100  # characters; a longer one breaks the tables of a report
MOST_SPELLINGS = 10_000
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_UNPRINTABLE = {"Cc", "Cf", "Co", "Cs"}


class CellError(UnplacedError):
    """A cell that cannot be used: the rule and the value, without the place."""


def tidy(cell: str) -> str:
    """Take what a person sees in a cell: no outer space, single inner spaces.

    ``="4"`` is how some programs keep a spreadsheet from changing a text.
    """
    formula = _FORMULA.fullmatch(cell.strip())
    text = formula[1] if formula else cell
    # A Mac writes ã as two characters, others as one: it is the same department.
    return " ".join(unicodedata.normalize("NFC", text).split())


class Names(dict[str, int]):
    """The number of each name in a column, by spelling, in order of appearance.

    Attributes:
        known: the names, tidied.
        rows: first row of each name, by number; whoever reads rows keeps it.
    """

    def __init__(
        self,
        noun: str,
        most: int,
        *,
        longest: int = LONGEST_NAME,
        may_be_empty: bool = False,
    ) -> None:
        """Accept so many names of so many characters, called so in messages."""
        super().__init__()
        self.noun = noun
        self.most = most
        self.longest = longest
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
                "{name} and {other} in row {row} differ only in capital letters",
                name=shown(name),
                other=shown(self.known[number]),
                row=self.rows.get(number),
            )
        if len(self) < MOST_SPELLINGS:
            self[cell] = number
        return number

    def _add(self, name: str) -> int:
        if not name and not self.may_be_empty:
            raise CellError("the {noun} of this person is empty", noun=self.noun)
        if len(name) > self.longest:
            raise CellError(
                "{name} is longer than {longest} characters",
                name=shown(name),
                longest=self.longest,
            )
        # Such a name could rewrite a line of the terminal or break the PDF.
        if any(unicodedata.category(sign) in _UNPRINTABLE for sign in name):
            raise CellError(
                "{name} contains a character that has no shape", name=shown(name)
            )
        if len(self.known) == self.most:
            raise CellError(
                "there are more than {most:,} different {noun}s,"
                " so this seems to be another column",
                most=self.most,
                noun=self.noun,
            )
        self._numbers[name.casefold()] = len(self.known)
        self.known.append(name)
        return len(self.known) - 1
