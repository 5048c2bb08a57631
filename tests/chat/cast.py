"""The cast of the dialogues: people who say, tap, see and hear, so that a chat test reads like a conversation."""

from dataclasses import dataclass, field
from typing import Any

from simulator import Simulator
from simulator.rich import plain_text


def normal(text: str) -> str:
    """Without the difference between blanks."""
    return " ".join(text.replace("\u00a0", " ").split())


@dataclass
class Someone:
    """A person with a phone. Every action waits until the bot has taken it."""

    sim: Simulator
    person: Any
    toast: Any = None
    expects_refusals: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The person's number in the messenger."""
        return int(self.person.id)

    @property
    def screen(self) -> Any:
        """The last message in the chat that is the bot's."""
        return [m for m in self.person.chat.messages if m.is_bot and not m.deleted][-1]

    @property
    def words(self) -> str:
        """What stands on the last screen, tables too."""
        return self.screen.text or plain_text(self.screen.rich)

    @property
    def buttons(self) -> list[str]:
        """What can be tapped on the last screen."""
        return [button.text for row in self.screen.buttons for button in row]

    async def says(self, text: str) -> None:
        """Type a message."""
        self.person.sends(text)
        await self.sim.settled()

    async def taps(self, label: str, on: Any = None) -> None:
        """Tap a button of the last screen, or of a remembered one."""
        await self.presses(self.data(label, on), on)

    async def presses(self, data: str, on: Any = None) -> None:
        """Send a payload, whatever the screen shows."""
        message = on or self.screen
        query = self.person.presses(message.id, data=data)
        await self.sim.settled()
        await self.sim.answered(query)
        self.toast = query.answer

    def data(self, label: str, on: Any = None) -> str:
        """What a button sends."""
        found = [b.data for row in (on or self.screen).buttons for b in row if normal(b.text).lstrip("✓ ") == label]
        assert found, f"no button «{label}» among {self.buttons}"
        return str(found[0])

    def remembers(self) -> Any:
        """The last screen as it is now, buttons included, to tap on it later."""
        return self.sim.snapshot(self.screen)

    def sees(self, *parts: str) -> None:
        """Every part stands on the last screen."""
        text = normal(self.words)
        for part in parts:
            assert normal(part) in text, f"«{part}» is not in «{text}»"

    def sees_no(self, part: str) -> None:
        """The part stands nowhere on the last screen."""
        assert normal(part) not in normal(self.words)

    def hears(self, text: str) -> None:
        """The toast of the last tap."""
        assert self.toast is not None
        assert self.toast.text == text


async def sends(someone: Someone, name: str, content: str | bytes) -> None:
    """Send a file and wait for what comes of it."""
    someone.person.sends_document(name, content.encode() if isinstance(content, str) else content)
    await someone.sim.settled(30)


def documents(sim: Simulator, someone: Someone) -> dict[str, bytes]:
    """Files the bot has sent to a person, by name."""
    sent = [m.media for m in someone.person.chat.messages if m.is_bot and m.media is not None]
    return dict(sim.world.files[media.file_id] for media in sent)
