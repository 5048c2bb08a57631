"""Chats that survive a restart of the simulator: one JSON file, written whole or not at all."""

import base64
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from simulator.model import Chat, Media, Message, User
from simulator.updates import Update

if TYPE_CHECKING:
    from simulator.messenger import Messenger


class UnreadableStateError(Exception):
    """The file is there but is not ours, or is damaged."""


def save_state(world: "Messenger", path: Path) -> None:
    """Write everything that a second start needs."""
    state: dict[str, Any] = {
        "people": [asdict(user) for user in world.people.values()],
        "chats": [asdict(chat) for chat in world.chats.values()],
        "commands": world.commands,
        "description": world.description,
        "next_update": world.queue.next_id,
        "next_number": world.next_number,
        "waiting": [asdict(update) for update in world.queue.waiting],
        "files": {key: [name, base64.b64encode(body).decode()] for key, (name, body) in world.files.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_bytes(orjson.dumps(state))
    os.replace(unfinished, path)


def load_state(world: "Messenger", path: Path) -> None:
    """Read what was saved; no file is an empty start, a file that is not ours an UnreadableStateError."""
    try:
        state = orjson.loads(path.read_bytes())
        people = [User(**user) for user in state["people"]]
        chats = [_chat(chat) for chat in state["chats"]]
        waiting = [Update(**update) for update in state.get("waiting", [])]
        files = {key: (name, base64.b64decode(body)) for key, (name, body) in state["files"].items()}
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableStateError(path) from error
    world.people = {user.id: user for user in people}
    world.chats = {chat.id: chat for chat in chats}
    world.files = files
    world.commands = state.get("commands", [])
    world.description = state.get("description", "")
    world.next_number = state.get("next_number", len(files) + 1_000_000)
    world.queue.next_id = state.get("next_update", world.queue.next_id)
    for update in waiting:
        world.queue.put_back(update)


def _chat(kept: dict[str, Any]) -> Chat:
    messages = [_message(message) for message in kept.pop("messages")]
    return Chat(**kept, messages=messages)


def _message(kept: dict[str, Any]) -> Message:
    media = kept.pop("media")
    return Message(**kept, media=Media(**media) if media else None)
