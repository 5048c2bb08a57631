"""Jobs as rows: one worker at a time, nothing lost with a worker, nothing of somebody else's."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from people.audit import Note
from people.model import AccountId, CentreId
from people.retention import Periods
from reports.jobs.model import LEASE, Job, JobDraft, JobId, JobState, Progress, Queue, Waiting
from storage.database import Database
from storage.jobs import SqlJobStore
from storage.people.audit import SqlAuditStore
from storage.people.privacy import SqlPrivacyStore
from storage.people.retention import SqlRetention
from tests.clock import Ticking
from tests.storage.cast import SEALER, Stores, worker


@dataclass
class Bureau:
    """A store of jobs with somebody who asks."""

    stores: Stores
    jobs: SqlJobStore
    anna: AccountId
    centre: CentreId

    def wish(self, number: int = 1) -> JobDraft:
        return JobDraft("docx", "справку", {"campaign": number}, self.centre, None, "17")

    async def asks(self, number: int = 1) -> JobId:
        job, is_new = await self.jobs.add(self.wish(number), self.anna, self.stores.clock())
        assert is_new
        return job

    async def claims(self, job: JobId, holder: str = "one") -> Job | None:
        now = self.stores.clock()
        return await self.jobs.claim(job, holder, now, now + LEASE)

    async def waiting(self) -> list[JobId]:
        return [each.id for each in (await self.jobs.queue(self.stores.clock())).waiting]


@pytest.fixture
async def bureau(database: Database) -> Bureau:
    stores = worker(database, Ticking())
    return Bureau(stores, SqlJobStore(database, SEALER), await stores.person(42), await stores.centre())


async def test_a_job_comes_with_everything_it_was_asked_with(bureau: Bureau) -> None:
    job = await bureau.asks()
    await bureau.jobs.show_in(job, 77)
    assert await bureau.jobs.queue(bureau.stores.clock()) == Queue(
        (Waiting(job, bureau.anna, bureau.stores.clock()),), {}, {}
    )
    claimed = await bureau.claims(job)

    assert claimed is not None
    assert (claimed.asker.id, claimed.asker.address) == (bureau.anna, 42)
    wish = bureau.wish()
    assert (claimed.kind, claimed.what, claimed.parameters) == ("docx", "справку", {"campaign": 1})
    assert (claimed.centre, claimed.organisation, claimed.cache_key) == (bureau.centre, None, wish.cache_key)
    assert (claimed.state, claimed.attempts, claimed.message) == (JobState.RUNNING, 1, 77)


async def test_the_same_wish_waits_once_and_another_persons_beside_it(bureau: Bureau) -> None:
    job = await bureau.asks()
    now = bureau.stores.clock()

    assert await bureau.jobs.add(bureau.wish(), bureau.anna, now) == (job, False)
    _, is_new = await bureau.jobs.add(bureau.wish(), await bureau.stores.person(43), now)
    assert is_new
    await bureau.asks(2)
    assert await bureau.jobs.open_of(bureau.anna) == [job, job + 2]


async def test_a_double_tap_queues_one_job(bureau: Bureau) -> None:
    now = bureau.stores.clock()
    added = await asyncio.gather(*[bureau.jobs.add(bureau.wish(), bureau.anna, now) for _ in range(8)])

    assert len({job for job, _ in added}) == 1
    assert sum(is_new for _, is_new in added) == 1


async def test_of_two_workers_one_gets_the_job(bureau: Bureau, database_url: str) -> None:
    other = Database(database_url)
    stores = (bureau.jobs, SqlJobStore(other, SEALER))
    job, now = await bureau.asks(), bureau.stores.clock()
    claims = await asyncio.gather(
        *[store.claim(job, f"worker {n}", now, now + LEASE) for n, store in enumerate(stores * 4)]
    )
    await other.close()

    assert sum(claim is not None for claim in claims) == 1
    assert await bureau.waiting() == []


async def test_a_dead_workers_job_is_begun_again_and_the_dead_one_has_no_say_any_more(bureau: Bureau) -> None:
    job = await bureau.asks()
    await bureau.claims(job, "dead")
    assert await bureau.waiting() == []

    bureau.stores.clock.passes(seconds=LEASE.total_seconds())
    assert await bureau.waiting() == [job]
    again = await bureau.claims(job, "alive")
    assert again is not None
    assert again.attempts == 2

    now = bureau.stores.clock()
    assert await bureau.jobs.keep(job, "dead", now + LEASE, Progress()) == (False, None)
    assert await bureau.jobs.settle(job, "dead", JobState.DONE, now) == (False, None)
    await bureau.jobs.give_back(job, "dead")
    assert await bureau.waiting() == []


async def test_who_tells_the_progress_keeps_the_job(bureau: Bureau) -> None:
    job = await bureau.asks()
    await bureau.jobs.show_in(job, 5)
    await bureau.claims(job)
    bureau.stores.clock.passes(seconds=50)

    until = bureau.stores.clock() + LEASE
    assert await bureau.jobs.keep(job, "one", until, Progress("считаем группы" * 9, 40)) == (True, 5)
    bureau.stores.clock.passes(seconds=50)
    assert await bureau.waiting() == []


async def test_a_stopping_bot_gives_its_jobs_back_at_once(bureau: Bureau) -> None:
    first, second = await bureau.asks(1), await bureau.asks(2)
    for job in (first, second):
        await bureau.claims(job)
    await bureau.jobs.give_back(first, "one")
    assert await bureau.waiting() == [first]
    assert await bureau.jobs.give_back_all() == 1
    assert await bureau.waiting() == [first, second]


async def test_a_job_is_called_off_by_its_asker_only_and_once(bureau: Bureau) -> None:
    stranger, now = await bureau.stores.person(43), bureau.stores.clock()
    queued, running = await bureau.asks(1), await bureau.asks(2)
    await bureau.claims(running)

    assert await bureau.jobs.cancel(queued, stranger, now) is None
    for job in (queued, running):
        assert await bureau.jobs.cancel(job, bureau.anna, now) == "справку"
        assert await bureau.jobs.cancel(job, bureau.anna, now) is None
        assert await bureau.claims(job) is None
    assert await bureau.jobs.keep(running, "one", now + LEASE, Progress()) == (False, None)


async def test_a_job_ends_once_and_the_audit_knows_it(bureau: Bureau, database: Database) -> None:
    job, now = await bureau.asks(), bureau.stores.clock()
    await bureau.claims(job)
    note = Note(now, bureau.centre, "methodologist 1", "answers_exported", "campaign 1", "docx")

    assert await bureau.jobs.settle(job, "one", JobState.DONE, now, note=note) == (True, None)
    assert await bureau.jobs.settle(job, "one", JobState.FAILED, now, note=note) == (False, None)
    assert not await bureau.jobs.show_in(job, 5)
    told = await SqlAuditStore(database).read(bureau.centre, now, now + timedelta(seconds=1))
    assert [each for each in told if each.action == "answers_exported"] == [note]


async def test_a_failed_job_may_be_tried_again_by_its_asker(bureau: Bureau) -> None:
    job, now = await bureau.asks(), bureau.stores.clock()
    assert await bureau.jobs.again(job, bureau.anna, now) is None
    await bureau.claims(job)
    await bureau.jobs.settle(job, "one", JobState.FAILED, now, "no_space " * 99)

    assert await bureau.jobs.again(job, await bureau.stores.person(43), now) is None
    assert await bureau.jobs.again(job, bureau.anna, now) == "справку"
    claimed = await bureau.claims(job)
    assert claimed is not None
    assert claimed.attempts == 1


async def test_who_was_served_when_is_known(bureau: Bureau) -> None:
    first = await bureau.asks(1)
    await bureau.claims(first)
    begun = bureau.stores.clock()
    bureau.stores.clock.passes(seconds=5)
    second = await bureau.asks(2)

    queue = await bureau.jobs.queue(bureau.stores.clock())
    assert [each.id for each in queue.waiting] == [second]
    assert (queue.running, queue.served_at) == ({bureau.anna: 1}, {bureau.anna: begun})


async def test_files_the_messenger_keeps_are_remembered_and_forgotten(bureau: Bureau) -> None:
    now = bureau.stores.clock()
    assert await bureau.jobs.sent_as("key") is None
    await asyncio.gather(*[bureau.jobs.remember_sent("key", "file", now) for _ in range(3)])
    assert await bureau.jobs.sent_as("key") == "file"
    await bureau.jobs.remember_sent("key", "newer", now)
    assert await bureau.jobs.sent_as("key") == "newer"
    await bureau.jobs.forget_sent("key")
    assert await bureau.jobs.sent_as("key") is None


async def test_a_file_made_with_somebodys_answers_is_not_sent_again_after_they_are_deleted(
    bureau: Bureau, database: Database
) -> None:
    now = bureau.stores.clock()
    await bureau.jobs.remember_sent("key", "file", now)
    person = await bureau.stores.person(43)
    await SqlPrivacyStore(database).erase(person, Note(now, bureau.centre, "test", "data_deleted"))

    assert await bureau.jobs.sent_as("key") is None


async def test_jobs_of_somebody_deleted_are_gone_with_them(bureau: Bureau, database: Database) -> None:
    job, now = await bureau.asks(), bureau.stores.clock()
    await bureau.claims(job)
    await SqlPrivacyStore(database).erase(bureau.anna, Note(now, bureau.centre, "test", "data_deleted"))

    assert await bureau.jobs.keep(job, "one", now + LEASE, Progress()) == (False, None)
    assert await bureau.waiting() == []


async def test_old_exports_are_forgotten_by_night(bureau: Bureau, database: Database) -> None:
    clock = bureau.stores.clock
    done, open_one = await bureau.asks(1), await bureau.asks(2)
    await bureau.claims(done)
    await bureau.jobs.settle(done, "one", JobState.DONE, clock())
    await bureau.jobs.remember_sent("key", "file", clock())
    retention = SqlRetention(database, bureau.stores.versions, Periods(), clock)

    clock.passes(days=14)
    assert await retention.forget_old() == 0
    clock.passes(days=1)
    assert await retention.forget_old() == 2
    assert await bureau.jobs.sent_as("key") is None
    assert await bureau.waiting() == [open_one]


def test_another_state_of_the_data_is_another_file() -> None:
    wish = JobDraft("docx", "справку", {"a": 1, "b": 2}, CentreId(1), None, "17")

    assert wish.cache_key == JobDraft("docx", "СПРАВКУ", {"b": 2, "a": 1}, CentreId(1), None, "17").cache_key
    others = [
        JobDraft("xlsx", "справку", {"a": 1, "b": 2}, CentreId(1), None, "17"),
        JobDraft("docx", "справку", {"a": 1, "b": 3}, CentreId(1), None, "17"),
        JobDraft("docx", "справку", {"a": 1, "b": 2}, CentreId(2), None, "17"),
        JobDraft("docx", "справку", {"a": 1, "b": 2}, CentreId(1), None, "18"),
    ]
    assert len({wish.cache_key, *(other.cache_key for other in others)}) == 5
