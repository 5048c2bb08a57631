"""Nothing is recovered by whoever has everything that leaves the system: every view, file and wave, in any order.

Each attack is also made on a protection that lacks one rule, and succeeds: else it would prove nothing. What is not
promised: that nobody ties the rows of a file to the groups of a table by comparing all answers of a row at once; so
files of single answers are for those alone who may take answers away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from people.model import OrganisationId
from reports.answers import groups
from reports.packs.model import AnswerRow
from reports.protection.single import told_together
from reports.responses import Responses
from reports.summary import same_people
from reports.summary.live import Steps, next_release
from reports.summary.making import make_summary
from reports.summary.measures import measures_of
from reports.summary.request import Request
from reports.summary.selection import taken
from surveys.model import Key
from tests.pure.reports.summary.attack import Leak, SummaryAttacker, Town, truth_of
from tests.pure.reports.summary.channels import (
    classes_of,
    file_of,
    given_out,
    seen_by_organisations,
    seen_in_file,
    seen_in_waves,
    with_states,
)
from tests.pure.reports.summary.seen import Group, Known, seen_in
from tests.pure.reports.summary.small_town import PASSPORT, PD8, SOURCE, SmallTown, flagged, small_town
from tests.pure.reports.summary.test_attack import LEAST, STEP, everything, leaks

QUESTIONS = ("size", "a1", "mentor", "hours", "obstacle/время", "a")


def found(
    marked: Responses, known: list[Known], questions: tuple[str, ...] = QUESTIONS, *, are_rows_seen: bool = True
) -> list[Leak]:
    """What is certain. A row of a file shows that somebody passed a question over, so this is an answer as well."""
    truth = truth_of(marked)
    if are_rows_seen:
        truth = {key: replace(told, is_answer=np.ones_like(told.is_answer)) for key, told in truth.items()}
    attacker = SummaryAttacker(Town(marked), known, truth, LEAST)
    assert attacker.wrong() == []
    return leaks(attacker, questions)


def test_all_views_and_a_file_of_answers_together_give_nobody_away() -> None:
    town = small_town(4, (4, 5), most=16)
    everybody = flagged(town.responses())
    file = file_of(town.responses())
    states = classes_of(file)
    marked = with_states(everybody, states)
    known = [*everything(town.material(town.responses()), everybody)]
    known += seen_by_organisations(town.material(town.responses()), town)
    known += seen_in_file(file, states)

    assert found(marked, known) == []


def test_rows_are_found_in_a_file_that_looks_at_each_column_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        groups, "told_together", lambda columns, least: [told_together([c], least)[0] for c in columns]
    )
    town = small_town(4, (4, 5), most=16)
    file = file_of(town.responses(), LEAST)
    states = classes_of(file)

    assert found(with_states(flagged(town.responses()), states), list(seen_in_file(file, states)), ("a1",))


def test_an_organisation_is_found_where_the_others_are_shown_by_their_own_answers() -> None:
    town = small_town(4, (4, 5), most=16)
    everybody = flagged(town.responses())
    known = list(seen_in(make_summary(town.material(town.responses()), Request(SOURCE)), {}, PD8))
    for place in town.organisations:
        own = town.of(OrganisationId(place.id))
        where = {"organisation": frozenset({str(place.id)})}
        known += seen_in(make_summary(own.material(own.responses()), Request(SOURCE)), where, PD8)

    assert {leak.kind for leak in found(everybody, known, ("a1",))} >= {"sum"}


class Running:
    """A campaign of known people: two looks while answers come in, a file after the second, and the end."""

    def __init__(self, town: SmallTown, first: int, second: int) -> None:
        self.town, self.everybody = town, flagged(town.responses())
        self.size = self.everybody.size
        self.first, self.second = (np.arange(self.size) < count for count in (first, second))

    @staticmethod
    def in_steps(town: SmallTown, seed: int) -> Running:
        """The looks show what is released."""
        everybody, luck = replace(town.responses(), attributes={}), np.random.default_rng(seed)
        running = Running(town, 0, 0)
        there = np.arange(running.size) < running.size - town.late
        running.first[there] = next_release(taken(everybody, there), running.first[there], STEP, luck)
        running.second = next_release(everybody, running.first, STEP, luck)
        return running

    def seen(self) -> tuple[Responses, list[Known]]:
        """Everything shown of it, and everybody by the state they are first found in."""
        states = np.where(self.first, 0, np.where(self.second, 1, 2))
        file = file_of(given_out(self.town.responses(), self.second.astype(np.int64)))
        classes = 3 * classes_of(file) + states
        known = list(_of_classes(self.looks(), classes))
        known += seen_in_file(file, classes)
        known += everything(self.town.material(self.town.responses()), self.everybody)
        known += seen_by_organisations(self.town.material(self.town.responses()), self.town)
        return with_states(self.everybody, classes), known

    def looks(self) -> Iterator[tuple[list[int], Known]]:
        """What whoever may not know anybody's answers is shown, and of which states it is."""
        for some, states in ((self.first, [0]), (self.second, [0, 1])):
            live = self.town.material(taken(self.town.responses(), some), 0, Steps.OF_EVERYBODY)
            shown = [*seen_in(make_summary(live, Request(SOURCE, with_words=True)), {}, PD8)]
            for one in (*shown, *seen_by_organisations(live, self.town)):
                yield states, one


def _of_classes(looks: Iterator[tuple[list[int], Known]], classes: NDArray[np.int64]) -> Iterator[Known]:
    for states, one in looks:
        inside = frozenset(str(each) for each in np.unique(classes).tolist() if each % 3 in states)
        yield replace(one, group=one.group | {("state", inside)})


def test_looks_and_files_while_answers_come_in_and_at_the_end_give_nobody_away() -> None:
    town = small_town(4, (4, 5), late=14, most=16, skips=False)
    running = Running.in_steps(town, 1)
    assert 0 < running.first.sum() < running.second.sum()

    assert found(*running.seen()) == []


def test_whoever_came_between_two_looks_is_found_where_figures_do_not_move_in_steps() -> None:
    town = small_town(4, (4, 5), late=14, most=16, skips=False)
    running = Running(town, 30, 31)

    assert {leak.kind for leak in found(*running.seen(), ("a1",))} >= {"difference"}


BLOCKS = ("a", "b")


class Waves:
    """The same municipality twice: six have left, seven came; of the leavers only three answered block «a»."""

    LEFT, CAME = 6, 7

    def __init__(self, *, skips: bool = True) -> None:
        first = small_town(4, (4, 5), most=16, skips=skips)
        rows = [self._with(row, silent=number < self.LEFT // 2) for number, row in enumerate(first.rows)]
        self.before = replace(first, rows=tuple(rows))
        stayed = [self._answering_as(rows[number], first.rows[number - 7]) for number in range(self.LEFT, len(rows))]
        came = [self._answering_as(rows[number], first.rows[number + 3]) for number in range(self.CAME)]
        self.after = replace(first, rows=(*stayed, *came))
        codes = [f"c{number}" for number in range(len(rows))]
        self.earlier = replace(self.before.responses(), codes=codes)
        newcomers = [f"n{number}" for number in range(self.CAME)]
        self.later = replace(self.after.responses(), codes=[*codes[self.LEFT :], *newcomers])
        self.material = replace(self.after.material(self.later), earlier=self.earlier)

    @staticmethod
    def _with(row: AnswerRow, *, silent: bool) -> AnswerRow:
        return replace(row, answers={**row.answers, "a1": "", "a2": ""} if silent else row.answers)

    @staticmethod
    def _answering_as(row: AnswerRow, other: AnswerRow) -> AnswerRow:
        return replace(row, answers={**other.answers, **{key: row.answers[Key(key)] for key in PASSPORT}})

    def seen(self, *, is_later: bool) -> tuple[Responses, list[Known]]:
        """What is shown of one of the two, by itself and beside the other."""
        town, responses = (self.after, self.later) if is_later else (self.before, self.earlier)
        everybody = flagged(responses)
        states = np.zeros(responses.size, np.int64)
        for bit, key in enumerate(BLOCKS):
            both = codes_with_index(self.earlier, key) & codes_with_index(self.later, key)
            states += np.array([code in both for code in responses.codes], np.int64) << bit
        there = np.unique(states).tolist()
        again: dict[str, Group] = {
            key: frozenset({("state", frozenset(str(each) for each in there if each >> bit & 1))})
            for bit, key in enumerate(BLOCKS)
        }
        known = [*everything(town.material(responses), everybody)]
        known += seen_in_waves(self.material, everybody, again, is_later=is_later)
        return with_states(everybody, states), known


def codes_with_index(responses: Responses, key: str) -> set[str]:
    """Who has an index of a scale."""
    [index] = [one.index for one in measures_of(responses).scales if one.scale.key == key]
    return {code for code, known in zip(responses.codes, ~np.isnan(index), strict=True) if known}


@pytest.mark.parametrize("is_later", [False, True])
def test_waves_beside_each_other_give_nobody_away(*, is_later: bool) -> None:
    marked, known = Waves().seen(is_later=is_later)

    assert found(marked, known, ("size", "a", "b"), are_rows_seen=False) == []
    assert make_summary(Waves().material, Request(SOURCE, earlier=SOURCE)).trend_matched is not None


def test_those_not_found_again_are_told_where_only_their_number_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_people, "_of_too_few_others", lambda *_: frozenset())
    marked, known = Waves(skips=False).seen(is_later=False)

    assert {leak.kind for leak in found(marked, known, ("a",), are_rows_seen=False)} >= {"difference"}
