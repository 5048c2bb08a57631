"""Questions asked several times over: counted or as long as the person likes, two deep, fifty times."""

from datetime import UTC, datetime

from people.model import AccountId
from surveys import engine
from surveys.model import Questionnaire, Run, RunId
from surveys.path import path_of, question_of
from surveys.replies import Act, Move, Reply, Said, Tapped
from tests.pure.surveys.forms import form

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
MORE, ENOUGH = Tapped(0), Tapped(1)

CHILDREN = """
    | survey | | | | | |
    | | type | name | label | relevant | repeat_count | calculation |
    | | begin_repeat | child | Ребёнок | | | |
    | | text | name | Как зовут? | | | |
    | | integer | age | Сколько лет ${name}? | | | |
    | | begin_repeat | toy | Игрушка | ${age} < 7 | | |
    | | text | what | Какая у ${name} игрушка номер ${number}? | | | |
    | | calculate | number | | | | position(..) |
    | | end_repeat | | | | | |
    | | end_repeat | | | | | |
    | | calculate | years | | | | sum(${age}) |
    | | note | all | Детей ${count}, лет ${years}, первую зовут ${first} | | | |
    | | calculate | count | | | | count(${child}) |
    | | calculate | first | | | | indexed-repeat(${name}, ${child}, 1) |
"""


def walked(questionnaire: Questionnaire, *acts: Act) -> Run:
    run = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)[0]
    for act in acts:
        run, _events = engine.answer(run, Reply(act, revision=run.revision), NOW)
    return run


def label(run: Run) -> str:
    question = question_of(run, path_of(run, NOW))
    assert question is not None
    return question.label


def test_turns_are_added_one_by_one_inside_and_outside() -> None:
    run = walked(form(CHILDREN), Said("Аня"), Said("5"))
    assert label(run) == "Какая у Аня игрушка номер 1?"
    run = walked(form(CHILDREN), Said("Аня"), Said("5"), Said("мяч"), MORE)
    assert label(run) == "Какая у Аня игрушка номер 2?"
    run = walked(form(CHILDREN), Said("Аня"), Said("5"), Said("мяч"), ENOUGH, MORE, Said("Ян"), Said("9"), ENOUGH)
    assert label(run) == "Детей 2, лет 14, первую зовут Аня"
    run, _events = engine.answer(run, Reply(Move.DONE, revision=run.revision), NOW)
    assert {key: value for key, value in run.answers.items() if "/" in key} == {
        "child[1]/name": "Аня",
        "child[1]/age": "5",
        "child[1]/toy[1]/what": "мяч",
        "child[1]/toy[1]/number": "1",
        "child[2]/name": "Ян",
        "child[2]/age": "9",
    }


def test_a_turn_taken_back_is_dropped_at_the_end() -> None:
    run = walked(form(CHILDREN), Said("Аня"), Said("9"), MORE, Said("Ян"), Move.BACK, Move.BACK, ENOUGH, Move.DONE)
    assert [key for key in run.answers if "/" in key] == ["child[1]/name", "child[1]/age"]
    assert run.answers["count"] == "1"


def test_a_count_may_come_from_an_answer_and_change() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | repeat_count |
        | | integer | n | Сколько? | |
        | | begin_repeat | r | Раз | ${n} |
        | | text | t | Что? | |
        | | end_repeat | | | |
        | | text | end | Всё? | |
    """)
    assert label(walked(questionnaire, Said("0"))) == "Всё?"
    run = walked(questionnaire, Said("2"), Said("а"), Said("б"), Move.BACK, Move.BACK, Move.BACK, Said("1"))
    assert label(run) == "Всё?"
    run, _events = engine.answer(run, Reply(Said("да"), revision=run.revision), NOW)
    assert run.answers == {"n": "1", "r[1]/t": "а", "end": "да"}


def test_sixty_turns_are_no_trouble() -> None:
    questionnaire = form("""
        | survey | | | |
        | | type | name | label |
        | | begin_repeat | r | Раз |
        | | text | t | Что? |
        | | end_repeat | | |
    """)
    acts: list[Act] = []
    for number in range(60):
        acts += [Said(str(number)), MORE if number < 59 else ENOUGH]
    run = walked(questionnaire, *acts)
    assert not run.status.is_open
    assert len(run.answers) == 60


def test_conditions_inside_a_turn_see_only_that_turn() -> None:
    questionnaire = form("""
        | survey | | | | | |
        | | type | name | label | relevant | repeat_count |
        | | begin_repeat | r | Раз | | 2 |
        | | integer | n | Сколько? | | |
        | | text | why | Почему ${n}? | ${n} > 5 | |
        | | end_repeat | | | | |
    """)
    run = walked(questionnaire, Said("9"), Said("много"), Said("1"))
    assert not run.status.is_open
    assert run.answers == {"r_count": "2", "r[1]/n": "9", "r[1]/why": "много", "r[2]/n": "1"}


def test_the_number_of_a_turn_is_known_in_conditions_and_inside_groups() -> None:
    questionnaire = form("""
        | survey | | | | | | |
        | | type | name | label | relevant | repeat_count | calculation |
        | | begin_repeat | r | Раз | | 2 | |
        | | text | first | Первый? | position(..) = 1 | | |
        | | begin_group | g | Раздел | position(..) = 2 | | |
        | | text | second | Второй, ${here}? | | | |
        | | calculate | here | | | | position(../..) |
        | | end_group | | | | | |
        | | end_repeat | | | | | |
        | | calculate | last | | | | count(${r}[position() = 2]) |
    """)
    run = walked(questionnaire, Said("а"))
    assert label(run) == "Второй, 2?"
    run, _events = engine.answer(run, Reply(Said("б"), revision=run.revision), NOW)
    assert run.answers == {"r_count": "2", "r[1]/first": "а", "r[2]/second": "б", "r[2]/here": "2", "last": "1"}


def test_what_may_only_be_read_now_keeps_its_value() -> None:
    questionnaire = form("""
        | survey | | | | | |
        | | type | name | label | read_only | default |
        | | text | sure | Уверены? | | |
        | | integer | n | Сколько? | ${sure} = 'да' | 3 |
    """)
    assert walked(questionnaire, Said("да"), Move.DONE).answers == {"sure": "да", "n": "3"}
    assert walked(questionnaire, Said("нет"), Said("5")).answers == {"sure": "нет", "n": "5"}
