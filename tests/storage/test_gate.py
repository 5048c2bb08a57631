"""The writers' queue: in order, one at a time, and nobody who leaves it blocks the others."""

import asyncio

from storage.gate import WriteGate


async def test_writers_pass_one_at_a_time_in_order_of_arrival() -> None:
    gate = WriteGate()
    inside: list[int] = []
    order: list[int] = []

    async def write(number: int) -> None:
        async with gate.passed():
            inside.append(number)
            assert inside == [number]
            await asyncio.sleep(0)
            order.append(number)
            inside.remove(number)

    await asyncio.gather(*[write(number) for number in range(50)])

    assert order == list(range(50))


async def test_a_thread_and_coroutines_take_turns() -> None:
    gate = WriteGate()
    passed = 0

    def thread() -> None:
        nonlocal passed
        for _ in range(200):
            with gate:
                passed += 1

    async def coroutine() -> None:
        nonlocal passed
        for _ in range(20):
            async with gate.passed():
                passed += 1

    await asyncio.wait_for(asyncio.gather(asyncio.to_thread(thread), coroutine(), coroutine()), 20)

    assert passed == 240


async def test_somebody_who_gives_up_waiting_blocks_nobody() -> None:
    gate = WriteGate()
    async with gate.passed():
        waiting = asyncio.create_task(_pass(gate))
        entering = asyncio.get_running_loop().run_in_executor(None, gate.__enter__)
        await asyncio.sleep(0.01)
        waiting.cancel()
    await entering
    gate.__exit__()

    await asyncio.wait_for(_pass(gate), 5)


async def _pass(gate: WriteGate) -> None:
    async with gate.passed():
        pass
