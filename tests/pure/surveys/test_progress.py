"""«7 из 40» counts what is asked of this person."""

from datetime import UTC, datetime, timedelta

from people.model import AccountId
from surveys import engine
from surveys.model import Key, Run, RunId
from surveys.path import path_of, question_of
from surveys.replies import Act, Move, Reply, Tapped
from tests.pure.surveys.forms import form

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
PASSPORT = form("""
    | survey | | | | | |
    | | type | name | label | relevant | known_as |
    | | select_one answer | young | До 35 лет? | | young |
    | | select_one answer | busy | Заняты? | | |
    | | select_one answer | courses | Были курсы? | ${young} = 'yes' | courses |
    | | note | thanks | Спасибо | | |
    | | select_one answer | glad | Рады? | | |
    | choices | | | | | |
    | | list_name | name | label | | |
    | | answer | yes | Да | | |
    | | answer | no | Нет | | |
""")


def where(run: Run) -> tuple[str, int, int, bool]:
    """The question looked at, its number, of how many, and whether it was known."""
    path = path_of(run, NOW)
    question = question_of(run, path)
    assert question is not None
    progress = path.progress(question)
    return question.key, progress.number, progress.total, path.is_known(question)


def walk(known: dict[str, str], *acts: Act) -> list[tuple[str, int, int, bool]]:
    """Where somebody stands at first and after each act."""
    run, _events = engine.begin(RunId(1), AccountId(1), PASSPORT, NOW, known)
    seen = [where(run)]
    for act in acts:
        run, _events = engine.answer(run, Reply(act, revision=run.revision), NOW + timedelta(minutes=1))
        seen.append(where(run))
    return seen


def test_the_first_question_that_is_asked_is_number_one_and_numbers_stay_going_back_and_forth() -> None:
    known = {"young": "yes", "courses": "no"}
    assert walk(known, Tapped(0), Move.DONE, Move.BACK, Move.BACK, Move.BACK, Move.BACK, Move.KEEP) == [
        ("busy", 1, 2, False),
        ("thanks", 2, 2, False),
        ("glad", 2, 2, False),
        ("thanks", 2, 2, False),
        ("courses", 2, 2, True),
        ("busy", 1, 2, False),
        ("young", 1, 2, True),
        ("busy", 1, 2, False),
    ]


def test_what_is_known_and_does_not_concern_the_person_is_not_taken_off() -> None:
    assert walk({"young": "no", "courses": "no"}) == [("busy", 1, 2, False)]


def test_where_nothing_is_left_to_ask_a_note_is_one_of_one() -> None:
    only = form("""
        | survey | | | | |
        | | type | name | label | known_as |
        | | select_one answer | young | До 35 лет? | young |
        | | note | thanks | Спасибо | |
        | choices | | | | |
        | | list_name | name | label | |
        | | answer | yes | Да | |
    """)
    run, _events = engine.begin(RunId(1), AccountId(1), only, NOW, {"young": "yes"})
    assert where(run) == ("thanks", 1, 1, False)


def test_who_is_not_known_is_asked_and_counted_from_the_beginning() -> None:
    assert walk({}, Tapped(0)) == [("young", 1, 3, False), ("busy", 2, 4, False)]


def test_what_was_known_leaves_no_trace_in_finished_answers() -> None:
    run, _events = engine.begin(RunId(1), AccountId(1), PASSPORT, NOW, {"young": "no"})
    for act in (Tapped(0), Move.DONE, Tapped(0)):
        run, _events = engine.answer(run, Reply(act, revision=run.revision), NOW)
    assert run.answers == {Key("young"): "no", Key("busy"): "yes", Key("thanks"): "", Key("glad"): "yes"}
