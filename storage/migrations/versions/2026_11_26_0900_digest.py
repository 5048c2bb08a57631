"""When somebody was last written to, so that the rest of the day waits for the digest; what has made a broadcast."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0900"
down_revision = "2026_11_26_0815"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns."""
    op.add_column("accounts", sa.Column("pushed_at", sa.BigInteger()))
    op.add_column("broadcasts", sa.Column("cause", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    """Without them."""
    op.drop_column("broadcasts", "cause")
    op.drop_column("accounts", "pushed_at")
