"""Companies, waves, rosters, ballots, releases: what the first version had."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ID = sa.LargeBinary(16)
_LANGUAGE = "language IN ('en', 'pt')"

_TABLES = (
    *("company", "wave", "department", "participant", "mail"),
    *("spent", "ballot", "release", "kept", "comment"),
)
_BYTES_OF_RESPONDENTS = (
    *(("participant", "id"), ("participant", "address"), ("mail", "participant_id")),
    *(("spent", "mark"), ("ballot", "id"), ("ballot", "box")),
)


def upgrade() -> None:
    """Make the tables."""
    _companies()
    _waves()
    _departments()
    _rosters()
    _ballots()
    _results()
    if op.get_bind().dialect.name == "postgresql":
        # Otherwise ANALYZE copies some of these values to where no VACUUM gets them.
        for table, column in _BYTES_OF_RESPONDENTS:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    """Take the tables away."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _companies() -> None:
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.CheckConstraint(_LANGUAGE, name="ck_company_language"),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
        sa.UniqueConstraint("slug", name="uq_company_slug"),
    )


def _waves() -> None:
    op.create_table("wave", *_wave_columns(), *_wave_constraints())
    op.create_index("ix_wave_company_id", "wave", ["company_id"])
    op.create_index("ix_wave_state", "wave", ["state"])
    op.create_index(
        "uq_wave_open",
        "wave",
        ["company_id", "questionnaire_key", "subject"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _wave_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("questionnaire_key", sa.String(80), nullable=False),
        sa.Column("questionnaire_version", sa.Integer(), nullable=False),
        sa.Column("questionnaire_source", sa.LargeBinary(), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("small_leadership", sa.String(8), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("opens", _MOMENT, nullable=False),
        sa.Column("closes", _MOMENT, nullable=False),
        sa.Column("closed", _MOMENT, nullable=True),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("roster_version", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Date(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("scrubbed", sa.Boolean(), nullable=False),
    ]


def _wave_constraints() -> list[sa.Constraint]:
    checks = {
        "state": "state IN ('draft', 'scheduled', 'open', 'closed', 'sealed')",
        "mode": "mode IN ('invited', 'codes', 'open')",
        "language": _LANGUAGE,
        "minimum": "minimum >= 5",
        "small_leadership": "small_leadership IN ('hidden', 'declared')",
        "opens_before_it_closes": "opens < closes",
        "rules_at_launch": "(state = 'draft') = (rules IS NULL)",
    }
    return [
        sa.PrimaryKeyConstraint("id", name="pk_wave"),
        sa.UniqueConstraint("company_id", "name", name="uq_wave_company_id_name"),
        _refers("wave", "company_id", "company", ondelete=None),
        *(
            sa.CheckConstraint(condition, name=f"ck_wave_{name}")
            for name, condition in checks.items()
        ),
    ]


def _departments() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("leadership", sa.Boolean(), nullable=False),
        sa.Column("predicted", sa.Boolean(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.CheckConstraint("invited >= 0", name="ck_department_invited"),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
        *(
            sa.UniqueConstraint(
                "wave_id", column, name=f"uq_department_wave_id_{column}"
            )
            for column in ("number", "slug", "name")
        ),
        _refers("department", "wave_id", "wave"),
    )


def _rosters() -> None:
    op.create_table(
        "participant",
        sa.Column("id", _ID, nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        _refers("participant", "wave_id", "wave"),
        _refers("participant", "department_id", "department"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participant_wave_id", "participant", ["wave_id"])
    states = "state IN ('queued', 'sending', 'sent', 'refused', 'unsure')"
    op.create_table(
        "mail",
        sa.Column("participant_id", _ID, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reply", sa.String(3), nullable=True),
        sa.CheckConstraint(states, name="ck_mail_state"),
        sa.PrimaryKeyConstraint("participant_id", "kind", name="pk_mail"),
        _refers("mail", "participant_id", "participant"),
        _refers("mail", "wave_id", "wave"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mail_wave_id", "mail", ["wave_id"])


def _ballots() -> None:
    op.create_table(
        "spent",
        sa.Column("mark", sa.LargeBinary(32), nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_spent"),
        _refers("spent", "wave_id", "wave"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_spent_wave_id", "spent", ["wave_id"])
    op.create_table(
        "ballot",
        sa.Column("id", _ID, nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ballot"),
        _refers("ballot", "wave_id", "wave"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_wave_id", "ballot", ["wave_id"])


def _results() -> None:
    op.create_table(
        "release",
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("wave_id", name="pk_release"),
        _refers("release", "wave_id", "wave", ondelete=None),
    )
    op.create_table(
        "kept",
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("wave_id", name="pk_kept"),
        _refers("kept", "wave_id", "wave", ondelete=None),
    )
    op.create_table(
        "comment",
        sa.Column("id", _ID, nullable=False),
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("dimension", sa.String(80), nullable=True),
        sa.Column("department", sa.String(80), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        _refers("comment", "wave_id", "wave", ondelete=None),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_comment_wave_id", "comment", ["wave_id"])


def _refers(
    table: str, column: str, to: str, *, ondelete: str | None = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)
