"""A job: a file somebody asked for, made in a process of its own and sent when it is ready."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

from people.model import Account, AccountId, CentreId, OrganisationId
from people.policy import Item
from people.roles import Action

JobId = NewType("JobId", int)
Parameters = Mapping[str, Any]
"""JSON; numbers and codes, nothing that anybody typed."""

LEASE = timedelta(seconds=60)
"""A worker of the bot that is silent for so long has died; its jobs are begun again."""
MOST_ATTEMPTS = 3
"""A job that takes the bot down with it is not begun for ever."""
MOST_WAITING = 10
"""Jobs of one person at a time."""


class JobState(StrEnum):
    """The life of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self in (JobState.QUEUED, JobState.RUNNING)


class Trouble(StrEnum):
    """Why a job ended without its file; each has a sentence."""

    NO_SPACE = "no_space"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    TOO_BIG_TO_SEND = "too_big_to_send"
    CRASHED = "crashed"
    NOT_SENT = "not_sent"
    REVOKED = "revoked"
    REFUSED = "refused"
    """The data themselves do not allow it; the work says why."""

    @property
    def may_pass(self) -> bool:
        """Whether trying again can help."""
        return self not in (Trouble.REVOKED, Trouble.REFUSED, Trouble.TOO_BIG_TO_SEND)


class JobTroubleError(Exception):
    """A job cannot be done; `said` explains it where the kind of trouble alone does not."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(said or trouble.value)
        self.trouble = trouble
        self.said = said


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of file: who may have it, and which function makes it."""

    name: str
    action: Action
    item: Item
    """What leaves with it."""
    work: str
    """`module:function`, imported only in the process that does it: takes a `Task` and a `Tell`, gives a `Made`."""
    noted_as: str = "summary_exported"
    """The word of the audit."""


@dataclass(frozen=True, slots=True)
class JobDraft:
    """A wish for a file."""

    kind: str
    what: str
    """In the accusative, as the progress says it: «справку»."""
    parameters: Parameters
    centre: CentreId
    organisation: OrganisationId | None = None
    """The one organisation it is about; None: the whole centre."""
    data_state: str = ""
    """Changes whenever the same wish would give another file."""

    @property
    def cache_key(self) -> str:
        """The same for wishes that give the same file."""
        told = [self.kind, self.parameters, self.centre, self.organisation, self.data_state]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A wish that was taken."""

    id: JobId
    asker: Account
    kind: str
    what: str
    parameters: Parameters
    centre: CentreId
    organisation: OrganisationId | None
    cache_key: str
    state: JobState
    attempts: int = 0
    message: int | None = None
    """The message that shows how far it is."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that can be begun."""

    id: JobId
    asker: AccountId
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """What fairness looks at."""

    waiting: tuple[Waiting, ...]
    running: Mapping[AccountId, int]
    served_at: Mapping[AccountId, datetime]
    """When a job of this person was last begun."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: a few words («считаем группы») and 0–100."""

    stage: str = ""
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What the process that makes the file is given."""

    kind: str
    parameters: Parameters
    centre: CentreId
    organisation: OrganisationId | None
    database: str
    """The address of the database, secrets included."""
    now: datetime
    secret: bytes = field(repr=False)
    """Makes numbers of respondents that tell nothing of them."""
    folder: Path
    """Write here; it is gone afterwards."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    path: Path
    name: str
    """As the person saves it."""
    caption: str = ""


Tell = Callable[[str, int], None]
"""Says the stage and the percentage."""
