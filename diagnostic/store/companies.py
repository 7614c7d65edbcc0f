"""Companies."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from diagnostic.store.models import Company


def add(session: Session, slug: str, name: str, language: str) -> Company:
    """Add a company."""
    company = Company(slug=slug, name=name, language=language)
    session.add(company)
    session.flush()
    return company


def find(session: Session, slug: str) -> Company | None:
    """Find a company by its slug."""
    return session.scalar(select(Company).where(Company.slug == slug))


def hold(session: Session, company: Company) -> None:
    """Let nobody else hold it until the commit: two could give one name twice."""
    session.execute(
        select(Company.id).where(Company.id == company.id).with_for_update()
    )


def listed(session: Session) -> list[Company]:
    """List the companies by name."""
    return list(session.scalars(select(Company).order_by(Company.name, Company.slug)))


def names(session: Session) -> list[tuple[str, str]]:
    """List slugs and names of the companies by name."""
    rows = session.execute(
        select(Company.slug, Company.name).order_by(Company.name, Company.slug)
    )
    return [(slug, name) for slug, name in rows]


def slugs(session: Session) -> set[str]:
    """Give the slugs that are taken."""
    return set(session.scalars(select(Company.slug)))
