"""Who is invited to campaigns, who is silent, and the counts that make the response board."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from people.audience import Audience
from people.model import AccountId, CentreId, OrganisationId
from people.policy import Mode
from storage.anonymous import PAPER
from storage.campaign_tables import campaign_counts, campaign_participations, campaign_people, campaigns
from storage.people.audience import members_in
from storage.people_tables import anonymous_answers, members
from storage.tables import accounts, runs
from storage.types import Moment
from surveys.campaigns.model import NOWHERE, Campaign, CampaignState, Coverage
from surveys.model import CampaignId, Run, Status

_OPEN = [status.value for status in Status if status.is_open]


def upsert(connection: AsyncConnection, table: Any) -> Any:
    """An INSERT of this engine that can say what to do about rows that are there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def invite_audience(connection: AsyncConnection, campaign: Campaign) -> None:
    """Invite everybody who is in the audience now and is not asked the same by another campaign that runs."""
    audience = members_in(campaign.audience, campaign.centre, connection.dialect.name).subquery()
    elsewhere = asked_elsewhere(campaign.centre, campaign.questionnaire_key)
    chosen = (
        select(literal(campaign.id), audience.c.member_id, audience.c.organisation_id)
        .select_from(audience.outerjoin(elsewhere, elsewhere.c.member_id == audience.c.member_id))
        .where(elsewhere.c.member_id.is_(None))
    )
    columns = ["campaign_id", "member_id", "organisation_id"]
    await connection.execute(
        upsert(connection, campaign_people).from_select(columns, chosen).on_conflict_do_nothing()
    )
    if connection.dialect.name == "postgresql":
        # Otherwise the table is taken for small until the server finds time to look, and joins for all take minutes.
        await connection.exec_driver_sql(f"ANALYZE {campaign_people.name}")
    await count_invited(connection, campaign.id)


def asked_elsewhere(centre: CentreId, questionnaire_key: str) -> Subquery:
    """Those who are invited by a campaign of this questionnaire that runs, to be joined: one look at all of them."""
    return (
        select(campaign_people.c.member_id)
        .join(campaigns, campaigns.c.id == campaign_people.c.campaign_id)
        .where(
            campaigns.c.centre_id == centre,
            campaigns.c.state == CampaignState.RUNNING.value,
            campaigns.c.questionnaire_key == questionnaire_key,
        )
        .distinct()
        .subquery()
    )


async def count_invited(connection: AsyncConnection, campaign: CampaignId) -> None:
    """Begin the counts of a campaign: everybody invited, nobody started."""
    place = func.coalesce(campaign_people.c.organisation_id, NOWHERE)
    counted = (
        select(literal(campaign), place, func.count())
        .where(campaign_people.c.campaign_id == campaign)
        .group_by(place)
    )
    await connection.execute(delete(campaign_counts).where(campaign_counts.c.campaign_id == campaign))
    await connection.execute(
        insert(campaign_counts).from_select(["campaign_id", "organisation_id", "invited"], counted)
    )


async def count(
    connection: AsyncConnection, campaign: CampaignId, organisation: OrganisationId | None, **more: int
) -> None:
    """Add to the counts of an organisation, in the transaction of what is counted."""
    row = {"campaign_id": campaign, "organisation_id": organisation or NOWHERE, **more}
    added = {name: campaign_counts.c[name] + number for name, number in more.items()}
    counting = upsert(connection, campaign_counts).values(row)
    await connection.execute(
        counting.on_conflict_do_update(index_elements=["campaign_id", "organisation_id"], set_=added)
    )


async def place_of(connection: AsyncConnection, run: Run) -> OrganisationId | None:
    """The organisation a run counts for: where the person was invited, else where it was begun."""
    query = (
        select(campaign_people.c.organisation_id)
        .join(members, members.c.id == campaign_people.c.member_id)
        .where(campaign_people.c.campaign_id == run.campaign, members.c.account_id == run.owner)
    )
    row = (await connection.execute(query)).first()
    return run.organisation if row is None else row.organisation_id


async def coverage_of(connection: AsyncConnection, campaign: CampaignId) -> Mapping[OrganisationId, Coverage]:
    """By organisation, from the counts."""
    query = select(campaign_counts).where(campaign_counts.c.campaign_id == campaign)
    rows = (await connection.execute(query)).all()
    return {OrganisationId(row.organisation_id): to_coverage(row) for row in rows}


def to_coverage(row: Any) -> Coverage:
    """The counts of an organisation from their row."""
    return Coverage(row.invited, row.started, row.finished, row.paper)


async def recounted(connection: AsyncConnection, campaign: CampaignId) -> Mapping[OrganisationId, Coverage]:
    """The same from what was really answered; slow, to check the counts by and to mend them."""
    found: dict[OrganisationId, Coverage] = {}
    place = func.coalesce(campaign_people.c.organisation_id, NOWHERE)
    of_people = (
        select(place.label("place"), func.count().label("number"))
        .where(campaign_people.c.campaign_id == campaign)
        .group_by(place)
    )
    invited_at = func.coalesce(campaign_people.c.organisation_id, runs.c.organisation_id, NOWHERE)
    of_runs = (
        select(
            invited_at.label("place"),
            func.count().label("started"),
            func.sum(case((runs.c.status == Status.FINISHED.value, 1), else_=0)).label("finished"),
        )
        .select_from(
            runs.outerjoin(members, members.c.account_id == runs.c.account_id).outerjoin(
                campaign_people,
                (campaign_people.c.member_id == members.c.id) & (campaign_people.c.campaign_id == campaign),
            )
        )
        .where(runs.c.campaign_id == campaign, runs.c.status != Status.EXPIRED.value)
        .group_by(invited_at)
    )
    answered_at = func.coalesce(anonymous_answers.c.organisation_id, NOWHERE)
    source = anonymous_answers.c.source
    of_answers = (
        select(answered_at.label("place"), source, func.count().label("number"))
        .where(anonymous_answers.c.campaign_id == campaign)
        .group_by(answered_at, source)
    )
    for row in await connection.execute(of_people):
        found[row.place] = found.get(row.place, Coverage()) + Coverage(invited=row.number)
    for row in await connection.execute(of_runs):
        more = Coverage(started=row.started, finished=int(row.finished))
        found[row.place] = found.get(row.place, Coverage()) + more
    for row in await connection.execute(of_answers):
        is_paper = row.source == PAPER
        more = Coverage(paper=row.number) if is_paper else Coverage(started=row.number, finished=row.number)
        found[row.place] = found.get(row.place, Coverage()) + more
    return found


async def campaigns_of(connection: AsyncConnection, account: AccountId) -> Sequence[CampaignId]:
    """Those whose counts somebody's own answers are part of."""
    query = select(runs.c.campaign_id).where(runs.c.account_id == account, runs.c.campaign_id.is_not(None)).distinct()
    return [CampaignId(number) for number in (await connection.execute(query)).scalars()]


async def recount(connection: AsyncConnection, which: Sequence[CampaignId]) -> None:
    """Put the counts right after answers or people were deleted."""
    for campaign in which:
        found = await recounted(connection, campaign)
        there = campaign_counts.c.campaign_id == campaign
        await connection.execute(delete(campaign_counts).where(there))
        rows = [
            {
                "campaign_id": campaign,
                "organisation_id": place,
                "invited": each.invited,
                "started": each.started,
                "finished": each.finished,
                "paper": each.paper,
            }
            for place, each in found.items()
        ]
        if rows:
            await connection.execute(insert(campaign_counts), rows)


def silent_in(campaign: CampaignId, mode: Mode) -> Select[Any]:
    """Accounts of those who are invited, can be written to and have not finished, at this very moment."""
    return (
        select(members.c.account_id)
        .join(campaign_people, campaign_people.c.member_id == members.c.id)
        .join(accounts, accounts.c.id == members.c.account_id)
        .where(
            campaign_people.c.campaign_id == campaign,
            members.c.has_left.is_(False),
            accounts.c.unreachable_since.is_(None),
            not_(has_finished(campaign, mode)),
        )
    )


def has_finished(campaign: CampaignId, mode: Mode) -> ColumnElement[bool]:
    """Whether the person of a row of `members` has; of anonymous campaigns by the ledger, never by answers."""
    mine = (runs.c.campaign_id == campaign) & (runs.c.account_id == members.c.account_id)
    if mode is not Mode.ANONYMOUS:
        return exists(select(runs.c.id).where(mine, runs.c.status == Status.FINISHED.value))
    # Who has begun is in the ledger; who has not finished has still an open run.
    has_begun = exists(
        select(campaign_participations.c.account_id).where(
            campaign_participations.c.campaign_id == campaign,
            campaign_participations.c.account_id == members.c.account_id,
        )
    )
    return has_begun & not_(exists(select(runs.c.id).where(mine, runs.c.status.in_(_OPEN))))


async def size_of(
    connection: AsyncConnection, audience: Audience, centre: CentreId, questionnaire_key: str
) -> tuple[int, int, int]:
    """People, those of them who can be written to, and those asked the same elsewhere."""
    inside = members_in(audience, centre, connection.dialect.name).subquery()
    elsewhere = asked_elsewhere(centre, questionnaire_key)
    can_be_reached = inside.c.account_id.is_not(None) & accounts.c.unreachable_since.is_(None)
    query = select(
        func.count(),
        func.coalesce(func.sum(case((can_be_reached, 1), else_=0)), 0),
        func.count(elsewhere.c.member_id),
    ).select_from(
        inside.outerjoin(accounts, accounts.c.id == inside.c.account_id).outerjoin(
            elsewhere, elsewhere.c.member_id == inside.c.member_id
        )
    )
    row = (await connection.execute(query)).one()
    return int(row[0]), int(row[1]), int(row[2])


async def bound_runs(connection: AsyncConnection, campaign: Campaign) -> None:
    """Tell what was begun when the campaign ends."""
    begun = (runs.c.campaign_id == campaign.id) & runs.c.status.in_(_OPEN)
    ends = {"closes_at": campaign.closed_at or campaign.closes_at, "open_until": campaign.late_until}
    late_until = literal(campaign.late_until, Moment)
    earlier = case((runs.c.expires_at > late_until, late_until), else_=runs.c.expires_at)
    await connection.execute(update(runs).where(begun).values(**ends, expires_at=earlier))
