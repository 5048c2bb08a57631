"""Figures that move while answers come in."""

from hypothesis import given
from hypothesis import strategies as st

from reports.protection import DEFAULT, published_size, published_sizes


def test_figures_stand_still_between_steps_and_one_step_behind() -> None:
    assert [published_size(n, 5) for n in (0, 4, 9, 10, 14, 15, 19, 20)] == [0, 0, 0, 5, 5, 10, 10, 15]
    assert [published_size(n, 5, is_closed=True) for n in (4, 5, 19)] == [0, 5, 19]


@given(st.lists(st.integers(0, 4), max_size=40), st.integers(3, 10))
def test_any_two_states_differ_by_nobody_or_by_a_step(arrivals: list[int], step: int) -> None:
    counts = [sum(arrivals[:n]) for n in range(len(arrivals) + 1)]
    states = [published_size(count, step) for count in counts] + [published_size(counts[-1], step, is_closed=True)]

    assert all(one == other or abs(one - other) >= step for one in states for other in states)


def test_each_group_moves_on_by_itself_and_never_back() -> None:
    standing = {"a": 5, "b": 10, "c": 10}

    assert published_sizes(standing, {"a": 16, "b": 17, "c": 9}, DEFAULT) == {"a": 10, "b": 10, "c": 10}
    closed = published_sizes(standing, {"a": 16, "b": 17, "c": 9}, DEFAULT, is_closed=True)
    assert closed == {"a": 16, "b": 17, "c": 10}
