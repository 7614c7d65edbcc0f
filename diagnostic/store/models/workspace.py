"""What lies beside waves and releases: brands, texts, redactions, made documents."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Text,
    func,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column
from sqlalchemy.types import JSON

from diagnostic.store.models.base import Base, random_name
from diagnostic.store.types import Moment

DocumentKind = Literal[
    "pdf", "archival", "pptx", "staff", "xlsx", "csv", "json", "reports"
]
DocumentState = Literal["queued", "working", "done", "failed"]


class Brand(Base):
    """How the consultancy (no company) or a client looks.

    ``logo`` is a PNG that we wrote ourselves, whatever was uploaded. Colours are
    ``#rrggbb``. ``sender`` is the name that mails come from.
    """

    __tablename__ = "brand"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int | None] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), unique=True
    )
    name: Mapped[str] = mapped_column(String(120), default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    first: Mapped[str | None] = mapped_column(String(7))
    second: Mapped[str | None] = mapped_column(String(7))
    sender: Mapped[str] = mapped_column(String(120), default="")
    footer: Mapped[str] = mapped_column(String(300), default="")


class Wording(Base):
    """The consultant's own text of a wave's mails; without a row it is ours."""

    __tablename__ = "wording"
    __table_args__ = (
        CheckConstraint("kind IN ('invitation', 'reminder')", name="kind"),
    )

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    subject: Mapped[str] = mapped_column(String(150))
    body: Mapped[str] = mapped_column(Text)


class Commentary(Base):
    """The consultant's own words in the report of a sealed wave, in one language.

    ``section`` is an anchor of the report, or its foreword. There is no row for a
    section without words.
    """

    __tablename__ = "commentary"
    __table_args__ = (CheckConstraint("language IN ('en', 'pt')", name="language"),)

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    section: Mapped[str] = mapped_column(String(100), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Redaction(Base):
    """A comment that a consultant keeps from leaders; the comment itself stays."""

    __tablename__ = "redaction"

    comment_id: Mapped[bytes] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )


class Document(Base):
    """A file made of a release by a worker, kept to be offered again.

    ``reports`` are the PDFs of many companies in one archive: those of ``wave_name``
    that ``account_id`` may see, with the slugs of the ``companies`` in it. Each other
    kind belongs to a wave. ``percent`` is how far the worker is.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('pdf', 'xlsx', 'pptx', 'csv', 'json', 'reports', 'archival',"
            " 'staff')",
            name="kind",
        ),
        CheckConstraint(
            "state IN ('queued', 'working', 'done', 'failed')", name="state"
        ),
        CheckConstraint("(kind = 'reports') = (wave_id IS NULL)", name="belongs"),
        CheckConstraint("language IN ('en', 'pt')", name="language"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=random_name)
    kind: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    wave_id: Mapped[str | None] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    wave_name: Mapped[str] = mapped_column(String(80), default="")
    companies: Mapped[list[Any]] = mapped_column(JSON, default=list)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    state: Mapped[str] = mapped_column(String(7), default="queued", index=True)
    percent: Mapped[int] = mapped_column(default=0)
    asked: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int | None] = column_property(func.length(content))
