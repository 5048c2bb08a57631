"""Figures of a running anonymous campaign move in steps: nobody ever learns the answers of the few who came last."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reports.responses import Responses
from reports.statistics.codes import Marks
from reports.summary.live import next_release
from reports.summary.selection import taken
from tests.pure.reports.summary.town import people, responses_of

STEP = 5


def gains(responses: Responses, before: Marks, after: Marks) -> list[int]:
    """How many each group of each attribute gained, and everybody together."""
    fresh = after & ~before
    groups = [(np.zeros(responses.size, np.int64), 1)]
    groups += [(one.codes.astype(np.int64) + 1, len(one.keys) + 1) for one in responses.attributes.values()]
    return [int(count) for group, size in groups for count in np.bincount(group[fresh], minlength=size)]


@given(st.integers(0, 1_000), st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_every_group_gains_nobody_or_a_step_and_at_the_end_as_well(seed: int, arriving: list[int]) -> None:
    everybody = responses_of(people(sum(arriving), seed))
    assert everybody is not None
    luck = np.random.default_rng(seed)
    released = np.zeros(everybody.size, np.bool_)
    there = 0
    for count in arriving:
        there += count
        present = np.arange(everybody.size) < there
        some = taken(everybody, present)
        after = released.copy()
        after[:there] = next_release(some, released[:there], STEP, luck)
        assert not (released & ~after).any()
        assert all(gain == 0 or gain >= STEP for gain in gains(everybody, released, after))
        released = after
    nobody, all_of_them = np.zeros(everybody.size, np.bool_), np.ones(everybody.size, np.bool_)
    shown, last = gains(everybody, nobody, released), gains(everybody, released, all_of_them)
    assert all(gain >= STEP for before, gain in zip(shown, last, strict=True) if before)


def test_answers_are_released_as_soon_as_there_are_enough_of_them() -> None:
    everybody = responses_of(people(400, 1))
    assert everybody is not None
    nobody = np.zeros(everybody.size, np.bool_)
    released = next_release(everybody, nobody, STEP, np.random.default_rng(1))
    assert np.count_nonzero(released) > 300
    assert np.count_nonzero(~released) >= STEP
    assert not next_release(taken(everybody, np.arange(400) < 9), nobody[:9], STEP, np.random.default_rng(1)).any()
