"""Who may see what: the only place where a page gets hold of a company or a wave.

Unknown and forbidden are the same 404: whoever guesses addresses learns nothing.
"""

from collections.abc import Iterator
from typing import cast

from flask import abort
from flask_login import current_user

from diagnostic.pipeline import actions, documents, listing, staff
from diagnostic.pipeline.accounts import Visitor
from diagnostic.pipeline.listing import CompanyEntry, WaveEntry
from diagnostic.pipeline.staff import Member
from diagnostic.web.site import site

NOT_FOUND = 404


def visitor() -> Visitor:
    """Give who is signed in; nobody else gets as far as a page."""
    if not current_user.is_authenticated:
        abort(NOT_FOUND)
    return cast("Visitor", current_user.visitor)


def administrator() -> Visitor:
    """Give the visitor, who runs the installation."""
    found = visitor()
    if found.role != "administrator":
        abort(NOT_FOUND)
    return found


def consultant() -> Visitor:
    """Give the visitor, who works for companies."""
    found = visitor()
    if found.role == "leader":
        abort(NOT_FOUND)
    return found


def company(slug: str) -> CompanyEntry:
    """Give a company that the visitor works for."""
    consultant()
    return overview(slug)


def overview(slug: str) -> CompanyEntry:
    """Give a company that the visitor works for, or is a leader of."""
    if not sees(slug):
        abort(NOT_FOUND)
    found = listing.find_company(site().installation, slug)
    if found is None:
        abort(NOT_FOUND)
    return found


def wave(identity: str) -> WaveEntry:
    """Give a wave of a company that the visitor works for."""
    consultant()
    return _wave(identity)


def wave_of_anybody(identity: str) -> WaveEntry:
    """Give a wave whose state may be known: leaders know sealed ones only."""
    if visitor().role == "leader":
        return results(identity)
    return wave(identity)


def results(identity: str) -> WaveEntry:
    """Give a sealed wave of a company that the visitor works for, or is a leader of."""
    found = _wave(identity)
    if found.state != "sealed":
        abort(NOT_FOUND)
    return found


def action(slug: str, identity: str) -> actions.Entry:
    """Give an action of a company that the visitor works for, or is a leader of."""
    found = actions.find(
        site().installation, overview(slug).slug, identity, site().clock()
    )
    if found is None:
        abort(NOT_FOUND)
    return found


def member(slug: str, identity: int) -> Member:
    """Give somebody who sees a company that the visitor works for."""
    found = staff.members(site().installation, company(slug).slug)
    return _one(one for one in found if one.id == identity)


def account(identity: int) -> Member:
    """Give an account to an administrator."""
    administrator()
    found = staff.everybody(site().installation)
    return _one(one for one in found if one.id == identity)


def document(identity: str) -> documents.Entry:
    """Give a made file: of a wave whose results the visitor may see, or their own.

    Reports of many companies are for who asked, while they still see all of them.
    """
    who = visitor()
    found = documents.find(site().installation, identity)
    if found is None or found.state != "done":
        abort(NOT_FOUND)
    if found.wave is not None:
        results(found.wave)
        return found
    if found.account != who.id or not all(map(sees, found.companies)):
        abort(NOT_FOUND)
    return found


def sees(slug: str) -> bool:
    """Tell whether a company is one of the visitor's."""
    found = visitor()
    return found.role == "administrator" or slug in found.companies


def slugs() -> frozenset[str] | None:
    """Give the slugs of the visitor's companies; None is all of them."""
    found = visitor()
    return None if found.role == "administrator" else found.companies


def _one(found: Iterator[Member]) -> Member:
    one = next(found, None)
    if one is None:
        abort(NOT_FOUND)
    return one


def _wave(identity: str) -> WaveEntry:
    visitor()
    found = listing.find_wave(site().installation, identity)
    if found is None or not sees(found.company):
        abort(NOT_FOUND)
    return found
