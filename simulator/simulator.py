"""The simulator as a whole: a server on a port, and what tests do with it in the same process."""

import asyncio
import copy
import time
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from simulator.bot_api import BIGGEST_UPLOAD, BotApi
from simulator.control import VOICE, Control
from simulator.faults import Fault, Faults
from simulator.flood import FloodControl
from simulator.messenger import Messenger
from simulator.methods import Methods
from simulator.model import ApiRequest, Chat, Media, Message, Query, User, mime_of
from simulator.state import load_state, save_state
from simulator.webhooks import RETRY_DELAYS

TOKEN = "100200300:SIMULATOR-TOKEN-0123456789"
SETTLED_WITHIN = 15.0


class Person:
    """Somebody in a test: what they do goes to the bot at once."""

    def __init__(self, sim: "Simulator", user: User) -> None:
        self._sim = sim
        self.user = user
        self.id = user.id

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self._sim.world.chats[self.id]

    def sends(self, text: str, chat: Chat | None = None) -> Message:
        """Type a message."""
        return self._sim.world.person_sends(self.user, text, chat.id if chat else None)

    def sends_photo(self, caption: str = "") -> Message:
        """A photo."""
        return self._send(
            Media("photo", self._sim.world.keep_file("photo.jpg", b"jpeg"), "photo.jpg", "image/jpeg", 4), caption
        )

    def sends_document(self, name: str, content: bytes) -> Message:
        """A file."""
        return self._send(
            Media("document", self._sim.world.keep_file(name, content), name, mime_of(name), len(content))
        )

    def sends_voice(self) -> Message:
        """A voice message."""
        return self._send(
            Media("voice", self._sim.world.keep_file("voice.ogg", VOICE), "voice.ogg", "audio/ogg", len(VOICE))
        )

    def sends_sticker(self) -> Message:
        """A sticker."""
        return self._send(Media("sticker", self._sim.world.keep_file("s.webp", b"x"), details={"emoji": "🙂"}))

    def sends_location(self, latitude: float, longitude: float) -> Message:
        """A place."""
        return self._send(Media("location", details={"latitude": latitude, "longitude": longitude}))

    def sends_contact(self) -> Message:
        """The own phone number."""
        details = {"first_name": self.user.first_name, "phone_number": "+70000000000", "user_id": self.id}
        return self._send(Media("contact", details=details))

    def forwards(self, text: str) -> Message:
        """Somebody else's message."""
        return self._sim.world.person_sends(self.user, text, forwarded=True)

    def edits(self, message: Message, text: str) -> None:
        """Change a message of one's own."""
        self._sim.world.person_edits(message, text)

    def presses(self, message_id: int, data: str, chat: Chat | None = None) -> Query:
        """Tap a button; the payload may be any."""
        return self._sim.world.person_presses(self.user, chat.id if chat else self.id, message_id, data)

    def blocks(self) -> None:
        """Block the bot."""
        self._sim.world.block(self.user, True)

    def unblocks(self) -> None:
        """Unblock it."""
        self._sim.world.block(self.user, False)

    def kicks_the_bot(self, chat: Chat) -> None:
        """Send the bot away from a group or a channel."""
        self._sim.world.place_bot(chat, "kicked", self.id)

    def lets_the_bot_post(self, chat: Chat) -> None:
        """Make the bot an administrator of a channel who may post."""
        self._sim.world.place_bot(chat, "administrator", self.id)

    def forbids_the_bot_to_post(self, chat: Chat) -> None:
        """Leave it an administrator who may not post."""
        self._sim.world.place_bot(chat, "administrator", self.id, may_post=False)

    def _send(self, media: Media, caption: str = "") -> Message:
        return self._sim.world.person_sends(self.user, media=media, caption=caption)


class Simulator:
    """A Bot API server with one bot, and people."""

    def __init__(
        self,
        token: str = TOKEN,
        bot_username: str = "metodist_bot",
        bot_name: str = "Методист",
        *,
        flood_control: bool = False,
        privacy_mode: bool = False,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        state: Path | None = None,
    ) -> None:
        self.token = token
        self.world = Messenger(int(token.partition(":")[0]), bot_username, bot_name)
        self.world.is_private = privacy_mode
        self.faults = Faults()
        self.flood = FloodControl(flood_control)
        self.api = BotApi(token, self.world, Methods(self.world, self.flood), self.faults)
        self.api.webhook._delays = retry_delays
        self.api_url = ""
        self._state = state
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []
        if state is not None:
            load_state(self.world, state)

    # ── life ────────────────────────────────────────────────────────────────────────────────────────────────

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; OSError if the port is taken."""
        app = web.Application(client_max_size=BIGGEST_UPLOAD + 1024 * 1024)
        app.add_routes([*self.api.routes(), *Control(self).routes()])
        self._runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=0.5,
            handle_signals=False,
            handler_cancellation=True,  # who has hung up polls no more
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        address = self._runner.addresses[0]
        self.api_url = f"http://{address[0]}:{address[1]}"
        self._tasks = [asyncio.create_task(self.api.webhook.run()), asyncio.create_task(self._watch())]

    async def stop(self) -> None:
        """Stop listening and keep the state."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
        self._save()

    async def _watch(self) -> None:
        seen = self.world.events.last
        while True:
            await asyncio.sleep(0.5)
            self.world.expire_queries()
            if self.world.events.last != seen:
                seen = self.world.events.last
                self._save()

    def _save(self) -> None:
        if self._state is not None:
            save_state(self.world, self._state)

    @property
    def mode(self) -> str:
        """How the bot listens: «webhook», «polling» or «none»."""
        if self.api.webhook.url:
            return "webhook"
        return "polling" if time.time() - self.api.polled_at < 60 else "none"

    # ── for tests ───────────────────────────────────────────────────────────────────────────────────────────

    def person(self, first_name: str, last_name: str = "", username: str = "") -> Person:
        """Somebody new."""
        return Person(self, self.world.add_person(first_name, last_name, username))

    def group(self, title: str, members: Sequence[Person]) -> Chat:
        """A group with the bot."""
        return self.world.add_group(title, [member.id for member in members])

    def channel(
        self,
        title: str,
        owner: Person,
        subscribers: Sequence[Person] = (),
        username: str = "",
        *,
        may_post: bool = True,
    ) -> Chat:
        """A channel with the bot as an administrator; its owner writes there with `sends(…, chat=…)`."""
        people = [person.id for person in subscribers]
        return self.world.add_channel(title, owner.id, people, username, may_post=may_post)

    def fault(self, kind: str, method: str = "*", times: int = 1, retry_after: int = 1, ms: int = 0) -> None:
        """Arrange a trouble."""
        self.faults.add(Fault(kind, method, times, retry_after, ms))

    def repeat(self, update_id: int) -> None:
        """Deliver an old update again."""
        self.world.queue.repeat(update_id)

    @property
    def last_update_id(self) -> int:
        """The number of the newest update."""
        return self.world.queue.next_id - 1

    @property
    def requests(self) -> list[ApiRequest]:
        """All calls that are still remembered."""
        return list(self.world.requests)

    def refused(self) -> list[ApiRequest]:
        """Calls that Telegram would not take."""
        return [request for request in self.world.requests if request.is_refused]

    def strange(self) -> list[ApiRequest]:
        """Calls with parameters that their method does not know."""
        return [request for request in self.world.requests if request.unknown_parameters]

    def unanswered(self) -> list[Query]:
        """Taps without an answer so far."""
        return [query for query in self.world.queries.values() if query.answer is None]

    def snapshot(self, message: Message) -> Message:
        """The message as it is now, whatever becomes of it."""
        return copy.deepcopy(message)

    async def settled(self, within: float = SETTLED_WITHIN) -> None:
        """Until every update was taken and confirmed: by a later poll, or by a webhook that said 2xx."""
        queue = self.world.queue
        until = time.monotonic() + within
        while queue.waiting:
            changed = queue.changed
            try:
                await asyncio.wait_for(changed.wait(), max(0.0, until - time.monotonic()))
            except TimeoutError:
                waiting = [update.wire() for update in queue.waiting]
                raise AssertionError(f"the bot has not taken {waiting}") from None

    async def answered(self, query: Query, within: float = SETTLED_WITHIN) -> None:
        """Until a tap was answered."""
        until = time.monotonic() + within
        while query.answer is None:
            changed = self.world.queue.changed
            try:
                await asyncio.wait_for(changed.wait(), max(0.0, until - time.monotonic()))
            except TimeoutError:
                raise AssertionError(f"the bot has not answered the tap {query.data}") from None
