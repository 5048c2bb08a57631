"""Whether somebody wants tables in messages; centres' own templates of reports."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0735"
down_revision = "2026_11_26_0550"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column and a table."""
    op.add_column("accounts", sa.Column("wants_tables", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "report_templates",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_templates"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_report_templates_centre_id_centres", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("centre_id", "is_used", name="uq_report_templates_centre_id_is_used"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("report_templates")
    op.drop_column("accounts", "wants_tables")
