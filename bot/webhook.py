"""Updates that Telegram brings: the secret is checked, the answer to a tap travels in our reply."""

import asyncio
import hmac
import logging
from urllib.parse import urlparse

import orjson
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramUnauthorizedError
from aiohttp import web

from bot.health import Pulse
from bot.polling import FIRST_PAUSE, LONGEST_PAUSE, WRONG_TOKEN, RefusedForGoodError
from bot.wiring import Application
from handlers.intake import ALLOWED_UPDATES

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PARALLEL = 40
"""Connections Telegram may open at once."""


def webhook_route(app: Application, pulse: Pulse) -> web.RouteDef:
    """POST at the path of BOT_WEBHOOK_URL."""
    secret = app.settings.webhook_secret.get_secret_value().encode()

    async def receive(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret):
            return web.Response(status=401)
        try:
            update = orjson.loads(await request.read())
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        pulse.last_update_at = app.clock()
        answer = await app.intake.take(update)
        if answer is None:
            return web.Response()
        body = orjson.dumps({"method": "answerCallbackQuery", **answer})
        return web.Response(body=body, content_type="application/json")

    return web.post(urlparse(app.settings.webhook_url).path or "/", receive)


async def register(app: Application) -> None:
    """Tell Telegram where to bring updates, until it has heard; several workers may say the same."""
    pause = FIRST_PAUSE
    while True:
        try:
            await app.bot.set_webhook(
                app.settings.webhook_url,
                secret_token=app.settings.webhook_secret.get_secret_value(),
                max_connections=PARALLEL,
                allowed_updates=ALLOWED_UPDATES,
            )
        except TelegramUnauthorizedError as error:
            raise RefusedForGoodError(WRONG_TOKEN) from error
        except TelegramBadRequest as error:
            raise RefusedForGoodError(f"Telegram не принимает BOT_WEBHOOK_URL: {error.message}") from error
        except TelegramAPIError as error:
            log.warning("webhook not registered: %s; trying again in %.1f s", error, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            log.info("webhook registered")
            return
