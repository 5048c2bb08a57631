"""Whatever people answer, however the clock jumps and the bot restarts: only the silent are reminded, never at night,
never twice on a day."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from delivery.model import Down, Notice, Obsolete
from delivery.pacer import Pacer
from delivery.reminders import ReminderService
from delivery.sender import Sender
from people.model import Account
from people.policy import Mode
from people.quiet_hours import is_quiet
from storage.database import Database
from storage.people.places import SqlPlaceStore
from surveys.campaigns.answering import AnsweringService
from surveys.campaigns.due import DueCampaigns
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.notices import REMINDER
from surveys.campaigns.service import CampaignService
from tests.clock import Ticking
from tests.storage.cast import worker
from tests.storage.test_anonymity import OneForm
from tests.storage.test_campaigns import World, world

ZONE = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
PEOPLE = 4

steps = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("finish"), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("pass"), st.sampled_from([1, 5, 9, 14, 26, 40])),
        st.tuples(st.just("jump back"), st.sampled_from([1, 3, 13])),
        st.tuples(st.just("remind"), st.just(0)),
        st.tuples(st.just("restart"), st.just(0)),
        st.tuples(st.just("fail"), st.booleans().map(int)),
        st.tuples(st.just("extend"), st.just(3)),
        st.tuples(st.just("close"), st.just(0)),
    ),
    min_size=5,
    max_size=30,
)


@dataclass
class Messenger:
    """Brings reminders as the chat does: to nobody for whom nothing waits at this very moment."""

    there: World
    is_down: bool = False
    brought: list[tuple[int, datetime]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """What should not have been brought; kept, because a sender survives whatever its messenger raises."""

    async def send(self, notice: Notice) -> int | None:
        if self.is_down:
            raise Down
        if notice.kind != REMINDER:
            return 1
        now = self.there.stores.clock()
        if not await self._waits(notice.to):
            raise Obsolete
        stores = self.there.stores
        if not await ReminderService(stores.outbox, stores.clock, ZONE).move_to_today(notice, ZONE):
            raise Obsolete
        if notice.to.id in self.there.finished:
            self.wrong.append(f"{notice.to.id} has answered")
        if is_quiet(now, ZONE):
            self.wrong.append(f"{now} is quiet")
        self.brought.append((notice.to.id, now))
        return 1

    async def _waits(self, to: Account) -> bool:
        visitor = await SqlPlaceStore(self.there.stores.database).visitor(to, is_owner=False)
        return bool(await self.there.asked.waiting(visitor))


async def history(path: Path, mode: Mode, acts: list[tuple[str, int]]) -> None:
    database = Database(f"sqlite+aiosqlite:///{path}")
    stores = worker(database, Ticking(MONDAY))
    there: Any = await world(stores)
    there.finished = set()
    campaign = await there.started(mode=mode)
    messenger, runs = Messenger(there), {}
    try:
        for act, number in acts:
            match act:
                case "begin":
                    runs[number] = await there.begins(number, campaign) or runs.get(number)
                case "finish" if runs.get(number) is not None and runs[number].status.is_open:
                    outcome = await there.finishes(runs[number])
                    runs[number] = outcome
                    if outcome.status.value == "finished":
                        there.finished.add(there.people[number][0])
                case "pass":
                    stores.clock.passes(hours=number)
                case "jump back":
                    stores.clock.passes(hours=-number)
                case "remind":
                    await there.service.remind(await there.staff(), campaign.id)
                case "extend" | "close":
                    changed = await _changed(there, campaign, act, number)
                    campaign = changed or campaign
                case "fail":
                    messenger.is_down = bool(number)
                case "restart":
                    there.service = CampaignService(there.store, OneForm(there.form), stores.versions, stores.clock)
                    there.due = DueCampaigns(there.store, OneForm(there.form), stores.clock)
                    there.asked = AnsweringService(there.store, stores.runs, stores.versions, stores.clock)
            await there.due.do()
            sender = Sender(stores.outbox, messenger, Pacer(None), stores.clock, ZONE, lanes=1)
            await sender.send_due()
        assert messenger.wrong == []
        days = Counter((person, at.astimezone(ZONE).date()) for person, at in messenger.brought)
        assert all(times == 1 for times in days.values()), messenger.brought
    finally:
        await stores.lane.close()
        await database.close()


async def _changed(there: World, campaign: Campaign, act: str, days: int) -> Campaign | None:
    staff = await there.staff()
    done = (
        await there.extends(staff, campaign.id, days) if act == "extend" else await there.closes(staff, campaign.id)
    )
    return done if isinstance(done, Campaign) else None


ONE_HAS_ANSWERED = [("begin", 0), ("finish", 0), ("remind", 0), ("pass", 26), ("remind", 0)]


@example(mode=Mode.PSEUDONYMOUS, acts=ONE_HAS_ANSWERED)
@example(mode=Mode.ANONYMOUS, acts=ONE_HAS_ANSWERED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mode=st.sampled_from([Mode.PSEUDONYMOUS, Mode.ANONYMOUS]), acts=steps)
def test_only_the_silent_are_reminded_never_at_night_never_twice_on_a_day(
    tmp_path: Path, sqlite_template: bytes, mode: Mode, acts: list[tuple[str, int]]
) -> None:
    path = tmp_path / "history.sqlite3"
    for left in tmp_path.glob("history.sqlite3*"):
        left.unlink()
    path.write_bytes(sqlite_template)
    asyncio.run(history(path, mode, acts))


@pytest.fixture
async def quiet_world(tmp_path: Path, sqlite_template: bytes) -> AsyncIterator[World]:
    path = tmp_path / "world.sqlite3"
    path.write_bytes(sqlite_template)
    database = Database(f"sqlite+aiosqlite:///{path}")
    stores = worker(database, Ticking(MONDAY))
    there: Any = await world(stores)
    there.finished = set()
    yield there
    await stores.lane.close()
    await database.close()


async def days_of_reminders(there: World, hours: int) -> list[str]:
    """On which days the first person is reminded while so many hours pass."""
    messenger = Messenger(there)
    for _ in range(hours):
        there.stores.clock.passes(hours=1)
        await there.due.do()
        await Sender(there.stores.outbox, messenger, Pacer(None), there.stores.clock, ZONE, lanes=1).send_due()
    assert messenger.wrong == []
    first = there.people[0][0]
    return [at.astimezone(ZONE).date().isoformat() for who, at in messenger.brought if who == first]


async def test_a_campaign_that_nobody_touches_reminds_three_times(quiet_world: World) -> None:
    there = quiet_world
    campaign = await there.started(closes_at=MONDAY + timedelta(days=21))
    assert await days_of_reminders(there, 24 * 22) == ["2026-10-16", "2026-10-21", "2026-10-24"]
    ended = await there.store.find(campaign.id, there.centre)
    assert ended is not None
    assert ended.state is CampaignState.CLOSED


async def test_a_longer_campaign_reminds_by_its_longer_calendar(quiet_world: World) -> None:
    there = quiet_world
    campaign = await there.started(closes_at=MONDAY + timedelta(days=7))
    assert await days_of_reminders(there, 24 * 7 - 1) == ["2026-10-09", "2026-10-10"]
    await there.extends(await there.staff(), campaign.id, 14)
    assert await days_of_reminders(there, 24 * 15) == ["2026-10-16", "2026-10-21", "2026-10-24"]
