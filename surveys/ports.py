"""What questionnaires need from the world."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from people.model import AccountId, CentreId
from surveys.events import Event
from surveys.model import Questionnaire, Run, RunId, VersionId

Step = Callable[[Run], tuple[Run, list[Event]]]
"""A pure step of the engine with its reply and time filled in."""

NOT_NUMBERED = RunId(0)
"""The number of a run that has not been stored yet."""


class RunStore(Protocol):
    """Keeps runs. Every method is one durable transaction; events are reacted to inside it."""

    async def change(self, run_id: RunId, owner: AccountId, step: Step) -> tuple[Run, list[Event]] | None:
        """Take one step of a person's run; None if there is no such run of this person.

        Of two steps from the same state exactly one is saved; the other is taken again from the new state.
        """
        ...

    async def open(self, begun: Run, events: list[Event], begun_before: int) -> tuple[Run, list[Event]] | None:
        """Store a run just begun and number it: two taps on «Начать» begin one run.

        If one is open, or the person has begun more than `begun_before` by now, that one is given, with no events.
        None if the person has answered it anonymously before.
        """
        ...

    async def reopen(self, begun: Run) -> Run:
        """Store a run just begun in place of any other of this person and questionnaire."""
        ...

    async def taken_anonymously(self, owner: AccountId, school_year: int) -> frozenset[str]:
        """Names of the questionnaires that the person has begun or finished anonymously in this school year."""
        ...

    async def find(self, run_id: RunId, owner: AccountId) -> Run | None:
        """A person's run."""
        ...

    async def of_owner(self, owner: AccountId) -> Sequence[Run]:
        """All runs of a person, the last touched first."""
        ...

    async def expired_by(self, now: datetime, most: int) -> Sequence[tuple[RunId, AccountId]]:
        """Open runs that were left alone for longer than their questionnaires allow, the oldest first."""
        ...

    async def try_out(self, begun: Run) -> Run:
        """Store a trial just begun in place of any earlier one of this person; it vanishes when it ends."""
        ...


class Shelf(Protocol):
    """The questionnaires there are now, in their current versions."""

    async def on_offer(self, centre: CentreId | None) -> Sequence[Questionnaire]:
        """What stands in the menu of a centre, in the order of their places."""
        ...

    async def all_of(self, centre: CentreId | None) -> Sequence[Questionnaire]:
        """Everything there is but the bot's own, on offer or not, in the order of their places."""
        ...

    async def current(self, key: str, centre: CentreId | None) -> Questionnaire | None:
        """The version a new run in this centre gets."""
        ...

    async def successor(self, version: VersionId, centre: CentreId | None) -> Questionnaire | None:
        """The current version of the questionnaire that this version belongs to; None if it is gone."""
        ...
