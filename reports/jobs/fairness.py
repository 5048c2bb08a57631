"""Whose job is next: people take turns, however many jobs each of them has."""

from collections import Counter
from datetime import UTC, datetime

from people.model import AccountId
from reports.jobs.model import JobId, Queue, Waiting

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def in_turn(queue: Queue) -> list[JobId]:
    """All waiting jobs in the order in which they should be begun.

    First whoever has fewest jobs running, then who has not been served for longest, then who asked first.
    """
    left: dict[AccountId, list[Waiting]] = {}
    for each in sorted(queue.waiting, key=lambda one: (one.asked_at, one.id)):
        left.setdefault(each.asker, []).append(each)
    running, served = Counter(queue.running), dict(queue.served_at)
    order: list[JobId] = []
    while left:
        asker = min(left, key=lambda who: (running[who], served.get(who, _NEVER), left[who][0].asked_at, who))
        job = left[asker].pop(0)
        order.append(job.id)
        running[asker] += 1
        if not left[asker]:
            del left[asker]
    return order
