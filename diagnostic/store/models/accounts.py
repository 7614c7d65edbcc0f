"""Who works here: accounts, the companies they see, letters to them, what they did."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import JSON

from diagnostic.store.models.base import Base, random_name
from diagnostic.store.models.waves import Company
from diagnostic.store.types import Moment

Role = Literal["administrator", "consultant", "leader"]
NoticeKind = Literal["welcome", "password", "test", "due"]
NoticeState = Literal["queued", "sending", "sent", "failed"]


class Account(Base):
    """Somebody who signs in. Respondents have none.

    ``uniquifier`` stands in each session and link of the account: a new one ends them
    all. ``totp`` is the locked secret of the second factor, ``code_used`` the number of
    its code that was used last; ``recovery_codes`` are those that are left, locked.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "role IN ('administrator', 'consultant', 'leader')", name="role"
        ),
        CheckConstraint("language IN ('en', 'pt')", name="language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(13))
    language: Mapped[str] = mapped_column(String(2))
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(String(255))
    uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    second_factor: Mapped[str | None] = mapped_column(String(20))
    totp: Mapped[str | None] = mapped_column(Text)
    code_used: Mapped[int | None]
    recovery_codes: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))

    companies: Mapped[list[Company]] = relationship(
        secondary="membership", order_by=Company.name
    )


class Membership(Base):
    """A company that a consultant works for, or that a leader belongs to."""

    __tablename__ = "membership"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Notice(Base):
    """A letter to an account that waits to be sent; its text is made when it leaves.

    Links are derived then: a copy of the database opens no account. A ``test`` shows
    what the invitation of ``wave_id`` looks like; ``due`` lists actions to be done.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("kind IN ('welcome', 'password', 'test', 'due')", name="kind"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed')", name="state"
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=random_name)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    wave_id: Mapped[str | None] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE")
    )
    state: Mapped[str] = mapped_column(String(7), default="queued", index=True)


class Event(Base):
    """Who did what to which company; never anything about a respondent.

    Names are copied: an entry outlives the account and the company. ``about`` holds
    plain values that the sentence of the act names, such as a wave.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_company_id", "company", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    account: Mapped[str] = mapped_column(String(254))
    company: Mapped[str] = mapped_column(String(80), default="")
    act: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    elsewhere: Mapped[bool] = mapped_column(default=False)
