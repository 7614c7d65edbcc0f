"""The consultant's own words, beside the release of a wave."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "commentary",
        sa.Column("wave_id", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("section", sa.String(100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('en', 'pt')", name="ck_commentary_language"),
        sa.PrimaryKeyConstraint("wave_id", "language", "section", name="pk_commentary"),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name="fk_commentary_wave_id_wave",
            ondelete="CASCADE",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        # ANALYZE would copy texts of a company to where no VACUUM gets them.
        op.execute("ALTER TABLE commentary ALTER COLUMN text SET STATISTICS 0")


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("commentary")
