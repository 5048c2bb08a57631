"""Taps without and with something going on beside them, in turn."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from tests.bench.world import Latency, Person, World, tap_for

RATE = 100
"""Taps per second, of all people together."""
SECONDS = 8.0
WARM_UP = 6.0
ROUNDS = 5
"""With and without in turn, so that the machine's moods are shared out."""
MOST = 1.5
Busy = Callable[[int], AbstractAsyncContextManager[None]]
"""What goes on for the length of the block; told the number of the round."""


async def print_taps_beside(world: World, people: list[Person], what: str, busy: Busy) -> None:
    """The same taps without and with it; the ratio of p95 is what counts."""
    await tap_for(world, people, RATE, WARM_UP)
    rounds = [await _round(world, people, busy(number)) for number in range(ROUNDS)]
    print(f"\nA tap at {RATE}/s beside {what} (milliseconds from due to screen)")
    for name, latencies in zip(("without", "with"), zip(*rounds, strict=True), strict=True):
        told = ", ".join(f"p50 {late.p50:.1f} p95 {late.p95:.1f} worst {late.worst:.1f}" for late in latencies)
        print(f"  {name:<8} {told}")
    ratios = sorted(during.p95 / before.p95 for before, during in rounds)
    print(f"  p95 × {ratios[ROUNDS // 2]:.2f} (at most {MOST}); rounds: {', '.join(f'{r:.2f}' for r in ratios)}")


async def _round(
    world: World, people: list[Person], busy: AbstractAsyncContextManager[None]
) -> tuple[Latency, Latency]:
    before = await tap_for(world, people, RATE, SECONDS)
    async with busy:
        await asyncio.sleep(2.5)  # until it is under way
        during = await tap_for(world, people, RATE, SECONDS)
    await asyncio.sleep(2.5)  # until it has ended
    return before, during
