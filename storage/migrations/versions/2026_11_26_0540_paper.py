"""Which sheets of paper a campaign has, and response boards that are kept up to date."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0540"
down_revision = "2026_11_26_0515"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "paper_sheets",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("sheet", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", "sheet", name="pk_paper_sheets"),
        _of_campaign("paper_sheets"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "campaign_boards",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("message_id", _ID, nullable=False),
        sa.Column("shown", sa.String(64), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "account_id", name="pk_campaign_boards"),
        _of_campaign("campaign_boards"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_campaign_boards_account_id_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_campaign_boards_account_id", "campaign_boards", ["account_id"])


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["campaign_id"], ["campaigns.id"], name=f"fk_{table}_campaign_id_campaigns", ondelete="CASCADE"
    )


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_campaign_boards_account_id", "campaign_boards")
    for table in ("campaign_boards", "paper_sheets"):
        op.drop_table(table)
