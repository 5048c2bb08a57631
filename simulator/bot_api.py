"""The Bot API over HTTP: /bot<token>/<Method> and /file/bot<token>/<path>."""

import asyncio
import contextlib
import time
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

from simulator.errors import ApiError
from simulator.faults import Fault, Faults
from simulator.messenger import Messenger
from simulator.methods import Methods
from simulator.model import ApiRequest
from simulator.parameters import Parameters, Upload
from simulator.updates import LONGEST_WAIT, MOST_AT_ONCE
from simulator.webhooks import Webhook

BIGGEST_UPLOAD = 50 * 1024 * 1024
TOO_LARGE = "Request Entity Too Large"
_UPDATES = {"offset", "limit", "timeout", "allowed_updates"}
_WEBHOOK = {
    "url",
    "certificate",
    "ip_address",
    "max_connections",
    "allowed_updates",
    "drop_pending_updates",
    "secret_token",
}
_UNLOGGED = {"getupdates"}
"""Polls would push everything else out of the log; refused ones stay."""


class BotApi:
    """Takes calls, lets faults happen, writes everything down."""

    def __init__(self, token: str, world: Messenger, methods: Methods, faults: Faults) -> None:
        self._token = token
        self._world = world
        self._methods = methods
        self._faults = faults
        self.webhook = Webhook(world.queue, self.execute)
        self._poll = 0
        self.polled_at = 0.0

    def routes(self) -> list[web.RouteDef]:
        """For the server."""
        return [
            web.route("*", "/bot{token}/{method}", self.handle),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        if request.match_info["token"] != self._token:
            return _json(ApiError(401, "Unauthorized"))
        method = request.match_info["method"]
        fault = self._faults.take(method)
        if fault is not None:
            refused = await self._befallen(request, method, fault)
            if refused is not None:
                return refused
        try:
            parameters = await _read(request)
        except ApiError as error:
            self._log(method, {}, error.status, error.description, [], error.body())
            return _json(error)
        status, body = await self.execute(method, parameters.values, parameters)
        if fault is not None and fault.kind == "lost_reply":
            return await _lost(request)
        return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")

    async def _befallen(self, request: web.Request, method: str, fault: Fault) -> web.StreamResponse | None:
        if fault.kind == "delay":
            await asyncio.sleep(fault.ms / 1000)
        elif fault.kind == "429":
            error = ApiError(
                429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after
            )
            self._log(method, {}, error.status, error.description, [], error.body())
            return _json(error)
        elif fault.kind == "500":
            self._log(method, {}, 500, "Internal Server Error", [], None)
            return _json(ApiError(500, "Internal Server Error"))
        elif fault.kind == "502":
            self._log(method, {}, 502, "Bad Gateway", [], None)
            return web.Response(
                status=502, text="<html><body><h1>502 Bad Gateway</h1></body></html>", content_type="text/html"
            )
        elif fault.kind == "timeout":
            await asyncio.sleep(fault.ms / 1000 or 60)
            return await _lost(request)
        elif fault.kind == "lost_request":
            return await _lost(request)
        return None

    async def execute(
        self, method: str, values: dict[str, Any], parameters: Parameters | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Carry a call out and write it down; gives HTTP status and body."""
        p = parameters or Parameters(values)
        unknown: list[str] = []
        try:
            result, unknown = await self._result(method, p)
            status, description, body = 200, "", {"ok": True, "result": result}
        except ApiError as error:
            status, description, body = error.status, error.description, error.body()
        if method.lower() not in _UNLOGGED or status != 200:
            self._log(method, p.values, status, description, unknown, body)
        return status, body

    async def _result(self, method: str, p: Parameters) -> tuple[Any, list[str]]:
        name = method.lower()
        own = {
            "getupdates": (_UPDATES, self._get_updates),
            "setwebhook": (_WEBHOOK, self._set_webhook),
            "deletewebhook": ({"drop_pending_updates"}, self._delete_webhook),
            "getwebhookinfo": (set[str](), self._webhook_info),
        }
        if name in own:
            known, act = own[name]
            return await act(p), sorted(set(p.values) - known)
        found = self._methods.find(name)
        if found is None:
            raise ApiError(404, "Not Found")
        plain, known = found
        return plain(p), sorted(set(p.values) - known)

    def _log(
        self, method: str, params: dict[str, Any], status: int, description: str, unknown: list[str], answer: Any
    ) -> None:
        request = ApiRequest(method, params, status, description, unknown, time.time(), answer)
        self._world.requests.append(request)
        if self._world.events.followers:
            self._world.events.add("request", chat_id=None, request=request.wire())

    async def _get_updates(self, p: Parameters) -> list[dict[str, Any]]:
        if self.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        queue = self._world.queue
        self._poll += 1
        mine = self._poll
        queue.notify()  # an older poller finds out that it has been replaced
        if p.get("allowed_updates") is not None:
            queue.allowed = list(p.json("allowed_updates") or [])
        self.polled_at = time.time()
        queue.confirm(p.whole("offset") if p.is_whole("offset") else 0)
        limit = p.within("limit", 1, MOST_AT_ONCE, MOST_AT_ONCE)
        until = time.monotonic() + p.within("timeout", 0, LONGEST_WAIT, 0)
        while not queue.waiting and time.monotonic() < until:
            changed = queue.changed
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), until - time.monotonic())
            if mine != self._poll:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            if self.webhook.url:
                raise ApiError(409, "Conflict: terminated by setWebhook request")
        return [update.wire() for update in queue.take(limit)]

    async def _set_webhook(self, p: Parameters) -> bool:
        if p.get("allowed_updates") is not None:
            self._world.queue.allowed = list(p.json("allowed_updates") or [])
        if p.flag("drop_pending_updates"):
            self._world.queue.waiting.clear()
        return self.webhook.set(p)

    async def _delete_webhook(self, p: Parameters) -> bool:
        if p.flag("drop_pending_updates"):
            self._world.queue.waiting.clear()
        return self.webhook.set(Parameters({}))

    async def _webhook_info(self, _p: Parameters) -> dict[str, Any]:
        return {**self.webhook.info(), "allowed_updates": self._world.queue.allowed}

    async def download(self, request: web.Request) -> web.Response:
        """A file by its path."""
        found = self._world.files.get(request.match_info["path"].rpartition("/")[2])
        if request.match_info["token"] != self._token or found is None:
            return _json(ApiError(404, "Not Found"))
        return web.Response(body=found[1], content_type="application/octet-stream")


def _json(error: ApiError) -> web.Response:
    return web.Response(status=error.status, body=orjson.dumps(error.body()), content_type="application/json")


async def _lost(request: web.Request) -> web.StreamResponse:
    """The connection breaks without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _read(request: web.Request) -> Parameters:
    if request.content_length and request.content_length > BIGGEST_UPLOAD:
        raise ApiError(413, TOO_LARGE)
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "multipart/form-data":
        return await _read_parts(request, values)
    try:
        if request.content_type == "application/json":
            given = orjson.loads(await request.read() or b"{}")
            values.update(given if isinstance(given, dict) else {})
        elif request.can_read_body:
            values.update(await request.post())
    except orjson.JSONDecodeError as error:
        raise ApiError(400, "Bad Request: can't parse JSON object") from error
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, TOO_LARGE) from error
    return Parameters(values)


async def _read_parts(request: web.Request, values: dict[str, Any]) -> Parameters:
    files: dict[str, Upload] = {}
    left = BIGGEST_UPLOAD
    try:
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            content = bytearray()
            while chunk := await part.read_chunk(1024 * 1024):
                content += chunk
                left -= len(chunk)
                if left < 0:  # the length may not have been told beforehand
                    raise ApiError(413, TOO_LARGE)
            if part.filename is None:
                values[str(part.name)] = content.decode()
            else:
                files[str(part.name)] = (part.filename, bytes(content))
    except ValueError as error:
        raise ApiError(400, "Bad Request: can't parse the multipart body") from error
    return Parameters(values, files)
