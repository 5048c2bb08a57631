"""Databases for tests: every test of storage runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from tests.postgres import PrivatePostgres

ENGINES = ["sqlite", "postgres"]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated SQLite file, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    schema.migrate(f"sqlite+aiosqlite:///{path}")
    return path.read_bytes()


@pytest.fixture(params=[pytest.param(name, marks=[pytest.mark.postgres] * (name == "postgres")) for name in ENGINES])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: bytes) -> Iterator[str]:
    """A migrated database of this test alone."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite3"
        path.write_bytes(sqlite_template)
        yield f"sqlite+aiosqlite:///{path}"
    else:
        server: PrivatePostgres = request.getfixturevalue("postgres")
        with server.cloned() as name:
            yield server.url(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open for the test."""
    database = Database(database_url)
    yield database
    await database.close()
