"""Any sequence of taps: never an exception, never two answers for one tap, always an end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.model import AccountId
from surveys import engine
from surveys.events import Asked, Declined, Finished, Outdated, Paused, Recorded, Ticked
from surveys.model import Kind, Questionnaire, Run, RunId, Status
from surveys.path import path_of, question_of
from surveys.replies import Act, Attached, Move, Reply, Said, Sent, Tapped
from surveys.scoring import score
from surveys.xlsform import compile_form, read_markdown
from tests.pure.surveys.transcripts import LIBRARY

NOW = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
OWNER = AccountId(7)
QUESTIONNAIRES = {
    path.stem: compile_form(read_markdown(path.name, path.read_text(encoding="utf-8")))
    for path in sorted(LIBRARY.glob("*.md"))
}

acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(Tapped, st.integers(-1, 15)),
    st.sampled_from(list(Move)),
    st.builds(Said, st.text(max_size=400)),
    st.builds(Sent, st.sampled_from(["photo", "voice", "sticker"])),
)
REQUIRED: dict[Kind, Act] = {
    Kind.TEXT: Said("Что-то"),
    Kind.NUMBER: Said("7"),
    Kind.DATE: Said(f"{NOW + timedelta(days=40):%d.%m.%Y}"),
    Kind.ATTACHMENT: Attached("photo", "file"),
}
"""What answers a question that may not be passed over: a working day well ahead, a picture."""
replies = st.tuples(acts, st.integers(0, 3))
every_questionnaire = pytest.mark.parametrize("name", QUESTIONNAIRES)


def begun(questionnaire: Questionnaire) -> Run:
    return engine.begin(RunId(1), OWNER, questionnaire, NOW)[0]


@every_questionnaire
@given(st.lists(replies, max_size=120))
def test_any_taps_lead_to_a_state_that_can_be_shown(name: str, sequence: list[tuple[Act, int]]) -> None:
    run = begun(QUESTIONNAIRES[name])
    for act, behind in sequence:
        before = run
        run, events = engine.answer(run, Reply(act, revision=run.revision - behind), NOW)

        recorded = [event for event in events if isinstance(event, Recorded)]
        assert len(recorded) <= 1
        if behind:
            assert run is before
            assert isinstance(events[0], Outdated)
        if any(isinstance(event, Declined | Outdated) for event in events):
            assert run is before
        else:
            assert run.revision == before.revision + 1
        path = path_of(run, NOW)
        question = question_of(run, path)
        assert (question is None) == (run.status is Status.FINISHED)
        if question is not None:
            progress = path.progress(question)
            assert 1 <= progress.number <= progress.total or question.kind is Kind.NOTE
        score(run.questionnaire, run.answers)


@every_questionnaire
@given(st.data())
def test_whoever_keeps_answering_comes_to_the_end(name: str, data: st.DataObject) -> None:
    run = begun(QUESTIONNAIRES[name])
    steps = 0
    while run.status is not Status.FINISHED:
        question = question_of(run, path_of(run, NOW))
        assert question is not None
        is_closed_by_done = run.draft or question.kind in (Kind.NOTE, Kind.ACKNOWLEDGE, Kind.REVIEW)
        act: Act = Move.DONE if is_closed_by_done else Move.SKIP
        if question.choices and not run.draft:
            act = Tapped(data.draw(st.integers(0, len(question.choices) - 1)))
        elif question.required is not None and question.kind in REQUIRED:
            act = REQUIRED[question.kind]
        run, events = engine.answer(run, Reply(act, revision=run.revision), NOW)
        assert isinstance(events[-1], Asked | Finished | Ticked)
        steps += 1
        assert steps <= 2 * len(run.questionnaire.questions)
    assert set(run.answers) <= set(run.questionnaire.by_key)


@every_questionnaire
@given(st.lists(st.integers(0, 4), min_size=1, max_size=30), st.integers(0, 29))
def test_a_repeated_tap_changes_nothing(name: str, options: list[int], repeated_at: int) -> None:
    run = begun(QUESTIONNAIRES[name])
    for place, option in enumerate(options):
        reply = Reply(Tapped(option), revision=run.revision)
        run, events = engine.answer(run, reply, NOW)
        if place == repeated_at and not isinstance(events[0], Declined):
            assert engine.answer(run, reply, NOW)[0] is run


@every_questionnaire
def test_going_back_to_the_start_and_forward_again_loses_nothing(name: str) -> None:
    run = begun(QUESTIONNAIRES[name])
    for _ in range(6):
        following, _events = engine.answer(run, Reply(Tapped(0), revision=run.revision), NOW)
        if following.status is Status.FINISHED:
            break
        run = following
    answers = dict(run.answers)
    there = question_of(run, path_of(run, NOW))
    back = 0
    while True:
        run, events = engine.answer(run, Reply(Move.BACK, revision=run.revision), NOW)
        if isinstance(events[0], Declined):
            break
        back += 1
    for _ in range(back):
        run, _events = engine.answer(run, Reply(Move.KEEP, revision=run.revision), NOW)

    assert run.answers == answers
    assert question_of(run, path_of(run, NOW)) == there


@every_questionnaire
def test_a_run_left_alone_is_closed_on_its_day_and_not_before(name: str) -> None:
    run = begun(QUESTIONNAIRES[name])
    last_moment = NOW + timedelta(days=run.questionnaire.open_for_days)

    assert engine.expire(run, last_moment - timedelta(seconds=1)) == (run, [])
    closed, events = engine.expire(run, last_moment)
    assert closed.status is Status.EXPIRED
    assert len(events) == 1
    assert engine.answer(closed, Reply(Tapped(0), revision=closed.revision), NOW) == (closed, [Outdated(None)])


@every_questionnaire
def test_a_pause_can_be_left_by_answering_the_same_question(name: str) -> None:
    run = begun(QUESTIONNAIRES[name])
    paused, events = engine.answer(run, Reply(Move.PAUSE, revision=run.revision), NOW)
    assert events == [Paused()]
    resumed, _events = engine.answer(paused, Reply(Move.RESUME, revision=paused.revision), NOW)

    assert resumed.status is Status.ACTIVE
    assert question_of(resumed, path_of(resumed, NOW)) == question_of(run, path_of(run, NOW))
