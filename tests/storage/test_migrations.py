"""Migrations: up, down and up again; and the tables of the code are the tables of the database."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage import schema
from storage.accounts import SqlAccountStore
from storage.database import Database
from storage.schema import SchemaError
from storage.tables import metadata
from tests.storage.cast import SEALER


def config(url: str) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(schema.FOLDER))
    settings.attributes["url"] = url
    settings.attributes["sealer"] = SEALER
    return settings


def test_revisions_are_one_dated_line() -> None:
    script = ScriptDirectory(str(schema.FOLDER))
    line = [revision.revision for revision in script.walk_revisions()][::-1]

    assert line == schema.revisions()
    assert len(script.get_heads()) == 1
    for file in (schema.FOLDER / "versions").glob("*.py"):
        assert any(file.name.startswith(revision) for revision in line), file


def test_every_revision_goes_up_down_and_up_again(database_url: str) -> None:
    command.downgrade(config(database_url), "base")
    for revision in schema.revisions():
        command.upgrade(config(database_url), revision)
        command.downgrade(config(database_url), "-1")
        command.upgrade(config(database_url), revision)


async def test_people_known_before_are_sealed_and_can_be_opened_again(database: Database, database_url: str) -> None:
    await asyncio.to_thread(command.downgrade, config(database_url), "2026_11_23_1630")
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO accounts (id, address, known_since) VALUES (1, 5123456789, 0)"))
    await asyncio.to_thread(command.upgrade, config(database_url), "head")

    found = await SqlAccountStore(database, SEALER).find(5123456789)
    assert found is not None
    assert found.id == 1
    await asyncio.to_thread(command.downgrade, config(database_url), "2026_11_23_1630")
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT address FROM accounts"))).scalar_one() == 5123456789


async def test_the_code_and_the_database_agree_on_the_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_prepared_database_is_accepted(database: Database) -> None:
    await schema.check_schema(database)


async def test_a_database_of_a_newer_bot_is_refused_with_a_sentence(database: Database, database_url: str) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '2099_01_01_0000'"))

    with pytest.raises(SchemaError, match="более новой версией"):
        await schema.check_schema(database)
    with pytest.raises(SchemaError, match="более новой версией"):
        await asyncio.to_thread(schema.migrate, database_url)


async def test_an_unprepared_database_says_what_to_do(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite3")

    with pytest.raises(SchemaError, match="python -m bot migrate"):
        await schema.check_schema(database)
    await database.close()
