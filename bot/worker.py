"""The process that makes one file: a task comes in as a line of JSON, progress and the result go out as lines.

It ends with the bot: when nobody holds the other end of its input any more, it leaves nothing behind.
"""

import errno
import json
import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from people.model import CentreId, OrganisationId
from reports.jobs.model import JobTroubleError, Made, Task, Trouble
from reports.whole_files import NotWrittenError
from workbooks.limits import limit

log = logging.getLogger(__name__)

_FULL = {errno.ENOSPC, errno.EDQUOT}
ABANDONED = 3
_LAST_OF_ALL = 19
"""Niceness: a file that takes minutes may take a little longer, a tap may not."""


def main() -> int:
    """Do what the first line of the input asks for."""
    logging.basicConfig(stream=sys.stderr)
    told = json.loads(sys.stdin.buffer.readline())
    out = _own_output()
    folder = Path(told["folder"])
    threading.Thread(target=_end_with_the_bot, args=(folder,), daemon=True).start()
    limit(told["memory"], told["seconds"])
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_LAST_OF_ALL)

    def say(**line: Any) -> None:
        out.write(json.dumps(line).encode() + b"\n")
        out.flush()

    say(**_verdict(told, folder, lambda stage, percent: say(stage=stage, percent=percent)))
    return 0


def _verdict(told: dict[str, Any], folder: Path, tell: Callable[[str, int], None]) -> dict[str, Any]:
    try:
        made = _made(told, folder, tell)
    except JobTroubleError as error:
        return {"trouble": error.trouble.value, "said": error.said}
    except MemoryError:
        return {"trouble": Trouble.TOO_LARGE.value}
    except Exception as error:
        if _is_full(error):
            return {"trouble": Trouble.NO_SPACE.value}
        log.exception("a job failed")
        return {"trouble": Trouble.CRASHED.value}
    return {"path": str(made.path), "name": made.name, "caption": made.caption}


def _made(told: dict[str, Any], folder: Path, tell: Callable[[str, int], None]) -> Made:
    module, _, function = told["work"].partition(":")
    work: Callable[[Task, Callable[[str, int], None]], Made] = getattr(import_module(module), function)
    organisation = told["organisation"]
    task = Task(
        kind=told["kind"],
        parameters=told["parameters"],
        centre=CentreId(told["centre"]),
        organisation=None if organisation is None else OrganisationId(organisation),
        database=told["database"],
        now=datetime.fromisoformat(told["now"]),
        secret=bytes.fromhex(told["secret"]),
        folder=folder,
    )
    return work(task, tell)


def _is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind it; libraries wrap it in errors of their own."""
    while error is not None:
        if isinstance(error, NotWrittenError) and error.is_full:
            return True
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def _own_output() -> IO[bytes]:
    """The pipe to the bot; whatever a library prints goes to the log instead."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _end_with_the_bot(folder: Path) -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing more is ever sent: it returns when the bot is gone
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(ABANDONED)


if __name__ == "__main__":
    sys.exit(main())
