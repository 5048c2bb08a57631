"""What campaigns do by themselves: begin on their day, remind the silent, end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from people.audit import Note
from people.centre import Centre
from people.quiet_hours import is_quiet
from surveys.campaigns.calendar import reminders_come
from surveys.campaigns.course import begun, clamped, closed
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.outcomes import Trouble
from surveys.campaigns.ports import CampaignStore
from surveys.ports import Shelf


class DueCampaigns:
    """Does what is due; nobody asks for it, so nobody's right is looked at."""

    def __init__(self, campaigns: CampaignStore, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._campaigns = campaigns
        self._shelf = shelf
        self._clock = clock

    async def do(self) -> int:
        """Begin what waits for its day, close what has ended, remind the silent; gives how many campaigns it was."""
        now = self._clock()
        done = 0
        for campaign, centre in await self._campaigns.due(now):
            note = Note(now, centre.id, "bot", "campaign_started", f"campaign {campaign.id}")
            if campaign.state is CampaignState.SCHEDULED:
                done += isinstance(await self._begin_on_its_day(campaign, centre, note), Campaign)
            elif campaign.closes_at <= now:
                ended = await closed(self._campaigns, campaign, replace(note, action="campaign_closed"))
                done += isinstance(ended, Campaign)
            else:
                done += await self._remind_on_its_day(campaign, centre, now)
        return done

    async def _begin_on_its_day(self, campaign: Campaign, centre: Centre, note: Note) -> Campaign | Trouble:
        """In the version there is now, which is the one staff were shown meanwhile.

        What has ended while the bot slept does not begin, nor what asks by a questionnaire that was withdrawn:
        staff are told.
        """
        questionnaire = await self._shelf.current(campaign.questionnaire_key, campaign.centre)
        if questionnaire is None or campaign.closes_at <= note.at:
            why = Trouble.NOT_ON_OFFER if questionnaire is None else Trouble.ENDED
            never = replace(campaign, state=CampaignState.DRAFT)
            await self._campaigns.give_up(never, why, replace(note, action="campaign_unscheduled"))
            return why
        ready = replace(clamped(campaign, questionnaire, centre), version=questionnaire.id)
        return await begun(self._campaigns, ready, centre, note)

    async def _remind_on_its_day(self, campaign: Campaign, centre: Centre, now: datetime) -> bool:
        if campaign.started_at is None or is_quiet(now, centre.zone):
            return False
        come = reminders_come(campaign.started_at, campaign.closes_at, centre.zone, now)
        if come <= campaign.reminded:
            return False
        # Of several that were missed, one is sent.
        await self._campaigns.remind(replace(campaign, reminded=come), centre.zone, now)
        return True
