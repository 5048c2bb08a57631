"""Templates of reports, opened in a process of their own."""

import asyncio
import base64
import json
from typing import Any

from bot.apart import ApartError, apart
from reports.analysis.template import BrokenTemplateError
from reports.templates import Look

PATIENCE = 40.0
AT_ONCE = 1
TOO_STRANGE = "Шаблон слишком велик или устроен необычно. Уберите из него лишнее и пришлите снова."


class ProcessTemplatePress:
    """The `TemplatePress` of reports."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def look(self, data: bytes) -> Look:
        """See `TemplatePress.look`."""
        try:
            told = await self._done("look", data)
        except ApartError as error:
            raise BrokenTemplateError(TOO_STRANGE) from error
        if "broken" in told:
            raise BrokenTemplateError(told["broken"])
        return Look(base64.b64decode(told["sample"]), tuple(told["lent"]))

    async def example(self) -> bytes:
        """See `TemplatePress.example`."""
        return base64.b64decode((await self._done("example", b""))["sample"])

    async def _done(self, what: str, data: bytes) -> Any:
        async with self._turn:
            return json.loads(await apart("reports.analysis", [what], data, PATIENCE))
