"""Indices of many against the slow and obvious scoring of one."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.codes import NOT_ASKED, SKIPPED, Codes
from reports.statistics.indices import NO_LEVEL, level_shares, levels, score_all
from reports.statistics.items import item_values, scores
from reports.statistics.priorities import NO_PRIORITY, priorities
from reports.statistics.shares import share_of
from surveys.model import Key, PriorityRule, Questionnaire
from surveys.scoring import Result, score
from tests.pure.reports.statistics.columns import answers_of, codes, columns_of, from_library, numbers
from tests.pure.surveys.forms import form

PD1 = from_library("pd-1")
YT1 = from_library("yt-1")
MF1 = from_library("mf-1-mentee")
WEIGHTED = form(
    """
    | survey  |              |      |           |       |        |         |
    |         | type         | name | label     | scale | weight | reverse |
    |         | select_one l | one  | Раз       | trust | 3      |         |
    |         | select_one l | two  | Два       | trust | 0.5    | yes     |
    |         | select_one l | idle | Три       | trust | 0      |         |
    |         | select_one l | four | Четыре    | ease  |        |         |
    | choices |              |      |           |       |
    |         | list_name    | name | label     | score |
    |         | l            | low  | Совсем не | 1     |
    |         | l            | none | Не знаю   |       |
    |         | l            | mid  | Так себе  | 3     |
    |         | l            | high | Именно    | 5     |
    | scales  |              |      |      |     |        |
    |         | name         | label | least | of | weight |
    |         | trust        | Доверие | 1 |    | 2.5    |
    |         | ease         | Лёгкость | 1 |   |        |
    |         | all          | Вместе  | 1 | trust ease | |
    """
)


@pytest.mark.parametrize("questionnaire", [PD1, YT1, MF1, WEIGHTED], ids=lambda one: one.key)
@given(data=st.data())
def test_indices_of_many_are_the_indices_of_each(questionnaire: Questionnaire, data: st.DataObject) -> None:
    columns = data.draw(columns_of(questionnaire))
    found = score_all(questionnaire, columns)
    for person, expected in enumerate(each(questionnaire, columns)):
        for ours, theirs in zip(found.scales, expected.scales, strict=True):
            index = math.nan if theirs.index is None else theirs.index
            assert ours.scale == theirs.scale
            assert ours.index[person] == pytest.approx(index, abs=1e-8, nan_ok=True)
            assert (ours.answered[person], ours.asked[person]) == (theirs.answered, theirs.asked)
            level = NO_LEVEL if theirs.band is None else theirs.scale.bands.index(theirs.band)
            assert levels(ours.scale, ours.index)[person] == level


def each(questionnaire: Questionnaire, columns: Mapping[Key, Codes]) -> list[Result]:
    people = len(next(iter(columns.values())))
    return [score(questionnaire, answers_of(questionnaire, columns, person)) for person in range(people)]


@given(columns_of(PD1), st.data())
def test_priorities_of_many_are_the_priorities_of_each(columns: dict[Key, Codes], data: st.DataObject) -> None:
    people = len(next(iter(columns.values())))
    blocks = [scale.key for scale in PD1.scales if not scale.of]
    named = data.draw(st.lists(st.sets(st.sampled_from(blocks), max_size=3), min_size=people, max_size=people))
    chosen = {block: np.array([block in one for one in named], dtype=np.bool_) for block in blocks}

    found = priorities(PD1.priorities, score_all(PD1, columns), chosen)

    assert PD1.priorities is not None
    for person, names in enumerate(named):
        answers = {**answers_of(PD1, columns, person), PD1.priorities.question: " ".join(names)}
        expected = [result.scale.key for result in score(PD1, answers).priorities]
        assert [PD1.scales[place].key for place in found[person] if place != NO_PRIORITY] == expected


def test_what_is_never_shown_of_a_person_is_nobodys_priority() -> None:
    rule = PriorityRule(Key("chosen"))
    worst = {question.key: codes(0 if question.is_reverse else 3) for question in YT1.questions if question.scale}
    indices = score_all(YT1, worst)

    found = priorities(rule, indices, {"wellbeing": np.array([True])})

    assert indices.by_key["wellbeing"].index.tolist() == [100]
    [expected] = each(replace(YT1, priorities=rule), worst)
    assert [YT1.scales[place].key for place in found[0]] == [one.scale.key for one in expected.priorities]


def test_without_a_rule_or_blocks_nothing_is_urgent() -> None:
    columns = {Key("m1"): codes(0, 1)}
    nothing = priorities(PriorityRule(Key("")), score_all(MF1, columns), {})

    assert priorities(None, score_all(MF1, columns), {}).shape == (2, 0)
    assert nothing.tolist() == [[NO_PRIORITY] * 3] * 2


def test_a_questionnaire_nobody_answered_has_empty_indices() -> None:
    assert [one.index.size for one in score_all(PD1, {}).scales] == [0] * 9


def test_a_question_of_the_wrong_length_of_options_is_a_bug() -> None:
    with pytest.raises(IndexError):
        score_all(PD1, {Key("a1"): codes(7)})


def test_levels_begin_at_their_bounds_and_count_only_who_has_one() -> None:
    scale = PD1.scales[0]
    index = numbers(0, 24.999, 25, 49.9, 50, 74.9, 75, 100, math.nan)

    assert levels(scale, index).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, NO_LEVEL]
    assert level_shares(scale, index) == (share_of(2, 8),) * 4
    assert level_shares(scale, numbers(math.nan)) == (None,) * 4


def test_a_reverse_question_counts_from_the_other_end() -> None:
    column = codes(0, 1, 2, 3, SKIPPED, NOT_ASKED)

    assert item_values(PD1.by_key[Key("a5")], column) == pytest.approx(
        numbers(1, 2 / 3, 1 / 3, 0, math.nan, math.nan), nan_ok=True
    )
    assert scores(PD1.by_key[Key("a5")], column) == pytest.approx(
        numbers(0, 1, 2, 3, math.nan, math.nan), nan_ok=True
    )
