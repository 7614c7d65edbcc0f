"""Two more kinds of files: the report for the archive, and the page for everybody."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

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
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_document_kind", "document", type_="check")
        op.create_check_constraint("ck_document_kind", "document", _among(kinds))
    else:
        _copy(_among(before), _among(kinds))


def _copy(before: str, after: str) -> None:
    """Copy the table, as SQLite changes no check of one that is there.

    Alembic would set the checks of the copy in another order each time.
    """
    found = sa.text(
        "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'document'"
        " AND sql IS NOT NULL ORDER BY type DESC, name"
    )
    (_, table), *indexes = op.get_bind().execute(found).all()
    if before not in table:
        raise ValueError(f"the table of documents does not say {before}")
    _, columns = table.split("(", 1)
    op.execute(f"CREATE TABLE document_next ({columns.replace(before, after)}")
    op.execute("INSERT INTO document_next SELECT * FROM document")
    op.execute("DROP TABLE document")
    op.execute("ALTER TABLE document_next RENAME TO document")
    for _, index in indexes:
        op.execute(index)


def _among(kinds: Sequence[str]) -> str:
    return f"kind IN ({', '.join(map(repr, kinds))})"
