"""A company's own questions, at the end of a questionnaire that it did not write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEY = "own"
"""Key of the dimension that they form; ids are own1, own2 and so on."""
MOST = 10


@dataclass(frozen=True)
class Addition:
    """A question of a company's own.

    Args:
        text: the question, by language; in all of the questionnaire's.
        leadership: the same question as leadership reads it, by language, or None.
        options: of a choice, each by language; empty asks on the scale.
        id: by which quarters are compared, as long as the words are the same; ''
            gives it a new one.
    """

    text: Mapping[str, str]
    leadership: Mapping[str, str] | None = None
    options: tuple[Mapping[str, str], ...] = ()
    id: str = ""


def extend(source: bytes, additions: Sequence[Addition]) -> bytes:
    """Append a company's own questions to a questionnaire's file.

    Key and version stay, so that quarters are followed.

    Args:
        source: of a questionnaire without such questions.
        additions: in the order in which they are asked, up to 10.

    Returns:
        The file; ``source`` itself if there are none.

    Raises:
        QuestionnaireError: all that is wrong, with its place: ``question 2, text, pt``.
    """
    raise NotImplementedError


def split(source: bytes) -> tuple[bytes, tuple[Addition, ...]]:
    """Take a questionnaire's file apart into what ``extend`` was given."""
    raise NotImplementedError
