"""The table of indicators: what a centre has changed of them, by school year."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from storage.tables import metadata
from storage.types import BigId, Moment

indicator_settings = Table(
    "indicator_settings",
    metadata,
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String(16), primary_key=True),
    Column("school_year", Integer, primary_key=True, autoincrement=False),
    Column("setting", Text, nullable=False),
    # The end of the run that changed it: whoever finished one can see whether it was kept.
    Column("changed_at", Moment, nullable=False),
)
