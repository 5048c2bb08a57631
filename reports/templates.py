"""The centre's own template of the report: brought as a file, looked at, used, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from people.audit import Note
from people.model import CentreId
from people.roles import Action
from people.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Template:
    """A .docx that is kept."""

    id: int
    name: str
    """Of the file, as it was sent."""
    digest: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What a template makes of a report."""

    sample: bytes
    """A .docx."""
    lent: tuple[str, ...]
    """Styles that it has not, in the words of Word; they are lent by the house."""


class TemplateStore(Protocol):
    """Keeps templates: one that is used, and one that somebody has sent and not decided about."""

    async def used(self, centre: CentreId) -> Template | None:
        """The one reports are written in; None: the house's own."""

    async def content(self, centre: CentreId) -> bytes | None:
        """The file of the one that is used."""

    async def offer(self, centre: CentreId, name: str, content: bytes, now: datetime) -> int:
        """Keep a checked file until somebody decides; the one offered before goes. Gives its number."""

    async def use(self, number: int, centre: CentreId, note: Note) -> bool:
        """Write reports in it from now on; False if it is gone. The one used before is not kept."""

    async def drop(self, number: int, centre: CentreId) -> None:
        """Forget one that was offered."""

    async def forget(self, centre: CentreId, note: Note) -> bool:
        """Back to the house's own; False if it is used already."""


class TemplatePress(Protocol):
    """Opens strangers' documents where they can do no harm."""

    async def look(self, data: bytes) -> Look:
        """What reports will look like; a BrokenTemplateError says what is wrong with the file."""

    async def example(self) -> bytes:
        """A .docx in the style of the house, to begin with."""


class TemplateService:
    """Every method looks at the right first and gives None without it."""

    def __init__(self, store: TemplateStore, press: TemplatePress, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._press = press
        self._clock = clock

    async def used(self, visitor: Visitor) -> Template | None:
        """The one that is used, if this person's centre has any."""
        return await self._store.used(visitor.centre.id) if visitor.centre is not None else None

    async def file(self, visitor: Visitor) -> tuple[str, bytes] | None:
        """The one that is used, to be changed and sent again."""
        centre = centre_of_templates(visitor)
        used = None if centre is None else await self._store.used(centre)
        content = None if centre is None or used is None else await self._store.content(centre)
        return None if used is None or content is None else (used.name, content)

    async def example(self, visitor: Visitor) -> bytes | None:
        """A file to begin with."""
        return await self._press.example() if centre_of_templates(visitor) is not None else None

    async def take(self, visitor: Visitor, name: str, data: bytes) -> tuple[int, Look] | None:
        """Look at a file and keep it until it is decided about; BrokenTemplateError if it is none."""
        centre = centre_of_templates(visitor)
        if centre is None:
            return None
        look = await self._press.look(data)
        return await self._store.offer(centre, name, data, self._clock()), look

    async def use(self, visitor: Visitor, number: int) -> bool | None:
        """Write reports in what was offered; False if it is gone."""
        centre = centre_of_templates(visitor)
        return None if centre is None else await self._store.use(number, centre, self._note(visitor, "template_set"))

    async def drop(self, visitor: Visitor, number: int) -> None:
        """Forget what was offered."""
        centre = centre_of_templates(visitor)
        if centre is not None:
            await self._store.drop(number, centre)

    async def forget(self, visitor: Visitor) -> bool | None:
        """Write reports in the house's own again; False if that is so already."""
        centre = centre_of_templates(visitor)
        return None if centre is None else await self._store.forget(centre, self._note(visitor, "template_dropped"))

    def _note(self, visitor: Visitor, action: str) -> Note:
        centre = visitor.centre.id if visitor.centre else None
        return Note(self._clock(), centre, visitor.name_in_audit, action)


def centre_of_templates(visitor: Visitor) -> CentreId | None:
    """The centre whose template this person may change."""
    may = visitor.centre is not None and visitor.actor.may_here(Action.AUTHOR_QUESTIONNAIRES)
    return visitor.centre.id if visitor.centre is not None and may else None
