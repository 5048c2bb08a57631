"""Which answers of a running campaign are released."""

from sqlalchemy import delete, insert, select, update

from storage.database import Database
from storage.pack_tables import released_answers
from surveys.model import CampaignId

NONE = b""


class SqlReleased:
    """Numbers of answers, eight bytes each, little-endian; what their order means is for `storage.steps` to know."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, campaign: CampaignId) -> bytes:
        """What is released; empty at first."""
        query = select(released_answers.c.numbers).where(released_answers.c.campaign_id == campaign)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() or NONE

    async def move(self, campaign: CampaignId, before: bytes, after: bytes) -> bytes:
        """From one state to the next; gives what stands now, which is another's if that was faster."""
        c = released_answers.c
        query = select(c.numbers).where(c.campaign_id == campaign).with_for_update()
        async with self._database.writing() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
            if (found or NONE) != before:
                return found or NONE
            if found is None:
                await connection.execute(insert(released_answers).values(campaign_id=campaign, numbers=after))
            else:
                await connection.execute(
                    update(released_answers).where(c.campaign_id == campaign).values(numbers=after)
                )
        return after

    async def forget(self, campaign: CampaignId) -> None:
        """The campaign is over and all answers count."""
        async with self._database.writing() as connection:
            await connection.execute(delete(released_answers).where(released_answers.c.campaign_id == campaign))
