"""Quarter after quarter: departments mapped, waves compared, actions agreed on."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from diagnostic.store.models.base import Base, random_name
from diagnostic.store.types import Moment

ActionState = Literal["open", "doing", "done", "dropped"]
Figure = Literal["gap", "team", "leadership"]


class DepartmentMap(Base):
    """Which departments of a wave became which of the next one (rule L4).

    Confirmed once and never changed, by a trigger. ``pairs`` are names, the earlier
    one first; a department in no pair is gone, or new.
    """

    __tablename__ = "department_map"

    earlier_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    later_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    pairs: Mapped[list[Any]] = mapped_column(JSON)
    confirmed: Mapped[datetime] = mapped_column(Moment)


class Comparison(Base):
    """What may be shown of two waves side by side, a release of its own (rule L4).

    ``mapped``: under the confirmed map of departments; otherwise departments of equal
    names are the same. Written once: a trigger refuses every change.
    """

    __tablename__ = "comparison"

    earlier_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    later_id: Mapped[str] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    mapped: Mapped[bool] = mapped_column(primary_key=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class Action(Base):
    """What was agreed on about a finding, beside the release it was found in.

    ``dimension`` and ``team`` (empty: all teams) say whose ``figure`` it is meant to
    move: the gap, the team's average or leadership's. ``pattern`` is what was found.
    ``measure`` names a figure of the client's own that is typed in each quarter, with
    its ``unit``. ``reminded_id``: the account that gets a letter when it is due;
    ``reminded`` once it was written. ``revision`` rises with each change.
    """

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'doing', 'done', 'dropped')", name="state"),
        CheckConstraint("figure IN ('gap', 'team', 'leadership')", name="figure"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=random_name)
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    dimension: Mapped[str] = mapped_column(String(80))
    team: Mapped[str] = mapped_column(String(80), default="")
    pattern: Mapped[str] = mapped_column(String(40), default="")
    figure: Mapped[str] = mapped_column(String(10), default="gap")
    what: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(120), default="")
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(7), default="open")
    note: Mapped[str] = mapped_column(Text, default="")
    measure: Mapped[str] = mapped_column(String(120), default="")
    unit: Mapped[str] = mapped_column(String(40), default="")
    reminded_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    reminded: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=0)


class Measurement(Base):
    """A figure of an action, typed in by its owner for a quarter; never judged.

    ``quarter`` is its first day.
    """

    __tablename__ = "measurement"

    action_id: Mapped[str] = mapped_column(
        ForeignKey("action.id", ondelete="CASCADE"), primary_key=True
    )
    quarter: Mapped[date] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[float]
