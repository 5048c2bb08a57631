"""Long jobs, and the files of theirs that the messenger keeps."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0550"
down_revision = "2026_11_26_0540"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "jobs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("cache_key", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(64), nullable=False, server_default=""),
        sa.Column("percent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("message_id", _ID),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("holder", sa.String(64)),
        sa.Column("leased_until", sa.BigInteger()),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("reason", sa.String(255)),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_jobs_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_jobs_centre_id_centres", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_index("ix_jobs_account_id", "jobs", ["account_id"])
    op.create_table(
        "job_files",
        sa.Column("cache_key", sa.String(64), nullable=False),
        sa.Column("sent_as", sa.String(255), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("cache_key", name="pk_job_files"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("job_files")
    op.drop_index("ix_jobs_account_id", "jobs")
    op.drop_index("ix_jobs_state", "jobs")
    op.drop_table("jobs")
