"""Use cases of a person with questionnaires."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from people.model import AccountId
from surveys import engine
from surveys.events import Event
from surveys.library import Catalogue
from surveys.model import Questionnaire, Run, RunId, Status
from surveys.ports import NOT_NUMBERED, RunStore
from surveys.replies import Reply

MOST_EXPIRED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run as it stands after a use case, and what happened."""

    run: Run
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has done with a questionnaire so far."""

    questionnaire: Questionnaire
    open: Run | None
    finished: Run | None
    """The last finished run."""
    begun: int
    """How many runs there are, in whatever state; a button «Начать» carries it, so that an old one begins nothing."""


class SurveyService:
    """Begin, answer, look, expire."""

    def __init__(self, runs: RunStore, catalogue: Catalogue, clock: Callable[[], datetime]) -> None:
        self._runs = runs
        self._catalogue = catalogue
        self._clock = clock

    async def begin(self, owner: AccountId, key: str, begun_before: int) -> Outcome | None:
        """Begin a questionnaire or come back to the open run; None if there is no such questionnaire."""
        questionnaire = self._catalogue.current(key)
        if questionnaire is None:
            return None
        begun, events = engine.begin(NOT_NUMBERED, owner, questionnaire, self._clock())
        run, happened = await self._runs.open(begun, events, begun_before)
        return Outcome(run, happened)

    async def answer(self, owner: AccountId, run_id: RunId, reply: Reply) -> Outcome | None:
        """Take one reply; None if the person has no such run."""
        step = partial(engine.answer, reply=reply, now=self._clock())
        changed = await self._runs.change(run_id, owner, step)
        return None if changed is None else Outcome(*changed)

    async def standings(self, owner: AccountId) -> Sequence[Standing]:
        """One for each questionnaire on offer, in the order of the library."""
        runs = await self._runs.of_owner(owner)
        return [_standing(questionnaire, runs) for questionnaire in self._catalogue.on_offer]

    async def find(self, owner: AccountId, run_id: RunId) -> Run | None:
        """A run of the person."""
        return await self._runs.find(run_id, owner)

    async def being_answered(self, owner: AccountId) -> Run | None:
        """The run a typed text belongs to: the last one touched, unless it was put aside or is over."""
        runs = await self._runs.of_owner(owner)
        return next((run for run in runs if run.status is Status.ACTIVE), None)

    async def expire_left_alone(self) -> int:
        """Close runs that were left alone for too long; gives how many."""
        now = self._clock()
        closed = 0
        for run_id, owner in await self._runs.expired_by(now, MOST_EXPIRED_AT_ONCE):
            changed = await self._runs.change(run_id, owner, partial(engine.expire, now=now))
            closed += bool(changed and changed[1])
        return closed


def _standing(questionnaire: Questionnaire, runs: Sequence[Run]) -> Standing:
    mine = [run for run in runs if run.questionnaire.key == questionnaire.key]
    finished = [run for run in mine if run.status is Status.FINISHED]
    return Standing(
        questionnaire,
        open=next((run for run in mine if run.status.is_open), None),
        finished=finished[0] if finished else None,
        begun=len(mine),
    )
