"""Nobody is given away by what territories, kinds and organisations tell of the same people, each by itself."""

from __future__ import annotations

import pytest

from reports.summary import judge, nested, patterns, tables
from tests.pure.reports.summary.attack import Leak, SummaryAttacker, Town, truth_of
from tests.pure.reports.summary.joint import joint_town
from tests.pure.reports.summary.small_town import SmallTown, flagged, small_town
from tests.pure.reports.summary.test_attack import LEAST, everything, leaks

QUESTIONS = ("size", "mentor", "a1", "a")


def found(town: SmallTown) -> list[Leak]:
    everybody = flagged(town.responses())
    known = everything(town.material(town.responses()), everybody, town.form)
    attacker = SummaryAttacker(Town(everybody), known, truth_of(everybody), LEAST)
    assert attacker.wrong() == []
    return leaks(attacker, QUESTIONS)


def test_an_attribute_by_kinds_and_by_territories_gives_no_organisation_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert found(joint_town(20)) == []
    for module in (patterns, judge):
        monkeypatch.setattr(module, "third_of", lambda *_: None)

    assert "size" in {leak.kind for leak in found(joint_town(20))}


def test_nor_where_it_takes_all_values_of_the_attribute_to_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(joint_town(34)) == []
    monkeypatch.setattr(nested.Nested, "do_few_follow", lambda *_: False)

    assert {leak.kind for leak in found(joint_town(34))} == {"size"}


def test_nor_where_nobody_passed_the_question_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(small_town(61, (4, 6), most=20)) == []
    monkeypatch.setattr(judge, "Nested", lambda *told: nested.Nested(*told[:-1]))  # without the table of all people

    assert {leak.kind for leak in found(small_town(61, (4, 6), most=20))} == {"count"}


def test_nor_of_two_other_attributes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(small_town(159, (4, 6), most=20)) == []
    monkeypatch.setattr(judge.Judge, "_is_open", lambda *_: True)

    assert {leak.kind for leak in found(small_town(159, (4, 6), most=20))} == {"count"}


def test_of_few_whose_task_it_is_not_no_table_tells_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(small_town(6, (4, 6), most=20)) == []
    monkeypatch.setattr(tables, "_told_by_their_silence", lambda *_: frozenset())

    assert "na: 2 of 2" in {leak.told for leak in found(small_town(6, (4, 6), most=20))}
