"""Runs: the `RunStore` of the questionnaires."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from people.model import AccountId
from people.policy import Mode
from storage.anonymous import begin_anonymously, finish_anonymously, give_back, taken_anonymously
from storage.campaign_rows import to_campaign
from storage.campaign_tables import campaigns
from storage.database import Database
from storage.lane import Lane, Missing, Taken
from storage.people_tables import centres
from storage.run_rows import COLUMNS, LOAD, SAVE, TRIAL, to_run, to_stored, to_values, version_of
from storage.tables import runs
from storage.versions import SqlVersionStore
from surveys.events import Begun, Event
from surveys.model import Run, RunId, Status
from surveys.ports import Step
from surveys.service import NO_YEAR

React = Callable[[AsyncConnection, Run, Sequence[Event]], Awaitable[None]]
"""What else has to happen, in the same transaction, because of a run's events."""

_OPEN = [status.value for status in Status if status.is_open]


class SqlRunStore:
    """One step, one transaction; quiet steps take the fast lane."""

    def __init__(self, database: Database, versions: SqlVersionStore, lane: Lane, react: React) -> None:
        self._database = database
        self._versions = versions
        self._lane = lane
        self._react = react

    async def change(self, run_id: RunId, owner: AccountId, step: Step) -> tuple[Run, list[Event]] | None:
        """See `RunStore.change`."""
        outcome = await self._lane.change(run_id, owner, step)
        if isinstance(outcome, Taken):
            return outcome.run, outcome.events
        if isinstance(outcome, Missing):
            return None
        return await self._change_with_reactions(run_id, owner, step)

    async def _change_with_reactions(
        self, run_id: RunId, owner: AccountId, step: Step
    ) -> tuple[Run, list[Event]] | None:
        async with self._database.writing() as connection:
            # The row is locked, so that nobody saves between our look and our save.
            found = await connection.execute(LOAD.with_for_update(), {"run_id": run_id, "owner": owner})
            row = found.one_or_none()
            if row is None:
                return None
            run = to_run(row, await self._versions.of(version_of(row)))
            following, events = step(run)
            if following is not run:
                await connection.execute(SAVE, to_values(following, run.revision))
                await self._react(connection, following, events)
                if not following.status.is_open:
                    await self._close(connection, following)
            return following, events

    async def _close(self, connection: AsyncConnection, run: Run) -> None:
        """What is only tried out vanishes; what is anonymous parts with the person."""
        if run.is_trial:
            await connection.execute(delete(runs).where(runs.c.id == run.id))
        elif run.mode is Mode.ANONYMOUS:
            school_year = await _school_year(connection, run)
            part = finish_anonymously if run.status is Status.FINISHED else give_back
            await part(connection, run, school_year)

    async def open(self, begun: Run, events: list[Event], begun_before: int) -> tuple[Run, list[Event]] | None:
        """See `RunStore.open`."""
        async with self._database.writing() as connection:
            await _lock_person(connection, begun.owner)
            if begun.campaign is None:
                existing = await self._standing_in_the_way(connection, begun, begun_before)
            else:
                existing = await self._of_campaign(connection, begun)
                bounded = begun if existing is not None else await _bounded(connection, begun)
                if bounded is None:
                    return None
                begun = bounded
                existing = existing or await self._adopted(connection, begun)
            if existing is not None:
                return existing, []
            if begun.mode is Mode.ANONYMOUS:
                school_year = await _school_year(connection, begun)
                if not await begin_anonymously(connection, begun, school_year):
                    return None
            run = await _numbered(connection, begun)
            await self._react(connection, run, events)
            return run, events

    async def _standing_in_the_way(self, connection: AsyncConnection, begun: Run, begun_before: int) -> Run | None:
        mine = (runs.c.account_id == begun.owner) & (runs.c.questionnaire_key == begun.questionnaire.key)
        rows = (await connection.execute(select(*COLUMNS).where(mine).order_by(runs.c.id.desc()))).all()
        earlier = [to_run(row, await self._versions.of(version_of(row))) for row in rows]
        still_open = next((run for run in earlier if run.status.is_open), None)
        if still_open is not None:
            return still_open
        return earlier[0] if len(earlier) > begun_before else None

    async def _of_campaign(self, connection: AsyncConnection, begun: Run) -> Run | None:
        """The run of this campaign that is there already."""
        mine = (runs.c.account_id == begun.owner) & (runs.c.questionnaire_key == begun.questionnaire.key)
        there = (runs.c.campaign_id == begun.campaign) & (runs.c.status != Status.EXPIRED.value)
        row = (await connection.execute(select(*COLUMNS).where(mine, there))).first()
        return None if row is None else to_run(row, await self._versions.of(version_of(row)))

    async def _adopted(self, connection: AsyncConnection, begun: Run) -> Run | None:
        """One begun outside the campaign in the same version, which belongs to it from now on."""
        mine = (runs.c.account_id == begun.owner) & (runs.c.questionnaire_key == begun.questionnaire.key)
        outside = (
            runs.c.campaign_id.is_(None) & runs.c.status.in_(_OPEN) & (runs.c.version_id == begun.questionnaire.id)
        )
        row = (await connection.execute(select(*COLUMNS).where(mine, outside))).first()
        if row is None or begun.mode is Mode.ANONYMOUS:
            return None
        earlier = to_run(row, begun.questionnaire)
        if earlier.mode is not begun.mode:
            return None
        adopted = replace(earlier, campaign=begun.campaign, closes_at=begun.closes_at, open_until=begun.open_until)
        bounds = {"campaign_id": begun.campaign, "closes_at": begun.closes_at, "open_until": begun.open_until}
        await connection.execute(update(runs).where(runs.c.id == earlier.id).values(bounds))
        await self._react(connection, adopted, [Begun()])
        return adopted

    async def reopen(self, begun: Run) -> Run:
        """See `RunStore.reopen`."""
        key = begun.questionnaire.key
        async with self._database.writing() as connection:
            await _lock_person(connection, begun.owner)
            mine = (runs.c.account_id == begun.owner) & (runs.c.questionnaire_key == key)
            await connection.execute(delete(runs).where(mine))
            return await _numbered(connection, begun)

    async def taken_anonymously(self, owner: AccountId, school_year: int) -> frozenset[str]:
        """See `RunStore.taken_anonymously`."""
        async with self._database.reading() as connection:
            return await taken_anonymously(connection, owner, school_year)

    async def try_out(self, begun: Run) -> Run:
        """See `RunStore.try_out`."""
        async with self._database.writing() as connection:
            await _lock_person(connection, begun.owner)
            await connection.execute(delete(runs).where(_is_trial_of(begun.owner)))
            return await _numbered(connection, begun)

    async def find(self, run_id: RunId, owner: AccountId) -> Run | None:
        """See `RunStore.find`."""
        async with self._database.reading() as connection:
            row = (await connection.execute(LOAD, {"run_id": run_id, "owner": owner})).one_or_none()
        return None if row is None else to_run(row, await self._versions.of(version_of(row)))

    async def of_owner(self, owner: AccountId) -> Sequence[Run]:
        """See `RunStore.of_owner`."""
        query = select(*COLUMNS).where(runs.c.account_id == owner)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(runs.c.touched_at.desc(), runs.c.id.desc()))).all()
        return [to_run(row, await self._versions.of(version_of(row))) for row in rows]

    async def expired_by(self, now: datetime, most: int) -> Sequence[tuple[RunId, AccountId]]:
        """See `RunStore.expired_by`."""
        query = (
            select(runs.c.id, runs.c.account_id)
            .where(runs.c.status.in_(_OPEN), runs.c.expires_at <= now)
            .order_by(runs.c.expires_at, runs.c.id)
            .limit(most)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(RunId(row.id), AccountId(row.account_id)) for row in rows]


def _is_trial_of(owner: AccountId) -> ColumnElement[bool]:
    return (runs.c.account_id == owner) & (runs.c.questionnaire_key == TRIAL)


async def _numbered(connection: AsyncConnection, begun: Run) -> Run:
    questionnaire = begun.questionnaire
    row = {
        "account_id": begun.owner,
        "version_id": questionnaire.id,
        "questionnaire_key": TRIAL if begun.is_trial else questionnaire.key,
        "begun_at": begun.begun_at,
        "mode": begun.mode.value,
        "centre_id": begun.centre,
        "organisation_id": begun.organisation,
        "campaign_id": begun.campaign,
        "closes_at": begun.closes_at,
        "open_until": begun.open_until,
    }
    inserting = insert(runs).values({**row, **to_stored(begun)}).returning(runs.c.id)
    return replace(begun, id=RunId((await connection.execute(inserting)).scalar_one()))


async def _bounded(connection: AsyncConnection, begun: Run) -> Run | None:
    """With the end its campaign has at this moment; None if it was closed while the person looked at it."""
    # Locked: nobody closes or extends it before this is done.
    query = select(campaigns).where(campaigns.c.id == begun.campaign).with_for_update(read=True)
    row = (await connection.execute(query)).one_or_none()
    campaign = None if row is None else to_campaign(row)
    if campaign is None or not campaign.takes_new(begun.begun_at):
        return None
    return replace(begun, closes_at=campaign.closes_at, open_until=campaign.late_until)


async def _school_year(connection: AsyncConnection, run: Run) -> int:
    """The centre says which it is; without one, it is always the same."""
    query = select(centres.c.settings).where(centres.c.id == run.centre)
    settings = (await connection.execute(query)).scalar_one_or_none()
    return NO_YEAR if settings is None else int(orjson.loads(settings)["school_year"])


async def _lock_person(connection: AsyncConnection, owner: AccountId) -> None:
    """Two taps on «Начать» wait for each other; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_advisory_xact_lock(owner)))
