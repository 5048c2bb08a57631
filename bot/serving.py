"""One process of the bot from start to stop."""

import asyncio
import gc
import logging
import signal
from contextlib import suppress

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats
from aiohttp import web

from bot.clock import Clock
from bot.health import Pulse, health_route
from bot.polling import Polling
from bot.settings import Settings
from bot.webhook import register, webhook_route
from bot.wiring import Application, build
from handlers.texts import Speech

log = logging.getLogger(__name__)

FINISH_WITHIN = 8.0
"""Seconds to finish what is in hand after SIGTERM; a supervisor waits ten."""
COMMANDS = ("start", "result", "help")


class AddressError(Exception):
    """The address to listen on cannot be used; the message says so in Russian."""


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    app = await build(settings)
    try:
        await _serve(app, stopping)
    finally:
        await app.close()


async def _serve(app: Application, stopping: asyncio.Event) -> None:
    pulse = Pulse(started_at=app.clock())
    clock = Clock(app)
    is_webhook = bool(app.settings.webhook_url)
    routes = [health_route(app, clock, pulse)]
    if is_webhook:
        routes.append(webhook_route(app, pulse))
    runner = await _listening(app.settings, routes)
    polling = Polling(app, pulse)
    _freeze()
    work = [asyncio.create_task(clock.run()), asyncio.create_task(_introduce(app))]
    work.append(asyncio.create_task(app.jobs.run()))
    if is_webhook:
        work.append(asyncio.create_task(register(app)))
    else:
        with suppress(TelegramAPIError):
            await app.bot.delete_webhook()
        work.append(asyncio.create_task(polling.run()))
    log.info("ready: %s", "webhook" if is_webhook else "polling")
    await _until_stopped(stopping, work)
    if not is_webhook:
        await polling.finish(FINISH_WITHIN)
    await runner.cleanup()
    log.info("stopped")


async def _until_stopped(stopping: asyncio.Event, work: list[asyncio.Task[None]]) -> None:
    """Wait for the signal, or for a task that has to run for ever to fail."""
    signalled = asyncio.create_task(stopping.wait())
    pending = {signalled, *work}
    while not signalled.done():
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)


async def _listening(settings: Settings, routes: list[web.RouteDef]) -> web.AppRunner:
    site = web.Application(client_max_size=4 * 1024 * 1024)
    site.add_routes(routes)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=FINISH_WITHIN, handle_signals=False)
    await runner.setup()
    host, port = settings.address
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise AddressError(f"Адрес {settings.listen} занят или недоступен. Задайте другой в BOT_LISTEN.") from error
    return runner


async def _introduce(app: Application) -> None:
    """Commands and descriptions, as people see them in Telegram; the bot works without them, too."""
    speech: Speech = app.desk.speech
    commands = [BotCommand(command=name, description=speech.plain(f"command-{name}")) for name in COMMANDS]
    try:
        await app.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
        await app.bot.set_my_description(speech.plain("bot-description"))
        await app.bot.set_my_short_description(speech.plain("bot-short-description"))
    except TelegramAPIError as error:
        log.warning("commands were not registered: %s", error)


def _freeze() -> None:
    """aiogram leaves 300,000 objects behind; looking through them again would take 0.2 s of somebody's tap."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
