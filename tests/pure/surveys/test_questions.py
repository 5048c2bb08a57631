"""How replies are read, kind by kind."""

from datetime import datetime, timedelta, timezone

import pytest

from surveys.events import Problem
from surveys.model import Choice, Key, Kind, Question
from surveys.questions import READERS, Read
from surveys.replies import Act, Move, Said, Sent, Tapped

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=3)))
OPTIONS = (Choice("first_year", "Первый год"), Choice("long", "Ещё дольше"), Choice("na", "Не моя задача"))


def question(kind: Kind, **details: object) -> Question:
    options = OPTIONS if kind in (Kind.CHOICE, Kind.CHOICES) else ()
    return Question(Key("q"), kind, "Вопрос?", choices=options, **details)  # type: ignore[arg-type]


def read(kind: Kind, act: Act, so_far: str = "", **details: object) -> Read:
    return READERS[kind](question(kind, **details), act, so_far, NOW)


@pytest.mark.parametrize(
    ("act", "value"),
    [
        (Tapped(0), "first_year"),
        (Tapped(2), "na"),
        (Said("Первый год"), "first_year"),
        (Said("  первый   ГОД. "), "first_year"),
        (Said("еще дольше"), "long"),
    ],
)
def test_one_option_is_tapped_or_typed(act: Act, value: str) -> None:
    assert read(Kind.CHOICE, act) == Read(value)


@pytest.mark.parametrize("act", [Tapped(3), Tapped(-1), Said("не знаю"), Said(""), Sent("photo"), Move.DONE])
def test_one_option_is_nothing_else(act: Act) -> None:
    assert read(Kind.CHOICE, act).problem is Problem.TAP_EXPECTED


def test_several_options_are_ticked_and_unticked_in_the_order_of_the_list() -> None:
    assert read(Kind.CHOICES, Tapped(2)) == Read("na", is_complete=False)
    assert read(Kind.CHOICES, Tapped(0), "na") == Read("first_year na", is_complete=False)
    assert read(Kind.CHOICES, Tapped(2), "first_year na") == Read("first_year", is_complete=False)
    assert read(Kind.CHOICES, Move.DONE, "first_year na") == Read("first_year na")
    assert read(Kind.CHOICES, Move.DONE).problem is Problem.NOTHING_CHOSEN


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("3,5", "3.5"),
        ("3.50", "3.5"),
        ("0,0", "0"),
        ("70 %", "70"),
        ("12,5%", "12.5"),
        ("007", "7"),
        ("−2", "-2"),
        ("-0,5", "-0.5"),
        ("1 200", "1200"),
        ("1\u00a0200", "1200"),
        ("+4", "4"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: str) -> None:
    assert read(Kind.NUMBER, Said(text)) == Read(value)


@pytest.mark.parametrize("text", ["", "много", "1,2,3", "1e5", "½", "12 лет", "--1", "٣", "9" * 40, "∞", "nan"])
def test_what_is_no_number_is_asked_again(text: str) -> None:
    assert read(Kind.NUMBER, Said(text)).problem is Problem.NUMBER_EXPECTED


def test_a_whole_number_has_no_fraction() -> None:
    assert read(Kind.NUMBER, Said("3,0"), is_whole_number=True) == Read("3")
    assert read(Kind.NUMBER, Said("3,5"), is_whole_number=True).problem is Problem.WHOLE_NUMBER_EXPECTED


def test_a_text_is_kept_as_typed() -> None:
    assert read(Kind.TEXT, Said("  <b>5 & 6</b>\nвсё  ")) == Read("<b>5 & 6</b>\nвсё")
    assert read(Kind.TEXT, Said("   ")).problem is Problem.TEXT_EXPECTED
    assert read(Kind.TEXT, Sent("voice")).problem is Problem.TEXT_EXPECTED
    assert read(Kind.TEXT, Said("я" * 4001)).problem is Problem.TOO_LONG


def test_a_note_is_read_and_done() -> None:
    assert read(Kind.NOTE, Move.DONE) == Read("")
    assert read(Kind.NOTE, Said("хорошо")).problem is Problem.TAP_EXPECTED
