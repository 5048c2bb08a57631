"""One step of a run: `(run, reply, now) → (run, events)`. Pure; a bad reply and an old button are events."""

from dataclasses import replace
from datetime import datetime

from people.model import AccountId
from surveys.events import (
    Asked,
    Begun,
    Declined,
    Event,
    Expired,
    Finished,
    Outdated,
    Paused,
    Problem,
    Recorded,
    Resumed,
    Ticked,
)
from surveys.model import PASSED_OVER, Key, Kind, Question, Questionnaire, Run, RunId, Status
from surveys.path import Path, path_of, question_of, scope_of
from surveys.questions import READERS, Read
from surveys.replies import Move, Reply

Step = tuple[Run, list[Event]]


def begin(run_id: RunId, owner: AccountId, questionnaire: Questionnaire, now: datetime) -> Step:
    """Open a run at its first question."""
    run = Run(run_id, owner, questionnaire, {}, 0, Status.ACTIVE, begun_at=now, touched_at=now)
    path = path_of(run, now)
    first = path.way.first_open(run.answers)
    if first is None:
        return _finish(run, path, now, [Begun()])
    return run, [Begun(), Asked(first)]


def answer(run: Run, reply: Reply, now: datetime) -> Step:
    """Take one reply; return the next state and what has to happen because of it."""
    path = path_of(run, now)
    question = question_of(run, path)
    if question is None or _is_outdated(run, reply):
        return run, [Outdated(question)]
    match reply.act:
        case Move.BACK:
            return _go_back(run, path, question, now)
        case Move.KEEP:
            return _keep(run, path, question, now)
        case Move.SKIP:
            return _skip(run, question, now)
        case Move.PAUSE:
            return _changed(run, now, status=Status.PAUSED), [Paused()]
        case Move.RESUME:
            return _changed(run, now, status=Status.ACTIVE), [Resumed(), Asked(question)]
        case _:
            return _take(run, path, question, reply, now)


def expire(run: Run, now: datetime) -> Step:
    """Close a run that nobody has touched for longer than its questionnaire stays open."""
    if not run.status.is_open or now < run.expires_at:
        return run, []
    return replace(run, status=Status.EXPIRED, revision=run.revision + 1), [Expired()]


def _is_outdated(run: Run, reply: Reply) -> bool:
    if reply.revision is not None:
        return reply.revision != run.revision
    return reply.message is not None and reply.message <= run.heard


def _take(run: Run, path: Path, question: Question, reply: Reply, now: datetime) -> Step:
    so_far = run.draft if run.draft is not None else run.answers.get(question.key, "")
    read = READERS[question.kind](question, reply.act, so_far)
    refusal = _refusal(question, path, read, so_far, now)
    if refusal:
        return run, [refusal]
    heard = run.heard if reply.message is None else reply.message
    if not read.is_complete:
        ticking = _changed(run, now, position=question.key, draft=read.value, heard=heard)
        return ticking, [Ticked(question.key, read.value)]
    return _record(replace(run, heard=heard), question, read.value, now)


def _refusal(question: Question, path: Path, read: Read, so_far: str, now: datetime) -> Declined | None:
    if read.problem:
        return Declined(question, read.problem, details=read.details)
    if _breaks_constraint(question, path, read.value, now):
        # A list of ticks may be on its way to being right; what may not happen is that a tick spoils it.
        spoils = so_far and not _breaks_constraint(question, path, so_far, now)
        if read.is_complete or (spoils and len(read.value) > len(so_far)):
            return Declined(question, Problem.NOT_ALLOWED, question.constraint_message)
    return None


def _breaks_constraint(question: Question, path: Path, value: str, now: datetime) -> bool:
    if question.constraint is None or not value:
        return False
    return not question.constraint.boolean(scope_of(path.values, now, value))


def _skip(run: Run, question: Question, now: datetime) -> Step:
    if question.is_required:
        return run, [Declined(question, Problem.ANSWER_REQUIRED, question.required_message)]
    return _record(run, question, PASSED_OVER, now)


def _record(run: Run, question: Question, value: str, now: datetime) -> Step:
    answers = {**run.answers, question.key: value}
    following = _changed(run, now, answers=answers, position=None, draft=None, status=Status.ACTIVE)
    return _ask_next(following, now, [Recorded(question.key, value)])


def _go_back(run: Run, path: Path, question: Question, now: datetime) -> Step:
    previous = path.way.before(question.key)
    if previous is None:
        return run, [Declined(question, Problem.NOTHING_BEFORE)]
    return _look_at(run, previous.key, now), [Asked(previous)]


def _keep(run: Run, path: Path, question: Question, now: datetime) -> Step:
    if question.key not in run.answers:
        return run, [Declined(question, Problem.ANSWER_REQUIRED)]
    following = path.way.after(question.key)
    if following is not None and following.key in run.answers:
        return _look_at(run, following.key, now), [Asked(following)]
    return _ask_next(_changed(run, now, position=None, draft=None), now, [])


def _look_at(run: Run, key: Key, now: datetime) -> Run:
    return _changed(run, now, position=key, draft=None, status=Status.ACTIVE)


def _ask_next(run: Run, now: datetime, events: list[Event]) -> Step:
    path = path_of(run, now)
    following = path.way.first_open(run.answers)
    if following is None:
        return _finish(run, path, now, events)
    return run, [*events, Asked(following)]


def _finish(run: Run, path: Path, now: datetime, events: list[Event]) -> Step:
    """Close the run; answers to questions that no longer concern the person are dropped, as ODK does."""
    calculated = {q.key for q in run.questionnaire.questions if q.kind is Kind.CALCULATION}
    answers = {k: v for k, v in path.values.items() if k in path.way.places or k in calculated}
    finished = replace(run, answers=answers, status=Status.FINISHED, finished_at=now)
    return finished, [*events, Finished()]


def _changed(run: Run, now: datetime, **changes: object) -> Run:
    return replace(run, revision=run.revision + 1, touched_at=now, **changes)  # type: ignore[arg-type]
