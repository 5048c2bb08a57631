"""How migrations run: the same way on both engines, from the command line and from tests."""

import asyncio

from alembic import context
from sqlalchemy.engine import Connection

from storage import broadcast_tables, campaign_tables, indicator_tables, job_tables, pack_tables, people_tables
from storage.database import Database
from storage.tables import metadata

TABLES = (broadcast_tables, campaign_tables, indicator_tables, job_tables, pack_tables, people_tables)
"""Modules that add their tables to `metadata` when imported."""


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _connect_and_run(url: str) -> None:
    database = Database(url)
    try:
        async with database.writing() as connection:
            await connection.run_sync(_run)
    finally:
        await database.close()


asyncio.run(_connect_and_run(context.config.attributes["url"]))
