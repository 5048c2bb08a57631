"""Campaigns: who is asked what and when; runs and anonymous answers know theirs."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0430"
down_revision = "2026_11_23_2000"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Four tables, and what runs and answers say of them."""
    op.create_table(
        "campaigns",
        sa.Column("id", _ID, nullable=False),
        sa.Column("centre_id", _ID, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(64), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.BigInteger()),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("series_id", _ID, nullable=False, server_default="0"),
        sa.Column("wave", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_campaigns"),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centres.id"], name="fk_campaigns_centre_id_centres", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_versions.id"], name="fk_campaigns_version_id_questionnaire_versions"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_campaigns_centre_id", "campaigns", ["centre_id"])
    op.create_index("ix_campaigns_state", "campaigns", ["state"])
    _create_people()
    op.add_column("runs", sa.Column("campaign_id", _ID))
    op.add_column("runs", sa.Column("closes_at", sa.BigInteger()))
    op.add_column("runs", sa.Column("open_until", sa.BigInteger()))
    _one_open_run("coalesce(campaign_id, 0)")
    op.create_index("ix_runs_campaign_id_account_id", "runs", ["campaign_id", "account_id", "status"])
    op.add_column("anonymous_answers", sa.Column("campaign_id", _ID))
    op.add_column("anonymous_answers", sa.Column("source", sa.String(16), nullable=False, server_default="chat"))
    op.add_column("anonymous_answers", sa.Column("is_hasty", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_anonymous_answers_campaign_id", "anonymous_answers", ["campaign_id"])


def _create_people() -> None:
    op.create_table(
        "campaign_people",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID),
        sa.PrimaryKeyConstraint("campaign_id", "member_id", name="pk_campaign_people"),
        _of_campaign("campaign_people"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name="fk_campaign_people_member_id_members", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_campaign_people_member_id", "campaign_people", ["member_id"])
    op.create_table(
        "campaign_counts",
        sa.Column("campaign_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, autoincrement=False, nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("started", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("finished", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("paper", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", name="pk_campaign_counts"),
        _of_campaign("campaign_counts"),
    )
    op.create_table(
        "campaign_participations",
        sa.Column("account_id", _ID, nullable=False),
        sa.Column("campaign_id", _ID, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "campaign_id", name="pk_campaign_participations"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_campaign_participations_account_id_accounts", ondelete="CASCADE"
        ),
        _of_campaign("campaign_participations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_campaign_participations_campaign_id", "campaign_participations", ["campaign_id"])


def _one_open_run(*more: str) -> None:
    """One open run of a questionnaire per person — and, from now on, per campaign."""
    op.drop_index("uq_runs_open", "runs")
    is_open = sa.text("status IN ('active', 'paused')")
    columns: list[str | sa.TextClause] = ["account_id", "questionnaire_key", *(sa.text(each) for each in more)]
    op.create_index("uq_runs_open", "runs", columns, unique=True, sqlite_where=is_open, postgresql_where=is_open)


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["campaign_id"], ["campaigns.id"], name=f"fk_{table}_campaign_id_campaigns", ondelete="CASCADE"
    )


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_anonymous_answers_campaign_id", "anonymous_answers")
    for column in ("is_hasty", "source", "campaign_id"):
        op.drop_column("anonymous_answers", column)
    op.drop_index("ix_runs_campaign_id_account_id", "runs")
    # Of several open runs of a questionnaire only one fits into the older rule.
    op.execute("DELETE FROM runs WHERE campaign_id IS NOT NULL AND status IN ('active', 'paused')")
    _one_open_run()
    for column in ("open_until", "closes_at", "campaign_id"):
        op.drop_column("runs", column)
    for table in ("campaign_participations", "campaign_counts", "campaign_people", "campaigns"):
        op.drop_table(table)
