"""The tables. What is about respondents has no date, sequence, link or address."""

import secrets
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import JSON

from diagnostic.store.types import Moment

State = Literal["draft", "scheduled", "open", "closed", "sealed"]
Mode = Literal["invited", "codes", "open"]
MailState = Literal["queued", "sending", "sent", "refused", "unsure"]

# Neither a sequence nor a date: the order of a table's rows tells nothing then that
# the order on the disk does not tell. That one is met by keys, see `ballots`.
UNORDERED = {"sqlite_with_rowid": False}


def random_id() -> bytes:
    """Draw 128 bits; unlike UUIDs of version 1, 6 and 7 they hold no time."""
    return secrets.token_bytes(16)


def wave_id() -> str:
    """Draw the identifier of a wave, which names its key file."""
    return secrets.token_hex(8)


class Base(DeclarativeBase):
    """The tables' common registry; names of constraints are those of migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Company(Base):
    """A client of the consultancy."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("language IN ('en', 'pt')", name="language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    waves: Mapped[list["Wave"]] = relationship(
        back_populates="company", order_by="Wave.created"
    )


class Wave(Base):
    """One round of a questionnaire in one company.

    Questionnaire, mode, rules and departments do not change after launch; a
    trigger of the database holds the rules that respondents were promised.

    ``late`` counts additions to the roster after launch; ``roster_version`` rises
    with each change of the roster, so that other processes notice. ``counted`` is
    the day for which ``Department.answered`` was counted. ``scrubbed`` is set when
    after sealing key and remains are gone.
    """

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("company_id", "name"),
        CheckConstraint(
            "state IN ('draft', 'scheduled', 'open', 'closed', 'sealed')", name="state"
        ),
        CheckConstraint("mode IN ('invited', 'codes', 'open')", name="mode"),
        CheckConstraint("language IN ('en', 'pt')", name="language"),
        CheckConstraint("minimum >= 5", name="minimum"),
        CheckConstraint(
            "small_leadership IN ('hidden', 'declared')", name="small_leadership"
        ),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
        CheckConstraint("(state = 'draft') = (rules IS NULL)", name="rules_at_launch"),
        # One open wave per company, questionnaire and subject (rule L4).
        Index(
            "uq_wave_open",
            "company_id",
            "questionnaire_key",
            "subject",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=wave_id)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2))
    questionnaire_key: Mapped[str] = mapped_column(String(80))
    questionnaire_version: Mapped[int]
    questionnaire_source: Mapped[bytes] = mapped_column(LargeBinary)
    mode: Mapped[str] = mapped_column(String(8))
    minimum: Mapped[int]
    small_leadership: Mapped[str] = mapped_column(String(8))
    rules: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    created: Mapped[datetime] = mapped_column(Moment)
    opens: Mapped[datetime] = mapped_column(Moment)
    closes: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)
    late: Mapped[int] = mapped_column(default=0)
    roster_version: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[int] = mapped_column(default=0)
    counted: Mapped[date | None]
    answered: Mapped[int | None]
    scrubbed: Mapped[bool] = mapped_column(default=False)

    company: Mapped[Company] = relationship(back_populates="waves")
    departments: Mapped[list["Department"]] = relationship(
        back_populates="wave",
        order_by="Department.number",
        cascade="all, delete-orphan",
    )


class Department(Base):
    """A department in a wave: leadership, or a team.

    ``number`` is what stands in a ballot. ``answered`` is written once a day, and
    only where rule L1 lets everybody see it. ``predicted``: leaders are asked how
    they think this team will score. ``printed`` counts the cards handed out.
    """

    __tablename__ = "department"
    __table_args__ = (
        UniqueConstraint("wave_id", "number"),
        UniqueConstraint("wave_id", "slug"),
        UniqueConstraint("wave_id", "name"),
        CheckConstraint("invited >= 0", name="invited"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    leadership: Mapped[bool] = mapped_column(default=False)
    predicted: Mapped[bool] = mapped_column(default=False)
    invited: Mapped[int]
    printed: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int | None]

    wave: Mapped[Wave] = relationship(back_populates="departments")


class Participant(Base):
    """Somebody on the roster: a locked address and a department, until sealing.

    There is no token, no mark of having answered and no date: whoever copies this
    table learns how many people were invited, which is printed anyway.
    """

    __tablename__ = "participant"
    __table_args__ = (UNORDERED,)

    id: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, default=random_id
    )
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    department_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="CASCADE")
    )
    address: Mapped[bytes] = mapped_column(LargeBinary)


class Mail(Base):
    """A message to be sent once; there is no date, and it dies at sealing.

    ``sending`` is written before the message leaves, so that after a crash nobody is
    written to twice: it becomes ``unsure``. ``reply`` is the three digits with which
    a server refused the address; its words may hold the address itself.
    """

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'refused', 'unsure')", name="state"
        ),
        UNORDERED,
    )

    participant_id: Mapped[bytes] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(8), default="queued")
    reply: Mapped[str | None] = mapped_column(String(3))


class Spent(Base):
    """The mark of a used link or code: one vote each, however many try at once."""

    __tablename__ = "spent"
    __table_args__ = (UNORDERED,)

    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )


class Ballot(Base):
    """One person's answers in a sealed box, detached from that person.

    There is no link, no department, no language and no time here. The box opens
    with the wave's key only, which is not in the database.
    """

    __tablename__ = "ballot"
    __table_args__ = (UNORDERED,)

    id: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, default=random_id
    )
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    box: Mapped[bytes] = mapped_column(LargeBinary)


class Release(Base):
    """What may be shown of a wave. Written once: a trigger refuses every change."""

    __tablename__ = "release"

    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class Kept(Base):
    """What statistics of later quarters need of a sealed wave (rule S3), as JSON."""

    __tablename__ = "kept"

    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class Comment(Base):
    """A comment of a sealed wave, in random order and apart from every score.

    ``department`` only where rule P7 lets the comments of a group stand together.
    """

    __tablename__ = "comment"
    __table_args__ = (UNORDERED,)

    id: Mapped[bytes] = mapped_column(
        LargeBinary(16), primary_key=True, default=random_id
    )
    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), index=True)
    dimension: Mapped[str | None] = mapped_column(String(80))
    department: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
