"""Whether somebody wants tables in messages."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0735"
down_revision = "2026_11_26_0550"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column."""
    op.add_column("accounts", sa.Column("wants_tables", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Without it."""
    op.drop_column("accounts", "wants_tables")
