"""/health: is it alive, does it hear Telegram, does it reach the database, is anything stuck."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.wiring import Application
from people.outage import OutageError


@dataclass
class Pulse:
    """When the bot last heard an update."""

    started_at: datetime
    last_update_at: datetime | None = field(default=None)


async def health(app: Application, clock: Clock, pulse: Pulse) -> dict[str, Any]:
    """What an operator or a supervisor wants to know."""
    oldest: datetime | None = None
    try:
        oldest = await app.outbox.oldest_due(app.clock())
        database = "ok"
    except OutageError:
        database = "unreachable"
    return {
        "status": "ok" if database == "ok" else "degraded",
        "database": database,
        "started_at": _shown(pulse.started_at),
        "last_update_at": _shown(pulse.last_update_at),
        "last_clock_tick_at": _shown(clock.last_tick_at),
        "oldest_undelivered_notice_at": _shown(oldest),
    }


def health_route(app: Application, clock: Clock, pulse: Pulse) -> web.RouteDef:
    """GET /health: 200, or 503 when people's answers cannot be saved."""

    async def answer(_request: web.Request) -> web.Response:
        state = await health(app, clock, pulse)
        return web.json_response(state, status=200 if state["status"] == "ok" else 503)

    return web.get("/health", answer)


def _shown(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
