"""Figures of indicators against slow and obvious ones on random data, and what is held back of small groups."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.model import OrganisationId
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.making import (
    Names,
    Satisfaction,
    coverage_indicator,
    doubtful_people,
    satisfaction_indicator,
    satisfaction_of,
)
from reports.indicators.model import Denominator, Headcount, Indicator, Numerator, Reading, Setting, Target
from reports.protection.policy import DEFAULT
from reports.statistics.shares import share_of
from surveys.model import Key
from surveys.scoring import score
from tests.pure.reports.indicators.shapes import MENTOR, mentors, self_assessed

SELF, SATISFIED = DEFINITIONS["IND-01s"], DEFINITIONS["IND-11"]
LEVEL = Setting(Numerator.CLEAN, Denominator.INVITED, Target(70, Reading.MIN_LEVEL))
NAMES = Names({OrganisationId(1): "Школа № 2", OrganisationId(2): "Школа № 10", OrganisationId(3): "Детский сад № 1"})
COUNTS = st.integers(0, 60).flatmap(lambda people: st.tuples(st.just(people), st.integers(0, people)))


def covered(places: dict[int, tuple[int, int]], doubtful: int = 0, **more: object) -> Indicator:
    told = {OrganisationId(number): Headcount(*counts) for number, counts in places.items()}
    return coverage_indicator(SELF, LEVEL, told, NAMES, DEFAULT, doubtful, **more)  # type: ignore[arg-type]


def shown(indicator: Indicator) -> tuple[int, int]:
    share = indicator.lines[0].share.known()
    assert share is not None
    return share.count, share.of


@given(st.dictionaries(st.integers(0, 3), COUNTS, min_size=1), st.integers(0, 40))
def test_coverage_is_that_of_one_person_after_another(places: dict[int, tuple[int, int]], some_doubtful: int) -> None:
    finished = sum(count for _, count in places.values())
    doubtful = min(some_doubtful, finished)
    indicator = covered(places, doubtful)

    people = [number < count for of, count in places.values() for number in range(of)]
    for number in [place for place, is_done in enumerate(people) if is_done][:doubtful]:
        people[number] = doubtful < DEFAULT.min_cell or finished - doubtful < DEFAULT.min_cell
    if not people:
        assert shown(indicator) == (0, 0)
        assert indicator.lines[0].is_reached is None
        return
    assert shown(indicator) == (sum(people), len(people))
    reached = indicator.lines[0].is_reached
    assert reached is not None
    assert reached.known() is (100 * sum(people) >= 70 * len(people))
    assert indicator.missing == sum(of - count for of, count in places.values())


def test_uncovered_organisations_stand_by_name_and_those_of_nobody_last() -> None:
    indicator = covered({0: (3, 1), 2: (10, 4), 1: (8, 8), 3: (5, 0)})

    assert [(each.label, each.count.missing) for each in indicator.uncovered] == [
        ("Школа № 10", 6),
        ("Детский сад № 1", 5),
        ("без организации", 2),
    ]
    assert indicator.places == 4


@pytest.mark.parametrize(
    ("doubtful", "counted", "left_out"),
    [(0, 130, None), (4, 130, None), (5, 125, 5), (10, 120, 10), (126, 130, None)],
)
def test_doubtful_answers_are_left_out_unless_that_would_tell_of_few(
    doubtful: int, counted: int, left_out: int | None
) -> None:
    indicator = covered({1: (100, 80), 2: (60, 50)}, doubtful)

    assert shown(indicator) == (counted, 160)
    assert (indicator.left_out and indicator.left_out.known()) == left_out


def test_a_coordinator_sees_the_own_organisation_and_nobody_is_left_out_of_it() -> None:
    indicator = covered({1: (100, 80), 2: (60, 50)}, 10, own=OrganisationId(2), before=Fraction(50))

    assert shown(indicator) == (50, 60)
    assert [each.label for each in indicator.uncovered] == ["Школа № 10"]
    assert indicator.left_out is None
    assert indicator.lines[0].before is None


def test_what_is_lacking_is_told_in_people() -> None:
    line = covered({1: (100, 60)}).lines[0]

    assert line.lacking is not None
    assert line.lacking.known() == 10


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.booleans(), st.booleans()), max_size=12))
@settings(max_examples=60, deadline=None)
def test_whoever_gave_one_good_answer_is_not_doubtful(rows: list[tuple[str, bool, bool]]) -> None:
    answers = [
        self_assessed(
            [bad for _, bad, second in rows if second is part], [c for c, _, second in rows if second is part]
        )
        for part in (False, True)
    ]
    people = {code for code, _, _ in rows if code}
    named = {code for code in people if all(bad for other, bad, _ in rows if other == code)}

    assert doubtful_people(answers) == len(named) + sum(bad for code, bad, _ in rows if not code)
    assert doubtful_people(answers, {"A", "B"}) == len(named & {"A", "B"})


@given(st.lists(st.sampled_from([None, 0, 25, 50, 75, 100]), max_size=40), st.sampled_from([50, 60, 70, 80, 90]))
@settings(max_examples=60, deadline=None)
def test_satisfaction_is_the_index_of_one_after_another(indices: list[int | None], start: int) -> None:
    answers = mentors(indices)
    found = satisfaction_of("Наставники", answers, start)

    slowly = []
    for row in range(answers.size):
        told = {
            key: question.choices[codes[row]].code
            for key, codes in answers.choices.items()
            if (question := MENTOR.by_key[key]).scale and codes[row] >= 0
        }
        slowly.append(score(MENTOR, {Key(key): value for key, value in told.items()}).scales[0].index)
    known = [index for index in slowly if index is not None]
    assert known == [index for index in indices if index is not None]
    assert (found.satisfied, found.answered) == (sum(index >= start for index in known), len(known))


@pytest.mark.parametrize(
    ("satisfied", "answered", "is_shown"),
    [(3, 4, False), (9, 9, False), (15, 15, False), (14, 15, False), (8, 12, True)],
)
def test_satisfaction_of_few_or_of_all_alike_is_not_told(satisfied: int, answered: int, is_shown: bool) -> None:
    setting = Setting(Numerator.SATISFIED, Denominator.ANSWERED, Target(85, Reading.MIN_LEVEL))
    side = Satisfaction("Наставники", satisfied, answered, is_personal=False)
    [line] = satisfaction_indicator(SATISFIED, setting, [side], DEFAULT, 10, {}).lines

    assert line.share.is_shown is is_shown
    assert (line.is_reached is not None) is is_shown
    assert (line.lacking is not None) is is_shown


def test_a_step_is_measured_against_the_year_before_where_that_may_be_told() -> None:
    setting = Setting(Numerator.SATISFIED, Denominator.ANSWERED, Target(10, Reading.YEARLY_INCREMENT))
    side = Satisfaction("Наставники", 16, 20, is_personal=False)
    for before, is_reached in (
        (Satisfaction("Наставники", 14, 20, is_personal=False), True),
        (Satisfaction("Наставники", 3, 4, is_personal=False), None),
        (Fraction(75), False),
        (None, None),
    ):
        told = {} if before is None else {"Наставники": before}
        [line] = satisfaction_indicator(SATISFIED, setting, [side], DEFAULT, 10, told).lines
        assert (None if line.is_reached is None else line.is_reached.known()) is is_reached
    share = share_of(16, 20)
    assert line.share.known() == share
