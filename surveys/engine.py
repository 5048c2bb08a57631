"""One step of a run: `(run, reply, now) → (run, events)`. Pure; a bad reply and an old button are events."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

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
from surveys.layout import Layout
from surveys.model import KNOWN, PASSED_OVER, TRIED_FROM, Key, Kind, Question, Questionnaire, Run, RunId, Status
from surveys.path import Path, path_of, question_of
from surveys.presets import settled
from surveys.questions import READERS, Read
from surveys.replies import Move, Reply, Said

Step = tuple[Run, list[Event]]
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})
NOTHING_SAID: Mapping[Key, str] = MappingProxyType({})


def begin(
    run_id: RunId,
    owner: AccountId,
    questionnaire: Questionnaire,
    now: datetime,
    known: Mapping[str, str] = NOTHING_KNOWN,
    said: Mapping[Key, str] = NOTHING_SAID,
) -> Step:
    """Open a run at its first question; what is `known` of the person, by key of the passport, is not asked.

    Nor is what the person has `said` elsewhere in answer to the same questions.
    """
    answers: dict[Key, str] = {
        **said,
        **{
            question.key: known[question.known_as]
            for question in questionnaire.questions
            if question.known_as in known and question.choice(known[question.known_as]) is not None
        },
    }
    mine = _fitting(questionnaire, answers)
    noted = {KNOWN: " ".join(mine)} if mine else {}
    return _open(run_id, owner, questionnaire, {**mine, **noted}, now)


def correct(
    run_id: RunId, owner: AccountId, questionnaire: Questionnaire, answers: Mapping[Key, str], now: datetime
) -> Step:
    """Open a run with answers given earlier at its very first question, so that each can be kept or changed."""
    mine = _fitting(questionnaire, answers)
    run = Run(run_id, owner, questionnaire, mine, 0, Status.ACTIVE, begun_at=now, touched_at=now)
    run, path = settled(run, now)
    first = next(iter(path.way.questions), None)
    if first is None or first.key not in run.answers:
        return _ask_next(run, path, now, [Begun()])
    return replace(run, position=first.key), [Begun(), Asked(path.prepared(first))]


def prefill(
    run_id: RunId, owner: AccountId, questionnaire: Questionnaire, answers: Mapping[Key, str], now: datetime
) -> Step:
    """Open a run with these answers given at the first question that is still open."""
    return _open(run_id, owner, questionnaire, _fitting(questionnaire, answers), now)


def _fitting(questionnaire: Questionnaire, answers: Mapping[Key, str]) -> dict[Key, str]:
    return {question.key: answers[question.key] for question in questionnaire.questions if question.key in answers}


def _open(
    run_id: RunId, owner: AccountId, questionnaire: Questionnaire, answers: Mapping[Key, str], now: datetime
) -> Step:
    run = Run(run_id, owner, questionnaire, answers, 0, Status.ACTIVE, begun_at=now, touched_at=now)
    return _ask_next(*settled(run, now), now, [Begun()])


def answer(run: Run, reply: Reply, now: datetime) -> Step:
    """Take one reply; return the next state and what has to happen because of it."""
    if run.open_until is not None and now >= run.open_until and run.status.is_open:
        return expire(run, now)
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
            return _skip(run, path, question, now)
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
    if question.kind is Kind.REVIEW and isinstance(reply.act, Said):
        return _look_again(run, path, question, reply, now)
    so_far = run.draft if run.draft is not None else path.layout.given(question, question.turns)
    read = READERS[question.kind](question, reply.act, so_far, now)
    refusal = _refusal(question, path, read, so_far)
    if refusal:
        return run, [refusal]
    heard = run.heard if reply.message is None else reply.message
    if not read.is_complete:
        ticking = _changed(run, now, position=question.key, draft=read.value, heard=heard)
        return ticking, [Ticked(question.key, read.value)]
    # What may only be read now keeps the value it had.
    value = so_far if question.kind is Kind.NOTE and question.read_only is not None else read.value
    return _record(replace(run, heard=heard), path, question, value, now)


def _look_again(run: Run, path: Path, question: Question, reply: Reply, now: datetime) -> Step:
    """A number typed under the list of all answers leads to that question."""
    wanted = reply.act.text.strip().rstrip(".") if isinstance(reply.act, Said) else ""
    numbered = [each for each in path.way.questions if each.is_numbered]
    if not wanted.isdecimal() or not 1 <= int(wanted) <= len(numbered):
        return run, [Declined(question, Problem.NO_SUCH_NUMBER, details={"most": len(numbered)})]
    chosen = numbered[int(wanted) - 1]
    heard = run.heard if reply.message is None else reply.message
    return _look_at(replace(run, heard=heard), chosen.key, now), [Asked(path.prepared(chosen))]


def _refusal(question: Question, path: Path, read: Read, so_far: str) -> Declined | None:
    if read.problem:
        return Declined(question, read.problem, details=read.details, options=read.options)
    if _breaks_constraint(question, path, read.value):
        # A list of ticks may be on its way to being right; what may not happen is that a tick spoils it.
        spoils = so_far and not _breaks_constraint(question, path, so_far)
        if read.is_complete or (spoils and len(read.value) > len(so_far)):
            return Declined(question, Problem.NOT_ALLOWED, question.constraint_message)
    return None


def _breaks_constraint(question: Question, path: Path, value: str) -> bool:
    if question.constraint is None or not value:
        return False
    return not question.constraint.boolean(path.layout.scope(question, question.constraint, value))


def _skip(run: Run, path: Path, question: Question, now: datetime) -> Step:
    if path.requires(question):
        return run, [Declined(question, Problem.ANSWER_REQUIRED, question.required_message)]
    return _record(run, path, question, PASSED_OVER, now)


def _record(run: Run, path: Path, question: Question, value: str, now: datetime) -> Step:
    answers = {**run.answers, question.key: value}
    following = _changed(run, now, answers=answers, position=None, draft=None, status=Status.ACTIVE)
    return _ask_next(*settled(following, now, path, question), now, [Recorded(question.key, value)])


def _go_back(run: Run, path: Path, question: Question, now: datetime) -> Step:
    previous = path.way.before(question.key)
    if previous is None:
        return run, [Declined(question, Problem.NOTHING_BEFORE)]
    return _look_at(run, previous.key, now), [Asked(path.prepared(previous))]


def _keep(run: Run, path: Path, question: Question, now: datetime) -> Step:
    if question.key not in run.answers:
        return _accept(run, path, question, now)
    following = path.way.after(question.key)
    if following is not None and following.key in run.answers:
        return _look_at(run, following.key, now), [Asked(path.prepared(following))]
    return _ask_next(_changed(run, now, position=None, draft=None), path, now, [])


def _accept(run: Run, path: Path, question: Question, now: datetime) -> Step:
    """Take what the form had put there as the answer."""
    offered = path.layout.given(question, question.turns)
    if not offered:
        return run, [Declined(question, Problem.ANSWER_REQUIRED)]
    refusal = _refusal(question, path, Read(offered), "")
    return (run, [refusal]) if refusal else _record(run, path, question, offered, now)


def _look_at(run: Run, key: Key, now: datetime) -> Run:
    return _changed(run, now, position=key, draft=None, status=Status.ACTIVE)


def _ask_next(run: Run, path: Path, now: datetime, events: list[Event]) -> Step:
    following = path.first_open
    if following is None:
        return _finish(run, path.layout, now, events)
    return run, [*events, Asked(path.prepared(following))]


def _finish(run: Run, layout: Layout, now: datetime, events: list[Event]) -> Step:
    """Close the run; answers to questions that no longer concern the person are dropped, as ODK does."""
    answers: dict[Key, str] = {}
    for question in run.questionnaire.questions:
        if question.kind not in (Kind.MORE, Kind.REVIEW):
            answers |= _final(layout, question)
    if TRIED_FROM in run.answers:
        answers[TRIED_FROM] = run.answers[TRIED_FROM]
    finished = replace(run, answers=answers, status=Status.FINISHED, finished_at=now)
    return finished, [*events, Finished()]


def _final(layout: Layout, question: Question) -> dict[Key, str]:
    final = {}
    for turns in layout.turns_of(question):
        at = layout.plan.turned(question, turns)
        if not layout.is_relevant(question, turns):
            continue
        if question.is_stamped_at_end and question.calculation is not None:
            final[at.key] = question.calculation.string(layout.scope(at, question.calculation))
        else:
            final[at.key] = layout.value(question, turns)
    return final


def _changed(run: Run, now: datetime, **changes: object) -> Run:
    return replace(run, revision=run.revision + 1, touched_at=now, **changes)  # type: ignore[arg-type]
