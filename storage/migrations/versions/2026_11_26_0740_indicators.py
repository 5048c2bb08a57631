"""What centres have changed of their indicators."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0740"
down_revision = "2026_11_26_0550"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table."""
    op.create_table(
        "indicator_settings",
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("school_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "code", "school_year", name="pk_indicator_settings"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_indicator_settings_centre_id_centres", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("indicator_settings")
