"""People, organisations, centres: who may what, who agreed to what; answers know their mode and centre."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_2000"
down_revision = "2026_11_23_1800"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TABLES = (
    "participations", "anonymous_answers", "audit", "import_changes", "imports", "consents", "consent_texts",
    "doorsteps", "attempts", "invitations", "posts", "members", "organisations", "version_centres", "centres",
)  # fmt: skip


def upgrade() -> None:
    """Many tables; what was on offer has to be published again, for a centre."""
    _create_places()
    _create_people()
    _create_ways_in()
    _create_records()
    _create_answers()
    op.create_index(
        "uq_posts_held",
        "posts",
        ["account_id", "role", "centre_id", sa.text("coalesce(organisation_id, 0)")],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_table("publications")
    _create_publications(of_centres=True)
    op.add_column("accounts", sa.Column("centre_id", _ID))
    op.add_column("runs", sa.Column("mode", sa.String(16), nullable=False, server_default="pseudonymous"))
    op.add_column("runs", sa.Column("centre_id", _ID))
    op.add_column("runs", sa.Column("organisation_id", _ID))


def downgrade() -> None:
    """Without them."""
    op.drop_table("publications")
    _create_publications(of_centres=False)
    for table in _TABLES:
        op.drop_table(table)
    op.drop_column("accounts", "centre_id")
    for column in ("organisation_id", "centre_id", "mode"):
        op.drop_column("runs", column)


def _create_publications(*, of_centres: bool) -> None:
    centre: tuple[sa.schema.SchemaItem, ...] = (
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.UniqueConstraint("centre_id", "key", name="uq_publications_centre_id_key"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_publications_centre_id_centres", ondelete="CASCADE"
        ),
    )
    alone: tuple[sa.schema.SchemaItem, ...] = (sa.PrimaryKeyConstraint("key", name="pk_publications"),)
    op.create_table(
        "publications",
        *(centre if of_centres else alone),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_versions.id"], name="fk_publications_version_id_questionnaire_versions"
        ),
    )


def _create_places() -> None:
    op.create_table(
        "centres",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_centres"),
    )
    op.create_table(
        "organisations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("short_name", sa.String(length=64), nullable=False),
        sa.Column("folded_name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("territory", sa.String(length=64), nullable=False),
        sa.Column("has_low_results", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_organisations_centre_id_centres", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("centre_id", "folded_name", name="uq_organisations_centre_id_folded_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consent_texts",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("first_used_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_consent_texts"),
    )
    op.create_table(
        "version_centres",
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_version_centres_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name="fk_version_centres_version_id_questionnaire_versions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "centre_id", name="pk_version_centres"),
    )


def _create_people() -> None:
    op.create_table(
        "members",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("account_id", _ID, nullable=True),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("own_number", sa.String(length=32), server_default="", nullable=False),
        sa.Column("name_mark", sa.BigInteger(), nullable=True),
        sa.Column("sealed_name", sa.String(length=512), server_default="", nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("work", sa.String(length=32), server_default="", nullable=False),
        sa.Column("subject", sa.String(length=32), server_default="", nullable=False),
        sa.Column("experience", sa.String(length=32), server_default="", nullable=False),
        sa.Column("category", sa.String(length=32), server_default="", nullable=False),
        sa.Column("courses", sa.String(length=32), server_default="", nullable=False),
        sa.Column("young", sa.String(length=32), server_default="", nullable=False),
        sa.Column("special_needs", sa.String(length=32), server_default="", nullable=False),
        sa.Column("given_in", sa.String(length=255), server_default="{}", nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_members_account_id_accounts", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_members_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_members_organisation_id_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("account_id", name="uq_members_account_id"),
        sa.UniqueConstraint("code", name="uq_members_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_members_centre_id_organisation_id", "members", ["centre_id", "organisation_id"])
    op.create_index("ix_members_organisation_id", "members", ["organisation_id"])

    op.create_table(
        "posts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_posts_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_posts_centre_id_centres", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_posts_organisation_id_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posts_account_id", "posts", ["account_id"])
    op.create_index("ix_posts_centre_id", "posts", ["centre_id"])


def _create_ways_in() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=64), server_default="", nullable=False),
        sa.Column("code_digest", sa.BigInteger(), nullable=False),
        sa.Column("sealed_code", sa.String(length=255), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("is_once", sa.Boolean(), nullable=False),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_invitations_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_invitations_organisation_id_organisations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("code_digest", name="uq_invitations_code_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_centre_id", "invitations", ["centre_id"])

    op.create_table(
        "doorsteps",
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("invitation_id", _ID, nullable=True),
        sa.Column("member_id", _ID, nullable=True),
        sa.Column("centre_id", _ID, nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_doorsteps_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_doorsteps_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name="fk_doorsteps_invitation_id_invitations", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_doorsteps_member_id_members", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_doorsteps"),
    )
    op.create_table(
        "attempts",
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_attempts_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name="pk_attempts"),
    )


def _create_records() -> None:
    op.create_table(
        "consents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_consents_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["consent_texts.digest"], name="fk_consents_digest_consent_texts"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_code", "consents", ["code"])

    op.create_table(
        "imports",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_imports_account_id_accounts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_imports_centre_id_centres", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_centre_id", "imports", ["centre_id"])

    op.create_table(
        "import_changes",
        sa.Column("import_id", _ID, nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("target_id", _ID, nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name="fk_import_changes_import_id_imports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "what", "target_id", name="pk_import_changes"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("centre_id", _ID, nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("details", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centres.id"], name="fk_audit_centre_id_centres", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_centre_id_at", "audit", ["centre_id", "at"])


def _create_answers() -> None:
    op.create_table(
        "participations",
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(length=64), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_participations_account_id_accounts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "questionnaire_key", "school_year", name="pk_participations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "anonymous_answers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("centre_id", _ID, nullable=True),
        sa.Column("organisation_id", _ID, nullable=True),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(length=64), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name="fk_anonymous_answers_version_id_questionnaire_versions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_anonymous_answers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_anonymous_answers_questionnaire_key", "anonymous_answers", ["questionnaire_key", "centre_id"])
