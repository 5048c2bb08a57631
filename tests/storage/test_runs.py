"""The `RunStore`: what is saved is what is read, and of two taps one wins."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from people.outage import OutageError
from storage.database import Database
from surveys import engine
from surveys.events import Asked, Event, Expired, Finished, Outdated, Recorded
from surveys.model import Run, RunId, Status
from surveys.ports import Step
from surveys.replies import Act, Move, Reply, Said, Tapped
from tests.clock import Ticking
from tests.storage.cast import Stores, worker


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


def reply(stores: Stores, run: Run, act: Act) -> Step:
    return partial(engine.answer, reply=Reply(act, revision=run.revision), now=stores.clock())


async def test_a_run_is_read_as_it_was_saved(stores: Stores) -> None:
    owner = await stores.person()
    run, events = await stores.begun(owner, await stores.questionnaire())
    assert run.id > 0
    assert isinstance(events[-1], Asked)

    stores.clock.passes(minutes=3)
    changed = await stores.runs.change(run.id, owner, reply(stores, run, Tapped(1)))

    assert changed is not None
    assert changed[0].answers == {"first": "no"}
    assert await stores.runs.find(run.id, owner) == changed[0]
    assert changed[0].touched_at == stores.clock()


async def test_every_field_survives(stores: Stores) -> None:
    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())

    def everything(old: Run) -> tuple[Run, list[Event]]:
        new = replace(
            old,
            answers={"first": "no", "third": "«Ёж» & <b>\n'"},
            revision=old.revision + 1,
            status=Status.PAUSED,
            position="second",
            draft="yes no",
            heard=9_000_000_000,
            touched_at=stores.clock() + timedelta(microseconds=1),
        )
        return new, []

    changed = await stores.runs.change(run.id, owner, everything)

    assert changed is not None
    assert await stores.runs.find(run.id, owner) == changed[0]


async def test_nobody_touches_a_run_of_somebody_else(stores: Stores) -> None:
    maria, olga = await stores.person(1), await stores.person(2)
    run, _ = await stores.begun(maria, await stores.questionnaire())

    assert await stores.runs.change(run.id, olga, reply(stores, run, Tapped(0))) is None
    assert await stores.runs.find(run.id, olga) is None
    assert await stores.runs.of_owner(olga) == []
    assert await stores.runs.change(RunId(999_999), maria, reply(stores, run, Tapped(0))) is None
    assert await stores.runs.find(run.id, maria) == run


async def test_of_many_simultaneous_taps_one_is_taken(stores: Stores) -> None:
    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())
    taps = [stores.runs.change(run.id, owner, reply(stores, run, Tapped(n % 2))) for n in range(20)]

    outcomes = [outcome[1] for outcome in await asyncio.gather(*taps) if outcome]

    assert sum(isinstance(events[0], Recorded) for events in outcomes) == 1
    assert sum(isinstance(events[0], Outdated) for events in outcomes) == 19
    saved = await stores.runs.find(run.id, owner)
    assert saved is not None
    assert saved.revision == 1


async def test_of_two_workers_one_takes_the_tap(stores: Stores, database_url: str) -> None:
    other = worker(Database(database_url), stores.clock)
    owner = await stores.person()
    questionnaire = await stores.questionnaire()
    await other.versions.of(questionnaire.id)
    taken = 0
    run, _ = await stores.begun(owner, questionnaire)
    for _ in range(3):
        outcomes = await asyncio.gather(
            *[w.runs.change(run.id, owner, reply(stores, run, Said("да"))) for w in (stores, other) * 4]
        )
        taken += sum(isinstance(outcome[1][0], Recorded) for outcome in outcomes if outcome)
        found = await stores.runs.find(run.id, owner)
        assert found is not None
        run = found
    await other.lane.close()
    await other.database.close()

    assert taken == 3
    assert run.status is Status.FINISHED


async def test_a_worker_learns_a_version_that_another_one_added(stores: Stores, database_url: str) -> None:
    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())
    other = worker(Database(database_url), stores.clock)

    changed = await other.runs.change(run.id, owner, reply(stores, run, Tapped(0)))
    await other.lane.close()
    await other.database.close()

    assert changed is not None
    assert changed[0].answers == {"first": "yes"}


async def test_many_people_share_commits_and_each_answer_is_kept(stores: Stores) -> None:
    questionnaire = await stores.questionnaire()
    people = [await stores.person(n) for n in range(1, 41)]
    runs = [(await stores.begun(owner, questionnaire))[0] for owner in people]
    await asyncio.gather(
        *[stores.runs.change(run.id, run.owner, reply(stores, run, Tapped(run.id % 2))) for run in runs]
    )

    for run in runs:
        saved = await stores.runs.find(run.id, run.owner)
        assert saved is not None
        assert saved.answers == {"first": "no" if run.id % 2 else "yes"}


async def test_a_mistake_in_one_step_spoils_nobody_elses(stores: Stores) -> None:
    questionnaire = await stores.questionnaire()
    runs = [(await stores.begun(await stores.person(n), questionnaire))[0] for n in (1, 2, 3)]

    def broken(_run: Run) -> tuple[Run, list[Event]]:
        raise ZeroDivisionError

    steps = [reply(stores, runs[0], Tapped(0)), broken, reply(stores, runs[2], Tapped(0))]
    outcomes = await asyncio.gather(
        *[stores.runs.change(run.id, run.owner, step) for run, step in zip(runs, steps, strict=True)],
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], ZeroDivisionError)
    revisions = []
    for run in runs:
        saved = await stores.runs.find(run.id, run.owner)
        assert saved is not None
        revisions.append(saved.revision)
    assert revisions == [1, 0, 1]


async def test_two_taps_on_begin_begin_one_run(stores: Stores) -> None:
    owner = await stores.person()
    questionnaire = await stores.questionnaire()

    begun = await asyncio.gather(*[stores.begun(owner, questionnaire) for _ in range(5)])

    assert len({run.id for run, _ in begun}) == 1
    assert sum(bool(events) for _, events in begun) == 1


async def test_an_old_button_begins_nothing_once_the_run_is_finished(stores: Stores) -> None:
    owner = await stores.person()
    questionnaire = await stores.questionnaire()
    run, events = await stores.begun(owner, questionnaire)
    while run.status.is_open:
        changed = await stores.runs.change(run.id, owner, reply(stores, run, Said("да")))
        assert changed is not None
        run, events = changed
    assert isinstance(events[-1], Finished)

    again, happened = await stores.begun(owner, questionnaire, before=0)
    assert (again.id, happened) == (run.id, [])
    new, happened = await stores.begun(owner, questionnaire, before=1)
    assert new.id != run.id
    assert happened


async def test_runs_left_alone_are_found_on_their_day(stores: Stores) -> None:
    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())

    assert await stores.runs.expired_by(run.expires_at - timedelta(seconds=1), 10) == []
    assert await stores.runs.expired_by(run.expires_at, 10) == [(run.id, owner)]
    stores.clock.passes(days=31)
    changed = await stores.runs.change(run.id, owner, partial(engine.expire, now=stores.clock()))
    assert changed is not None
    assert changed[1] == [Expired()]
    assert await stores.runs.expired_by(stores.clock(), 10) == []


async def test_a_finished_run_cancels_the_reminder_of_it_in_the_same_transaction(stores: Stores) -> None:
    from delivery.reminders import ReminderService

    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())
    reminders = ReminderService(stores.outbox, stores.clock, stores.clock().tzinfo)  # type: ignore[arg-type]
    assert await reminders.remind_tomorrow(owner, run.id)
    assert not await reminders.remind_tomorrow(owner, run.id)

    for act in (Tapped(0), Tapped(0), Move.SKIP):
        changed = await stores.runs.change(run.id, owner, reply(stores, run, act))
        assert changed is not None
        run = changed[0]
    stores.clock.passes(days=3)

    assert run.status is Status.FINISHED
    assert await stores.outbox.claim(stores.clock(), timedelta(minutes=1), 10) == []


async def test_an_unreachable_database_is_an_outage_and_the_next_tap_works(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = await stores.person()
    run, _ = await stores.begun(owner, await stores.questionnaire())
    with monkeypatch.context() as away:
        if stores.database.is_sqlite:
            away.setattr(stores.lane, "_path", "/nowhere/at/all.sqlite3")
        else:
            away.setattr(stores.lane, "_connecting", {"host": "/nowhere", "user": "nobody"})
        with pytest.raises(OutageError):
            await stores.runs.change(run.id, owner, reply(stores, run, Tapped(0)))

    changed = await stores.runs.change(run.id, owner, reply(stores, run, Tapped(0)))

    assert changed is not None
    assert changed[0].revision == 1
