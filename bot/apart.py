"""Heavy work in a process of its own: whatever a file holds, the bot goes on answering."""

import asyncio
import logging
import sys
from collections.abc import Sequence

log = logging.getLogger(__name__)


class ApartError(Exception):
    """The process did not do what was asked; the code and the sentence say why."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


async def apart(module: str, arguments: Sequence[str], given: bytes, patience: float) -> bytes:
    """What `python -m module arguments` writes when it is given these bytes; ApartError after so many seconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(patience):
            told, complained = await process.communicate(given)
    except TimeoutError as error:
        raise ApartError("too_slow", "Работа с файлом не уложилась в отведённое время.") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        last = complained.decode(errors="replace").strip().splitlines()[-1:]
        log.error("%s ended with %s: %s", module, process.returncode, "".join(last))
        raise ApartError("too_large", "Файл слишком велик или устроен необычно.")
    return told
