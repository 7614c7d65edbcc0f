"""The consultant's workspace: accounts, brands, texts, redactions, documents."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_LANGUAGE = "language IN ('en', 'pt')"
_TABLES = (
    *("account", "membership", "notice", "event"),
    *("brand", "wording", "redaction", "document"),
    *("farewell", "erasure"),
)
_TEXTS_OF_COMPANIES = {
    "company": ("name",),
    "brand": ("name", "logo", "sender", "footer"),
    "wave": ("name", "subject", "questionnaire_source"),
    "department": ("slug", "name"),
    "wording": ("subject", "body"),
    "release": ("document", "sha256"),
    "kept": ("document",),
    "comment": ("dimension", "department", "text"),
    "document": ("wave_name", "name", "content"),
    "event": ("about",),
}
_ADDED: tuple[tuple[str, str, Any, str], ...] = (
    ("company", "second_factor", sa.Boolean(), "false"),
    ("wave", "revision", sa.Integer(), "0"),
    ("wave", "comments_shown", sa.Boolean(), "false"),
    ("wave", "seal_soon", sa.Boolean(), "false"),
)


def upgrade() -> None:
    """Add tables, and what companies and waves now know."""
    for table, column, kind, value in _ADDED:
        # The rows that are there need a value; SQLite keeps it as the default.
        default = sa.text(value)
        op.add_column(
            table, sa.Column(column, kind, nullable=False, server_default=default)
        )
        if op.get_bind().dialect.name == "postgresql":
            op.alter_column(table, column, server_default=None)
    _accounts()
    _letters()
    _beside_waves()
    _documents()
    _leaving()
    _forget_statistics()


def downgrade() -> None:
    """Take the tables away."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    for table, column, *_ in reversed(_ADDED):
        op.drop_column(table, column)


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(13), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password", sa.String(255), nullable=True),
        sa.Column("uniquifier", sa.String(64), nullable=False),
        sa.Column("second_factor", sa.String(20), nullable=True),
        sa.Column("totp", sa.Text(), nullable=True),
        sa.Column("code_used", sa.Integer(), nullable=True),
        sa.Column("recovery_codes", sa.JSON(), nullable=True),
        _is_one_of("account", "role", "administrator", "consultant", "leader"),
        sa.CheckConstraint(_LANGUAGE, name="ck_account_language"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("uniquifier", name="uq_account_uniquifier"),
    )
    op.create_table(
        "membership",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "company_id", name="pk_membership"),
        _refers("membership", "account_id", "account"),
        _refers("membership", "company_id", "company"),
    )
    op.create_index("ix_membership_company_id", "membership", ["company_id"])


def _letters() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=True),
        sa.Column("state", sa.String(7), nullable=False),
        _is_one_of("notice", "kind", "welcome", "password", "test"),
        _is_one_of("notice", "state", "queued", "sending", "sent", "failed"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        _refers("notice", "account_id", "account"),
        _refers("notice", "wave_id", "wave"),
    )
    op.create_index("ix_notice_account_id", "notice", ["account_id"])
    op.create_index("ix_notice_state", "notice", ["state"])
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account", sa.String(254), nullable=False),
        sa.Column("company", sa.String(80), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_company_id", "event", ["company", "id"])


def _beside_waves() -> None:
    op.create_table(
        "brand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("first", sa.String(7), nullable=True),
        sa.Column("second", sa.String(7), nullable=True),
        sa.Column("sender", sa.String(120), nullable=False),
        sa.Column("footer", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_brand"),
        sa.UniqueConstraint("company_id", name="uq_brand_company_id"),
        _refers("brand", "company_id", "company"),
    )
    op.create_table(
        "wording",
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(150), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _is_one_of("wording", "kind", "invitation", "reminder"),
        sa.PrimaryKeyConstraint("wave_id", "kind", name="pk_wording"),
        _refers("wording", "wave_id", "wave"),
    )
    op.create_table(
        "redaction",
        sa.Column("comment_id", sa.LargeBinary(16), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_redaction"),
        _refers("redaction", "comment_id", "comment"),
        _refers("redaction", "wave_id", "wave"),
    )
    op.create_index("ix_redaction_wave_id", "redaction", ["wave_id"])


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=True),
        sa.Column("wave_name", sa.String(80), nullable=False),
        sa.Column("companies", sa.JSON(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("asked", _MOMENT, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        _is_one_of("document", "kind", "pdf", "xlsx", "pptx", "csv", "json", "reports"),
        _is_one_of("document", "state", "queued", "working", "done", "failed"),
        sa.CheckConstraint(
            "(kind = 'reports') = (wave_id IS NULL)", name="ck_document_belongs"
        ),
        sa.CheckConstraint(_LANGUAGE, name="ck_document_language"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        _refers("document", "wave_id", "wave"),
        _refers("document", "account_id", "account", ondelete="SET NULL"),
    )
    for column in ("wave_id", "account_id", "state"):
        op.create_index(f"ix_document_{column}", "document", [column])


def _leaving() -> None:
    op.create_table(
        "farewell",
        sa.Column("company_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.CheckConstraint("company_id > 0", name="ck_farewell_company"),
        sa.CheckConstraint("gone = 0", name="ck_farewell_gone"),
        sa.PrimaryKeyConstraint("company_id", name="pk_farewell"),
        sa.ForeignKeyConstraint(
            ["gone"],
            ["farewell.company_id"],
            name="fk_farewell_gone_farewell",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
    )


def _forget_statistics() -> None:
    """Keep ANALYZE from copying texts of a company to where no VACUUM gets them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _TEXTS_OF_COMPANIES.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def _is_one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


def _refers(
    table: str, column: str, to: str, *, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)
