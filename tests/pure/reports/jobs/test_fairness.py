"""Turns: nobody waits for all of somebody else's wishes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.model import AccountId
from reports.jobs.fairness import in_turn
from reports.jobs.model import JobId, Queue, Waiting

START = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ANNA, OLGA, IRINA = AccountId(1), AccountId(2), AccountId(3)


def asked(number: int, asker: AccountId) -> Waiting:
    """The later the number, the later it was asked for."""
    return Waiting(JobId(number), asker, START + timedelta(seconds=number))


def test_one_persons_ten_jobs_do_not_make_another_wait() -> None:
    many = [asked(number, ANNA) for number in range(1, 11)]
    order = in_turn(Queue((*many, asked(11, OLGA), asked(12, IRINA)), {}, {}))

    assert order[:3] == [1, 11, 12]
    assert order[3:] == list(range(2, 11))


def test_who_has_nothing_running_goes_before_who_has() -> None:
    queue = Queue((asked(1, ANNA), asked(2, OLGA)), {ANNA: 1}, {})

    assert in_turn(queue) == [2, 1]


def test_who_was_served_longest_ago_goes_first() -> None:
    served = {ANNA: START, OLGA: START - timedelta(hours=1)}

    assert in_turn(Queue((asked(1, ANNA), asked(2, OLGA)), {}, served)) == [2, 1]


def test_a_persons_own_jobs_keep_their_order() -> None:
    assert in_turn(Queue((asked(3, ANNA), asked(1, ANNA), asked(2, ANNA)), {}, {})) == [1, 2, 3]


@given(st.lists(st.sampled_from([ANNA, OLGA, IRINA]), max_size=30))
def test_every_job_gets_its_turn_and_nobody_is_two_rounds_ahead(askers: list[AccountId]) -> None:
    waiting = tuple(asked(number, asker) for number, asker in enumerate(askers))
    order = in_turn(Queue(waiting, {}, {}))

    assert sorted(order) == list(range(len(askers)))
    whose = {each.id: each.asker for each in waiting}
    for place in range(len(order)):
        begun = [whose[job] for job in order[:place]]
        still = {whose[job] for job in order[place:]}
        for waits in still:
            for other in set(begun):
                assert begun.count(other) - begun.count(waits) <= 1
