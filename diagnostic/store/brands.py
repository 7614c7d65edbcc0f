"""Brands: the consultancy's, of no company, and its clients'."""

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from diagnostic.store.models import Brand


def find(session: Session, company: int | None) -> Brand | None:
    """Find the brand of a company; None is the consultancy's."""
    return session.scalar(select(Brand).where(_owned(company)))


def of_company(session: Session, company: int) -> tuple[Brand | None, Brand | None]:
    """Find the brands of a company and of the consultancy, in one question."""
    found = session.scalars(
        select(Brand).where(_owned(company) | Brand.company_id.is_(None))
    )
    owned = {brand.company_id: brand for brand in found}
    return owned.get(company), owned.get(None)


def hold(session: Session) -> None:
    """Let nobody else change a brand until the commit.

    Two who make the first brand at once would make two otherwise, or one would fail.
    On SQLite one waits for the other anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE brand IN SHARE ROW EXCLUSIVE MODE"))


def change(session: Session, company: int | None, **values: Any) -> Brand:
    """Change some of a brand that is held; it is made if there is none."""
    found = find(session, company)
    if found is None:
        found = Brand(company_id=company)
        session.add(found)
    for name, value in values.items():
        setattr(found, name, value)
    session.flush()
    return found


def _owned(company: int | None) -> Any:
    # Written out: '= NULL' finds nothing.
    return (
        Brand.company_id.is_(None) if company is None else Brand.company_id == company
    )
