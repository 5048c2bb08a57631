"""The process for long lists: reads, compares and applies one, beside the bot that goes on answering.

On PostgreSQL only: on SQLite a second process that writes would keep the first one from writing.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from people.audit import Note
from people.lists.__main__ import listed_in
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.plan import Limits
from people.lists.summary import Summary
from people.lists.work import HereAndNow
from people.model import CentreId, OrganisationId
from workbooks.defect import Defect, Place
from workbooks.limits import limit, stand_back

MEMORY = 1024**3
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with a file; with a note it is applied."""

    database_url: str
    keys: list[str]
    centre: CentreId
    file: str
    limits: Limits
    number: int = 0
    note: Note | None = None


def task_to_json(task: Task) -> bytes:
    """One line; it has the keys in it and goes through a pipe, never into the arguments of a process."""
    return orjson.dumps(asdict(task), default=list)


def task_from_json(line: bytes) -> Task:
    """And back."""
    told: dict[str, Any] = orjson.loads(line)
    limits, note = told.pop("limits"), told.pop("note")
    if limits["only"] is not None:
        limits["only"] = frozenset(map(OrganisationId, limits["only"]))
    if note is not None:
        note["at"] = datetime.fromisoformat(note["at"])
    return Task(**told, limits=Limits(**limits), note=None if note is None else Note(**note))


def summary_from_json(told: bytes) -> Summary | None:
    """What the process has answered."""
    values = orjson.loads(told)
    if values is None:
        return None
    for kind in ("defects", "notes"):
        values[kind] = tuple(Defect(**{**each, "where": Place(**each["where"])}) for each in values[kind])
    return Summary(**values)


class _Directly:
    """The reader of a process that is apart already."""

    async def read(self, file: str, data: bytes) -> Listed | None:
        return listed_in(file, data)

    async def write(self, organisations: Sequence[ListedOrganisation], people: Sequence[ListedPerson]) -> bytes:
        raise NotImplementedError


async def _done(task: Task, data: bytes) -> Summary | None:
    from storage.database import Database
    from storage.people.lists import SqlListStore
    from storage.sealing import Sealer

    database = Database(task.database_url)
    try:
        work = HereAndNow(SqlListStore(database, Sealer(task.keys)), _Directly())
        if task.note is None:
            return await work.check(task.centre, task.file, data, task.limits)
        return await work.apply(task.number, task.centre, task.file, data, task.limits, task.note)
    finally:
        await database.close()


def _main() -> None:
    limit(MEMORY, SECONDS)
    stand_back()
    line, _, data = sys.stdin.buffer.read().partition(b"\n")
    summary = asyncio.run(_done(task_from_json(line), data))
    sys.stdout.buffer.write(orjson.dumps(None if summary is None else asdict(summary)))


if __name__ == "__main__":
    _main()
