"""Companies, their waves, and the departments of a wave."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import JSON

from diagnostic.store.models.base import Base, random_name
from diagnostic.store.types import Moment

State = Literal["draft", "scheduled", "open", "closed", "sealed"]
Mode = Literal["invited", "codes", "open"]


class Company(Base):
    """A client of the consultancy.

    ``second_factor``: whoever sees it must sign in with two factors.
    """

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("language IN ('en', 'pt')", name="language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    second_factor: Mapped[bool] = mapped_column(default=False)
    waves: Mapped[list["Wave"]] = relationship(
        back_populates="company", order_by="Wave.created"
    )


class Wave(Base):
    """One round of a questionnaire in one company.

    Questionnaire, mode, rules and departments do not change after launch; a
    trigger of the database holds the rules that respondents were promised.

    ``late`` counts additions to the roster after launch; ``roster_version`` rises
    with each change of the roster and of what respondents read beside the
    questionnaire, such as the brand, so that other processes notice. ``counted`` is
    the day for which ``Department.answered`` was counted. ``scrubbed`` is set when
    after sealing key and remains are gone. ``revision`` rises with each change of a
    draft, so that two who edit it notice each other. ``comments_shown``: a consultant
    has read the comments, and leaders may. ``seal_soon``: a closed wave does not wait
    for its day. ``imported``: made of a file of answers collected elsewhere.
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

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=random_name)
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
    revision: Mapped[int] = mapped_column(default=0)
    comments_shown: Mapped[bool] = mapped_column(default=False)
    seal_soon: Mapped[bool] = mapped_column(default=False)
    imported: Mapped[bool] = mapped_column(default=False)

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
