"""First tables: people, questionnaire versions, runs, notices, leases."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_1300"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("status IN ('active', 'paused')")


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "accounts",
        sa.Column("id", _ID),
        sa.Column("address", _ID, nullable=False),
        sa.Column("screen_message", _ID),
        sa.Column("known_since", sa.BigInteger(), nullable=False),
        sa.Column("unreachable_since", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("address", name="uq_accounts_address"),
    )
    op.create_table(
        "questionnaire_versions",
        sa.Column("id", _ID),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire_versions"),
        sa.UniqueConstraint("digest", name="uq_questionnaire_versions_digest"),
    )
    _create_runs()
    _create_notices()
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64)),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", _ID),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("position", sa.String(255)),
        sa.Column("draft", sa.Text()),
        sa.Column("heard", _ID, nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_runs_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_versions.id"], name="fk_runs_version_id_questionnaire_versions"
        ),
    )
    op.create_index("ix_runs_account_id", "runs", ["account_id"])
    op.create_index("ix_runs_status_expires_at", "runs", ["status", "expires_at"])
    op.create_index(
        "uq_runs_open",
        "runs",
        ["account_id", "questionnaire_key"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", _ID),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("reason", sa.String(255)),
        sa.Column("settled_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_notices_account_id_accounts", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("account_id", "kind", "about", name="uq_notices_account_id_kind_about"),
    )
    op.create_index("ix_notices_state_due_at", "notices", ["state", "due_at"])


def downgrade() -> None:
    """To nothing."""
    for table in ("leases", "notices", "runs", "questionnaire_versions", "accounts"):
        op.drop_table(table)
