"""Tables of people: centres, organisations, members, posts, invitations, consents, imports, the audit."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.tables import metadata
from storage.types import BigId, Moment

centres = Table(
    "centres",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("name", String(250), nullable=False),
    Column("settings", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(250), nullable=False),
    Column("short_name", String(64), nullable=False),
    Column("folded_name", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("territory", String(64), nullable=False),
    Column("has_low_results", Boolean, nullable=False),
    Column("staff", Integer),
    Column("is_closed", Boolean, nullable=False),
    UniqueConstraint("centre_id", "folded_name"),
    # Numbers stand in exported lists: one must never come to mean another organisation.
    sqlite_autoincrement=True,
)

members = Table(
    "members",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", BigId, ForeignKey("organisations.id")),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="SET NULL"), unique=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("own_number", String(32), nullable=False, server_default=""),
    Column("name_mark", BigInteger),
    Column("sealed_name", String(512), nullable=False, server_default=""),
    Column("role", String(16), nullable=False),
    Column("work", String(32), nullable=False, server_default=""),
    Column("subject", String(32), nullable=False, server_default=""),
    Column("experience", String(32), nullable=False, server_default=""),
    Column("category", String(32), nullable=False, server_default=""),
    Column("courses", String(32), nullable=False, server_default=""),
    Column("young", String(32), nullable=False, server_default=""),
    Column("special_needs", String(32), nullable=False, server_default=""),
    Column("given_in", String(255), nullable=False, server_default="{}"),
    Column("is_guest", Boolean, nullable=False),
    Column("has_left", Boolean, nullable=False),
    Index("ix_members_centre_id_organisation_id", "centre_id", "organisation_id"),
    Index("ix_members_organisation_id", "organisation_id"),
    sqlite_autoincrement=True,
)

posts = Table(
    "posts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", BigId, ForeignKey("organisations.id")),
    Column("label", String(64), nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("ix_posts_account_id", "account_id"),
    Index("ix_posts_centre_id", "centre_id"),
    sqlite_autoincrement=True,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("organisation_id", BigId, ForeignKey("organisations.id")),
    Column("role", String(16), nullable=False),
    Column("label", String(64), nullable=False, server_default=""),
    Column("code_digest", BigInteger, nullable=False, unique=True),
    Column("sealed_code", String(255), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("valid_until", Moment),
    Column("is_once", Boolean, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("revoked_at", Moment),
    Index("ix_invitations_centre_id", "centre_id"),
    sqlite_autoincrement=True,
)

doorsteps = Table(
    "doorsteps",
    metadata,
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("invitation_id", BigId, ForeignKey("invitations.id", ondelete="CASCADE")),
    Column("member_id", BigId, ForeignKey("members.id", ondelete="CASCADE")),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE")),
    Column("since", Moment, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", Moment, nullable=False),
)

consent_texts = Table(
    "consent_texts",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("purpose", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("first_used_at", Moment, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    # The record outlives the person's account: it proves that there was a consent, by the code alone.
    Column("code", String(16), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("digest", String(64), ForeignKey("consent_texts.digest"), nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("channel", String(16), nullable=False),
    Index("ix_consents_code", "code"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), nullable=False),
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("file", String(255), nullable=False),
    Column("content", LargeBinary),
    Column("state", String(16), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("applied_at", Moment),
    Index("ix_imports_centre_id", "centre_id"),
    sqlite_autoincrement=True,
)

import_changes = Table(
    "import_changes",
    metadata,
    Column("import_id", BigId, ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("target_id", BigId, primary_key=True),
    Column("before", Text),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE")),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("about", String(64), nullable=False),
    Column("details", String(255), nullable=False),
    Index("ix_audit_centre_id_at", "centre_id", "at"),
    sqlite_autoincrement=True,
)

participations = Table(
    "participations",
    metadata,
    Column("account_id", BigId, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("questionnaire_key", String(64), primary_key=True),
    Column("school_year", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

anonymous_answers = Table(
    "anonymous_answers",
    metadata,
    # Drawn at random, and there is no other order to the rows: nothing tells who came after whom.
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("centre_id", BigId),
    Column("organisation_id", BigId),
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("questionnaire_key", String(64), nullable=False),
    Column("school_year", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("campaign_id", BigId),
    # How the answers came: `chat` or `paper`.
    Column("source", String(16), nullable=False, server_default="chat"),
    # Answered faster than one can read; worked out at the end, for the times themselves are not kept.
    Column("is_hasty", Boolean, nullable=False, server_default=false()),
    Column("pack_id", BigId),
    Index("ix_anonymous_answers_questionnaire_key", "questionnaire_key", "centre_id"),
    Index("ix_anonymous_answers_campaign_id", "campaign_id"),
    Index(
        "ix_anonymous_answers_unpacked",
        "questionnaire_key",
        "centre_id",
        "campaign_id",
        sqlite_where=text("pack_id IS NULL"),
        postgresql_where=text("pack_id IS NULL"),
    ),
    Index(
        "ix_anonymous_answers_pack_id",
        "pack_id",
        sqlite_where=text("pack_id IS NOT NULL"),
        postgresql_where=text("pack_id IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

version_centres = Table(
    "version_centres",
    metadata,
    Column("version_id", BigId, ForeignKey("questionnaire_versions.id", ondelete="CASCADE"), primary_key=True),
    Column("centre_id", BigId, ForeignKey("centres.id", ondelete="CASCADE"), primary_key=True),
)

one_post = Index(
    "uq_posts_held",
    posts.c.account_id,
    posts.c.role,
    posts.c.centre_id,
    text("coalesce(organisation_id, 0)"),
    unique=True,
    sqlite_where=text("revoked_at IS NULL"),
    postgresql_where=text("revoked_at IS NULL"),
)
