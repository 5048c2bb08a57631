"""Asking for files, calling them off, and whether somebody may have one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from people.model import AccountId, CentreId, OrganisationId
from people.policy import may_travel
from people.ports import PlaceStore
from people.roles import Target
from people.visitor import Visitor
from reports.jobs.model import MOST_WAITING, JobDraft, JobId, JobKind
from reports.jobs.ports import JobStore, Workshop


class No(StrEnum):
    """Why a wish is not taken."""

    DENIED = "denied"
    TOO_MANY = "too_many"
    ASKED_ALREADY = "asked_already"


class JobService:
    """Every method looks at the right first."""

    def __init__(
        self,
        store: JobStore,
        places: PlaceStore,
        workshop: Workshop,
        kinds: Mapping[str, JobKind],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._places = places
        self._workshop = workshop
        self._kinds = kinds
        self._clock = clock

    async def may_have(
        self, visitor: Visitor, kind: str, centre: CentreId, organisation: OrganisationId | None
    ) -> bool:
        """Whether this may be given to this person through the messenger, now."""
        there = await self._places.centre(centre)
        known = self._kinds[kind]
        is_right = visitor.actor.may(known.action, Target(centre=centre, organisation=organisation))
        return there is not None and is_right and may_travel(there, known.item)

    async def ask(self, visitor: Visitor, draft: JobDraft) -> JobId | No:
        """Queue it."""
        if not await self.may_have(visitor, draft.kind, draft.centre, draft.organisation):
            return No.DENIED
        if len(await self._store.open_of(visitor.account.id)) >= MOST_WAITING:
            return No.TOO_MANY
        job, is_new = await self._store.add(draft, visitor.account.id, self._clock())
        return job if is_new else No.ASKED_ALREADY

    async def begin(self, job: JobId, message: int | None) -> bool:
        """Its progress is shown in this message; None: it could not be shown, the file comes all the same.

        False if it is over already: another worker has found the file, and nobody will ever change the message.
        """
        is_open = message is None or await self._store.show_in(job, message)
        self._workshop.wake()
        return is_open

    async def cancel(self, asker: AccountId, job: JobId) -> str | None:
        """Call it off; gives what was wanted, None if it is over or somebody else's."""
        what = await self._store.cancel(job, asker, self._clock())
        if what is not None:
            self._workshop.stop(job)
        return what

    async def again(self, asker: AccountId, job: JobId) -> str | None:
        """Try a failed one once more, as `cancel`; the right is looked at when it begins."""
        what = await self._store.again(job, asker, self._clock())
        if what is not None:
            self._workshop.wake()
        return what
