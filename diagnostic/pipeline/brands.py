"""Brands: looked up for whatever shows one, and changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diagnostic.brand import Brand, BrandError, UnfitBrandError, colours, texts
from diagnostic.brand.logos import read_logo
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import brands, documents, waves
from diagnostic.store.database import Session
from diagnostic.store.models import Brand as StoredBrand
from diagnostic.store.models import Company


@dataclass(frozen=True)
class Typed:
    """A brand as somebody typed it; empty is unset.

    Args:
        name: of the consultancy; a client has the company's name.
        first: colour of rules.
        second: colour beside it.
        sender: name that mails come from.
        footer: one line under pages, letters and covers.
    """

    name: str = ""
    first: str = ""
    second: str = ""
    sender: str = ""
    footer: str = ""


def of_consultancy(installation: Installation) -> Brand:
    """Give the consultancy's brand."""
    with installation.database.reading() as session:
        return _brand(brands.find(session, None), None)


def of_company(installation: Installation, company: str) -> Brand:
    """Give what pages and letters of a company show.

    What the client has not set is the consultancy's: the logo under its own name, and
    the two colours together.

    Raises:
        RefusedError: there is no such company.
    """
    own, consultancy = both(installation, company)
    return own.filled(consultancy)


def of_wave(installation: Installation, wave: str) -> Brand:
    """Give what pages and letters of a wave show, as ``of_company`` does.

    Args:
        installation: where.
        wave: its id; ``LookupError`` if there is none.
    """
    with installation.database.reading() as session:
        return shown(session, waves.get(session, wave).company)


def both(installation: Installation, company: str) -> tuple[Brand, Brand]:
    """Give the brand of a company as it was set, and the consultancy's.

    Raises:
        RefusedError: there is no such company.
    """
    with installation.database.reading() as session:
        return pair(session, existing_company(session, company))


def shown(session: Session, company: Company) -> Brand:
    """Give what pages and letters of a company show, as ``of_company`` does."""
    own, consultancy = pair(session, company)
    return own.filled(consultancy)


def pair(session: Session, company: Company) -> tuple[Brand, Brand]:
    """Give the brand of a company as it was set, and the consultancy's."""
    own, consultancy = brands.of_company(session, company.id)
    return _brand(own, company), _brand(consultancy, None)


def save(
    installation: Installation,
    company: str | None,
    typed: Typed,
    *,
    logo: bytes | None = None,
    seen: str | None = None,
) -> None:
    """Change a brand; pages that are open show it at once.

    Args:
        installation: where.
        company: its slug; None is the consultancy.
        typed: all of the brand but its logo.
        logo: an upload; None leaves the logo as it is.
        seen: the version that was shown; None is whichever there is.

    Raises:
        UnfitBrandError: everything that cannot be, in sentences.
        RefusedError: there is no such company, or somebody else was faster.
    """
    parts: list[tuple[str, Callable[..., object], tuple[object, ...]]] = [
        ("name", texts.name, (typed.name if company is None else "",)),
        ("first", colours.first, (typed.first,)),
        ("second", colours.second, (typed.second, typed.first.strip())),
        ("sender", texts.sender, (typed.sender,)),
        ("footer", texts.footer, (typed.footer,)),
    ]
    if logo is not None:
        parts.append(("logo", read_logo, (logo,)))
    values = _read(parts)
    _change(installation, company, values, seen)


def remove_logo(installation: Installation, company: str | None) -> None:
    """Take the logo off a brand; once more changes nothing.

    Raises:
        RefusedError: there is no such company.
    """
    _change(installation, company, {"logo": None})


def _read(
    parts: Iterable[tuple[str, Callable[..., object], tuple[object, ...]]],
) -> dict[str, object]:
    values, faults = {}, []
    for part, reader, given in parts:
        try:
            values[part] = reader(*given)
        except BrandError as error:
            error.part = part
            faults.append(error)
    if faults:
        raise UnfitBrandError(*faults)
    return values


def _change(
    installation: Installation,
    company: str | None,
    values: dict[str, object],
    seen: str | None = None,
) -> None:
    with installation.database.writing() as session:
        owner = None if company is None else existing_company(session, company)
        number = None if owner is None else owner.id
        brands.hold(session)
        found = brands.find(session, number)
        if seen not in (None, _brand(found, owner).version):
            raise RefusedError(
                "somebody else has changed the brand meanwhile; save again if yours is"
                " to be kept"
            )
        changed = _brand(brands.change(session, number, **values), owner)
        if changed.logo and not changed.name:
            raise UnfitBrandError(
                BrandError(
                    "a logo needs a name, which is read out in its place", part="name"
                )
            )
        waves.reread(session, number)
        documents.forget(session, number)


def _brand(found: StoredBrand | None, owner: Company | None) -> Brand:
    if found is None:
        return Brand("" if owner is None else owner.name)
    return Brand(
        found.name if owner is None else owner.name,
        found.logo,
        found.first,
        found.second,
        found.sender,
        found.footer,
    )
