"""What mails say: our words, or the consultant's own with fixed places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.pipeline.envelope import templates
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.life import SEALED_AFTER
from diagnostic.pipeline.places import PLACES, TextFault, faults
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import revise
from diagnostic.store import mails, waves, wordings
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires import parse
from reports.wording import Words, text_in, words

Kind = Literal["invitation", "reminder"]
KINDS: tuple[Kind, ...] = ("invitation", "reminder")


@dataclass(frozen=True)
class MailText:
    """The text of a kind of mail, with places in braces.

    Args:
        subject: one line.
        body: lines.
        own: the consultant's own words; False is ours.
        changeable: False once such mails were sent, or while they are being sent.
        revision: of the wave, to be given with a change.
    """

    subject: str
    body: str
    own: bool
    changeable: bool
    revision: int


class TextError(ValueError):
    """A text that cannot be sent.

    Attributes:
        faults: everything that is wrong with it.
    """

    def __init__(self, found: tuple[TextFault, ...]) -> None:
        """Keep the faults; ``str()`` gives one line for each."""
        self.faults = found
        super().__init__("\n".join(str(fault.said) for fault in found))


def default(installation: Installation, wave: str, kind: Kind) -> MailText:
    """Give our words with their places, in the wave's language."""
    return _text(installation, wave, kind, own=False)


def current(installation: Installation, wave: str, kind: Kind) -> MailText:
    """Give the words that will be sent, ours or the consultant's."""
    return _text(installation, wave, kind, own=True)


def change(
    installation: Installation,
    wave: str,
    kind: Kind,
    subject: str,
    body: str,
    *,
    revision: int,
) -> None:
    """Send the consultant's own words; where they are ours, ours.

    Args:
        installation: where.
        wave: its id.
        kind: of mail.
        subject: one line.
        body: lines, however ended.
        revision: of the text that was shown.

    Raises:
        TextError: everything that is wrong with them.
        ChangedMeanwhileError: the wave has another revision by now.
        RefusedError: such mails were sent already, or are being sent.
    """
    subject, body = subject.strip(), _tidy(body)
    with installation.database.writing() as session:
        found = _changeable(session, wave, kind, revision)
        wrong = tuple(faults(subject, body, about=bool(found.subject)))
        if wrong:
            raise TextError(wrong)
        if (subject, body) == ours(found, kind):
            wordings.remove(session, wave, kind)
        else:
            wordings.put(session, wave, kind, subject, body)


def reset(installation: Installation, wave: str, kind: Kind, *, revision: int) -> None:
    """Send our words again.

    Raises:
        ChangedMeanwhileError: the wave has another revision by now.
        RefusedError: such mails were sent already, or are being sent.
    """
    with installation.database.writing() as session:
        _changeable(session, wave, kind, revision)
        wordings.remove(session, wave, kind)


def in_wave(session: Session, wave: Wave) -> Mapping[Kind, tuple[str, str]]:
    """Give subject and body of each kind of mail, as they will be sent."""
    own = wordings.of_wave(session, wave.id)
    return {kind: own.get(kind) or ours(wave, kind) for kind in KINDS}


def ours(wave: Wave, kind: Kind) -> tuple[str, str]:
    """Write our own subject and body with their places."""
    spoken = words(wave.language)
    places: dict[str, str] = {place: f"{{{place}}}" for place in PLACES}
    if not wave.subject:
        places["subject"] = ""
    asked = parse(wave.questionnaire_source)
    body = (
        templates()
        .get_template(f"{kind}.txt")
        .render(_=spoken.say, title=text_in(asked.title, wave.language), **places)
    )
    if wave.subject:
        subject = spoken.say(
            "{company} asks for your view: {subject}",
            company=places["company"],
            subject=places["subject"],
        )
    else:
        subject = spoken.say("{company} asks for your view", company=places["company"])
    if kind == "reminder":
        subject = spoken.say("Reminder: {subject}", subject=subject)
    return subject, _tidy(body)


def promise(spoken: Words, minimum: int, *, declared: bool) -> str:
    """Write what nobody may change: what is kept, who sees it, when it is deleted.

    Args:
        spoken: words of the wave's language.
        minimum: fewest answers of a group that is shown.
        declared: for leadership that is shown as a group from three answers on.
    """
    written = (
        templates()
        .get_template("promise.txt")
        .render(
            _=spoken.say, minimum=minimum, declared=declared, days=SEALED_AFTER.days
        )
    )
    return written.strip("\n")


def _text(installation: Installation, wave: str, kind: Kind, *, own: bool) -> MailText:
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        kept = wordings.of_wave(session, wave).get(kind) if own else None
        subject, body = kept or ours(found, kind)
        return MailText(
            subject=subject,
            body=body,
            own=kept is not None,
            changeable=_is_changeable(session, found, kind),
            revision=found.revision,
        )


def _changeable(session: Session, wave: str, kind: Kind, revision: int) -> Wave:
    seen = waves.get(session, wave)
    found = revise(session, seen.company.slug, seen.name, revision)
    if not _is_changeable(session, found, kind):
        raise RefusedError("mails with this text were sent, or are being sent")
    return found


def _is_changeable(session: Session, wave: Wave, kind: Kind) -> bool:
    """Tell whether nobody would get another text than others got of the same mail.

    Late additions are invited as everybody was; a later reminder may say other things
    than the one before.
    """
    if wave.state in ("draft", "scheduled"):
        return True
    if wave.state != "open" or kind == "invitation":
        return False
    last = mails.progress(session, wave.id, f"reminder-{wave.reminders}")
    return not (last["queued"] or last["sending"])


def _tidy(body: str) -> str:
    """End lines as mails do not care and comparisons do, tabs as spaces."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(line.rstrip() for line in lines.split("\n")).strip("\n") + "\n"
