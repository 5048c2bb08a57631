"""Updates that Telegram brings: the secret is checked, the answer to a tap travels in our reply."""

import hmac
import logging
from urllib.parse import urlparse

import orjson
from aiohttp import web

from bot.health import Pulse
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
    """Tell Telegram where to bring updates; several workers may say the same."""
    await app.bot.set_webhook(
        app.settings.webhook_url,
        secret_token=app.settings.webhook_secret.get_secret_value(),
        max_connections=PARALLEL,
        allowed_updates=ALLOWED_UPDATES,
    )
    log.info("webhook registered")
