"""Tables of broadcasts: what is sent to many, and how far each has come."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables import metadata
from storage.types import BigId, Moment

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("about", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("recipients", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("is_joined", Boolean, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("made_by", BigId, nullable=False),
    # When there is something to spread or to take back; empty when that is done.
    Column("spread_at", Moment),
    # The last account that has its notice, and how many times everybody is gone through from the beginning.
    Column("cursor", BigId, nullable=False, server_default="0"),
    Column("rounds", Integer, nullable=False, server_default="1"),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("revision", Integer, nullable=False, server_default="0"),
    # «campaign 7»: what has made it; empty where somebody wrote it.
    Column("cause", String(64), nullable=False, server_default=""),
    Index("ix_broadcasts_centre_id", "centre_id"),
    Index("ix_broadcasts_state", "state"),
    sqlite_autoincrement=True,
)

broadcast_counts = Table(
    "broadcast_counts",
    metadata,
    Column("broadcast_id", BigId, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("people", Integer, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    # A channel is an account like a person's: what is sent to it is paced, counted and corrected like the rest.
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE")),
    Column("title", String(128), nullable=False),
    # To be posted there once; empty when that was done.
    Column("code", String(16), unique=True),
    Column("problem", String(32), nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("centre_id", "account_id"),
    sqlite_autoincrement=True,
)
