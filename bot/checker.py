"""Checking questionnaires in a process of its own: whatever a file holds, the bot goes on answering."""

import asyncio
import base64
import json
from collections.abc import Sequence
from typing import Any

from bot.apart import ApartError, apart
from surveys.authoring import Draft, StoredFile, Verdict
from surveys.authoring.wire import draft_to_json, verdict_from_json
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 20.0
"""Seconds for one file."""
AT_ONCE = 1
"""Tasks that run at the same time; further ones wait, so that taps keep a processor."""
REMEDY = "Разделите анкету на несколько или пересохраните книгу в Excel и пришлите снова."


class ProcessChecker:
    """The `Checker` of authors."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._starter = b""

    async def check(self, draft: Draft) -> Verdict:
        """See `Checker.check`."""
        async with self._turn:
            [verdict] = await check_apart([draft], self._patience)
        return verdict

    async def workbook(self, source: StoredFile) -> bytes:
        """See `Checker.workbook`."""
        task = {"what": "workbook", "drafts": [draft_to_json(Draft(source.name, source.data))]}
        try:
            async with self._turn:
                return base64.b64decode(await _apart(task, self._patience))
        except ApartError as error:
            raise DefectsError([_defect(error, source.name)]) from error

    async def starter(self) -> bytes:
        """See `Checker.starter`; made once."""
        if not self._starter:
            async with self._turn:
                self._starter = base64.b64decode(await _apart({"what": "starter"}, self._patience))
        return self._starter


async def check_apart(drafts: Sequence[Draft], patience: float) -> Sequence[Verdict]:
    """A verdict for each draft; when the process fails or takes too long, each gets that as its defect."""
    try:
        told = await _apart({"what": "check", "drafts": [draft_to_json(draft) for draft in drafts]}, patience)
    except ApartError as error:
        return [Verdict(None, [_defect(error, draft.file)], []) for draft in drafts]
    return [verdict_from_json(verdict) for verdict in told]


async def _apart(task: dict[str, Any], patience: float) -> Any:
    return json.loads(await apart("surveys.authoring", [], json.dumps(task).encode(), patience))


def _defect(error: ApartError, file: str) -> Defect:
    return Defect(error.code, Place(file), error.what, REMEDY)
