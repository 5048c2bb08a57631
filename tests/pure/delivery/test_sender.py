"""Sending: the policy for each thing that can go wrong, the pace, the hour."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.model import (
    Down,
    Draft,
    Notice,
    NoticeId,
    Obsolete,
    Rejected,
    SendingError,
    State,
    Throttled,
    Unreachable,
)
from delivery.pacer import Pacer
from delivery.reminders import tomorrow_about_now
from delivery.sender import Sender
from people.model import Account, AccountId

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
NOTICE = Notice(NoticeId(1), Account(AccountId(1), 100), "run_waiting", "1", {}, attempts=2)


class Memory:
    """An outbox that holds one notice and writes down what was done with it."""

    def __init__(self) -> None:
        self.done: list[object] = []

    async def add(self, draft: Draft) -> bool:
        raise NotImplementedError

    async def claim(self, now: datetime, lease_for: timedelta, most: int) -> Sequence[Notice]:
        return [NOTICE]

    async def settle(self, notice: Notice, state: State, now: datetime, reason: str = "") -> None:
        self.done.append((state, reason))

    async def postpone(self, notice: Notice, until: datetime) -> None:
        self.done.append(until - NOW)

    async def forget_person(self, account: AccountId, now: datetime) -> int:
        self.done.append("forgotten")
        return 0

    async def oldest_due(self, now: datetime) -> datetime | None:
        return None


class Mouth:
    """A transport that ends as it is told."""

    def __init__(self, problem: SendingError | None) -> None:
        self.problem = problem

    async def send(self, notice: Notice) -> None:
        if self.problem:
            raise self.problem


@pytest.mark.parametrize(
    ("problem", "done"),
    [
        (None, [(State.SENT, "")]),
        (Throttled(7), [timedelta(seconds=7)]),
        (Unreachable(), [(State.UNREACHABLE, ""), "forgotten"]),
        (Rejected("text is empty"), [(State.REJECTED, "text is empty")]),
        (Down(), [timedelta(seconds=20)]),
        (Obsolete(), [(State.CANCELLED, "")]),
    ],
    ids=["sent", "throttled", "unreachable", "rejected", "down", "obsolete"],
)
async def test_what_becomes_of_a_notice(problem: SendingError | None, done: list[object]) -> None:
    outbox = Memory()
    await Sender(outbox, Mouth(problem), Pacer(25), lambda: NOW).send_due()

    assert outbox.done == done


@given(st.lists(st.floats(0, 0.5), min_size=60, max_size=120))
def test_no_second_ever_holds_more_than_the_rate(gaps: list[float]) -> None:
    now = 1000.0
    pacer = Pacer(10, clock=lambda: now)
    sent = []
    for gap in gaps:
        now += gap
        now += pacer.wait_for()
        sent.append(now)

    for start in sent:
        # The tolerance is that of floating point: one millionth of a second.
        assert sum(start <= moment < start + 1 - 1e-6 for moment in sent) <= 10


def test_a_pause_holds_everything_back() -> None:
    pacer = Pacer(25, clock=lambda: 50.0)
    pacer.pause(9)

    assert pacer.wait_for() == 9


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-10-05 14:20", "2026-10-06 14:20"),
        ("2026-10-05 23:50", "2026-10-06 19:00"),
        ("2026-10-05 03:10", "2026-10-06 09:00"),
        ("2026-10-10 12:00", "2026-10-12 12:00"),  # Saturday: not on Sunday
    ],
)
def test_a_reminder_comes_tomorrow_at_a_decent_hour(now: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Vladivostok")
    local = datetime.fromisoformat(now).replace(tzinfo=zone)

    assert tomorrow_about_now(local.astimezone(UTC), zone) == datetime.fromisoformat(expected).replace(tzinfo=zone)
