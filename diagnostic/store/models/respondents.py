"""Rosters, outboxes, marks and ballots: no date, sequence, link or address."""

from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from diagnostic.store.models.base import UNORDERED, Base, random_id

MailState = Literal["queued", "sending", "sent", "refused", "unsure"]


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
