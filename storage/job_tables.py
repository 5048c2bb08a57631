"""Tables of long jobs, and of the files of theirs that the messenger keeps."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from storage.tables import metadata
from storage.types import BigId, Moment

jobs = Table(
    "jobs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", BigId),
    Column("kind", String(32), nullable=False),
    Column("what", String(64), nullable=False),
    Column("parameters", Text, nullable=False),
    Column("cache_key", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("stage", String(64), nullable=False, server_default=""),
    Column("percent", Integer, nullable=False, server_default="0"),
    Column("message_id", BigId),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("asked_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("holder", String(64)),
    Column("leased_until", Moment),
    Column("settled_at", Moment),
    Column("reason", String(255)),
    Index("ix_jobs_state", "state"),
    Index("ix_jobs_account_id", "account_id"),
    # A number is never given again: the button of an old message must not cancel somebody else's job.
    sqlite_autoincrement=True,
)

job_files = Table(
    "job_files",
    metadata,
    Column("cache_key", String(64), primary_key=True),
    Column("sent_as", String(255), nullable=False),
    Column("made_at", Moment, nullable=False),
)
