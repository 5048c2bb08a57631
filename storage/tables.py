"""All tables. Names of constraints follow one convention, so that migrations can find them on both engines."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.types import BigId, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("address_digest", BigId, nullable=False),
    Column("sealed_address", String(255), nullable=False, server_default=""),
    Column("screen_message", BigId),
    Column("known_since", Moment, nullable=False),
    Column("unreachable_since", Moment),
    # When the person was last written to without having tapped.
    Column("pushed_at", Moment),
    Column("centre_id", BigId),
    Column("wants_tables", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("address_digest", name="uq_accounts_address"),
)

questionnaire_versions = Table(
    "questionnaire_versions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("form", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
)

version_files = Table(
    "version_files",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(255), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("is_source", Boolean, nullable=False),
    Column("sent_as", String(255)),
    UniqueConstraint("version_id", "name"),
)

publications = Table(
    "publications",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(64), nullable=False),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("account_id", BigId, nullable=False),
    Column("published_at", Moment, nullable=False),
    UniqueConstraint("centre_id", "key"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("file", String(255), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

draft_files = Table(
    "draft_files",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(255), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("account_id", "name"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("questionnaire_key", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("position", String(255)),
    Column("draft", Text),
    Column("heard", BigId, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("touched_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("mode", String(16), nullable=False, server_default="pseudonymous"),
    Column("centre_id", BigId),
    Column("organisation_id", BigId),
    Column("campaign_id", BigId),
    # Of the campaign: its end, and until when what was begun may be finished.
    Column("closes_at", Moment),
    Column("open_until", Moment),
    # The pack that holds a copy of the answers; none, or one that was emptied: they are read here.
    Column("pack_id", BigId),
    # One open run of a questionnaire per person and campaign, whoever taps how fast on how many devices.
    Index(
        "uq_runs_open",
        "account_id",
        "questionnaire_key",
        text("coalesce(campaign_id, 0)"),
        unique=True,
        sqlite_where=text("status IN ('active', 'paused')"),
        postgresql_where=text("status IN ('active', 'paused')"),
    ),
    Index("ix_runs_account_id", "account_id"),
    # All three: by campaign and status alone SQLite would look through a whole campaign for each person invited.
    Index("ix_runs_campaign_id_account_id", "campaign_id", "account_id", "status"),
    Index("ix_runs_status_expires_at", "status", "expires_at"),
    Index(
        "ix_runs_unpacked",
        "questionnaire_key",
        "centre_id",
        "campaign_id",
        sqlite_where=text("status = 'finished' AND pack_id IS NULL"),
        postgresql_where=text("status = 'finished' AND pack_id IS NULL"),
    ),
    Index(
        "ix_runs_pack_id",
        "pack_id",
        sqlite_where=text("pack_id IS NOT NULL"),
        postgresql_where=text("pack_id IS NOT NULL"),
    ),
    # A number is never given again: an old button of a deleted run must not mean another one.
    sqlite_autoincrement=True,
)

notices = Table(
    "notices",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("about", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("reason", String(255)),
    Column("settled_at", Moment),
    Column("priority", Integer, nullable=False, server_default="5"),
    # What it is one of; empty for a notice to one person.
    Column("broadcast_id", BigId),
    Column("message_id", BigId),
    Column("pressed_at", Moment),
    UniqueConstraint("account_id", "kind", "about"),
    # Only of what waits: a broadcast to everybody leaves nothing in it.
    Index(
        "ix_notices_waiting",
        "broadcast_id",
        "priority",
        "due_at",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_notices_rejected",
        "broadcast_id",
        sqlite_where=text("state = 'rejected'"),
        postgresql_where=text("state = 'rejected'"),
    ),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)
