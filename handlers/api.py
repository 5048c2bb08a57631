"""Calling the Bot API without paying for what nobody reads.

aiogram builds a model of every call, a multipart form of the model, and a model of every answer. The few calls that
a tap needs are plain JSON here, over the connections of aiogram's own session, with aiogram's own errors. Every other
method goes through the `Bot`.
"""

from typing import Any

import aiohttp
import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import GetMe

_JSON = {"Content-Type": "application/json"}
_OK = 200
_STUMBLED = 500
CALL_TIMEOUT = aiohttp.ClientTimeout(total=10)


class BotApi:
    """Plain calls: a method's name and its parameters in, the JSON value of `result` out."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._prefix = bot.session.api.api_url(token=bot.token, method="")

    async def call(
        self,
        method: str,
        parameters: dict[str, Any],
        timeout: aiohttp.ClientTimeout = CALL_TIMEOUT,  # noqa: ASYNC109
    ) -> Any:
        """Call a method; a TelegramAPIError of aiogram says what went wrong."""
        session = self._bot.session
        assert isinstance(session, AiohttpSession)
        client = await session.create_session()
        body = orjson.dumps(parameters)
        try:
            async with client.post(self._prefix + method, data=body, headers=_JSON, timeout=timeout) as response:
                status, answer = response.status, await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method=GetMe(), message=f"{method}: no answer in time") from error
        except aiohttp.ClientError as error:
            raise TelegramNetworkError(method=GetMe(), message=f"{method}: {type(error).__name__}") from error
        if status == _OK:
            return orjson.loads(answer)["result"]
        if status >= _STUMBLED:  # perhaps a proxy's HTML instead of Telegram's JSON
            raise TelegramServerError(method=GetMe(), message=f"{method}: {status}")
        return session.check_response(self._bot, GetMe(), status, answer.decode(errors="replace")).result
