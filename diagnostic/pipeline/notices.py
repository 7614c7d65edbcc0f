"""Letters to those who have an account: invitations, passwords, tests, what is due."""

from datetime import datetime

from diagnostic.pipeline import (
    accounts,
    brands,
    envelope,
    mailing,
    onetime,
    reminders,
)
from diagnostic.pipeline.accounts import Signing
from diagnostic.pipeline.envelope import Letter
from diagnostic.pipeline.installation import Installation
from diagnostic.store import notices
from diagnostic.store.models import NoticeKind
from diagnostic.store.notices import ClaimedNotice
from reports.wording import words


def queue(
    installation: Installation,
    account: int,
    kind: NoticeKind,
    wave: str | None = None,
) -> None:
    """Queue a letter; it is written when it leaves.

    Args:
        installation: where.
        account: id of who gets it.
        kind: ``welcome``, ``password`` or ``test``.
        wave: id of the wave whose invitation a test shows.
    """
    with installation.database.writing() as session:
        notices.add(session, account, kind, wave)


def queue_password(installation: Installation, email: str) -> None:
    """Queue a link to a new password; an address without account takes as long."""
    person = accounts.find(installation, email)
    with installation.database.writing() as session:
        if person is not None and person.active:
            notices.add(session, person.visitor.id, "password")
        else:
            notices.pretend(session)


def compose(
    installation: Installation, claimed: ClaimedNotice, sender: str, now: datetime
) -> Letter | None:
    """Write a letter that is about to leave.

    Args:
        installation: where.
        claimed: the letter.
        sender: an address, with or without a name.
        now: the clock; links last from now on.

    Returns:
        None if there is nobody any more to write to.

    Raises:
        UnwritableError: no mail can be written to the address.
    """
    person = accounts.with_id(installation, claimed.account)
    if person is None or not person.active:
        return None
    if claimed.kind == "due":
        return reminders.compose(installation, claimed.id, person, sender, now)
    if claimed.kind == "test":
        wave = claimed.wave or ""
        brand = brands.of_wave(installation, wave)
        subject, text = mailing.sample(installation, wave, "invitation")
    else:
        brand = brands.of_consultancy(installation)
        subject, text = _account_letter(installation, person, claimed.kind, now)
        text = envelope.signed(text, brand)
    address = person.visitor.email
    return envelope.write(claimed.id, sender, address, subject, text, now, brand=brand)


def _account_letter(
    installation: Installation, person: Signing, kind: onetime.Kind, now: datetime
) -> tuple[str, str]:
    said = words(person.visitor.language)
    text = envelope.templates().get_template(f"{kind}.txt")
    subjects = {
        "welcome": said.say("Your account of Alignment Diagnostic"),
        "password": said.say("Set a new password"),
    }
    return subjects[kind], text.render(
        _=said.say,
        link=onetime.link(installation, person, kind, now),
        email=person.visitor.email,
        place=installation.base_url,
        days=onetime.LASTS["welcome"].days,
    )
