"""The schema's revision: what the database has, what the code wants, and bringing the one to the other."""

import re
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.sealing import Sealer

FOLDER = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^revision = "([^"]+)"', re.MULTILINE)


class SchemaError(Exception):
    """The database does not fit this version of the bot; the message says what to do, in Russian."""


def revisions() -> list[str]:
    """All revisions in order; read from the files, because the migration library is heavy to import."""
    files = sorted((FOLDER / "versions").glob("*.py"))
    return [match.group(1) for file in files if (match := _REVISION.search(file.read_text(encoding="utf-8")))]


async def current_revision(database: Database) -> str | None:
    """The revision a database is at; None for an empty one. OutageError if it cannot be asked."""
    async with database.reading() as connection:
        try:
            found = await connection.execute(text("SELECT version_num FROM alembic_version"))
        except DBAPIError as error:
            if _is_missing_table(error):
                return None
            raise
        return found.scalar_one_or_none()


async def check_schema(database: Database) -> None:
    """SchemaError unless the database is exactly at the newest revision this code knows."""
    database.check_folder()
    known = revisions()
    current = await current_revision(database)
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise SchemaError(
            "База данных создана более новой версией бота. Обновите бота или укажите другую базу (BOT_DATABASE_URL)."
        )
    raise SchemaError("База данных не подготовлена для этой версии бота. Выполните: python -m bot migrate")


def migrate(url: str, sealer: Sealer | None = None) -> None:
    """Bring the database to the newest revision; SchemaError if it is newer already.

    A database with people in it needs the `sealer` for their addresses.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    Database(url).check_folder()
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    config.attributes["sealer"] = sealer
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if "Can't locate revision" in str(error):
            raise SchemaError(
                "База данных создана более новой версией бота: обновите бота, прежде чем её менять."
            ) from error
        raise


def _is_missing_table(error: DBAPIError) -> bool:
    return "alembic_version" in str(error.orig) or "UndefinedTable" in type(error.orig).__name__
