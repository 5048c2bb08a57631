"""Use cases of lists: check, apply, take back, give out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from people.audit import Note
from people.lists.plan import Limits
from people.lists.summary import Summary
from people.lists.work import HereAndNow
from people.policy import Channel, may_keep_names, may_list_names
from people.ports import ListReader, ListStore, ListWork, PlaceStore
from people.roles import Action
from people.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file would do; `number` is set when it can be applied."""

    file: str
    plan: Summary
    number: int | None = None


class ListService:
    """Every method looks at the right first; `work` is who compares and applies, this process if nobody else."""

    def __init__(
        self,
        store: ListStore,
        places: PlaceStore,
        reader: ListReader,
        clock: Callable[[], datetime],
        channel: Channel = Channel.TELEGRAM,
        work: ListWork | None = None,
    ) -> None:
        self._channel = channel
        self._work = work or HereAndNow(store, reader)
        self._store = store
        self._places = places
        self._reader = reader
        self._clock = clock

    async def check(self, visitor: Visitor, file: str, data: bytes) -> Checked | None:
        """Compare a file with what is there; None if it is no list, or this person may not bring one."""
        limits = self._limits(visitor)
        if limits is None or visitor.centre is None:
            return None
        plan = await self._work.check(visitor.centre.id, file, data, limits)
        if plan is None:
            return None
        if plan.defects or plan.is_empty:
            return Checked(file, plan)
        number = await self._store.keep(visitor.account.id, visitor.centre.id, file, data, self._clock())
        return Checked(file, plan, number)

    async def apply(self, visitor: Visitor, number: int) -> Checked | None:
        """Do what a checked file says, if it still can be done; None if it is gone, done already or not allowed.

        It is read and compared again: others may have changed things since.
        """
        limits, centre = self._limits(visitor), visitor.centre
        if limits is None or centre is None:
            return None
        kept = await self._store.kept(number, centre.id)
        if kept is None:
            return None
        note = self._note(visitor, "list_applied", f"import {number}")
        plan = await self._work.apply(number, centre.id, *kept, limits, note)
        if plan is None:
            return None
        return Checked(kept[0], plan, None if plan.defects else number)

    async def undo(self, visitor: Visitor) -> tuple[int, int] | None:
        """Take the last list back: how many things were restored, and how many stay because they are in use."""
        if visitor.centre is None or not visitor.actor.may_here(Action.IMPORT_ORGANISATIONS):
            return None
        return await self._store.undo(visitor.centre.id, self._note(visitor, "list_undone", "import"))

    async def last_applied(self, visitor: Visitor) -> tuple[int, str, datetime] | None:
        """What could be taken back by this person."""
        if visitor.centre is None or not visitor.actor.may_here(Action.IMPORT_ORGANISATIONS):
            return None
        return await self._store.last_applied(visitor.centre.id)

    async def export(self, visitor: Visitor) -> bytes | None:
        """The list as a workbook; of one's own organisations only, where that is the right."""
        centre = visitor.centre
        if centre is None or not visitor.actor.may_somewhere(Action.SEE_STAFF_LIST):
            return None
        is_everything = visitor.actor.may_here(Action.SEE_STAFF_LIST)
        only = None if is_everything else visitor.actor.organisations(Action.SEE_STAFF_LIST)
        with_names = may_list_names(centre, self._channel)
        return await self._reader.write(*await self._store.export(centre.id, only, with_names=with_names))

    async def counts(self, visitor: Visitor) -> tuple[int, int]:
        """How many organisations and people this person may see."""
        centre = visitor.centre
        if centre is None or not visitor.actor.may_somewhere(Action.SEE_STAFF_LIST):
            return 0, 0
        is_everything = visitor.actor.may_here(Action.SEE_STAFF_LIST)
        only = None if is_everything else visitor.actor.organisations(Action.SEE_STAFF_LIST)
        there = [
            each
            for each in await self._places.organisations(centre.id)
            if not each.is_closed and (only is None or each.id in only)
        ]
        return len(there), await self._places.count_people(centre.id, only)

    async def starter(self) -> bytes:
        """An empty list to fill in."""
        return await self._reader.write([], [])

    def _limits(self, visitor: Visitor) -> Limits | None:
        actor, centre = visitor.actor, visitor.centre
        if centre is None or not actor.may_somewhere(Action.IMPORT_STAFF_LIST):
            return None
        is_everywhere = actor.may_here(Action.IMPORT_STAFF_LIST)
        return Limits(
            only=None if is_everywhere else actor.organisations(Action.IMPORT_STAFF_LIST),
            may_change_organisations=actor.may_here(Action.IMPORT_ORGANISATIONS),
            may_grant=actor.may_here(Action.GRANT_ORGANISATION_ROLES),
            may_keep_names=may_keep_names(centre) and may_list_names(centre, self._channel),
        )

    def _note(self, visitor: Visitor, action: str, about: str) -> Note:
        centre = visitor.centre.id if visitor.centre else None
        return Note(self._clock(), centre, visitor.name_in_audit, action, about)
