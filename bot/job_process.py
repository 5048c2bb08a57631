"""From the bot's side: a process for each job, what it tells, and every way in which it can end."""

import asyncio
import json
import logging
import math
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.jobs.model import Job, JobTroubleError, Made, Progress, Trouble

log = logging.getLogger(__name__)

MEMORY = 3 * 1024**3
"""Bytes of address space, of which libraries reserve far more than they use."""
PATIENCE = 15 * 60.0
"""Seconds for one file."""
_PREFIX = "metodist-job-"
FRUGAL = {
    # Jobs share the processors by being several; threads of libraries would only take them from taps.
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    # Each thread would keep a heap of its own: a fifth of the memory of a large summary.
    "MALLOC_ARENA_MAX": "1",
}
"""What the environment of a job's process tells its libraries."""


class JobProcesses:
    """Makes files in processes of their own."""

    def __init__(
        self,
        database: str,
        secret: bytes,
        clock: Callable[[], datetime],
        memory: int = MEMORY,
        patience: float = PATIENCE,
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret
        self._memory = memory
        self._patience = patience

    @asynccontextmanager
    async def making(self, job: Job, work: str, tell: Callable[[Progress], None]) -> AsyncIterator[Made]:
        """The finished file, there for the length of the block; JobTroubleError if there is none."""
        folder = _folder()
        try:
            yield await self._made(job, work, folder, tell)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _made(self, job: Job, work: str, folder: Path, tell: Callable[[Progress], None]) -> Made:
        task = {
            "work": work,
            "kind": job.kind,
            "parameters": dict(job.parameters),
            "centre": job.centre,
            "organisation": job.organisation,
            "database": self._database,
            "secret": self._secret.hex(),
            "now": self._clock().isoformat(),
            "folder": str(folder),
            "memory": self._memory,
            "seconds": math.ceil(self._patience),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **FRUGAL},
        )
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(task).encode() + b"\n")
            async with asyncio.timeout(self._patience):
                told = await _listened(process, tell)
        except TimeoutError as error:
            raise JobTroubleError(Trouble.TOO_SLOW) from error
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        return _made_of(told, process.returncode)


async def _listened(process: asyncio.subprocess.Process, tell: Callable[[Progress], None]) -> dict[str, Any]:
    """The last line, which says how it ended; empty if the process ended without a word."""
    assert process.stdout is not None
    async for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        if "percent" not in told:
            return told
        tell(Progress(str(told["stage"]), int(told["percent"])))
    await process.wait()
    return {}


def _made_of(told: dict[str, Any], code: int | None) -> Made:
    if "trouble" in told:
        raise JobTroubleError(Trouble(told["trouble"]), told.get("said", ""))
    if not told:
        log.error("a job's process ended with %s", code)
        raise JobTroubleError(Trouble.CRASHED)
    return Made(Path(told["path"]), told["name"], told["caption"])


def _folder() -> Path:
    """Named after this process, so that the next one can tell what a dead one left."""
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    except OSError as error:
        raise JobTroubleError(Trouble.NO_SPACE) from error


def sweep() -> int:
    """Remove what processes that are gone have left; gives how many folders."""
    swept = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True
