"""A simulator on a port of its own, and a bot that calls it by hand."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator


class Caller:
    """Calls methods of the Bot API as plain JSON."""

    def __init__(self, sim: Simulator, client: aiohttp.ClientSession) -> None:
        self._sim = sim
        self._client = client

    async def __call__(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The whole answer."""
        url = f"{self._sim.api_url}/bot{self._sim.token}/{method}"
        async with self._client.post(url, json=parameters) as response:
            answer: dict[str, Any] = await response.json()
            assert answer.get("error_code", 200) == response.status
            return answer

    async def does(self, method: str, **parameters: Any) -> Any:
        """The result of a call that succeeds."""
        answer = await self(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """The words of a call that is refused."""
        answer = await self(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A simulator."""
    sim = Simulator(retry_delays=(0.05,))
    await sim.start()
    yield sim
    await sim.stop()


@pytest.fixture
async def call(sim: Simulator) -> AsyncIterator[Caller]:
    """The bot's hands."""
    async with aiohttp.ClientSession() as client:
        yield Caller(sim, client)


@pytest.fixture
def maria(sim: Simulator) -> Person:
    """Somebody who has started the bot."""
    person = sim.person("Мария", username="maria")
    person.sends("/start")
    return person
