"""What a cell with an answer means."""

import re

from diagnostic.spreadsheet.cells import MOST_SPELLINGS, CellError, tidy
from questionnaires import Item, Scale
from questionnaires.problems import quoted
from questionnaires.saying import Said


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
            raise self._refusal(text, is_number=False)
        if str(int(number[1])) in self.missing:
            return 0
        if not 1 <= int(number[1]) <= self.points:
            raise self._refusal(text, is_number=True)
        return int(number[1])

    def _refusal(self, text: str, *, is_number: bool) -> CellError:
        codes = ", ".join(map(quoted, sorted(self.missing)))
        scale = Said("the scale, 1 to {points}", points=self.points)
        if codes:
            scale = Said(
                "the scale, 1 to {points}, or a code for no answer: {codes}",
                points=self.points,
                codes=codes,
            )
        if is_number:
            return CellError(
                "{value} is not a point of {scale}", value=quoted(text), scale=scale
            )
        return CellError(
            "{value} is not a whole number of {scale}", value=quoted(text), scale=scale
        )


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
                "{value} is not the key of an option: {keys}",
                value=quoted(text),
                keys=self.keys_listed,
            )
        if len(self) < MOST_SPELLINGS:
            self[cell] = self.codes[text]
        return self.codes[text]
