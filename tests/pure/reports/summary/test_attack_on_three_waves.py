"""Three waves, each compared with the one before: of the middle one nobody is given away by the two comparisons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reports.responses import Responses
from reports.summary import same_people
from reports.summary.making import Material, make_summary
from reports.summary.request import Request
from tests.pure.reports.summary.channels import seen_in_waves, with_states
from tests.pure.reports.summary.seen import Group, Known
from tests.pure.reports.summary.small_town import SOURCE, SmallTown, flagged, small_town
from tests.pure.reports.summary.test_attack import everything
from tests.pure.reports.summary.test_attack_everywhere import BLOCKS, codes_with_index, found


class ThreeWaves:
    """Six answered the second time alone; some more were gone the third time, everybody else answered always."""

    ALONE = 6

    def __init__(self, gone: int) -> None:
        self.town = small_town(4, (4, 5), most=16, skips=False)
        size = len(self.town.rows)
        everybody, stayed = range(self.ALONE, size), range(self.ALONE + gone, size)
        self.first, self.middle, self.last = (self._of(rows) for rows in (everybody, range(size), stayed))
        self.second = self._beside(self.middle, self.first)
        self.third = self._beside(self.last, self.middle, self.first)

    def _of(self, rows: range) -> Responses:
        some: SmallTown = replace(self.town, rows=tuple(self.town.rows[number] for number in rows))
        return replace(some.responses(), codes=[f"c{number}" for number in rows])

    def _beside(self, responses: Responses, earlier: Responses, first: Responses | None = None) -> Material:
        return replace(self.town.material(responses), earlier=earlier, first=first)

    def seen(self) -> tuple[Responses, list[Known]]:
        """What is shown of the second wave, by itself and beside both others."""
        everybody = flagged(self.middle)
        states = np.zeros(self.middle.size, np.int64)
        pairs = [(number, other, key) for number, other in enumerate((self.first, self.last)) for key in BLOCKS]
        for bit, (_, other, key) in enumerate(pairs):
            both = codes_with_index(other, key) & codes_with_index(self.middle, key)
            states += np.array([code in both for code in self.middle.codes], np.int64) << bit
        there = np.unique(states).tolist()
        again: list[dict[str, Group]] = [{}, {}]
        for bit, (number, _, key) in enumerate(pairs):
            again[number][key] = frozenset({("state", frozenset(str(each) for each in there if each >> bit & 1))})
        known = [*everything(self.town.material(self.middle), everybody)]
        known += seen_in_waves(self.second, everybody, again[0], is_later=True)
        known += seen_in_waves(self.third, everybody, again[1], is_later=False)
        return with_states(everybody, states), known


def is_told(waves: ThreeWaves) -> bool:
    trend = make_summary(waves.third, Request(SOURCE, earlier=SOURCE)).trend_matched
    assert trend is not None
    return any(one.before.mean.is_shown for one in trend.differences)


@pytest.mark.parametrize("gone", [3, 7])
def test_of_whoever_was_found_again_once_only_nothing_follows(gone: int) -> None:
    waves = ThreeWaves(gone)

    assert found(*waves.seen(), ("a", "b"), are_rows_seen=False) == []
    assert is_told(waves) == (gone == 7)


def test_they_are_found_where_only_two_waves_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_people, "_former", lambda *_: {})
    waves = ThreeWaves(3)

    assert {leak.kind for leak in found(*waves.seen(), ("a",), are_rows_seen=False)} >= {"difference"}
