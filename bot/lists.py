"""Reading and writing lists in a process of its own."""

import asyncio
from collections.abc import Sequence

from bot.apart import ApartError, apart
from people.lists.model import Listed, ListedOrganisation, ListedPerson
from people.lists.wire import Gathering, row_lines
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 90.0
"""Seconds; a hundred thousand people take thirty."""
AT_ONCE = 1
REST = 0.001
"""Seconds between lines: taps go first."""
_MODULE = "people.lists"


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
            return Listed(file, defects=(Defect(error.code, Place(file), error.what, "Разделите список на части."),))
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
