"""When somebody was last written to, so that the rest of the day waits for the digest."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0740"
down_revision = "2026_11_26_0550"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column."""
    op.add_column("accounts", sa.Column("pushed_at", sa.BigInteger()))


def downgrade() -> None:
    """Without it."""
    op.drop_column("accounts", "pushed_at")
