"""The table of centres' own templates of reports."""

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, String, Table, UniqueConstraint

from storage.tables import metadata
from storage.types import BigId, Moment

report_templates = Table(
    "report_templates",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("is_used", Boolean, nullable=False),
    Column("name", String(255), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("kept_at", Moment, nullable=False),
    # One that is used and one that waits for a decision.
    UniqueConstraint("centre_id", "is_used", name="uq_report_templates_centre_id_is_used"),
    # A number is never given again: the button of an old message must not put another file to use.
    sqlite_autoincrement=True,
)
