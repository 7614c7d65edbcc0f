"""What mails say: our words, or the consultant's own with fixed places."""

from dataclasses import dataclass
from typing import Literal

from diagnostic.pipeline.installation import Installation
from questionnaires.saying import Said

Kind = Literal["invitation", "reminder"]
PLACES = (
    *("company", "subject", "department", "invited"),
    *("minutes", "closes", "link", "promise"),
)
LONGEST_SUBJECT = 150
LONGEST_BODY = 5_000


@dataclass(frozen=True)
class MailText:
    """The text of a kind of mail, with places in braces.

    Args:
        subject: one line.
        body: lines.
        own: the consultant's own words; False is ours.
        changeable: False once such mails were sent, or are being sent.
    """

    subject: str
    body: str
    own: bool
    changeable: bool


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


class TextError(ValueError):
    """A text that cannot be sent.

    Attributes:
        faults: everything that is wrong with it.
    """

    def __init__(self, faults: tuple[TextFault, ...]) -> None:
        """Keep the faults; ``str()`` gives one line for each."""
        self.faults = faults
        super().__init__("\n".join(str(fault.said) for fault in faults))


def default(installation: Installation, wave: str, kind: Kind) -> MailText:
    """Give our words with places, in the wave's language."""
    raise NotImplementedError


def current(installation: Installation, wave: str, kind: Kind) -> MailText:
    """Give the words that will be sent."""
    raise NotImplementedError


def change(
    installation: Installation, wave: str, kind: Kind, subject: str, body: str
) -> None:
    """Use the consultant's own words; if they are ours again, use ours.

    Raises:
        TextError: everything that is wrong with them.
        RefusedError: such mails were sent already, or are being sent.
    """
    raise NotImplementedError


def reset(installation: Installation, wave: str, kind: Kind) -> None:
    """Use our words again.

    Raises:
        RefusedError: such mails were sent already, or are being sent.
    """
    raise NotImplementedError


def faults(subject: str, body: str) -> tuple[TextFault, ...]:
    """List everything that is wrong with a text."""
    raise NotImplementedError
