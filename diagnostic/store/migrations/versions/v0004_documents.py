"""Two more kinds of files: the report for the archive, and the page for everybody."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from diagnostic.store.migrations import checks

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_BEFORE = ("pdf", "xlsx", "pptx", "csv", "json", "reports")
_ADDED = ("archival", "staff")


def upgrade() -> None:
    """Allow them."""
    _allow(_BEFORE, (*_BEFORE, *_ADDED))


def downgrade() -> None:
    """Forget such files, which can be made again, and allow them no more."""
    kind = sa.column("kind", sa.String())
    op.execute(sa.delete(sa.table("document", kind)).where(kind.in_(_ADDED)))
    _allow((*_BEFORE, *_ADDED), _BEFORE)


def _allow(before: Sequence[str], kinds: Sequence[str]) -> None:
    checks.change("document", "ck_document_kind", _among(before), _among(kinds))


def _among(kinds: Sequence[str]) -> str:
    return f"kind IN ({', '.join(map(repr, kinds))})"
