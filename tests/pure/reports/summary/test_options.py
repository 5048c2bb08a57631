"""A question by several answers: the tables of all options are told where none of them tells of another."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reports.packs.model import AnswerRow
from reports.protection.policy import DEFAULT
from reports.summary.making import make_summary
from reports.summary.model import Crossing
from reports.summary.options import Chosen, do_stay_apart
from reports.summary.request import Crossed, Request
from surveys.model import Key
from tests.pure.reports.summary.joint import OPTIONS, SEVERAL, TOPICS
from tests.pure.reports.summary.small_town import SOURCE, small_town

HIDDEN = -1


def chosen(counts: Sequence[Sequence[int]], seen: Sequence[Sequence[int]], sizes: Sequence[int], most: int) -> Chosen:
    """Of some cells a reader knows nothing but that they are somebody."""
    told, people = np.array(seen), np.array(sizes)
    least = np.where(told == HIDDEN, 1, told)
    return Chosen(np.array(counts), people, most, least, np.where(told == HIDDEN, people, told))


def test_nothing_is_told_where_the_others_leave_a_hidden_option_no_room() -> None:
    counts = [[20, 20], [17, 15], [3, 5]]
    seen = [[20, 20], [17, 15], [HIDDEN, HIDDEN]]

    assert not do_stay_apart(chosen(counts, seen, [20, 20], 2), DEFAULT)
    assert do_stay_apart(chosen(counts, seen, [30, 30], 2), DEFAULT)


def test_nothing_is_told_where_a_few_chose_more_than_one() -> None:
    counts = [[20, 20], [12, 20]]

    assert not do_stay_apart(chosen(counts, counts, [30, 30], 2), DEFAULT)
    assert do_stay_apart(chosen(counts, counts, [25, 30], 2), DEFAULT)


def test_nothing_is_told_where_the_few_who_chose_more_than_one_gave_the_same_answer() -> None:
    counts = [[20, 20], [16, 10]]

    assert not do_stay_apart(chosen(counts, counts, [30, 30], 2), DEFAULT)


def topics_by_difficulty(count: int) -> Sequence[Crossing]:
    """Of a municipality where some topics are wanted less than others."""
    luck, town = random.Random(count), small_town(1, most=2)
    rows = []
    for number in range(count):
        wanted = {luck.choices(OPTIONS, (9, 5, 1))[0] for _ in range(2)}
        said = {"a1": luck.choices("0123", (2, 4, 3, 1))[0], SEVERAL: " ".join(sorted(wanted))}
        rows.append(AnswerRow(number, luck.choice(town.rows).organisation, {Key(k): v for k, v in said.items()}))
    town = replace(town, form=TOPICS, rows=tuple(rows))
    request = Request(SOURCE, crossed=(Crossed(Key("a1"), SEVERAL),))
    return make_summary(town.material(town.responses()), request).crossings


def test_of_hundreds_of_people_topics_are_told_but_for_small_cells() -> None:
    cells = [cell for one in topics_by_difficulty(200) for row in one.rows for cell in row.shares]

    assert [one.label for one in topics_by_difficulty(200)] == ["Цель урока"] * 3
    assert sum(cell.is_shown for cell in cells) >= 16
    assert not all(cell.is_shown for cell in cells)
