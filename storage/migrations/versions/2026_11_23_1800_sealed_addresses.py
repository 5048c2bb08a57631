"""Addresses in the messenger become a keyed hash to find people by and a sealed text to deliver to."""

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_23_1800"
down_revision = "2026_11_23_1630"
branch_labels = None
depends_on = None

_ACCOUNTS = sa.table("accounts", sa.column("id"), sa.column("address_digest"), sa.column("sealed_address"))


def _sealer() -> Any:
    """Given by whoever migrates; needed only where there are people."""
    return context.config.attributes.get("sealer")


def upgrade() -> None:
    """Hash and seal what is there; needs the key when there is anybody."""
    op.add_column("accounts", sa.Column("sealed_address", sa.String(255), nullable=False, server_default=""))
    op.execute("ALTER TABLE accounts RENAME COLUMN address TO address_digest")
    connection, sealer = op.get_bind(), _sealer()
    for number, address in connection.execute(sa.select(_ACCOUNTS.c.id, _ACCOUNTS.c.address_digest)).all():
        sealed = {"address_digest": sealer.digest(address), "sealed_address": sealer.seal(address)}
        connection.execute(sa.update(_ACCOUNTS).where(_ACCOUNTS.c.id == number).values(sealed))


def downgrade() -> None:
    """Open what was sealed."""
    connection, sealer = op.get_bind(), _sealer()
    for number, sealed in connection.execute(sa.select(_ACCOUNTS.c.id, _ACCOUNTS.c.sealed_address)).all():
        opened = {"address_digest": sealer.open(sealed)}
        connection.execute(sa.update(_ACCOUNTS).where(_ACCOUNTS.c.id == number).values(opened))
    op.execute("ALTER TABLE accounts RENAME COLUMN address_digest TO address")
    op.drop_column("accounts", "sealed_address")
