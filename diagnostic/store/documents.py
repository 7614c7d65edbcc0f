"""Files that workers make of releases: asked for, made, kept, offered again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from diagnostic.store.models import Company, Document, DocumentKind, Wave

_ALIVE = ("queued", "working", "done")


def add(
    session: Session,
    kind: DocumentKind,
    language: str,
    now: datetime,
    *,
    wave: str | None = None,
    wave_name: str = "",
    account: int | None = None,
) -> Document:
    """Ask for a file; one of a wave, or the reports of a name for an account."""
    document = Document(
        kind=kind,
        language=language,
        asked=now,
        wave_id=wave,
        wave_name=wave_name,
        account_id=account,
    )
    session.add(document)
    session.flush()
    return document


def get(session: Session, identity: str) -> Document | None:
    """Find a file by its id, without its content."""
    return session.get(Document, identity)


def alive(
    session: Session, wave: str, kind: DocumentKind, language: str
) -> Document | None:
    """Find a file of a wave that is made, or will be."""
    return session.scalar(
        select(Document).where(
            Document.wave_id == wave,
            Document.kind == kind,
            Document.language == language,
            Document.state.in_(_ALIVE),
        )
    )


def of_wave(session: Session, wave: str) -> Sequence[Document]:
    """List the files of a wave, the newest first."""
    return session.scalars(
        select(Document)
        .where(Document.wave_id == wave)
        .order_by(Document.asked.desc(), Document.id)
    ).all()


def of_account(session: Session, account: int) -> Sequence[Document]:
    """List the reports of many companies that somebody asked for, newest first."""
    return session.scalars(
        select(Document)
        .where(Document.kind == "reports", Document.account_id == account)
        .order_by(Document.asked.desc(), Document.id)
    ).all()


def content(session: Session, identity: str) -> bytes | None:
    """Give the bytes of a file that is made."""
    return session.scalar(select(Document.content).where(Document.id == identity))


def waiting(session: Session) -> Sequence[str]:
    """List the files that are to be made, the oldest first."""
    return session.scalars(
        select(Document.id)
        .where(Document.state == "queued")
        .order_by(Document.asked, Document.id)
    ).all()


def abandoned(session: Session) -> None:
    """Let files be made again whose worker is gone."""
    session.execute(
        update(Document).where(Document.state == "working").values(state="queued")
    )


def take(session: Session, identity: str) -> bool:
    """Take a file to make it; False if another worker did."""
    taken = session.execute(
        update(Document)
        .where(Document.id == identity, Document.state == "queued")
        .values(state="working", percent=0)
        .returning(Document.id)
    )
    return taken.scalar() is not None


def progress(session: Session, identity: str, percent: int) -> None:
    """Note how far the making of a file is."""
    session.execute(
        update(Document).where(Document.id == identity).values(percent=percent)
    )


def finish(
    session: Session, identity: str, name: str, made: bytes, companies: Sequence[str]
) -> None:
    """Keep a file that is made, and which companies are in it if they are many."""
    session.execute(
        update(Document)
        .where(Document.id == identity)
        .values(
            state="done",
            percent=100,
            name=name,
            content=made,
            companies=list(companies),
        )
    )


def fail(session: Session, identity: str) -> None:
    """Note that a file could not be made."""
    session.execute(
        update(Document).where(Document.id == identity).values(state="failed")
    )


def forget(session: Session, company: int | None) -> None:
    """Delete the files of a company, or of all: what they look like has changed."""
    waves = select(Wave.id)
    if company is not None:
        waves = waves.where(Wave.company_id == company)
    session.execute(
        delete(Document).where(
            Document.wave_id.in_(waves) | (Document.kind == "reports")
        )
    )


def sealed_of_name(
    session: Session, name: str, slugs: Collection[str] | None
) -> Sequence[tuple[str, str]]:
    """List slug and name of companies that have a sealed wave of a name, by slug."""
    wanted = (
        select(Company.slug, Company.name)
        .join(Wave, Wave.company_id == Company.id)
        .where(Wave.name == name, Wave.state == "sealed")
        .order_by(Company.slug)
    )
    if slugs is not None:
        wanted = wanted.where(Company.slug.in_(slugs))
    return [(slug, company) for slug, company in session.execute(wanted)]


def sealed_names(session: Session, slugs: Collection[str] | None) -> Sequence[str]:
    """List the names of sealed waves, the latest first, each once."""
    wanted = (
        select(Wave.name)
        .join(Company, Company.id == Wave.company_id)
        .where(Wave.state == "sealed")
        .order_by(Wave.closed.desc())
    )
    if slugs is not None:
        wanted = wanted.where(Company.slug.in_(slugs))
    return list(dict.fromkeys(session.scalars(wanted)))
