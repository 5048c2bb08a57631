"""What numbers of respondents in files are made with, and what is released of answers from the menu."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0815"
down_revision = "2026_11_26_0740"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "row_secrets",
        sa.Column("id", _ID, nullable=False),
        sa.Column("sealed", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_row_secrets"),
    )
    op.create_table(
        "released_in_year",
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(64), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "questionnaire_key", "school_year", name="pk_released_in_year"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_released_in_year_centre_id_centres", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("released_in_year")
    op.drop_table("row_secrets")
