"""Use cases of a person with questionnaires."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from people.model import AccountId
from people.policy import mode_for
from surveys import engine
from surveys.events import Event
from surveys.model import TRIED_FROM, Key, Questionnaire, Respondent, Run, RunId, Status, VersionId
from surveys.ports import NOT_NUMBERED, RunStore, Shelf
from surveys.replies import Reply

MOST_EXPIRED_AT_ONCE = 500
NO_YEAR = 0
"""Stands for the school year where there is no centre to say which it is."""


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
    is_taken: bool
    """Whether it was answered anonymously: what was said cannot be found again, nor said twice."""
    begun: int
    """How many runs there are, in whatever state; a button «Начать» carries it, so that an old one begins nothing."""


class SurveyService:
    """Begin, answer, look, expire."""

    def __init__(self, runs: RunStore, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._runs = runs
        self._shelf = shelf
        self._clock = clock

    async def begin(self, who: Respondent, version: VersionId, begun_before: int) -> Outcome | None:
        """Begin a questionnaire, in its current version, or come back to the open run.

        None if it is gone, is not for this person, or was answered anonymously before.
        """
        questionnaire = await self._shelf.successor(version, who.centre_id)
        if questionnaire is None or questionnaire.is_internal or not who.may_answer(questionnaire):
            return None
        begun, events = engine.begin(NOT_NUMBERED, who.account, questionnaire, self._clock(), who.known)
        opened = await self._runs.open(_placed(begun, who), events, begun_before)
        return None if opened is None else Outcome(*opened)

    async def open_internal(self, who: Respondent, key: str) -> Outcome:
        """Open a questionnaire of the bot itself anew; what is known is not asked, so it may be finished at once.

        Whether this person may is decided by the caller; KeyError if there is no such questionnaire.
        """
        questionnaire = await self._internal(key)
        begun, events = engine.begin(NOT_NUMBERED, who.account, questionnaire, self._clock(), who.known)
        return Outcome(await self._runs.reopen(_placed(begun, who)), events)

    async def correct_internal(self, who: Respondent, key: str, answers: Mapping[str, str]) -> Outcome:
        """The same at its first question, with what was answered earlier, to be kept or changed."""
        questionnaire = await self._internal(key)
        given = {Key(name): value for name, value in answers.items()}
        begun, events = engine.correct(NOT_NUMBERED, who.account, questionnaire, given, self._clock())
        return Outcome(await self._runs.reopen(_placed(begun, who)), events)

    async def open_filled(self, who: Respondent, questionnaire: Questionnaire, answers: Mapping[str, str]) -> Outcome:
        """Open one of the bot itself whose lists were filled in, with some answers given already."""
        given = {Key(name): value for name, value in answers.items()}
        begun, events = engine.prefill(NOT_NUMBERED, who.account, questionnaire, given, self._clock())
        return Outcome(await self._runs.reopen(replace(_placed(begun, who), campaign=who.campaign)), events)

    async def _internal(self, key: str) -> Questionnaire:
        questionnaire = await self._shelf.current(key, None)
        if questionnaire is None or not questionnaire.is_internal:
            raise KeyError(key)
        return questionnaire

    async def try_out(self, author: AccountId, questionnaire: Questionnaire, came_from: str = "") -> Run:
        """Begin a trial: everything is as for a respondent, and nothing is kept but from where the author came."""
        begun, _events = engine.begin(NOT_NUMBERED, author, questionnaire, self._clock())
        answers = {**begun.answers, TRIED_FROM: came_from}
        return await self._runs.try_out(replace(begun, is_trial=True, answers=answers))

    async def answer(self, owner: AccountId, run_id: RunId, reply: Reply) -> Outcome | None:
        """Take one reply; None if the person has no such run."""
        step = partial(engine.answer, reply=reply, now=self._clock())
        changed = await self._runs.change(run_id, owner, step)
        return None if changed is None else Outcome(*changed)

    async def standing(self, who: Respondent, key: str) -> Standing | None:
        """What a person has done with one questionnaire, offered in the menu or not; None if there is none."""
        questionnaire = await self._shelf.current(key, who.centre_id)
        if questionnaire is None or questionnaire.is_internal:
            return None
        runs, taken = await self._past(who)
        return _standing(questionnaire, runs, taken)

    async def successor(self, who: Respondent, version: VersionId) -> Questionnaire | None:
        """The current version of what a button was drawn for."""
        return await self._shelf.successor(version, who.centre_id)

    async def standings(self, who: Respondent) -> Sequence[Standing]:
        """One for each questionnaire on offer, in the order of the library."""
        runs, taken = await self._past(who)
        on_offer = await self._shelf.on_offer(who.centre_id)
        offered = {questionnaire.key: questionnaire for questionnaire in on_offer if who.may_answer(questionnaire)}
        for run in runs:
            if run.status.is_open:  # what was begun may be finished, on offer or not
                offered.setdefault(run.questionnaire.key, run.questionnaire)
        return [_standing(questionnaire, runs, taken) for questionnaire in offered.values()]

    async def _past(self, who: Respondent) -> tuple[Sequence[Run], frozenset[str]]:
        runs = await self.of_person(who.account)
        school_year = who.centre.school_year if who.centre else NO_YEAR
        return runs, await self._runs.taken_anonymously(who.account, school_year)

    async def find(self, owner: AccountId, run_id: RunId) -> Run | None:
        """A run of the person."""
        return await self._runs.find(run_id, owner)

    async def of_person(self, owner: AccountId) -> Sequence[Run]:
        """All runs of a person, trials left out, the last touched first; what is over is so, noted already or not."""
        now = self._clock()
        return [engine.expire(run, now)[0] for run in await self._runs.of_owner(owner) if not run.is_trial]

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


def _placed(run: Run, who: Respondent) -> Run:
    mode = mode_for(who.centre, run.questionnaire.mode)
    return replace(run, mode=mode, centre=who.centre_id, organisation=who.organisation)


def _standing(questionnaire: Questionnaire, runs: Sequence[Run], taken: frozenset[str]) -> Standing:
    mine = [run for run in runs if run.questionnaire.key == questionnaire.key]
    finished = [run for run in mine if run.status is Status.FINISHED]
    return Standing(
        questionnaire,
        open=next((run for run in mine if run.status.is_open), None),
        finished=finished[0] if finished else None,
        is_taken=questionnaire.key in taken and not any(run.status.is_open for run in mine),
        begun=len(mine),
    )
