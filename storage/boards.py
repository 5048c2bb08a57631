"""Response boards in messages: the `BoardStore`."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from people.model import Account, AccountId, OrganisationId
from storage.campaign_people import to_coverage, upsert
from storage.campaign_rows import to_campaign
from storage.campaign_tables import campaign_boards, campaign_counts, campaigns
from storage.database import Database
from storage.sealing import Sealer
from storage.tables import accounts
from surveys.campaigns.boards import Board, Counts
from surveys.campaigns.model import Coverage
from surveys.model import CampaignId


class SqlBoardStore:
    """One query for all boards, one for all counts, none of answers."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def keep(self, board: Board, now: datetime) -> int | None:
        """See `BoardStore.keep`."""
        told = {"message_id": board.message, "shown": board.shown, "shown_at": now}
        row = {"campaign_id": board.campaign.id, "account_id": board.account.id, **told}
        before = select(campaign_boards.c.message_id).where(_of(board.campaign.id, board.account.id))
        async with self._database.writing() as connection:
            earlier = (await connection.execute(before.with_for_update())).scalar_one_or_none()
            keeping = upsert(connection, campaign_boards).values(row)
            await connection.execute(
                keeping.on_conflict_do_update(index_elements=["campaign_id", "account_id"], set_=told)
            )
        return earlier

    async def drawn(self, board: Board, now: datetime) -> None:
        """See `BoardStore.drawn`."""
        told = update(campaign_boards).where(_is(board)).values(shown=board.shown, shown_at=now)
        async with self._database.writing() as connection:
            await connection.execute(told)

    async def drop(self, campaign: CampaignId, account: AccountId) -> int | None:
        """See `BoardStore.drop`."""
        dropping = delete(campaign_boards).where(_of(campaign, account)).returning(campaign_boards.c.message_id)
        async with self._database.writing() as connection:
            return (await connection.execute(dropping)).scalar_one_or_none()

    async def due(self, before: datetime) -> Sequence[Board]:
        """See `BoardStore.due`."""
        mine = [campaign_boards.c[name] for name in ("account_id", "message_id", "shown")]
        query = (
            select(campaigns, *mine, accounts.c.sealed_address)
            .join(campaign_boards, campaign_boards.c.campaign_id == campaigns.c.id)
            .join(accounts, accounts.c.id == campaign_boards.c.account_id)
            .where(campaign_boards.c.shown_at <= before)
            .order_by(campaigns.c.id, campaign_boards.c.account_id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Board(
                to_campaign(row),
                Account(AccountId(row.account_id), self._sealer.open(row.sealed_address)),
                row.message_id,
                row.shown,
            )
            for row in rows
        ]

    async def counts(self, campaigns: Collection[CampaignId]) -> Mapping[CampaignId, Counts]:
        """See `BoardStore.counts`."""
        found: dict[CampaignId, dict[OrganisationId, Coverage]] = defaultdict(dict)
        query = select(campaign_counts).where(campaign_counts.c.campaign_id.in_(campaigns))
        async with self._database.reading() as connection:
            for row in await connection.execute(query):
                found[CampaignId(row.campaign_id)][OrganisationId(row.organisation_id)] = to_coverage(row)
        return found

    async def forget(self, board: Board) -> None:
        """See `BoardStore.forget`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(campaign_boards).where(_is(board)))


def _is(board: Board) -> ColumnElement[bool]:
    """This very message: the person may have asked for another one meanwhile."""
    return _of(board.campaign.id, board.account.id) & (campaign_boards.c.message_id == board.message)


def _of(campaign: CampaignId, account: AccountId) -> ColumnElement[bool]:
    return (campaign_boards.c.campaign_id == campaign) & (campaign_boards.c.account_id == account)
