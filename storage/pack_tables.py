"""Tables of what is derived from finished answers, so that they can be counted fast."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables import metadata
from storage.types import BigId

answer_packs = Table(
    "answer_packs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("questionnaire_key", String(64), nullable=False),
    Column("centre_id", BigId),
    Column("campaign_id", BigId),
    # Of answers without a campaign; a pack never holds two school years.
    Column("school_year", Integer, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    Column("size", Integer, nullable=False),
    # Empty when somebody in it was deleted (a trigger does it, whoever deletes): its other rows are read one by one
    # until they are packed anew.
    Column("figures", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Index("ix_answer_packs_questionnaire_key", "questionnaire_key", "centre_id"),
    Index("ix_answer_packs_campaign_id", "campaign_id"),
    # A number is never given again: rows that still name a pack that is gone must not come to mean another.
    sqlite_autoincrement=True,
)

released_answers = Table(
    "released_answers",
    metadata,
    # Which answers the figures of a running campaign are of that change in steps only.
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("numbers", LargeBinary, nullable=False),
)

released_in_year = Table(
    "released_in_year",
    metadata,
    # The same of what is answered from the menu: a questionnaire in a school year.
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), primary_key=True),
    Column("questionnaire_key", String(64), primary_key=True),
    Column("school_year", Integer, primary_key=True, autoincrement=False),
    Column("numbers", LargeBinary, nullable=False),
)

row_secrets = Table(
    "row_secrets",
    metadata,
    # One row: what numbers of respondents in files are made with, sealed.
    Column("id", BigId, primary_key=True),
    Column("sealed", String(255), nullable=False),
)
