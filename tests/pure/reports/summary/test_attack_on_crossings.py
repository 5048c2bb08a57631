"""Nothing is recovered of one question by another, several answers among them, by whoever asks for every table.

The attack knows all other views as well and tells people apart by attributes and by their answers. Besides groups of
few it wants the cells that such tables hide. What is not promised: that nobody sees through all questions of a long
questionnaire at once; here two questions of one answer and one of several are taken together.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from reports.protection.crossing import protect_crossing
from reports.summary import crossings as protected
from reports.summary.model import Crossing
from tests.pure.reports.summary.attack import Leak, SummaryAttacker, truth_of
from tests.pure.reports.summary.joint import QUESTIONS, SEVERAL, crossings, joint, joint_town, seen_in_crossings
from tests.pure.reports.summary.seen import Known, is_nobody
from tests.pure.reports.summary.small_town import SmallTown, flagged
from tests.pure.reports.summary.test_attack import LEAST, everything


def found(town: SmallTown, known: list[Known], names: tuple[str, ...]) -> Iterator[Leak]:
    """What is certain; `names` are the attributes by which people are told apart, besides their answers."""
    everybody = flagged(town.responses())
    for question in QUESTIONS:
        attacker = SummaryAttacker(joint(everybody, question, names), known, truth_of(everybody), LEAST)
        assert attacker.wrong() == []
        yield from attacker.leaks(question)


def found_in_crossings(seed: int) -> set[str]:
    """By the crossings and the summary of everybody alone."""
    town = joint_town(seed)
    return {leak.kind for leak in found(town, list(seen_in_crossings(town)), ())}


def by_options(town: SmallTown) -> list[Crossing]:
    """Those that are told."""
    return [one for one in crossings(town) if one.by_key == SEVERAL and one.rows]


def hides(crossing: Crossing) -> bool:
    return any(not cell.is_shown and not is_nobody(cell) for row in crossing.rows for cell in row.shares)


@pytest.mark.parametrize(
    ("seed", "names"), [(2, ("organisation", "category")), (8, ("organisation", "experience", "category"))]
)
def test_all_summaries_and_crossings_of_questions_together_give_nobody_away(
    seed: int, names: tuple[str, ...]
) -> None:
    town = joint_town(seed)
    everybody = flagged(town.responses())
    known = [*everything(town.material(town.responses()), everybody, town.form), *seen_in_crossings(town)]

    assert list(found(town, known, names)) == []
    assert any(hides(one) for one in by_options(town))
    assert any(one.rows for one in crossings(town) if one.by_key == "mentor")


def test_the_crossings_of_many_towns_give_nobody_away_by_themselves() -> None:
    assert [seed for seed in range(60) if found_in_crossings(seed)] == []
    assert sum(bool(by_options(joint_town(seed))) for seed in range(60)) > 5


@pytest.mark.parametrize(("seed", "kind"), [(29, "cell"), (44, "answer")])
def test_whoever_chose_several_options_is_found_where_each_option_is_judged_by_itself(
    seed: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found_in_crossings(seed) == set()
    monkeypatch.setattr(protected, "_do_options_stay_apart", lambda *_: True)

    assert kind in found_in_crossings(seed)


@pytest.mark.parametrize(("seed", "kind"), [(5, "answer"), (45, "count")])
def test_whoever_passed_a_question_over_is_found_where_only_those_who_answered_both_count(
    seed: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found_in_crossings(seed) == set()
    monkeypatch.setattr(protected, "_without", lambda question, _: np.zeros(len(question.keys), np.int64))

    assert kind in found_in_crossings(seed)


def test_the_answers_of_few_are_found_where_they_are_told_as_those_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_in_crossings(9) == set()
    monkeypatch.setattr(protected, "tells", lambda *_: False)

    assert "answer" in found_in_crossings(9)


def told(seed: int) -> dict[tuple[str, str], set[frozenset[str]]]:
    """By questions, the pairs of answers of which it is told how many gave both."""
    labels = {"Уверенно": "0", "Иногда": "1", "Часто": "2", "Да": "yes", "Нет": "no"}
    return {
        (one.key, one.by_key): {
            frozenset({row.key, labels[label]})
            for row in one.rows
            for label, cell in zip(one.columns, row.shares, strict=True)
            if cell.is_shown
        }
        for one in crossings(joint_town(seed))
        if one.by_key != SEVERAL
    }


def is_the_same_turned(seed: int) -> bool:
    both = told(seed)
    return both["a1", "mentor"] == both["mentor", "a1"]


def test_two_questions_hide_the_same_whichever_is_asked_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds = range(40, 100)
    assert all(map(is_the_same_turned, seeds))
    monkeypatch.setattr(
        protected, "_pattern", lambda counts, rows, columns, **_: protect_crossing(counts, rows, columns)
    )

    assert not all(map(is_the_same_turned, seeds))
