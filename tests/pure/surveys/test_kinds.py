"""Every kind of question that a chat can ask, from the row of a form to the stored answer."""

from datetime import datetime, timedelta, timezone

import pytest

from people.model import AccountId
from surveys import engine
from surveys.events import Declined, Problem
from surveys.model import Key, Kind, Question, Questionnaire, Run, RunId
from surveys.path import path_of, question_of
from surveys.questions import READERS
from surveys.replies import Act, Attached, Located, Move, Reply, Said, Sent, Tapped
from tests.pure.surveys.forms import form

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=3)))


def answers(questionnaire: Questionnaire, *acts: Act) -> Run:
    """A run after these acts; each has to be taken."""
    run = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)[0]
    for act in acts:
        run, events = engine.answer(run, Reply(act, revision=run.revision), NOW)
        assert not any(isinstance(event, Declined) for event in events), events
    return run


def asked(run: Run) -> Question:
    question = question_of(run, path_of(run, NOW))
    assert question is not None
    return question


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5.10", "2026-10-05"),
        ("5.10.2025", "2025-10-05"),
        ("05/10/26", "2026-10-05"),
        ("5.10.74", "1974-10-05"),
        ("12.01", "2027-01-12"),
        ("5 октября", "2026-10-05"),
        ("1-го мая 2027 г.", "2027-05-01"),
        ("8 марта", "2027-03-08"),
        ("завтра", "2026-11-24"),
        ("Позавчера", "2026-11-21"),
        ("2026-10-05", "2026-10-05"),
        ("29.02.2028", "2028-02-29"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, day: str) -> None:
    assert READERS[Kind.DATE](Question(Key("q"), Kind.DATE, "?"), Said(typed), "", NOW).value == day


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31 ноября", Problem.NO_SUCH_DATE),
        ("29.02.2027", Problem.NO_SUCH_DATE),
        ("0.10", Problem.NO_SUCH_DATE),
        ("когда-нибудь", Problem.DATE_EXPECTED),
        ("5 маяка", Problem.DATE_EXPECTED),
        ("", Problem.DATE_EXPECTED),
    ],
)
def test_what_is_no_day_is_asked_again(typed: str, problem: Problem) -> None:
    assert READERS[Kind.DATE](Question(Key("q"), Kind.DATE, "?"), Said(typed), "", NOW).problem is problem


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9:30", "09:30:00.000"), ("9.30", "09:30:00.000"), ("в 15 часов", "15:00:00.000"), ("23-59", "23:59:00.000")],
)
def test_a_time_is_read_as_people_write_it(typed: str, time: str) -> None:
    assert READERS[Kind.TIME](Question(Key("q"), Kind.TIME, "?"), Said(typed), "", NOW).value == time
    assert READERS[Kind.TIME](Question(Key("q"), Kind.TIME, "?"), Said("25:00"), "", NOW).problem


@pytest.mark.parametrize("typed", ["завтра в 15:00", "24.11 15.00", "24 ноября, 15:00", "2026-11-24T15:00"])
def test_a_moment_has_the_zone_of_the_person(typed: str) -> None:
    read = READERS[Kind.MOMENT](Question(Key("q"), Kind.MOMENT, "?"), Said(typed), "", NOW)
    assert read.value == "2026-11-24T15:00:00.000+03:00"


def test_ranks_are_kept_in_the_order_of_the_taps_and_the_last_option_takes_its_place_by_itself() -> None:
    questionnaire = form("""
        | survey | | | |
        | | type | name | label |
        | | rank r | r | По порядку |
        | choices | | | |
        | | list_name | name | label |
        | | r | a | А |
        | | r | b | Б |
        | | r | c | В |
    """)
    run = answers(questionnaire, Tapped(2), Tapped(0))
    assert run.draft == "c a b"
    run = answers(questionnaire, Tapped(2), Tapped(2), Tapped(1), Tapped(0), Move.DONE)
    assert run.answers == {"r": "b a c"}
    early = engine.answer(answers(questionnaire, Tapped(2)), Reply(Move.DONE), NOW)[1]
    assert isinstance(early[0], Declined)
    assert (early[0].problem, early[0].details) == (Problem.NOT_ALL_RANKED, {"left": 2})


def test_a_short_range_is_tapped_and_a_long_one_typed_within_its_marks() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | parameters |
        | | range | short | От 1 до 5 | start=1 end=5 step=0.5 |
        | | range | long | От 0 до 100 | start=0 end=100 step=5 |
    """)
    run = answers(questionnaire, Tapped(1))
    assert [choice.label for choice in questionnaire.questions[0].choices[:3]] == ["1", "1,5", "2"]
    assert run.answers["short"] == "1.5"
    for typed, problem in (("105", Problem.OUT_OF_RANGE), ("7", Problem.OFF_STEP)):
        [declined] = engine.answer(run, Reply(Said(typed), revision=run.revision), NOW)[1]
        assert isinstance(declined, Declined)
        assert declined.problem is problem
    assert answers(questionnaire, Tapped(1), Said("35")).answers["long"] == "35"


def test_files_places_and_agreements_are_taken_as_the_messenger_sends_them() -> None:
    questionnaire = form("""
        | survey | | | |
        | | type | name | label |
        | | image | p | Фото |
        | | audio | v | Голос |
        | | file | f | Файл |
        | | geopoint | g | Место |
        | | acknowledge | a | Согласны? |
    """)
    run = answers(
        questionnaire,
        Attached("photo", "AgAC-1"),
        Attached("voice", "AwAC-2"),
        Attached("document", "BQAC-3", "план: год.docx"),
        Located(55.7558, 37.6173, 12),
        Move.DONE,
    )
    assert run.answers == {
        "p": "photo:AgAC-1",
        "v": "voice:AwAC-2",
        "f": "document:BQAC-3:план_ год.docx",
        "g": "55.7558 37.6173 0 12",
        "a": "OK",
    }
    begun = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)[0]
    for act in (Said("вот"), Sent("sticker"), Attached("video", "x")):
        [declined] = engine.answer(begun, Reply(act, revision=begun.revision), NOW)[1]
        assert isinstance(declined, Declined)
        assert declined.problem is Problem.ATTACHMENT_EXPECTED


def test_other_leads_to_a_text_in_russian() -> None:
    questionnaire = form("""
        | survey | | | |
        | | type | name | label |
        | | select_one s or_other | s | Что? |
        | choices | | | |
        | | list_name | name | label |
        | | s | a | А |
    """)
    run = answers(questionnaire, Tapped(1))
    assert [choice.label for choice in questionnaire.questions[0].choices] == ["А", "Другое"]
    assert asked(run).label == "Напишите свой вариант"
    run, _events = engine.answer(run, Reply(Said("Б"), revision=run.revision), NOW)
    assert run.answers == {"s": "other", "s_other": "Б"}


def test_a_long_list_is_searched_by_typing() -> None:
    options = "\n".join(
        f"| | t | t{n} | {name} |" for n, name in enumerate(["Ивановка", "Ивантеевка", *map(str, range(30))])
    )
    questionnaire = form(f"""
        | survey | | | |
        | | type | name | label |
        | | select_one t | t | Где? |
        | choices | | | |
        | | list_name | name | label |
        {options}
    """)
    begun = engine.begin(RunId(1), AccountId(1), questionnaire, NOW)[0]
    [several] = engine.answer(begun, Reply(Said("иван"), revision=0), NOW)[1]
    assert isinstance(several, Declined)
    assert (several.problem, several.options) == (Problem.SEVERAL_FIT, (0, 1))
    assert answers(questionnaire, Said("ивановк")).answers == {"t": "t0"}


def test_a_filtered_list_offers_what_fits_and_a_lost_choice_is_asked_anew() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | choice_filter |
        | | select_one area | area | Край? | |
        | | select_one town | town | Город? | area = ${area} |
        | | text | why | Почему ${town}? | |
        | choices | | | | |
        | | list_name | name | label | area |
        | | area | p | Пермский | |
        | | area | k | Краснодарский | |
        | | town | kizel | Кизел | p |
        | | town | perm | Пермь | p |
        | | town | seversk | Северская | k |
    """)
    run = answers(questionnaire, Tapped(0))
    assert [choice.code for choice in asked(run).choices] == ["kizel", "perm"]
    run = answers(questionnaire, Tapped(0), Tapped(1))
    assert asked(run).label == "Почему perm?"
    for act in (Move.BACK, Move.BACK, Tapped(1)):
        run, _events = engine.answer(run, Reply(act, revision=run.revision), NOW)
    assert asked(run).key == "town"
    assert [choice.code for choice in asked(run).choices] == ["seversk"]


def test_shuffled_options_stay_where_they_are_for_one_person_and_differ_between_people() -> None:
    options = "\n".join(f"| | l | c{n} | {n} |" for n in range(10))
    questionnaire = form(f"""
        | survey | | | | |
        | | type | name | label | parameters |
        | | select_one l | q | Что? | randomize=true |
        | choices | | | |
        | | list_name | name | label |
        {options}
    """)
    runs = [engine.begin(RunId(n), AccountId(1), questionnaire, NOW)[0] for n in (1, 1, 2, 3)]
    orders = [[choice.code for choice in asked(run).choices] for run in runs]
    assert orders[0] == orders[1]
    assert len({tuple(order) for order in orders}) == 3
    assert sorted(orders[0]) == sorted(orders[2])


def test_options_may_be_the_answers_given_in_a_repeat() -> None:
    questionnaire = form("""
        | survey | | | | |
        | | type | name | label | repeat_count |
        | | begin_repeat | course | Курс | 2 |
        | | text | title | Какой курс? | |
        | | end_repeat | | | |
        | | select_one ${title} | best | Какой лучше? | |
    """)
    run = answers(questionnaire, Said("ИИ"), Said("ФОП"))
    assert [choice.label for choice in asked(run).choices] == ["ИИ", "ФОП"]
    run, _events = engine.answer(run, Reply(Tapped(1), revision=run.revision), NOW)
    assert run.answers["best"] == "ФОП"
