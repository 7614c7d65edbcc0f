"""Letters about actions that are due: one an account, and each action once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from diagnostic.pipeline import brands, envelope
from diagnostic.pipeline.accounts import Signing
from diagnostic.pipeline.actions.listing import SOON
from diagnostic.pipeline.envelope import Letter
from diagnostic.pipeline.installation import Installation
from diagnostic.store import actions, notices
from diagnostic.store.models import Action, Company
from reports.wording import Words, words

_SHORT = 200
"""Characters of an action that a letter repeats; its page has the rest."""


def queue_due(installation: Installation, now: datetime) -> None:
    """Queue a letter to everybody who is to be told of what is due.

    Args:
        installation: where.
        now: the clock; what is due within a week is told.
    """
    with installation.database.reading() as session:
        owed = actions.reminded(session, _until(now))
    # Mostly there is nobody, and then nothing is written.
    if owed:
        with installation.database.writing() as session:
            for account in owed:
                notices.add(session, account, "due")


def compose(
    installation: Installation, name: str, person: Signing, sender: str, now: datetime
) -> Letter | None:
    """Write the letter about what is due, and count that as told.

    That is committed before the letter leaves, so that a worker that dies tells of
    nothing twice.

    Args:
        installation: where.
        name: of the letter.
        person: whom it goes to.
        sender: an address, with or without a name.
        now: the clock.

    Returns:
        None if there is nothing any more to tell of.

    Raises:
        UnwritableError: no mail can be written to the address.
    """
    said, brand = words(person.visitor.language), brands.of_consultancy(installation)
    with installation.database.writing() as session:
        owed = actions.owed(session, person.visitor.id, _until(now))
        if not owed:
            return None
        found = [_told(installation, said, now.date(), *each) for each in owed]
        ids = tuple(action.id for action, _ in owed)
    text = envelope.templates().get_template("due.txt")
    subject = said.count("An action is due", "{figure} actions are due", len(found))
    body = text.render(_=said.say, actions=found)
    letter = envelope.write(
        *(name, sender, person.visitor.email, subject),
        *(envelope.signed(body, brand), now),
        brand=brand,
    )
    return replace(letter, reminds=ids)


def put_back(installation: Installation, letter: Letter) -> None:
    """Have a later letter tell what this one does: it has not left."""
    if letter.reminds:
        with installation.database.writing() as session:
            actions.put_back(session, letter.reminds)


def _until(now: datetime) -> date:
    return now.date() + timedelta(days=SOON)


def _told(
    installation: Installation,
    said: Words,
    today: date,
    action: Action,
    company: Company,
) -> dict[str, Any]:
    what = " ".join(action.what.split())
    due = action.due or today
    return {
        "what": what if len(what) <= _SHORT else f"{what[: _SHORT - 1].rstrip()}…",
        "company": company.name,
        "due": said.day(due),
        "overdue": due < today,
        "owner": action.owner,
        "link": f"{installation.base_url}/app/companies/{company.slug}"
        f"/actions/{action.id}",
    }
