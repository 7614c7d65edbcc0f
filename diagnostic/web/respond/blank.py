"""A blank answer sheet: what one department reads in one language."""

from dataclasses import dataclass, field, fields
from functools import cached_property

from diagnostic.pipeline.links import Asked
from questionnaires import Item
from reports.wording import LANGUAGES, Words, words

_DECIDING = tuple(f.name for f in fields(Asked) if f.name != "questionnaire")
"""The questionnaire is frozen with its wave, and slow to compare."""


@dataclass(frozen=True)
class Blank:
    """The same for everybody of a department, so that pages of it can be kept.

    Args:
        asked: what is asked of whom.
        language: of the page, ``en`` or ``pt``.
        identity: all that decides what the page says.
    """

    asked: Asked = field(compare=False, repr=False)
    language: str
    identity: tuple[object, ...] = field(repr=False)

    @cached_property
    def words(self) -> Words:
        """Open the language."""
        return words(self.language)

    @property
    def department(self) -> str:
        """Name the department; a roster has one word for leadership in any language."""
        if self.asked.name.casefold() == "leadership":
            return self.words.say("Leadership")
        return self.asked.name

    def wording(self, item: Item) -> str:
        """Give a question as this department reads it."""
        return item.wording(self.language, leadership=self.asked.leadership)


def blank(asked: Asked, wanted: str | None) -> Blank:
    """Take a blank sheet.

    Args:
        asked: what is asked of whom.
        wanted: a language that the address asks for; the wave's own if it is not
            one that both we and the questionnaire have.
    """
    language = wanted if wanted in languages(asked) else asked.language
    identity = tuple([getattr(asked, name) for name in _DECIDING])
    return Blank(asked, str(language), identity)


def languages(asked: Asked) -> list[str]:
    """List the languages that a questionnaire can be answered in."""
    return [code for code in LANGUAGES if code in asked.questionnaire.languages]
