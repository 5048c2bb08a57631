"""Broadcasts: what is sent to many; notices know theirs, how urgent they are and which message they became."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0500"
down_revision = "2026_11_26_0430"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ADDED = ("pressed_at", "message_id", "broadcast_id", "priority")


def upgrade() -> None:
    """Three tables, four columns, and indexes of what waits instead of everything."""
    op.create_table(
        "broadcasts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("is_joined", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("spread_at", sa.BigInteger()),
        sa.Column("cursor", _ID, nullable=False, server_default="0"),
        sa.Column("rounds", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("total", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_broadcasts_centre_id_centres", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_centre_id", "broadcasts", ["centre_id"])
    op.create_index("ix_broadcasts_state", "broadcasts", ["state"])
    op.create_table(
        "broadcast_counts",
        sa.Column("broadcast_id", _ID, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "what", name="pk_broadcast_counts"),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name="fk_broadcast_counts_broadcast_id_broadcasts",
            ondelete="CASCADE",
        ),
    )
    _create_channels()
    op.add_column("notices", sa.Column("priority", sa.Integer(), nullable=False, server_default="5"))
    op.add_column("notices", sa.Column("broadcast_id", _ID))
    op.add_column("notices", sa.Column("message_id", _ID))
    op.add_column("notices", sa.Column("pressed_at", sa.BigInteger()))
    op.drop_index("ix_notices_state_due_at", "notices")
    _create_index("ix_notices_waiting", ["broadcast_id", "priority", "due_at", "id"], "state = 'queued'")
    _create_index("ix_notices_rejected", ["broadcast_id"], "state = 'rejected'")


def _create_channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("account_id", _ID),
        sa.Column("title", sa.String(128), nullable=False),
        sa.Column("code", sa.String(16)),
        sa.Column("problem", sa.String(32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_channels_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_channels_account_id_accounts", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("code", name="uq_channels_code"),
        sa.UniqueConstraint("centre_id", "account_id", name="uq_channels_centre_id_account_id"),
        sqlite_autoincrement=True,
    )


def _create_index(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "notices", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """Without them."""
    for index in ("ix_notices_rejected", "ix_notices_waiting"):
        op.drop_index(index, "notices")
    op.create_index("ix_notices_state_due_at", "notices", ["state", "due_at"])
    for column in _ADDED:
        op.drop_column("notices", column)
    op.drop_table("channels")
    op.drop_table("broadcast_counts")
    op.drop_table("broadcasts")
