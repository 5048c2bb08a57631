"""What numbers of respondents in files are made with, kept apart from the key."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0815"
down_revision = "2026_11_26_0550"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One table of one row."""
    op.create_table(
        "row_secrets",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sealed", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_row_secrets"),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("row_secrets")
