"""Lists in processes of their own: read and written apart, long ones compared and applied apart as well."""

import asyncio
from collections.abc import Sequence

from bot.apart import ApartError, apart
from bot.list_work import Task, summary_from_json, task_to_json
from people.audit import Note
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.plan import Limits
from people.lists.summary import Summary
from people.lists.wire import Gathering, row_lines
from people.model import CentreId
from people.ports import ListWork
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 90.0
"""Seconds; a hundred thousand people take thirty."""
AT_ONCE = 1
REST = 0.001
"""Seconds between lines: taps go first."""
_MODULE = "people.lists"
_WORK = "bot.list_work"
_REMEDY = "Разделите список на части."
LONG = 50_000
"""Bytes of a file with some two thousand people; a shorter one is done sooner than a process is started."""
PATIENCE_FOR_LONG = 600.0
"""It stands back for everybody, so on a busy machine it takes its time."""


class ProcessListReader:
    """The `ListReader` of people."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def read(self, file: str, data: bytes) -> Listed | None:
        """See `ListReader.read`."""
        try:
            async with self._turn:
                told = await apart(_MODULE, ["read", file], data, PATIENCE)
        except ApartError as error:
            return Listed(file, defects=(Defect(error.code, Place(file), error.what, _REMEDY),))
        gathering = Gathering()
        for line in told.splitlines():
            gathering.take(line)
            await asyncio.sleep(REST)
        return gathering.listed

    async def write(self, organisations: Sequence[ListedOrganisation], people: Sequence[ListedPerson]) -> bytes:
        """See `ListReader.write`."""
        lines = []
        for line in row_lines(organisations, people):
            lines.append(line)
            await asyncio.sleep(0)
        try:
            async with self._turn:
                return await apart(_MODULE, ["write"], b"\n".join(lines), PATIENCE)
        except ApartError as error:
            raise DefectsError([Defect(error.code, Place(), error.what)]) from error


class ProcessListWork:
    """The `ListWork` of a bot on PostgreSQL: a long list holds up nobody's tap."""

    def __init__(self, here: ListWork, database_url: str, keys: Sequence[str]) -> None:
        self._here = here
        self._database_url = database_url
        self._keys = list(keys)
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def check(self, centre: CentreId, file: str, data: bytes, limits: Limits) -> Summary | None:
        """See `ListWork.check`."""
        if len(data) < LONG:
            return await self._here.check(centre, file, data, limits)
        return await self._apart(Task(self._database_url, self._keys, centre, file, limits), data)

    async def apply(
        self, number: int, centre: CentreId, file: str, data: bytes, limits: Limits, note: Note
    ) -> Summary | None:
        """See `ListWork.apply`."""
        if len(data) < LONG:
            return await self._here.apply(number, centre, file, data, limits, note)
        return await self._apart(Task(self._database_url, self._keys, centre, file, limits, number, note), data)

    async def _apart(self, task: Task, data: bytes) -> Summary | None:
        try:
            async with self._turn:
                given = task_to_json(task) + b"\n" + data
                return summary_from_json(await apart(_WORK, [], given, PATIENCE_FOR_LONG))
        except ApartError as error:
            return Summary(defects=(Defect(error.code, Place(task.file), error.what, _REMEDY),))
