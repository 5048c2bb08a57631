"""What a form puts into the answers by itself: defaults, calculations one may overwrite, triggers, times."""

from datetime import UTC, datetime, timedelta

from people.model import AccountId
from surveys import engine
from surveys.model import Questionnaire, Run, RunId
from surveys.path import path_of, question_of
from surveys.replies import Act, Move, Reply, Said, Tapped
from tests.pure.surveys.forms import form

BEGINNING = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def walked(questionnaire: Questionnaire, *acts: Act) -> Run:
    """A run after these acts, a minute apart."""
    now = BEGINNING
    run = engine.begin(RunId(1), AccountId(1), questionnaire, now)[0]
    for act in acts:
        now += timedelta(minutes=1)
        run, _events = engine.answer(run, Reply(act, revision=run.revision), now)
    return run


def offered(run: Run) -> str:
    """What already stands in the question that is asked."""
    path = path_of(run, BEGINNING)
    question = question_of(run, path)
    assert question is not None
    return path.layout.given(question, question.turns)


def test_a_default_is_offered_kept_or_replaced() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | default |
        | | integer | n | Сколько? | 3 |
        | | text | end | Ещё? | |
    """)
    assert offered(walked(questionnaire)) == "3"
    assert walked(questionnaire, Move.KEEP).answers == {"n": "3"}
    assert walked(questionnaire, Said("5")).answers == {"n": "5"}
    assert walked(questionnaire, Move.SKIP).answers == {"n": ""}


def test_a_default_is_worked_out_when_its_turn_begins() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | default |
        | | begin_repeat | r | Раз | |
        | | integer | n | Номер? | position(..) * 10 |
        | | end_repeat | | | |
    """)
    run = walked(questionnaire, Move.KEEP, Tapped(0))
    assert offered(run) == "20"
    run = walked(questionnaire, Move.KEEP, Tapped(0), Move.KEEP, Tapped(1))
    assert run.answers == {"r[1]/n": "10", "r[2]/n": "20"}


def test_a_calculation_in_a_question_follows_its_sources_until_the_end() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | calculation |
        | | integer | hours | Часы? | |
        | | integer | pay | Сумма? | ${hours} * 100 |
        | | text | end | Ещё? | |
    """)
    assert offered(walked(questionnaire, Said("2"))) == "200"
    run = walked(questionnaire, Said("2"), Said("250"), Move.BACK, Move.BACK, Said("3"))
    assert run.answers["pay"] == "300"


def test_a_triggered_calculation_waits_for_its_trigger() -> None:
    questionnaire = form("""
        | survey | | | | | |
        | | type | name | label | calculation | trigger |
        | | text | a | А? | | |
        | | calculate | when | | now() | ${b} |
        | | text | b | Б? | | |
        | | text | c | В? | | |
    """)
    run = walked(questionnaire, Said("x"))
    assert "=when" not in run.answers
    run = walked(questionnaire, Said("x"), Said("y"), Said("z"))
    assert run.answers["when"].startswith("2026-10-05T09:02")


def test_the_beginning_the_day_and_the_end_are_noted() -> None:
    questionnaire = form("""
        | survey | | | |
        | | type | name | label |
        | | start | began | |
        | | today | day | |
        | | end | ended | |
        | | text | a | А? |
        | | text | b | Б? |
    """)
    answers = walked(questionnaire, Said("x"), Said("y")).answers
    assert answers["began"].startswith("2026-10-05T09:00")
    assert answers["day"] == "2026-10-05"
    assert answers["ended"].startswith("2026-10-05T09:02")


def test_chance_is_drawn_once() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | calculation |
        | | calculate | lot | | once(random()) |
        | | calculate | id | | uuid() |
        | | text | a | А? | |
        | | text | b | Б? | |
    """)
    run = walked(questionnaire)
    first = (run.answers["=lot"], run.answers["=id"])
    for act in (Said("x"), Said("y")):
        run, _events = engine.answer(run, Reply(act, revision=run.revision), BEGINNING)
    assert (run.answers["lot"], run.answers["id"]) == first
    assert 0 <= float(first[0]) < 1


def test_hidden_and_read_only_values_take_part() -> None:
    questionnaire = form("""
        | survey | | | | | |
        | | type | name | label | default | read_only | calculation |
        | | hidden | source | | campaign-7 | | |
        | | integer | fixed | Часов в неделю | 36 | yes | |
        | | decimal | daily | Часов в день | | yes | ${fixed} div 5 |
        | | text | a | Источник ${source}? | | | |
    """)
    run = walked(questionnaire, Move.DONE, Move.DONE)
    path = path_of(run, BEGINNING)
    question = question_of(run, path)
    assert question is not None
    assert question.label == "Источник campaign-7?"
    run, _events = engine.answer(run, Reply(Said("да"), revision=run.revision), BEGINNING)
    assert run.answers == {"source": "campaign-7", "fixed": "36", "daily": "7.2", "a": "да"}
