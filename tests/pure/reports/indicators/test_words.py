"""Indicators said aloud."""

from dataclasses import replace
from fractions import Fraction

import pytest

from people.model import OrganisationId
from reports.indicators import words
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.making import Names, Satisfaction, coverage_indicator, satisfaction_indicator
from reports.indicators.model import Figures, Headcount, Indicator, Numerator, Reading, Target
from reports.protection.policy import DEFAULT

SELF, MENTORING = DEFINITIONS["IND-01s"], DEFINITIONS["IND-11"]
SCHOOL = OrganisationId(1)


def of(covered: int, people: int, target: Target | None, doubtful: int = 0, before: float | None = None) -> Indicator:
    setting = replace(SELF.setting, target=target)
    places = {SCHOOL: Headcount(people, covered)}
    earlier = None if before is None else Fraction(str(before))
    return coverage_indicator(SELF, setting, places, Names({SCHOOL: "Школа"}), DEFAULT, doubtful, earlier)


def said(indicator: Indicator) -> str:
    return words.sentence(indicator, indicator.lines[0]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        (of(120, 160, Target(70, Reading.MIN_LEVEL)), "75 % (120 из 160); цель — не менее 70 %, достигнута."),
        (
            of(348, 500, Target(70, Reading.MIN_LEVEL)),
            "69,6 % (348 из 500); цель — не менее 70 %, пока не достигнута, не хватает 2 человек.",
        ),
        (of(120, 160, None), "75 % (120 из 160)."),
        (
            of(21, 60, Target(42, Reading.ABSOLUTE)),
            "35 % (21 из 60); цель — не менее 42 человек, пока не достигнута, не хватает 21 человека.",
        ),
        (
            of(21, 60, Target(81, Reading.ABSOLUTE)),
            "35 % (21 из 60); цель — не менее 81 человека, недостижима: столько людей нет.",
        ),
        (
            of(30, 60, Target(12.5, Reading.YEARLY_INCREMENT), before=37.5),
            "50 % (30 из 60); цель — прирост за год не менее 12,5 п. п., достигнута.",
        ),
        (
            of(30, 60, Target(5, Reading.YEARLY_INCREMENT)),
            "50 % (30 из 60); цель — прирост за год не менее 5 п. п., "
            "сравнить не с чем: показателя за прошлый год нет.",
        ),
        (of(0, 0, Target(70, Reading.MIN_LEVEL)), "считать пока некого; цель — не менее 70 %."),
    ],
)
def test_an_indicator_is_a_sentence(indicator: Indicator, told: str) -> None:
    assert said(indicator) == f"Прошли муниципальную самооценку затруднений: {told}"


def test_what_is_left_out_is_said() -> None:
    assert words.left_out_words(of(120, 160, None, 12)) == "Не учтено: 12\N{NO-BREAK SPACE}сомнительных ответов."
    assert words.left_out_words(of(0, 160, None)) == ""
    everybody = replace(of(120, 160, None, 12), setting=replace(SELF.setting, numerator=Numerator.FINISHED))
    assert words.left_out_words(everybody) == ""


@pytest.mark.parametrize("doubtful", [0, 2, 9])
def test_nobody_is_called_beyond_doubt_where_none_were_left_out(doubtful: int) -> None:
    indicator = of(9, 9, Target(70, Reading.MIN_LEVEL), doubtful)
    assert words.left_out_words(indicator).startswith("Сомнительные ответы, если они есть, не исключены:")
    assert words.numerator_words(indicator) == "заполнили самооценку"
    (told,) = words.sentences_about(Figures("Центр", "2026/2027", "", (indicator,)), "pd-1")
    assert told.endswith(f"достигнута. {words.NOTHING_LEFT_OUT}")


def test_the_rest_is_called_beyond_doubt_where_some_were_left_out() -> None:
    assert words.numerator_words(of(120, 160, None, 12)) == (
        "заполнили самооценку, и ответы не сомнительны: не наспех и не одной и той же кнопкой"
    )


@pytest.mark.parametrize(
    ("satisfied", "answered", "told"),
    [(0, 0, "пока нет ответов"), (2, 3, "н/д (менее 10)"), (8, 12, "66,7 % (8 из 12)")],
)
def test_where_nobody_has_answered_that_is_said(satisfied: int, answered: int, told: str) -> None:
    mentors = Satisfaction("Наставники", satisfied, answered, is_personal=False)
    setting = replace(MENTORING.setting, target=None)
    indicator = satisfaction_indicator(MENTORING, setting, [mentors], DEFAULT, 10, {})
    assert said(indicator) == f"Удовлетворены наставничеством (наставники): {told}."


def test_answers_on_paper_are_told_beside() -> None:
    assert words.counting_words(replace(of(120, 160, None), papers=21)).endswith(
        "Ещё 21\N{NO-BREAK SPACE}ответ на бумаге: чьи они, неизвестно, поэтому в числитель они не входят."
    )


@pytest.mark.parametrize("code", DEFINITIONS)
def test_every_way_to_reckon_has_words(code: str) -> None:
    definition = DEFINITIONS[code]
    for numerator in definition.numerators:
        for denominator in definition.denominators:
            setting = replace(definition.setting, numerator=numerator, denominator=denominator)
            indicator = Indicator(definition, setting, (), ())
            assert words.numerator_words(indicator).startswith(definition.finished_words)
            assert words.denominator_words(indicator)
