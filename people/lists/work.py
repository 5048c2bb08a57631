"""The work with one list: read it, compare it with what is there, apply it; whether somebody may was asked before."""

import asyncio
from dataclasses import replace

from people.audit import Note
from people.lists.model import Listed
from people.lists.plan import Limits, Plan, Planner
from people.lists.summary import Summary
from people.model import CentreId
from people.ports import ListReader, ListStore

ROWS_AT_A_TIME = 50
REST = 0.001
"""Seconds in between; then everybody else gets the processor: a row takes some ten microseconds."""


class HereAndNow:
    """The `ListWork` inside this process, in small portions."""

    def __init__(self, store: ListStore, reader: ListReader) -> None:
        self._store = store
        self._reader = reader

    async def check(self, centre: CentreId, file: str, data: bytes, limits: Limits) -> Summary | None:
        """See `ListWork.check`."""
        listed = await self._reader.read(file, data)
        return None if listed is None else (await self._planned(centre, listed, limits)).summary()

    async def apply(
        self, number: int, centre: CentreId, file: str, data: bytes, limits: Limits, note: Note
    ) -> Summary | None:
        """See `ListWork.apply`."""
        listed = await self._reader.read(file, data)
        if listed is None:
            return None
        plan = await self._planned(centre, listed, limits)
        summary = plan.summary()
        if summary.defects:
            return summary
        is_done = await self._store.apply(number, centre, plan, replace(note, details=summary.in_audit))
        return summary if is_done else None

    async def _planned(self, centre: CentreId, listed: Listed, limits: Limits) -> Plan:
        planner = Planner(listed.file, await self._store.known_organisations(centre), limits)
        if listed.people:
            async for some in self._store.known_people(centre):
                planner.knows(some)
        for number, organisation in enumerate(listed.organisations):
            planner.add_organisation(organisation)
            if number % ROWS_AT_A_TIME == 0:
                await asyncio.sleep(REST)
        for number, person in enumerate(listed.people):
            planner.add_person(person, self._store.mark_of(centre, person.name) if person.name else "")
            if number % ROWS_AT_A_TIME == 0:
                await asyncio.sleep(REST)
        plan = planner.done()
        plan.defects[:0] = listed.defects
        plan.notes[:0] = listed.notes
        return plan
