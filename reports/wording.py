"""The words and numbers of a report in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from string import Formatter
from typing import Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from markupsafe import Markup

from questionnaires.saying import Said
from reports.values import Value, beyond, bound

LANGUAGES = ("en", "pt")
LOCALES = {"en": "en_GB", "pt": "pt_PT"}
THIN = "\u202f"
"""A narrow space that no line breaks at."""
_DECIMALS = 6
"""Decimals of a number that is written with all of them."""


def mark(message: str) -> str:
    """Mark a message for the catalogue where it cannot be translated yet."""
    return message


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a message and its plural for the catalogue."""
    return one, many


# Portuguese: feminine, they count 'divergências', 'diferenças', 'comparações'.
NUMBERS = (
    mark("no"),
    mark("one"),
    mark("two"),
    mark("three"),
    mark("four"),
    mark("five"),
    mark("six"),
    mark("seven"),
    mark("eight"),
    mark("nine"),
    mark("ten"),
)


@dataclass(frozen=True)
class Words:
    """Sentences and numbers of one language.

    Args:
        language: ``en`` or ``pt``.
        catalogue: its messages.
        digits: decimals of figures in points.
    """

    language: str
    catalogue: NullTranslations
    digits: int = 1

    def say(self, message: str, /, **values: object) -> str:
        """Translate a message and fill its places."""
        said = self._find(message)
        if not values:
            return said
        fill = _SETTER.format if ":,}" in said else str.format
        return fill(said, **self._inner(values))

    def marked(self, message: str, /, **values: object) -> str:
        """Translate a message that was marked elsewhere, and fill its places."""
        if isinstance(message, Said):
            return self.told(message)
        return self.say(message, **values)

    def told(self, said: object) -> str:
        """Translate what was said elsewhere, with all that is said within it.

        Args:
            said: a ``Said``, or an error that keeps one as ``said``; anything else is
                written as it is.
        """
        said = getattr(said, "said", said)
        if not isinstance(said, Said):
            return str(said)
        return self.say(said.message, **said.values)

    def html(self, message: str, /, **values: object) -> Markup:
        """Translate a message that has tags; what is filled in is escaped."""
        said = self._find(message)
        values = self._inner(values)
        return Markup(said).format(**values)  # noqa: S704  # a message, not input

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate what depends on a number; ``{number}`` is the number in words."""
        said = _set(self.catalogue.ngettext(one, many, number))
        return said.format(number=self.spelt(number), figure=number, **values)

    def spelt(self, number: int) -> str:
        """Spell a number up to ten."""
        return self.marked(NUMBERS[number]) if number < len(NUMBERS) else str(number)

    def number(self, value: float, digits: int | None = None) -> str:
        """Write a number with a real minus sign and the language's decimal sign."""
        return self._signs(f"{value:.{self.digits if digits is None else digits}f}")

    def day(self, day: date) -> str:
        """Write a day: '14 October 2026', '14 de outubro de 2026'."""
        return format_date(day, "long", locale=LOCALES[self.language])

    def quarter(self, day: date) -> str:
        """Name the quarter of a day: 'Q3 2026', '3.º trim. 2026'."""
        number = (day.month + 2) // 3
        return self.say("Q{number} {year}", number=number, year=day.year)

    def exactly(self, value: float) -> str:
        """Write a number with all its digits: '0.75', '50 000', '−14 523.25'."""
        whole, _, decimals = f"{value:,.{_DECIMALS}f}".partition(".")
        decimals = decimals.rstrip("0")
        text = f"{whole}.{decimals}" if decimals else whole
        return self._signs(text.replace(",", THIN))

    def value(self, value: Value, digits: int | None = None) -> str:
        """Write a released value: '3.9', '≤ 1.8', '≥ 4.2' or 'not shown'."""
        limit = bound(value)
        if limit is None:
            return self.say("not shown")
        return self._sign(value) + self.number(limit, digits)

    def percent(self, value: Value) -> str:
        """Write a released share, 0 to 1, in percent: '35 %', '≥ 90 %'."""
        limit = bound(value)
        if limit is None:
            return self.say("not shown")
        return f"{self._sign(value)}{100 * limit:.0f}{THIN}%"

    def chance(self, value: Value) -> str:
        """Write a p-value: '0.034', '≤ 0.001', or a dash outside the tested family."""
        limit = bound(value)
        if limit is None:
            return "–"
        return self._sign(value) + self.exactly(limit)

    def difference(self, value: Value) -> str:
        """Write a difference with its sign: '+1.2', '−0.4', '≥ +1.3'."""
        limit = bound(value)
        if limit is None:
            return self.say("not shown")
        plus = "+" if float(f"{limit:.{self.digits}f}") > 0 else ""
        return self._sign(value) + plus + self.number(limit)

    def interval(self, values: Iterable[Value] | None, *, signed: bool = True) -> str:
        """Write an interval: '−0.2 to +0.9'."""
        if values is None:
            return self.say("not shown")
        write = self.difference if signed else self.value
        low, high = (write(value) for value in values)
        return self.say("{low} to {high}", low=low, high=high)

    def listed(self, names: Iterable[object]) -> Markup:
        """Join names as a sentence does: 'A, B and C', escaped."""
        parts = [Markup("{}").format(name) for name in names]
        if len(parts) < 2:
            return parts[0] if parts else Markup()
        head = Markup(", ").join(parts[:-1])
        return self.html("{head} and {last}", head=head, last=parts[-1])

    def _find(self, message: str) -> str:
        # A catalogue's entry for an empty message is its own header.
        return _set(self.catalogue.gettext(message)) if message else ""

    def _inner(self, values: Mapping[str, object]) -> dict[str, object]:
        """Translate what stands in the places of a message, where it is a message."""
        return {
            place: self.told(value)
            if hasattr(value, "said") or isinstance(value, Said)
            else value
            for place, value in values.items()
        }

    def _signs(self, text: str) -> str:
        """Put the real minus sign and the language's decimal sign into a number."""
        if not text.strip("-0."):
            text = text.lstrip("-")
        if self.language == "pt":
            text = text.replace(".", ",")
        return text.replace("-", "\N{MINUS SIGN}")

    def _sign(self, value: Value) -> str:
        return {-1: "≤" + THIN, 0: "", 1: "≥" + THIN}[beyond(value)]


class _Setter(Formatter):
    """Groups the digits of large numbers by a narrow space, in all languages."""

    def format_field(self, value: Any, spec: str) -> Any:
        text = super().format_field(value, spec)
        return text.replace(",", THIN) if spec == "," else text


_SETTER = _Setter()


@cache
def words(language: str) -> Words:
    """Open a language.

    Raises:
        ValueError: there is no report in this language.
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(f"there is no report in '{language}', only in {known}")
    if language == LANGUAGES[0]:
        return Words(language, NullTranslations())
    return Words(language, _catalogue(language))


def _catalogue(language: str) -> Translations:
    """Read a catalogue from its source: a compiled one could be a stale one."""
    path = files("diagnostic") / "translations" / language / "LC_MESSAGES/messages.po"
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def small(title: str) -> str:
    """Write a title within a sentence, unless it begins with an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _set(message: str) -> str:
    """Set an apostrophe as printers do."""
    return message.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def text_in(texts: Mapping[str, Any], language: str) -> Any:
    """Give a questionnaire's text in a language, or in its first one."""
    return texts[language] if language in texts else next(iter(texts.values()))
