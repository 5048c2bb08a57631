"""The way in for every update: in order, with an answer for every tap, and no exception past this point."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from handlers.display import Display
from handlers.order import Turns
from handlers.payloads import RetryTap
from handlers.screen import Button, Screen, Toast
from handlers.texts import Speech
from people.outage import OutageError

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member", "channel_post"]
LONGEST_TOAST = 200
_NEEDED_OF_TAPPED = frozenset({"message_id", "date", "chat", "reply_to_message"})


class Intake:
    """Takes raw updates; gives what is still to be said to Telegram, if anything: the answer to a tap."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, speech: Speech, display: Display) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._speech = speech
        self._display = display
        self._turns = Turns()

    async def take(self, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """Handle an update to its end. Never raises: an update that failed must not come again for ever."""
        person = _person(raw)
        await self._turns.wait(person)
        try:
            toast = await self._handled(raw)
        finally:
            self._turns.done(person)
        query = raw.get("callback_query")
        return None if query is None else _answer(query["id"], toast)

    async def _handled(self, raw: Mapping[str, Any]) -> Any:
        try:
            update = Update.model_validate(_needed(raw), context={"bot": self._bot})
        except ValidationError as error:
            # Only where it does not fit: the values are what somebody wrote.
            places = [(problem["loc"], problem["type"]) for problem in error.errors(include_input=False)]
            log.warning("update %s is not understood: %s", raw.get("update_id"), places)
            return None
        try:
            return await self._dispatcher.feed_update(self._bot, update, tapped=_tapped(raw))
        except OutageError:
            log.warning("update %s: no database", raw.get("update_id"), exc_info=True)
            return await self._apologise(raw, *self._outage(raw))
        except Exception:
            incident = secrets.token_hex(3)
            log.exception("update %s: incident %s", raw.get("update_id"), incident)
            text = self._speech.say("trouble-bug", incident=incident)
            return await self._apologise(raw, text, self._speech.plain("trouble-bug-toast", incident=incident))

    def _outage(self, raw: Mapping[str, Any]) -> tuple[str, str]:
        key = "trouble-outage" if "callback_query" in raw else "trouble-outage-message"
        return self._speech.say(key), self._speech.plain("trouble-outage-toast")

    async def _apologise(self, raw: Mapping[str, Any], text: str, toast: str) -> Toast | None:
        """Say sorry in the chat, with the very button that failed, so that nothing has to be looked for."""
        chat = _private_chat(raw)
        if chat is not None:
            retry = raw.get("callback_query", {}).get("data") or RetryTap().pack()
            rows = ((Button(self._speech.plain("trouble-retry"), retry),),)
            try:
                await self._display.say(chat, Screen(text, rows), raw.get("message", {}).get("message_id"))
            except Exception:
                log.exception("the apology failed too")
        return Toast(toast) if "callback_query" in raw else None


def _answer(query_id: str, toast: object) -> dict[str, Any]:
    if not isinstance(toast, Toast):
        return {"callback_query_id": query_id}
    answer = {"callback_query_id": query_id, "text": toast.text[:LONGEST_TOAST]}
    return {**answer, "show_alert": True} if toast.is_alert else answer


def _needed(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The update without what no handler reads: the text and buttons of the tapped message are our own."""
    query = raw.get("callback_query")
    if query is None or not query.get("message"):
        return raw
    message = {name: value for name, value in query["message"].items() if name in _NEEDED_OF_TAPPED}
    return {**raw, "callback_query": {**query, "message": message}}


def _tapped(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The tapped message as Telegram showed it."""
    query = raw.get("callback_query")
    return (query.get("message") if query else None) or {}


def _person(raw: Mapping[str, Any]) -> int:
    """Whose update it is; updates of nobody wait for each other."""
    for name in ALLOWED_UPDATES:
        if name in raw:
            sender = raw[name].get("from")
            return int(sender["id"]) if sender else 0
    return 0


def _private_chat(raw: Mapping[str, Any]) -> int | None:
    for name in ("message", "callback_query"):
        if name in raw:
            message = raw[name] if name == "message" else raw[name].get("message")
            chat = (message or {}).get("chat", {})
            return chat.get("id") if chat.get("type") == "private" else None
    return None
