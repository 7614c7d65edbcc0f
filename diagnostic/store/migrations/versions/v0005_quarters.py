"""Quarters: departments mapped, waves compared and imported, actions agreed on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from diagnostic.store.migrations import checks

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_LETTERS = "kind IN ('welcome', 'password', 'test')"
_LETTERS_NOW = "kind IN ('welcome', 'password', 'test', 'due')"
_TEXTS_OF_COMPANIES = {
    "department_map": ("pairs",),
    "comparison": ("document", "sha256"),
    "action": ("team", "what", "owner", "note", "measure", "unit"),
    "measurement": ("value",),
}


def upgrade() -> None:
    """Add the tables, waves that were imported, and letters about what is due."""
    _pairs()
    _actions()
    # SQLite keeps the value that rows need as the default.
    imported: sa.Column[bool] = sa.Column(
        "imported", sa.Boolean(), nullable=False, server_default=sa.text("false")
    )
    op.add_column("wave", imported)
    checks.change("notice", "ck_notice_kind", _LETTERS, _LETTERS_NOW)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("wave", "imported", server_default=None)
        # ANALYZE would copy texts of a company to where no VACUUM gets them.
        for table, columns in _TEXTS_OF_COMPANIES.items():
            for column in columns:
                op.execute(
                    f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0"
                )


def downgrade() -> None:
    """Take the tables away, and forget letters about what is due."""
    kind = sa.column("kind", sa.String())
    op.execute(sa.delete(sa.table("notice", kind)).where(kind == "due"))
    checks.change("notice", "ck_notice_kind", _LETTERS_NOW, _LETTERS)
    op.drop_column("wave", "imported")
    for table in ("measurement", "action", "comparison", "department_map"):
        op.drop_table(table)


def _pairs() -> None:
    op.create_table(
        "department_map",
        sa.Column("earlier_id", sa.String(16), nullable=False),
        sa.Column("later_id", sa.String(16), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("confirmed", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("earlier_id", "later_id", name="pk_department_map"),
        _refers("department_map", "earlier_id", "wave"),
        _refers("department_map", "later_id", "wave"),
    )
    op.create_table(
        "comparison",
        sa.Column("earlier_id", sa.String(16), nullable=False),
        sa.Column("later_id", sa.String(16), nullable=False),
        sa.Column("mapped", sa.Boolean(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint(
            "earlier_id", "later_id", "mapped", name="pk_comparison"
        ),
        _refers("comparison", "earlier_id", "wave"),
        _refers("comparison", "later_id", "wave"),
    )


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("dimension", sa.String(80), nullable=False),
        sa.Column("team", sa.String(80), nullable=False),
        sa.Column("pattern", sa.String(40), nullable=False),
        sa.Column("figure", sa.String(10), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("reminded_id", sa.Integer(), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'doing', 'done', 'dropped')", name="ck_action_state"
        ),
        sa.CheckConstraint(
            "figure IN ('gap', 'team', 'leadership')", name="ck_action_figure"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        _refers("action", "company_id", "company", "CASCADE"),
        _refers("action", "wave_id", "wave", "CASCADE"),
        _refers("action", "reminded_id", "account", "SET NULL"),
    )
    for column in ("company_id", "wave_id", "reminded_id"):
        op.create_index(f"ix_action_{column}", "action", [column])
    op.create_table(
        "measurement",
        sa.Column("action_id", sa.String(16), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("action_id", "quarter", name="pk_measurement"),
        _refers("measurement", "action_id", "action", "CASCADE"),
        _refers("measurement", "company_id", "company", "CASCADE"),
    )
    op.create_index("ix_measurement_company_id", "measurement", ["company_id"])


def _refers(table: str, column: str, other: str, ondelete: str | None = None) -> Any:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=f"fk_{table}_{column}_{other}",
        ondelete=ondelete,
    )
