"""Settling notices: what became of many of them, in one transaction of somebody else's."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from delivery.model import Outcome, Priority, State
from people.model import AccountId
from storage.broadcast_tables import broadcast_counts
from storage.tables import accounts, notices

LONGEST_REASON = 255

_CLOSE = (
    update(notices)
    .where(notices.c.id == bindparam("number"), notices.c.state == State.QUEUED.value)
    .values(
        state=bindparam("new_state"),
        settled_at=bindparam("at"),
        leased_until=None,
        reason=bindparam("why"),
        message_id=bindparam("message"),
    )
)
_GIVE_BACK = (
    update(notices)
    .where(notices.c.id == bindparam("number"), notices.c.state == State.QUEUED.value)
    .values(leased_until=None, attempts=notices.c.attempts - bindparam("untried"))
)
_PUT_OFF = _GIVE_BACK.values(due_at=bindparam("until"))
_COUNT = (
    update(broadcast_counts)
    .where(broadcast_counts.c.broadcast_id == bindparam("number"), broadcast_counts.c.what == bindparam("kind"))
    .values(people=broadcast_counts.c.people + bindparam("more"))
)


_PUSHED = (
    update(accounts).where(accounts.c.id.in_(bindparam("people", expanding=True))).values(pushed_at=bindparam("at"))
)


async def settle_notices(connection: AsyncConnection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """See `Outbox.settle`."""
    in_order = sorted(outcomes, key=lambda outcome: outcome.notice.id)
    await _run(connection, _CLOSE, [_closed(each, now) for each in in_order if each.state is not None])
    given_back = [each for each in in_order if each.state is None]
    await _run(connection, _PUT_OFF, [_back(each) for each in given_back if each.until is not None])
    await _run(connection, _GIVE_BACK, [_back(each) for each in given_back if each.until is None])
    written_to = sorted({each.notice.to.id for each in in_order if _is_push(each)})
    if written_to:
        await connection.execute(_PUSHED, {"people": written_to, "at": now})
    counted = Counter(
        (int(each.notice.broadcast), each.state.value)
        for each in in_order
        if each.state is not None and each.notice.broadcast is not None
    )
    for account in sorted({each.notice.to.id for each in in_order if each.state is State.UNREACHABLE}):
        counted += await _forget_person(connection, account, now)
    await count(connection, counted)


def _is_push(outcome: Outcome) -> bool:
    """Whether somebody's phone has told of us; a channel is nobody's, and a reply was waited for."""
    notice = outcome.notice
    return outcome.state is State.SENT and notice.priority is not Priority.REPLY and notice.to.address > 0


async def count(connection: AsyncConnection, more: "Counter[tuple[int, str]]") -> None:
    """Add to the counts of broadcasts, by their number and what is counted."""
    rows = [{"number": number, "kind": what, "more": people} for (number, what), people in sorted(more.items())]
    await _run(connection, _COUNT, rows)


async def _run(connection: AsyncConnection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(statement, rows)


def _closed(outcome: Outcome, now: datetime) -> dict[str, Any]:
    assert outcome.state is not None
    return {
        "number": outcome.notice.id,
        "new_state": outcome.state.value,
        "at": now,
        "why": outcome.reason[:LONGEST_REASON] or None,
        "message": outcome.message,
    }


def _back(outcome: Outcome) -> dict[str, Any]:
    back: dict[str, Any] = {"number": outcome.notice.id, "untried": int(not outcome.was_tried)}
    return back if outcome.until is None else {**back, "until": outcome.until}


async def _forget_person(
    connection: AsyncConnection, account: AccountId, now: datetime
) -> "Counter[tuple[int, str]]":
    """Whoever cannot be reached is sent nothing of what waits; what is being sent now finds out by itself."""
    is_free = (notices.c.leased_until.is_(None)) | (notices.c.leased_until <= now)
    theirs = select(notices.c.id).where(
        notices.c.account_id == account, notices.c.state == State.QUEUED.value, is_free
    )
    cancelled = (
        update(notices)
        .where(notices.c.id.in_(theirs))
        .values(state=State.UNREACHABLE.value, settled_at=now)
        .returning(notices.c.broadcast_id)
    )
    numbers = (await connection.execute(cancelled)).scalars()
    await connection.execute(update(accounts).where(accounts.c.id == account).values(unreachable_since=now))
    return Counter((number, State.UNREACHABLE.value) for number in numbers if number is not None)
