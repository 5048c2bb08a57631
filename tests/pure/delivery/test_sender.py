"""Sending: the policy for each thing that can go wrong, the night, and what is in flight at most."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from delivery.model import (
    Down,
    Draft,
    Notice,
    NoticeId,
    Obsolete,
    Outcome,
    Priority,
    Rejected,
    State,
    Throttled,
    Unreachable,
)
from delivery.pacer import Pacer
from delivery.sender import Sender
from people.model import Account, AccountId
from people.outage import OutageError

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
NOTICE = Notice(NoticeId(1), Account(AccountId(1), 100), "run_waiting", "1", {}, attempts=2)


class Memory:
    """An outbox that gives notices once and writes down what became of them."""

    def __init__(self, *notices: Notice) -> None:
        self.waiting = list(notices)
        self.done: list[Outcome] = []
        self.away = 0
        """How many times more the database is not there."""

    async def add(self, draft: Draft) -> bool:
        raise NotImplementedError

    async def claim(self, now: datetime, lease_for: timedelta, most: int) -> Sequence[Notice]:
        claimed, self.waiting = self.waiting[:most], self.waiting[most:]
        return claimed

    async def settle(self, outcomes: Sequence[Outcome], now: datetime) -> None:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            raise OutageError("away")
        self.done += outcomes

    async def move(self, notice: NoticeId, about: str) -> bool:
        raise NotImplementedError

    async def oldest_due(self, now: datetime) -> datetime | None:
        return None


class Mouth:
    """A transport that ends as it is told."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem
        self.sent: list[int] = []
        self.begun = 0

    async def send(self, notice: Notice) -> int | None:
        self.begun += 1
        await asyncio.sleep(0)
        if self.problem:
            raise self.problem
        self.sent.append(notice.id)
        return 700 + notice.id


def sender(outbox: Memory, mouth: Mouth, now: datetime = NOW, **others: Any) -> Sender:
    return Sender(outbox, mouth, Pacer(None), lambda: now, UTC, **others)


def numbered(*numbers: int, **others: Any) -> list[Notice]:
    return [replace(NOTICE, id=NoticeId(number), **others) for number in numbers]


@pytest.mark.parametrize(
    ("problem", "becomes"),
    [
        (None, Outcome(NOTICE, State.SENT, message=701)),
        (Throttled(7), Outcome(NOTICE, until=NOW + timedelta(seconds=7))),
        (Unreachable(), Outcome(NOTICE, State.UNREACHABLE)),
        (Rejected("text is empty"), Outcome(NOTICE, State.REJECTED, "text is empty")),
        (Down(), Outcome(NOTICE, until=NOW + timedelta(seconds=20))),
        (OutageError("no database"), Outcome(NOTICE, until=NOW + timedelta(seconds=20))),
        (Obsolete(), Outcome(NOTICE, State.CANCELLED)),
        (KeyError("a bug"), Outcome(NOTICE, State.REJECTED, "не удалось подготовить сообщение")),
    ],
    ids=["sent", "throttled", "unreachable", "rejected", "down", "outage", "obsolete", "bug"],
)
async def test_what_becomes_of_a_notice(problem: Exception | None, becomes: Outcome) -> None:
    outbox = Memory(NOTICE)
    await sender(outbox, Mouth(problem)).send_due()

    assert outbox.done == [becomes]


async def test_what_travels_together_is_settled_together() -> None:
    second = replace(NOTICE, id=NoticeId(2))
    outbox, mouth = Memory(replace(NOTICE, joined=(second,))), Mouth()
    assert await sender(outbox, mouth).send_due() == 2

    assert mouth.sent == [1]
    assert [(o.notice.id, o.state, o.message) for o in outbox.done] == [(1, State.SENT, 701), (2, State.SENT, 701)]


@pytest.mark.parametrize(
    ("priority", "sends"), [(Priority.REPLY, True), (Priority.URGENT, False), (Priority.BROADCAST, False)]
)
async def test_at_night_only_replies_are_sent_and_the_rest_waits_for_the_morning(
    priority: Priority, sends: bool
) -> None:
    zone = ZoneInfo("Asia/Vladivostok")
    evening = datetime(2026, 10, 5, 20, 0, tzinfo=zone)
    notice = replace(NOTICE, priority=priority, zone=zone)
    outbox, mouth = Memory(notice), Mouth()
    await sender(outbox, mouth, evening).send_due()

    assert mouth.sent == [1] * sends
    (outcome,) = outbox.done
    assert sends or outcome == Outcome(notice, until=datetime(2026, 10, 6, 8, 0, tzinfo=zone), was_tried=False)


async def test_a_long_pause_gives_everything_back_as_it_was() -> None:
    outbox, mouth = Memory(*numbered(*range(1, 41))), Mouth(Throttled(60))
    await sender(outbox, mouth, lanes=4, portion=25).send_due()

    tried = [outcome for outcome in outbox.done if outcome.was_tried]
    assert len(tried) == mouth.begun
    assert len(tried) <= 4
    assert len(outbox.done) == 25
    assert len(outbox.waiting) == 15


async def test_no_lane_sends_again_before_what_it_sent_is_settled() -> None:
    outbox, mouth = Memory(*numbered(*range(1, 200))), Mouth()
    unsettled: list[int] = []
    settle = outbox.settle

    async def watched(outcomes: Sequence[Outcome], now: datetime) -> None:
        unsettled.append(len(mouth.sent) - len(outbox.done))
        await settle(outcomes, now)

    outbox.settle = watched  # type: ignore[method-assign]
    await sender(outbox, mouth, lanes=5, portion=50).send_due()

    assert sorted(mouth.sent) == list(range(1, 200))
    assert max(unsettled) <= 5


async def test_a_notice_whose_lease_ends_is_left_to_whoever_takes_it_next() -> None:
    outbox, mouth = Memory(*numbered(1, leased_until=NOW + timedelta(seconds=29))), Mouth()
    await sender(outbox, mouth).send_due()

    assert (mouth.sent, outbox.done) == ([], [])


async def test_what_was_sent_is_settled_when_the_database_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery.settling.PAUSES", (0.0, 0.0, 0.0))
    outbox, mouth = Memory(*numbered(1, 2)), Mouth()
    outbox.away = 3
    await sender(outbox, mouth).send_due()
    assert sorted(outcome.notice.id for outcome in outbox.done) == [1, 2]

    outbox.waiting, outbox.away = numbered(3), 4
    with pytest.raises(OutageError):
        await sender(outbox, mouth).send_due()
    assert sorted(mouth.sent) == [1, 2, 3]


async def test_where_telegram_is_away_a_few_ask_for_all() -> None:
    outbox, mouth = Memory(*numbered(*range(1, 500))), Mouth(Down())
    sending = sender(outbox, mouth, lanes=4, portion=400)
    asking = asyncio.create_task(sending.send_due())
    while len(outbox.done) < 4:
        await asyncio.sleep(0)
    for _ in range(100):
        await asyncio.sleep(0)
    asking.cancel()

    assert mouth.begun <= 8
