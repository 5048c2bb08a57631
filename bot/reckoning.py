"""From the bot's side: one warm process that works out figures, started when somebody looks at results."""

import asyncio
import logging
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.job_process import FRUGAL
from bot.reckoner import HEAD, packed
from reports.indicators.ports import IndicatorRequest
from reports.results import ReckoningError
from reports.summary.request import Request

if TYPE_CHECKING:
    from reports.charts.board import Row
    from reports.charts.canvas import Chart
    from reports.indicators.model import Figures
    from reports.summary.model import Summary

log = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds for one answer."""
LONGEST_IDLE = 600.0
"""Seconds after which it gives its memory back."""
_LOST = (OSError, EOFError, asyncio.IncompleteReadError)
"""What is raised when the process is not there any more."""


class ProcessReckoner:
    """The `Reckoner` and the `IndicatorReckoner`; requests wait for each other, so that taps keep a processor."""

    def __init__(self, database: str, clock: Callable[[], datetime], patience: float = PATIENCE) -> None:
        self._database = database
        self._clock = clock
        self._patience = patience
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._warming: asyncio.Task[None] | None = None

    async def summary(self, request: Request) -> "Summary":
        """See `Reckoner.summary`."""
        summary: Summary = await self._answer("summary", request)
        return summary

    async def charts(self, request: Request) -> "Sequence[Chart]":
        """See `Reckoner.charts`."""
        charts: Sequence[Chart] = await self._answer("charts", request)
        return charts

    async def indicators(self, request: IndicatorRequest) -> "Figures":
        """See `IndicatorReckoner.indicators`."""
        figures: Figures = await self._answer("indicators", request)
        return figures

    async def board(self, title: str, rows: "Sequence[Row]") -> bytes:
        """A response board as a .png; ReckoningError if there is none now."""
        picture: bytes = await self._answer("board", (title, rows))
        return picture

    async def close(self) -> None:
        """End the process."""
        if self._rest is not None:
            self._rest.cancel()
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def warm(self) -> None:
        """See `Reckoner.warm`."""
        if self._process is None and not self._turn.locked():
            self._warming = asyncio.get_running_loop().create_task(self._warm())

    async def _warm(self) -> None:
        async with self._turn:
            with suppress(OSError):
                await self._living()
            self._rest_later()

    async def _answer(self, what: str, asked: object) -> Any:
        async with self._turn:
            try:
                async with asyncio.timeout(self._patience):
                    is_done, told = await self._asked_twice(what, asked)
            except (TimeoutError, *_LOST) as error:
                log.warning("no figures: %s", type(error).__name__)
                await self.close()
                raise ReckoningError from error
            except asyncio.CancelledError:
                await self.close()  # its answer would be taken for that to the next question
                raise
            finally:
                self._rest_later()
        if not is_done:
            raise ReckoningError(told)
        return told

    async def _asked_twice(self, what: str, asked: object) -> tuple[bool, Any]:
        """The process may have been killed since it was last asked."""
        try:
            return await self._asked(what, asked)
        except _LOST as error:
            log.warning("figures are asked for again: %s", type(error).__name__)
            await self.close()
            return await self._asked(what, asked)

    def _rest_later(self) -> None:
        """End the process when nobody looks at results for a while."""
        if self._rest is not None:
            self._rest.cancel()
        self._rest = asyncio.get_running_loop().call_later(LONGEST_IDLE, self._end)

    def _end(self) -> None:
        if self._process is not None and not self._turn.locked() and self._process.returncode is None:
            self._process.kill()

    async def _asked(self, what: str, asked: object) -> tuple[bool, Any]:
        process = await self._living()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(packed((what, asked, self._clock())))
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(HEAD), "big")
        told: tuple[bool, Any] = pickle.loads(await process.stdout.readexactly(length))
        return told

    async def _living(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await self._started()
        return self._process

    async def _started(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.reckoner",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **FRUGAL},
        )
        assert process.stdin is not None
        process.stdin.write(packed(self._database))
        return process
