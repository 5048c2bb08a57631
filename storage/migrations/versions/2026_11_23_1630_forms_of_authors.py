"""Forms of authors: files of versions, what is on offer, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_1630"
down_revision = "2026_11_23_1300"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Four tables more."""
    op.create_table(
        "version_files",
        sa.Column("id", _ID),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("sent_as", sa.String(255)),
        sa.PrimaryKeyConstraint("id", name="pk_version_files"),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name="fk_version_files_version_id_questionnaire_versions",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("version_id", "name", name="uq_version_files_version_id_name"),
    )
    op.create_table(
        "publications",
        sa.Column("key", sa.String(64)),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_publications"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_versions.id"], name="fk_publications_version_id_questionnaire_versions"
        ),
    )
    _create_drafts()
    # SQLite gives the number of a deleted row to the next one, unless it is told not to.
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("runs", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("account_id", _ID),
        sa.Column("file", sa.String(255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_drafts"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_drafts_account_id_accounts", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "draft_files",
        sa.Column("id", _ID),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_files"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_draft_files_account_id_accounts", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("account_id", "name", name="uq_draft_files_account_id_name"),
    )


def downgrade() -> None:
    """Without them."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("runs", recreate="always"):
            pass
    for table in ("draft_files", "drafts", "publications", "version_files"):
        op.drop_table(table)
