"""Which answers are released of a campaign that runs, or of a questionnaire of the menu in its school year."""

from typing import Any

from sqlalchemy import ColumnElement, Table, insert, select, update

from reports.ports import Source
from storage.database import Database
from storage.pack_tables import released_answers, released_in_year

NONE = b""


class SqlReleased:
    """Numbers of answers, eight bytes each, little-endian; what their order means is for `storage.steps` to know."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, source: Source) -> bytes:
        """What is released; empty at first."""
        table, key = _place(source)
        query = select(table.c.numbers).where(*_mine(table, key))
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or NONE

    async def move(self, source: Source, before: bytes, after: bytes) -> bytes:
        """From one state to the next; gives what stands now, which is another's if that was faster."""
        table, key = _place(source)
        mine = _mine(table, key)
        async with self._database.writing() as connection:
            found = (await connection.execute(select(table.c.numbers).where(*mine).with_for_update())).scalar()
            if (found or NONE) != before:
                return found or NONE
            if found is None:
                await connection.execute(insert(table).values(**key, numbers=after))
            else:
                await connection.execute(update(table).where(*mine).values(numbers=after))
        return after


def _place(source: Source) -> tuple[Table, dict[str, Any]]:
    if source.campaign is not None:
        return released_answers, {"campaign_id": source.campaign}
    key = {"questionnaire_key": source.questionnaire_key, "school_year": source.school_year}
    return released_in_year, {"centre_id": source.centre, **key}


def _mine(table: Table, key: dict[str, Any]) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in key.items()]
