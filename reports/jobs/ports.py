"""What jobs need from the world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from people.audit import Note
from people.model import AccountId
from reports.jobs.model import Job, JobDraft, JobId, JobState, JobTroubleError, Made, Progress, Queue


class JobStore(Protocol):
    """Keeps jobs until they are settled, and remembers files that were sent."""

    async def add(self, draft: JobDraft, asker: AccountId, now: datetime) -> tuple[JobId, bool]:
        """Queue a job; False: the same person waits for the same file already, that job is given."""
        ...

    async def open_of(self, asker: AccountId) -> Sequence[JobId]:
        """Jobs of a person that something is still to come of."""
        ...

    async def show_in(self, job: JobId, message: int) -> bool:
        """Remember which message shows the progress; False if it is over already."""
        ...

    async def queue(self, now: datetime) -> Queue:
        """What can be begun, jobs of dead workers included."""
        ...

    async def claim(self, job: JobId, holder: str, now: datetime, until: datetime) -> Job | None:
        """Take a job; None if somebody else has it or it is not wanted any more."""
        ...

    async def keep(self, job: JobId, holder: str, until: datetime, progress: Progress) -> tuple[bool, int | None]:
        """Renew the lease and tell the progress; whether it is still the holder's, and the message showing it."""
        ...

    async def give_back(self, job: JobId, holder: str) -> None:
        """To be begun again, by anybody."""
        ...

    async def give_back_all(self) -> int:
        """All running ones, where nobody else can be working on them."""
        ...

    async def settle(
        self, job: JobId, holder: str, state: JobState, now: datetime, reason: str = "", note: Note | None = None
    ) -> tuple[bool, int | None]:
        """End a job, with the line of the audit in the same transaction; as `keep`."""
        ...

    async def cancel(self, job: JobId, asker: AccountId, now: datetime) -> str | None:
        """End it at its asker's wish; gives what was wanted, None if there is nothing to end."""
        ...

    async def again(self, job: JobId, asker: AccountId, now: datetime) -> str | None:
        """Queue a failed job once more; gives what was wanted, None if it has not failed."""
        ...

    async def sent_as(self, cache_key: str) -> str | None:
        """Under which name the messenger keeps the file of an identical wish."""
        ...

    async def remember_sent(self, cache_key: str, sent_as: str, now: datetime) -> None:
        """The messenger has the file."""
        ...

    async def forget_sent(self, cache_key: str) -> None:
        """The messenger does not know it any more."""
        ...


class Workshop(Protocol):
    """Where the jobs of this process of the bot are worked on."""

    def wake(self) -> None:
        """There is something to do."""
        ...

    def stop(self, job: JobId) -> None:
        """Drop this one, if it is in hand here."""
        ...


class JobChat(Protocol):
    """Tells the person who asked; trouble with telling is not the job's trouble."""

    async def tell(self, job: Job, message: int, progress: Progress) -> None:
        """How far it is."""
        ...

    async def give(self, job: Job, made: Made) -> str:
        """Send the file; gives the name under which the messenger keeps it. JobTroubleError if it cannot be sent."""
        ...

    async def give_again(self, job: Job, sent_as: str) -> bool:
        """Send a file that the messenger keeps; False if it does not any more."""
        ...

    async def end(self, job: Job, message: int | None, error: JobTroubleError | None) -> None:
        """Take the progress away, or say in its place what went wrong."""
        ...
