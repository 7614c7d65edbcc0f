"""What is left of a sealed wave."""

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from diagnostic.store.models.base import UNORDERED, Base, random_id


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
