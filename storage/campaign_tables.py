"""Tables of campaigns: what is asked of whom and when, who is invited, how far each organisation has come."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from storage.tables import metadata
from storage.types import BigId, Moment

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("questionnaire_key", String(64), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("audience", Text, nullable=False),
    Column("opens_at", Moment),
    Column("closes_at", Moment, nullable=False),
    Column("late_days", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    # The first campaign of a series of waves; 0: it is the first itself.
    Column("series_id", BigId, nullable=False, server_default="0"),
    Column("wave", Integer, nullable=False, server_default="1"),
    Column("school_year", Integer, nullable=False),
    Column("made_by", BigId, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("closed_at", Moment),
    # Reminders of its calendar that are done with, sent or missed.
    Column("reminded", Integer, nullable=False, server_default="0"),
    Index("ix_campaigns_centre_id", "centre_id"),
    Index("ix_campaigns_state", "state"),
    sqlite_autoincrement=True,
)

campaign_people = Table(
    "campaign_people",
    metadata,
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", BigId, ForeignKey("members.id", ondelete="CASCADE"), primary_key=True),
    # Where the person belonged when invited: the row of the response board it counts in.
    Column("organisation_id", BigId),
    Index("ix_campaign_people_member_id", "member_id"),
)

campaign_counts = Table(
    "campaign_counts",
    metadata,
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    # 0: people of no organisation.
    Column("organisation_id", BigId, primary_key=True, autoincrement=False),
    Column("invited", Integer, nullable=False, server_default="0"),
    Column("started", Integer, nullable=False, server_default="0"),
    Column("finished", Integer, nullable=False, server_default="0"),
    Column("paper", Integer, nullable=False, server_default="0"),
)

paper_sheets = Table(
    "paper_sheets",
    metadata,
    # Which sheets of paper were entered, so that none counts twice; says nothing of what stands on them.
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", BigId, primary_key=True, autoincrement=False),
    Column("sheet", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

campaign_boards = Table(
    "campaign_boards",
    metadata,
    # Messages that are kept up to date; one of a person and a campaign.
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", BigId, nullable=False),
    # What it shows, as a digest of the counts and the state.
    Column("shown", String(64), nullable=False),
    Column("shown_at", Moment, nullable=False),
    Index("ix_campaign_boards_account_id", "account_id"),
)

campaign_participations = Table(
    "campaign_participations",
    metadata,
    # Who has taken part anonymously; written at the beginning and not touched at the end.
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("campaign_id", BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_campaign_participations_campaign_id", "campaign_id"),
    sqlite_with_rowid=False,
)
