"""The fast lane: one step of a run as one durable transaction, without the toolkit in between.

Most taps answer a question and cause nothing else. Their load and save are two statements, prepared once. What
has to happen together with other things (a finished run, a notice) takes the ordinary way through `RunStore`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from people.model import AccountId
from surveys.events import Event
from surveys.model import Questionnaire, Run, RunId, VersionId
from surveys.ports import Step

Known = Mapping[VersionId, Questionnaire]
IsQuiet = Callable[[list[Event]], bool]
"""Whether nothing has to happen because of these events but saving the run."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The step was taken and, if it changed anything, saved."""

    run: Run
    events: list[Event]


class Missing:
    """There is no such run of this person."""


class Elsewhere:
    """The ordinary way has to do it: the events are not quiet, the version is not loaded, or somebody was faster."""


Outcome = Taken | Missing | Elsewhere
MISSING = Missing()
ELSEWHERE = Elsewhere()


class Lane(Protocol):
    """Takes steps; OutageError when the database cannot be reached."""

    async def change(self, run_id: RunId, owner: AccountId, step: Step) -> Outcome:
        """Load, step, save, commit."""
        ...

    async def close(self) -> None:
        """Let what is in hand finish and give the connections back."""
        ...
