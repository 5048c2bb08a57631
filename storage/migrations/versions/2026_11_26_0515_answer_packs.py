"""Finished answers in columns; whoever is deleted vanishes from them in the same transaction."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_0515"
down_revision = "2026_11_26_0500"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_PACKED = ("runs", "anonymous_answers")
_UNPACKED = {
    "runs": "status = 'finished' AND pack_id IS NULL",
    "anonymous_answers": "pack_id IS NULL",
}


def upgrade() -> None:
    """Two tables, what names a pack, and the triggers."""
    op.create_table(
        "answer_packs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("version_id", _ID, nullable=False),
        sa.Column("questionnaire_key", sa.String(64), nullable=False),
        sa.Column("centre_id", _ID),
        sa.Column("campaign_id", _ID),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer_packs"),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name="fk_answer_packs_version_id_questionnaire_versions",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_packs_questionnaire_key", "answer_packs", ["questionnaire_key", "centre_id"])
    op.create_index("ix_answer_packs_campaign_id", "answer_packs", ["campaign_id"])
    op.create_table(
        "released_answers",
        sa.Column("campaign_id", _ID, nullable=False, autoincrement=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_released_answers"),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_released_answers_campaign_id_campaigns", ondelete="CASCADE"
        ),
    )
    for table in _PACKED:
        op.add_column(table, sa.Column("pack_id", _ID))
        where = sa.text(_UNPACKED[table])
        op.create_index(
            f"ix_{table}_unpacked",
            table,
            ["questionnaire_key", "centre_id", "campaign_id"],
            sqlite_where=where,
            postgresql_where=where,
        )
        packed = sa.text("pack_id IS NOT NULL")
        op.create_index(f"ix_{table}_pack_id", table, ["pack_id"], sqlite_where=packed, postgresql_where=packed)
        for statement in _trigger(table):
            op.execute(statement)


def downgrade() -> None:
    """Without packs; the answers themselves never left their tables."""
    is_postgres = op.get_bind().dialect.name == "postgresql"
    for table in _PACKED:
        on = f" ON {table}" if is_postgres else ""
        op.execute(f"DROP TRIGGER empty_pack_of_{table}{on}")
        op.drop_index(f"ix_{table}_pack_id", table)
        op.drop_index(f"ix_{table}_unpacked", table)
        op.drop_column(table, "pack_id")
    if is_postgres:
        op.execute("DROP FUNCTION empty_pack()")
    op.drop_table("released_answers")
    op.drop_table("answer_packs")


def _trigger(table: str) -> list[str]:
    """Deleting happens in many places and by cascade; a trigger forgets none of them."""
    if op.get_bind().dialect.name == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION empty_pack() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "UPDATE answer_packs SET figures = ''::bytea, words = ''::bytea, size = 0 WHERE id = OLD.pack_id; "
            "RETURN NULL; END $$",
            f"CREATE TRIGGER empty_pack_of_{table} AFTER DELETE ON {table} FOR EACH ROW "
            "WHEN (OLD.pack_id IS NOT NULL) EXECUTE FUNCTION empty_pack()",
        ]
    return [
        f"CREATE TRIGGER empty_pack_of_{table} AFTER DELETE ON {table} FOR EACH ROW "
        "WHEN OLD.pack_id IS NOT NULL BEGIN "
        "UPDATE answer_packs SET figures = x'', words = x'', size = 0 WHERE id = OLD.pack_id; END",
    ]
