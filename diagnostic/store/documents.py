"""Files that workers make of releases: asked for, made, kept, offered again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from diagnostic.store.models import Company, Document, DocumentKind, Wave

_ALIVE = ("queued", "working", "done")
_BRANDED = ("pdf", "archival", "pptx", "staff")
_COMMENTED = ("pdf", "archival", "staff")
_FOLLOWED = ("pdf", "archival", "pptx", "xlsx", "csv")


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
    """Ask for a file; one of a wave, or the reports of a name for an account.

    It takes the place of one that could not be made.
    """
    about = {
        "kind": kind,
        "language": language,
        "wave_id": wave,
        "wave_name": wave_name,
    }
    failed = delete(Document).where(Document.state == "failed").filter_by(**about)
    if wave is None:
        failed = failed.where(Document.account_id == account)
    session.execute(failed)
    document = Document(asked=now, account_id=account, **about)
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


def of_many(
    session: Session, account: int, wave_name: str, language: str
) -> Sequence[Document]:
    """List the reports of a quarter that are made for an account, or will be."""
    return session.scalars(
        select(Document).where(
            Document.kind == "reports",
            Document.account_id == account,
            Document.wave_name == wave_name,
            Document.language == language,
            Document.state.in_(_ALIVE),
        )
    ).all()


def hold(session: Session, wave: str) -> None:
    """Let nobody else ask for a file of a wave until the commit."""
    session.execute(select(Wave.id).where(Wave.id == wave).with_for_update())


def of_wave(session: Session, wave: str) -> Sequence[Document]:
    """List the files of a wave, the newest first."""
    return session.scalars(
        select(Document)
        .where(Document.wave_id == wave)
        .order_by(Document.asked.desc(), Document.id)
    ).all()


def of_waves(
    session: Session, waves: Collection[str], kind: DocumentKind, language: str
) -> Sequence[Document]:
    """List the files of a kind that waves have, made or not, the oldest first."""
    return session.scalars(
        select(Document)
        .where(
            Document.wave_id.in_(waves),
            Document.kind == kind,
            Document.language == language,
        )
        .order_by(Document.asked, Document.id)
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


def being_made(session: Session) -> Mapping[str, int]:
    """Tell how far the files are that a worker is making (percent)."""
    rows = session.execute(
        select(Document.id, Document.percent).where(Document.state == "working")
    )
    return {identity: percent for identity, percent in rows}


def abandon(session: Session, given_up: Collection[str]) -> None:
    """Let files be made again whose worker is gone."""
    _begin_again(session, Document.id.in_(given_up))


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
    _mark(session, identity, percent=percent)


def finish(
    session: Session, identity: str, name: str, made: bytes, companies: Sequence[str]
) -> None:
    """Keep a file that is made, and which companies are in it if they are many."""
    _mark(
        session,
        identity,
        state="done",
        percent=100,
        name=name,
        content=made,
        companies=list(companies),
    )


def fail(session: Session, identity: str) -> None:
    """Note that a file could not be made."""
    _mark(session, identity, state="failed")


def _mark(session: Session, identity: str, **values: object) -> None:
    """Change a file that is being made; one that is to be made again stays so."""
    session.execute(
        update(Document)
        .where(Document.id == identity, Document.state == "working")
        .values(**values)
    )


def forget(session: Session, company: int | None) -> None:
    """Delete the reports of a company, or of all: what they look like has changed.

    Those that are being made are made again.
    """
    branded: ColumnElement[bool] = Document.kind.in_(_BRANDED)
    if company is not None:
        waves = select(Wave.id).where(Wave.company_id == company)
        branded &= Document.wave_id.in_(waves)
    _forget(session, branded | (Document.kind == "reports"))


def forget_reports(session: Session, wave: str, name: str, language: str) -> None:
    """Delete the reports of a wave in a language: what they say has changed.

    Those of many companies too, which may hold it. Those that are being made are made
    again.

    Args:
        session: of the caller.
        wave: id of the wave.
        name: of the same.
        language: of the reports.
    """
    own = Document.kind.in_(_COMMENTED) & (Document.wave_id == wave)
    of_many = (Document.kind == "reports") & (Document.wave_name == name)
    _forget(session, (own | of_many) & (Document.language == language))


def forget_since(session: Session, waves: Sequence[str]) -> None:
    """Delete what was drawn of waves: what it says of those before has changed.

    Reports of many companies too, which may hold one. Those that are being made are
    made again.
    """
    named = select(Wave.name).where(Wave.id.in_(waves))
    own = Document.kind.in_(_FOLLOWED) & Document.wave_id.in_(waves)
    of_many = (Document.kind == "reports") & Document.wave_name.in_(named)
    _forget(session, own | of_many)


def forget_followed(session: Session, company: int) -> None:
    """Delete what was drawn of a company's waves: what led up to them has changed."""
    waves = session.scalars(select(Wave.id).where(Wave.company_id == company))
    forget_since(session, waves.all())


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    _begin_again(session, which)
    session.execute(delete(Document).where(which, Document.state == "done"))


def _begin_again(session: Session, which: ColumnElement[bool]) -> None:
    session.execute(
        update(Document)
        .where(Document.state == "working", which)
        .values(state="queued", percent=0)
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


def number_imported(session: Session, name: str, slugs: Collection[str] | None) -> int:
    """Count the companies whose sealed wave of a name was imported."""
    wanted = (
        select(func.count())
        .select_from(Wave)
        .join(Company, Wave.company_id == Company.id)
        .where(Wave.name == name, Wave.state == "sealed", Wave.imported)
    )
    if slugs is not None:
        wanted = wanted.where(Company.slug.in_(slugs))
    return session.scalar(wanted) or 0


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
