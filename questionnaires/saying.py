"""Sentences that are read in English where they arise, and translated where shown."""

from typing import Any


class Said(str):
    """A sentence in English that can still be said in another language.

    It is the text with its places filled, so it can be printed as it is. What is
    filled in may be such a sentence too.

    Attributes:
        message: the sentence with places in braces, as the catalogue has it.
        values: what stands in the places.
    """

    __slots__ = ("message", "values")
    message: str
    values: dict[str, object]

    def __new__(cls, message: str, /, **values: object) -> "Said":
        """Fill the places; a message without values may have braces of its own."""
        if isinstance(message, Said) and not values:
            return message
        said = super().__new__(cls, message.format(**values) if values else message)
        said.message = message
        said.values = values
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive the way between processes with the places intact."""
        return _say_again, (self.message, self.values)


def _say_again(message: str, values: dict[str, object]) -> Said:
    return Said(message, **values)
