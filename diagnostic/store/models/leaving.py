"""Companies that go: the mark under which they may, and what is still to be erased."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from diagnostic.store.models.base import Base


class Farewell(Base):
    """A company whose deletion has begun in this transaction: its releases may go.

    No such row can be committed, since ``gone`` refers to one that never is; and a
    trigger keeps the row as long as its company is there. So a release is deleted
    with everything of its company, or not at all.
    """

    __tablename__ = "farewell"
    __table_args__ = (
        CheckConstraint("company_id > 0", name="company"),
        CheckConstraint("gone = 0", name="gone"),
    )

    company_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gone: Mapped[int] = mapped_column(
        ForeignKey("farewell.company_id", deferrable=True, initially="DEFERRED"),
        default=0,
    )


class Erasure(Base):
    """What was deleted, and may still be in files: the key of a wave, or rows.

    The row goes when nothing is left, so that an interrupted deletion is finished.
    """

    __tablename__ = "erasure"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
