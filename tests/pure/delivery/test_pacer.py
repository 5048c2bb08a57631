"""The pace: never more than the rate in any one second, hardly fewer over a minute."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.pacer import Pacer

RATE = 10


class Time:
    """A clock that moves while somebody sleeps, and oversleeps as told."""

    def __init__(self, oversleeps: list[float]) -> None:
        self.now = 1000.0
        self._oversleeps = oversleeps

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + (self._oversleeps.pop() if self._oversleeps else 0.0)


def worst_second(moments: list[float]) -> int:
    # The tolerance is that of floating point: one millionth of a second.
    return max(sum(start <= moment < start + 1 - 1e-6 for moment in moments) for start in moments)


@given(
    idle=st.lists(st.floats(0, 2), min_size=60, max_size=120),
    oversleeps=st.lists(st.floats(0, 1.5), max_size=60),
)
async def test_no_second_ever_holds_more_than_the_rate(idle: list[float], oversleeps: list[float]) -> None:
    time = Time(oversleeps)
    pacer = Pacer(RATE, time, time.sleep)
    sent = []
    for gap in idle:
        time.now += gap if gap > 1 else 0.0
        assert await pacer.turn()
        sent.append(time.now)

    assert worst_second(sent) <= RATE


@given(st.lists(st.floats(0, 0.05), max_size=300))
async def test_a_busy_minute_is_within_three_percent_of_the_rate(oversleeps: list[float]) -> None:
    time = Time(oversleeps)
    pacer = Pacer(RATE, time, time.sleep)
    began, sent = time.now, 0
    while time.now < began + 60:
        await pacer.turn()
        sent += 1

    assert 0.97 * RATE * 60 <= sent <= RATE * 60


async def test_many_who_wait_at_once_go_one_by_one() -> None:
    time = Time([])
    pacer = Pacer(RATE, time, time.sleep)
    sent: list[float] = []

    async def goes() -> None:
        await pacer.turn()
        sent.append(time.now)

    await asyncio.gather(*[goes() for _ in range(100)])
    assert sent == sorted(sent)
    assert worst_second(sent) <= RATE


async def test_a_pause_holds_everything_back_and_the_impatient_leave() -> None:
    time = Time([])
    pacer = Pacer(25, time, time.sleep)
    pacer.pause(9)

    assert pacer.paused_for() == 9
    assert not await pacer.turn(patience=5)
    assert time.now == 1000
    assert await pacer.turn(patience=9)
    assert time.now == 1009
    assert pacer.paused_for() == 0


@pytest.mark.parametrize("pause", [0.0, 3.0])
async def test_without_a_rate_only_pauses_hold_up(pause: float) -> None:
    time = Time([])
    pacer = Pacer(None, time, time.sleep)
    pacer.pause(pause)
    for _ in range(1000):
        await pacer.turn()

    assert time.now == 1000 + pause
