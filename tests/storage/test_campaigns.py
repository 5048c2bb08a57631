"""Campaigns on both engines: who is invited, who is silent, and counts that are always what was really answered."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from bot.recipients import RECIPIENTS
from delivery.broadcast import Counts
from delivery.broadcasts import BroadcastService
from delivery.model import Outcome, Priority, State
from people.audience import Audience, Trait
from people.audit import Note
from people.model import AccountId, CentreId, MemberId
from people.policy import Mode
from people.roles import Actor, Post, Role
from people.visitor import Visitor
from reports.ports import source_of
from storage.broadcasts import SqlBroadcastStore
from storage.campaign_people import recounted
from storage.campaigns import SqlCampaignStore
from storage.database import Database
from storage.people.places import SqlPlaceStore
from storage.people.privacy import SqlPrivacyStore
from storage.people_tables import members, organisations, posts
from storage.summaries import SqlSummaries
from storage.tables import accounts, notices, runs
from surveys.campaigns.answering import AnsweringService
from surveys.campaigns.due import DueCampaigns
from surveys.campaigns.model import Campaign, CampaignState, Invited
from surveys.campaigns.notices import INVITATION, NOT_BEGUN, REMINDER, cause_of
from surveys.campaigns.outcomes import Trouble
from surveys.campaigns.service import CampaignService
from surveys.model import CampaignId, Questionnaire, Respondent, Run, Status
from surveys.replies import Move, Reply
from surveys.service import SurveyService
from tests.clock import Ticking
from tests.storage.cast import Stores, worker
from tests.storage.test_anonymity import OneForm

LEASE = timedelta(minutes=1)
ENDS = (State.SENT, State.UNREACHABLE, State.REJECTED)


@pytest.fixture
async def stores(database: Database) -> AsyncIterator[Stores]:
    stores = worker(database, Ticking())
    yield stores
    await stores.lane.close()


class World:
    """A centre with two organisations and people in them, and the services around a campaign."""

    def __init__(self, stores: Stores, form: Questionnaire, centre: CentreId, places: list[int]) -> None:
        self.stores, self.form, self.centre, self.places = stores, form, centre, places
        self.store = SqlCampaignStore(stores.database)
        shelf = OneForm(form)
        self.service = CampaignService(self.store, shelf, stores.versions, stores.clock)  # type: ignore[arg-type]
        self.due = DueCampaigns(self.store, shelf, stores.clock)  # type: ignore[arg-type]
        self.surveys = SurveyService(stores.runs, shelf, stores.clock)  # type: ignore[arg-type]
        self.asked = AnsweringService(self.store, stores.runs, stores.versions, stores.clock)
        self.people: list[tuple[AccountId, MemberId, int]] = []

    async def staff(self) -> Visitor:
        centre = await SqlPlaceStore(self.stores.database).centre(self.centre)
        assert centre is not None
        account = await self.stores.accounts.recognise(1, self.stores.clock())
        return Visitor(
            account, Actor(account.id, frozenset({Post(Role.METHODOLOGIST, self.centre)}), self.centre), centre
        )

    async def drafted(self, **changes: Any) -> Campaign:
        now = self.stores.clock()
        draft = Campaign(
            id=CampaignId(0), centre=self.centre, title="Осень", version=self.form.id,
            questionnaire_key=self.form.key, mode=Mode.PSEUDONYMOUS, audience=Audience(), opens_at=None,
            closes_at=now + timedelta(days=7), late_days=3, state=CampaignState.DRAFT, revision=0,
            school_year=2026, made_by=AccountId(1), changed_at=now,
            series=CampaignId(0),
        )  # fmt: skip
        return await self.store.add(replace(draft, **changes), Note(now, self.centre, "test", "campaign_made"))

    async def started(self, **changes: Any) -> Campaign:
        draft = await self.drafted(**changes)
        running = await self.service.start(await self.staff(), draft.id, draft.revision)
        assert isinstance(running, Campaign)
        return running

    async def extends(self, staff: Visitor, number: CampaignId, days: int) -> Campaign | Trouble:
        campaign = await self.store.find(number, self.centre)
        assert campaign is not None
        return await self.service.extend(staff, number, days, campaign.revision)

    async def closes(self, staff: Visitor, number: CampaignId) -> Campaign | Trouble:
        campaign = await self.store.find(number, self.centre)
        assert campaign is not None
        return await self.service.close(staff, number, campaign.revision)

    async def begins(self, number: int, campaign: Campaign) -> Run | None:
        account, _member, place = self.people[number]
        who = Respondent(account, (await self.staff()).centre, place)  # type: ignore[arg-type]
        return await self.asked.begin(who, Invited(campaign))

    async def finishes(self, run: Run) -> Run:
        while run.status.is_open:
            outcome = await self.surveys.answer(run.owner, run.id, Reply(Move.SKIP, revision=run.revision))
            assert outcome is not None
            run = outcome.run
        return run

    async def counts(self, campaign: Campaign) -> dict[int, tuple[int, int, int]]:
        """As the board has them; they are always what was really answered."""
        coverage = await self.store.coverage(campaign.id)
        async with self.stores.database.reading() as connection:
            assert coverage == await recounted(connection, campaign.id)
        return {place: (each.invited, each.started, each.finished) for place, each in coverage.items()}

    async def written_to(self, kind: str) -> list[int]:
        """Numbers of the people who have a notice."""
        async with self.stores.database.reading() as connection:
            found = set(
                (await connection.execute(select(notices.c.account_id).where(notices.c.kind == kind))).scalars()
            )
        return [number for number, (account, _, _) in enumerate(self.people) if account in found]


async def world(stores: Stores) -> World:
    """Two people in each of two organisations, and one who has not come to the bot yet."""
    form, centre = await stores.questionnaire(), await stores.centre()
    places = []
    async with stores.database.writing() as connection:
        for number in range(2):
            row = {
                "centre_id": centre, "name": f"О{number}", "short_name": f"О{number}", "folded_name": f"о{number}",
                "kind": "school", "territory": "", "has_low_results": False, "is_closed": False,
            }  # fmt: skip
            made = insert(organisations).values(row).returning(organisations.c.id)
            places.append((await connection.execute(made)).scalar_one())
    made_world = World(stores, form, centre, places)
    for number in range(4):
        await arrives(made_world, number, places[number % 2])
    async with stores.database.writing() as connection:
        await connection.execute(insert(members).values(member_row(made_world, "LISTED", places[0], None)))
    return made_world


async def arrives(there: World, number: int, place: int) -> None:
    account = await there.stores.person(2001 + number)
    async with there.stores.database.writing() as connection:
        made = insert(members).values(member_row(there, f"M{number}", place, account)).returning(members.c.id)
        member = MemberId((await connection.execute(made)).scalar_one())
    there.people.append((account, member, place))


def member_row(there: World, code: str, place: int, account: AccountId | None) -> dict[str, Any]:
    return {
        "centre_id": there.centre, "organisation_id": place, "account_id": account, "code": code, "role": "teacher",
        "work": "subject", "is_guest": False, "has_left": False,
    }  # fmt: skip


@pytest.mark.parametrize("mode", [Mode.PSEUDONYMOUS, Mode.ANONYMOUS])
async def test_the_silent_are_those_who_have_not_finished(stores: Stores, mode: Mode) -> None:
    there = await world(stores)
    campaign = await there.started(mode=mode)
    first, second = there.places
    assert await there.counts(campaign) == {first: (3, 0, 0), second: (2, 0, 0)}
    assert await there.written_to(INVITATION) == [0, 1, 2, 3]

    begun = [await there.begins(number, campaign) for number in (0, 1)]
    assert begun[0] is not None
    await there.finishes(begun[0])
    assert await there.counts(campaign) == {first: (3, 1, 1), second: (2, 1, 0)}
    assert await there.store.silent(campaign.id) == 3
    assert await there.service.remind(await there.staff(), campaign.id) == 3
    assert await there.written_to(REMINDER) == [1, 2, 3]
    assert await there.begins(0, campaign) is None or mode is Mode.PSEUDONYMOUS


async def test_whoever_blocked_the_bot_is_not_written_to(stores: Stores) -> None:
    there = await world(stores)
    async with stores.database.writing() as connection:
        gone = accounts.c.id == there.people[0][0]
        await connection.execute(update(accounts).where(gone).values(unreachable_since=stores.clock()))
    await there.started()
    assert await there.written_to(INVITATION) == [1, 2, 3]


async def test_what_is_given_up_counts_as_not_begun(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started(mode=Mode.ANONYMOUS)
    await there.begins(0, campaign)
    stores.clock.passes(days=11)
    assert await there.surveys.expire_left_alone() == 1
    assert (await there.counts(campaign))[there.places[0]] == (3, 0, 0)


async def test_what_was_begun_ends_with_the_late_days_of_a_closed_or_longer_campaign(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    begun = await there.begins(0, campaign)
    assert begun is not None
    for change in (there.closes, lambda who, number: there.extends(who, number, 2)):
        changed = await change(await there.staff(), campaign.id)
        assert isinstance(changed, Campaign)
        run = await stores.runs.find(begun.id, begun.owner)
        assert run is not None
        assert (run.closes_at, run.open_until) == (changed.closed_at or changed.closes_at, changed.late_until)
        async with stores.database.reading() as connection:
            [ends] = (await connection.execute(select(runs.c.expires_at).where(runs.c.id == run.id))).scalars()
        assert ends <= changed.late_until


async def test_nobody_begins_what_was_closed_while_they_looked_at_it(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    assert isinstance(await there.closes(await there.staff(), campaign.id), Campaign)
    assert await there.begins(0, campaign) is None
    longer = await there.extends(await there.staff(), campaign.id, 2)
    assert isinstance(longer, Campaign)
    begun = await there.begins(0, campaign)
    assert begun is not None
    assert (begun.closes_at, begun.open_until) == (longer.closes_at, longer.late_until)


async def test_the_wave_before_the_second_one_is_the_first(stores: Stores) -> None:
    there = await world(stores)
    first = await there.started()
    closed = await there.closes(await there.staff(), first.id)
    assert isinstance(closed, Campaign)
    second = await there.service.next_wave(await there.staff(), first.id)
    assert isinstance(second, Campaign)
    summaries = SqlSummaries(stores.database, stores.versions)
    assert await summaries.earlier_wave(source_of(second)) == source_of(first)
    assert await summaries.earlier_wave(source_of(first)) is None


async def test_of_two_workers_one_starts_a_campaign(database: Database) -> None:
    one, other = worker(database, Ticking()), worker(database, Ticking())
    try:
        there = await world(one)
        draft = await there.drafted()
        again = CampaignService(SqlCampaignStore(database), OneForm(there.form), other.versions, other.clock)  # type: ignore[arg-type]
        staff = await there.staff()
        first = await there.service.start(staff, draft.id, draft.revision)
        second = await again.start(staff, draft.id, draft.revision)
        assert isinstance(first, Campaign)
        assert second is Trouble.STARTED
        stale = replace(draft, title="Зима")
        assert not await there.store.save(stale, Note(one.clock(), there.centre, "test", "campaign_changed"))
    finally:
        await one.lane.close()
        await other.lane.close()


async def test_somebody_else_was_faster_and_nobody_is_invited_twice(stores: Stores) -> None:
    there = await world(stores)
    draft = await there.drafted()
    running = replace(draft, state=CampaignState.RUNNING, started_at=stores.clock())
    note = Note(stores.clock(), there.centre, "test", "campaign_started")
    assert await there.store.start(running, stores.clock(), note)
    assert not await there.store.start(running, stores.clock(), note)
    async with stores.database.reading() as connection:
        queued = (await connection.execute(select(func.count()).select_from(notices))).scalar_one()
    assert queued == 4
    assert sum(each.invited for each in (await there.store.coverage(draft.id)).values()) == 5


async def test_a_campaign_of_another_centre_is_not_found(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    elsewhere = await stores.centre("Другой")
    assert await there.store.find(campaign.id, elsewhere) is None
    assert await there.store.of_centre(elsewhere) == []
    staff = await there.staff()
    foreign = replace(staff, centre=replace(staff.centre, id=elsewhere))  # type: ignore[type-var]
    assert await there.closes(foreign, campaign.id) is Trouble.GONE


async def test_the_audience_of_nobody_does_not_start(stores: Stores) -> None:
    there = await world(stores)
    draft = await there.drafted(audience=Audience({Trait.WORK: frozenset({"head"})}))
    assert await there.service.start(await there.staff(), draft.id, draft.revision) is Trouble.NOBODY
    late = await there.drafted(closes_at=stores.clock() - timedelta(minutes=1))
    assert await there.service.start(await there.staff(), late.id, late.revision) is Trouble.ENDED


async def test_what_was_withdrawn_before_its_day_does_not_begin(stores: Stores) -> None:
    there = await world(stores)
    planned = await there.drafted(state=CampaignState.SCHEDULED, opens_at=stores.clock() + timedelta(days=1))
    stores.clock.passes(days=2)
    post = {"centre_id": there.centre, "label": "", "given_at": stores.clock()}
    async with stores.database.writing() as connection:
        for number, role in enumerate(("administrator", "coordinator", "methodologist")):
            account, place = there.people[number][0], there.places[0] if role == "coordinator" else None
            await connection.execute(
                insert(posts).values(**post, account_id=account, role=role, organisation_id=place)
            )
    without = DueCampaigns(there.store, Withdrawn(there.form), stores.clock)  # type: ignore[arg-type]
    for _ in range(2):
        assert await without.do() == 0
    found = await there.store.find(planned.id, there.centre)
    assert found is not None
    assert found.state is CampaignState.DRAFT
    assert await there.written_to(INVITATION) == []
    assert await there.written_to(NOT_BEGUN) == [0, 2]


class Withdrawn(OneForm):
    async def current(self, _key: str, _centre: CentreId | None) -> None:  # type: ignore[override]
        return None


async def test_who_asks_to_be_deleted_is_not_counted_any_more(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    for number in (0, 2):
        run = await there.begins(number, campaign)
        assert run is not None
        assert (await there.finishes(run)).status is Status.FINISHED
    assert (await there.counts(campaign))[there.places[0]] == (3, 2, 2)
    note = Note(stores.clock(), there.centre, "test", "data_deleted")
    assert (await SqlPrivacyStore(stores.database).erase(there.people[0][0], note))["answers"] == 1
    assert (await there.counts(campaign))[there.places[0]] == (3, 1, 1)


async def test_invitations_are_a_broadcast_that_can_be_held_up_and_taken_back(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    broadcasts = BroadcastService(SqlBroadcastStore(stores.database, RECIPIENTS), stores.clock)
    [invitations] = await broadcasts.store.caused_by(there.centre, cause_of(campaign.id), 5)
    assert (invitations.kind, invitations.title, invitations.total) == (INVITATION, campaign.title, 4)
    assert await broadcasts.pause(invitations.id)
    assert await stores.outbox.claim(stores.clock(), LEASE, 10) == []
    assert await broadcasts.resume(invitations.id)
    assert await broadcasts.spread_due() == 0  # nobody more, and nobody twice

    claimed = await stores.outbox.claim(stores.clock(), LEASE, 3)
    assert {(each.kind, each.about, each.priority) for each in claimed} == {
        (INVITATION, str(campaign.id), Priority.REMINDER)
    }
    ends = enumerate(zip(claimed, ENDS, strict=True))
    outcomes = [Outcome(each, state, message=70 + place) for place, (each, state) in ends]
    await stores.outbox.settle(outcomes, stores.clock())
    for _ in range(2):
        await broadcasts.store.press_message(claimed[0].to.id, 70, stores.clock())
    assert not await broadcasts.store.press_message(claimed[1].to.id, 70, stores.clock())
    assert await broadcasts.stop(invitations.id)
    await broadcasts.spread_due()
    counts = await broadcasts.store.counts(invitations.id)
    assert counts == Counts(total=4, sent=1, unreachable=1, rejected=1, cancelled=1, pressed=1)
    assert await broadcasts.store.repeat(invitations.id, stores.clock()) == 1
    assert [each.to for each in await stores.outbox.claim(stores.clock(), LEASE, 10)] == [claimed[2].to]


async def test_a_reminder_that_nobody_needs_leaves_no_broadcast(stores: Stores) -> None:
    there = await world(stores)
    campaign = await there.started()
    store = SqlBroadcastStore(stores.database, RECIPIENTS)
    queued = await there.service.remind(await there.staff(), campaign.id)
    assert queued == 4
    assert await there.service.remind(await there.staff(), campaign.id) is Trouble.REMINDED
    kinds = [each.kind for each in await store.caused_by(there.centre, cause_of(campaign.id), 5)]
    assert kinds == [REMINDER, INVITATION]
