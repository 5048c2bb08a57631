"""Talking to the Bot API without paying for what nobody reads.

aiogram's own session builds a multipart form for every call and a full model of every answer. Ours sends JSON over
kept connections and gives the bare `result` for the methods whose answers we know how to read. Files and every
other method go aiogram's own way. Errors are classified by aiogram.
"""

from typing import Any

import aiohttp
import orjson
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from pydantic import BaseModel

BARE = frozenset({SendMessage, EditMessageText, EditMessageReplyMarkup, AnswerCallbackQuery, DeleteMessage})
"""Methods answered with the plain JSON value of `result`, not with a model."""

_JSON = {"Content-Type": "application/json"}
_OK = 200


class LeanSession(AiohttpSession):
    """Calls of `BARE` methods as JSON; everything else as in aiogram."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        """See `BaseSession.make_request`; bare methods give dictionaries, numbers or True."""
        if type(method) not in BARE:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        limit = self.timeout if timeout is None else timeout
        try:
            async with session.post(
                url, data=to_json(bot, method), headers=_JSON, timeout=aiohttp.ClientTimeout(total=limit)
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except aiohttp.ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        if status == _OK:
            return orjson.loads(body)["result"]
        return self.check_response(bot, method, status, body.decode(errors="replace")).result


def to_json(bot: Bot, method: TelegramMethod[Any]) -> bytes:
    """The body of a call; what is not set is left out."""
    body: dict[str, Any] = {}
    for name, value in method.__dict__.items():
        plain = bot.default[value.name] if isinstance(value, Default) else value
        if plain is not None:
            body[name] = plain
    return orjson.dumps(body, default=_dumped)


def _dumped(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    raise TypeError(type(value).__name__)
