"""The smallest parts of a questionnaire: texts, keys and translations."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, PlainSerializer, StrictInt

from questionnaires.saying import Said

LONGEST = 500  # characters; a longer text breaks pages and is no plain question

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# Columns of an answer file and fields of the answer form. An item with such an
# id would be read as the department of a person, or as a wish to review.
RESERVED = frozenset({"department", "wave", "review", "lang", "csrf_token"})
RESERVED_STARTS = ("predict", "comment")

T_co = TypeVar("T_co", covariant=True)


class Translated(Mapping[str, T_co]):
    """One value for each language, by language code; cannot be changed.

    A plain dict could be changed behind a frozen model, and a mapping proxy
    can neither be hashed nor handed to another process.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, T_co]) -> None:
        """Copy the values, so that nobody else holds them."""
        self._values = dict(values)

    def __getitem__(self, language: str) -> T_co:
        """Give the value of a language."""
        return self._values[language]

    def __iter__(self) -> Iterator[str]:
        """Go through the languages in the order of the file."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the languages."""
        return len(self._values)

    def __hash__(self) -> int:
        """Let questionnaires be keys of a cache."""
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        """Show what a dict would show."""
        return repr(self._values)


def checked(value: str) -> str:
    """Refuse a text that is empty, too long, or would break a document.

    Raises:
        ValueError: the rule that it breaks, as a ``Said``.
    """
    if not value.strip():
        raise ValueError(Said("the text is empty"))
    if len(value) > LONGEST:
        raise ValueError(
            Said("the text is longer than {longest} characters", longest=LONGEST)
        )
    # All that breaks documents is not printable, and most texts are: a report
    # waits for the hundred thousand characters of the playbook.
    for sign in "" if value.isprintable() else value:
        if breaks_documents(sign):
            name = unicodedata.name(sign, f"U+{ord(sign):04X}")
            raise ValueError(
                Said("the text contains the control character {name}", name=name)
            )
    return value


def breaks_documents(sign: str) -> bool:
    """Tell a character that no file can hold, or that lets a text show as another."""
    # XML, and so every spreadsheet and slide, refuses control characters and
    # U+FFFE, U+FFFF; the bidirectional overrides let a text show as another.
    code = ord(sign)
    return (
        unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        or code & 0xFFFE == 0xFFFE
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


def _item_id(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", value):
        raise ValueError(
            Said(
                "an id has only letters A to Z, digits and _, and begins with a letter"
            )
        )
    small = value.lower()
    stem = small.partition("_")[0]
    if small in RESERVED or stem in RESERVED_STARTS:
        raise ValueError(
            Said(
                "this id is reserved: answer files and forms use it for something else"
            )
        )
    return _short(value)


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise ValueError(
            Said(
                "a key has only small letters a to z, digits and _,"
                " and begins with a letter"
            )
        )
    return _short(value)


def _questionnaire_key(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
        raise ValueError(
            Said(
                "the key of a questionnaire has only small letters a to z and digits,"
                " joined by hyphens, and begins with a letter"
            )
        )
    return _short(value)


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise ValueError(Said('a language is a code such as "en", "pt" or "pt-BR"'))
    return _short(value)


def _missing_code(value: str) -> str:
    if value != value.strip():
        raise ValueError(Said("a code has no space before or after it"))
    return _short(checked(value))


def _short(value: str) -> str:
    if len(value) > 64:
        raise ValueError(Said("longer than 64 characters"))
    return value


def _points(value: int) -> int:
    if not 2 <= value <= 11:
        raise ValueError(Said("a scale has 2 to 11 points"))
    return value


def _version(value: int) -> int:
    if not 1 <= value <= 9999:
        raise ValueError(Said("versions count from 1"))
    return value


def _frozen(values: Mapping[str, Any]) -> Translated[Any]:
    return Translated(values)


Text = Annotated[str, AfterValidator(checked)]
ItemId = Annotated[str, AfterValidator(_item_id)]
Key = Annotated[str, AfterValidator(_key)]
QuestionnaireKey = Annotated[str, AfterValidator(_questionnaire_key)]
Language = Annotated[str, AfterValidator(_language)]
Points = Annotated[StrictInt, AfterValidator(_points)]
Version = Annotated[StrictInt, AfterValidator(_version)]
MissingCode = Annotated[str, AfterValidator(_missing_code)]

_freeze = AfterValidator(_frozen)
_thaw = PlainSerializer(dict)
Texts = Annotated[Mapping[str, Text], _freeze, _thaw]
Labels = Annotated[Mapping[str, tuple[Text, ...]], _freeze, _thaw]
