"""Questionnaires on paper, made and read in processes of their own."""

import asyncio
import base64
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.apart import ApartError, apart
from reports.paper.ports import Form, Reading
from reports.printing.entry_wire import entries_from_json
from surveys.model import CampaignId
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 90.0
AT_ONCE = 1


class ProcessPaperPress:
    """The `PaperPress` of campaigns."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def blanks(self, form: Form, code: str, centre: str, until: date) -> tuple[bytes, bytes]:
        """See `PaperPress.blanks`."""
        told = {"form": form, "code": code, "centre": centre, "until": until.isoformat()}
        try:
            made = await self._done("blanks", told)
        except ApartError as error:
            raise DefectsError([Defect(error.code, Place(), error.what)]) from error
        return base64.b64decode(made["questionnaire"]), base64.b64decode(made["workbook"])

    async def read(self, file: str, data: bytes, forms: Mapping[CampaignId, Form], now: datetime) -> Reading | None:
        """See `PaperPress.read`."""
        packed = base64.b64encode(data).decode()
        task = {"file": file, "data": packed, "forms": forms, "now": now.isoformat()}
        try:
            told = await self._done("entries", task)
        except ApartError:
            return None  # whoever reads questionnaires says what is wrong with it
        return None if told is None else Reading(told["campaign"], *entries_from_json(told))

    async def _done(self, what: str, told: object) -> Any:
        async with self._turn:
            return json.loads(await apart("reports.printing", [what], json.dumps(told).encode(), PATIENCE))
