"""Use cases of staff with campaigns; every method looks at the right first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from people.audit import Note
from people.centre import Centre
from people.model import OrganisationId
from people.quiet_hours import is_quiet
from people.roles import Action
from people.visitor import Visitor
from surveys.campaigns.calendar import reminders_come
from surveys.campaigns.composition import end_of
from surveys.campaigns.course import begun, clamped, closed
from surveys.campaigns.model import Campaign, CampaignState, Coverage, Size
from surveys.campaigns.outcomes import Trouble, View
from surveys.campaigns.ports import CampaignStore, Versions
from surveys.comparison import compare
from surveys.model import CampaignId
from surveys.ports import Shelf


class CampaignService:
    """Look, start, remind, extend, close, repeat."""

    def __init__(
        self, campaigns: CampaignStore, shelf: Shelf, versions: Versions, clock: Callable[[], datetime]
    ) -> None:
        self._campaigns = campaigns
        self._shelf = shelf
        self._versions = versions
        self._clock = clock

    async def of_centre(self, visitor: Visitor) -> Sequence[tuple[Campaign, Coverage]]:
        """Those this person may see, the newest first, with the coverage in reach."""
        if visitor.centre is None or not visitor.actor.may_somewhere(Action.SEE_COVERAGE):
            return []
        found = await self._campaigns.of_centre(visitor.centre.id)
        if not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
            found = [each for each in found if not each.state.is_editable]
        told = []
        for campaign in found:
            coverage = _in_reach(visitor, await self._campaigns.coverage(campaign.id))
            told.append((campaign, sum(coverage.values(), Coverage())))
        return told

    async def view(self, visitor: Visitor, number: CampaignId) -> View | None:
        """One of them; a coordinator sees the own organisation and nothing that has not started."""
        campaign = await self._seen(visitor, number)
        if campaign is None:
            return None
        questionnaire = await self._versions.of(campaign.version)
        if not campaign.state.is_editable:
            coverage = _in_reach(visitor, await self._campaigns.coverage(campaign.id))
            silent = await self._campaigns.silent(campaign.id) if campaign.state is CampaignState.RUNNING else 0
            return View(campaign, questionnaire, coverage, silent=silent)
        current = await self._shelf.current(campaign.questionnaire_key, campaign.centre) or questionnaire
        size = await self._campaigns.size(campaign.audience, campaign.centre, campaign.questionnaire_key)
        earlier = await self._wave_before(campaign)
        comparison = None
        if earlier is not None:
            comparison = compare(await self._versions.of(earlier.version), current)
        assert visitor.centre is not None
        return View(clamped(campaign, current, visitor.centre), current, {}, size, earlier, comparison)

    async def _wave_before(self, campaign: Campaign) -> Campaign | None:
        waves = [each for each in await self._campaigns.of_centre(campaign.centre) if _same_series(each, campaign)]
        earlier = [each for each in waves if each.wave < campaign.wave and not each.state.is_editable]
        return max(earlier, key=lambda each: each.wave, default=None)

    async def ready(self, visitor: Visitor, number: CampaignId, revision: int) -> tuple[Campaign, Size] | Trouble:
        """As it would begin, and whom it would ask; or why it cannot."""
        campaign = await self._mine(visitor, number)
        if campaign is None:
            return Trouble.GONE
        if not campaign.state.is_editable:
            return Trouble.STARTED
        if campaign.revision != revision:
            return Trouble.CHANGED
        now = self._clock()
        if campaign.closes_at <= max(now, campaign.opens_at or now):
            return Trouble.ENDED
        questionnaire = await self._shelf.current(campaign.questionnaire_key, campaign.centre)
        if questionnaire is None:
            return Trouble.NOT_ON_OFFER
        size = await self._campaigns.size(campaign.audience, campaign.centre, campaign.questionnaire_key)
        if not size.asked:
            return Trouble.NOBODY
        assert visitor.centre is not None
        return replace(clamped(campaign, questionnaire, visitor.centre), version=questionnaire.id), size

    async def start(self, visitor: Visitor, number: CampaignId, revision: int) -> Campaign | Trouble:
        """Let it begin, now or on its day; its questionnaire is frozen in the version there is now."""
        found = await self.ready(visitor, number, revision)
        if isinstance(found, Trouble):
            return found
        ready, now = found[0], self._clock()
        note = self._note(visitor, "campaign_started", ready)
        if ready.opens_at is not None and ready.opens_at > now:
            waiting = replace(ready, state=CampaignState.SCHEDULED)
            return waiting if await self._campaigns.save(waiting, note) else Trouble.CHANGED
        assert visitor.centre is not None
        return await begun(self._campaigns, ready, visitor.centre, note)

    async def unschedule(self, visitor: Visitor, number: CampaignId, revision: int) -> Campaign | Trouble:
        """It does not begin by itself any more."""
        campaign = await self._mine(visitor, number)
        if campaign is None or not campaign.state.is_editable:
            return Trouble.GONE if campaign is None else Trouble.STARTED
        if campaign.revision != revision or campaign.state is not CampaignState.SCHEDULED:
            return Trouble.CHANGED
        draft = replace(campaign, state=CampaignState.DRAFT)
        saved = await self._campaigns.save(draft, self._note(visitor, "campaign_unscheduled", draft))
        return draft if saved else Trouble.CHANGED

    async def delete(self, visitor: Visitor, number: CampaignId, revision: int) -> Trouble | None:
        """Forget one that has not begun."""
        campaign = await self._mine(visitor, number)
        if campaign is None or not campaign.state.is_editable:
            return Trouble.GONE if campaign is None else Trouble.STARTED
        if campaign.revision != revision:
            return Trouble.CHANGED
        deleted = await self._campaigns.delete(campaign, self._note(visitor, "campaign_deleted", campaign))
        return None if deleted else Trouble.CHANGED

    async def extend(self, visitor: Visitor, number: CampaignId, days: int, revision: int) -> Campaign | Trouble:
        """Take answers for some days more; what is over opens again, unless its people are asked the same by now.

        A second tap adds nothing.
        """
        campaign = await self._mine(visitor, number)
        if campaign is None or campaign.state.is_editable:
            return Trouble.GONE if campaign is None else Trouble.NOT_RUNNING
        if campaign.revision != revision:
            return Trouble.CHANGED
        if campaign.state is CampaignState.CLOSED and await self._campaigns.asked_elsewhere(campaign):
            return Trouble.ASKED_ELSEWHERE
        assert visitor.centre is not None
        now = self._clock()
        closes_at = campaign.closes_at + timedelta(days=days)
        if campaign.closed_at is not None or campaign.closes_at <= now:  # counted from today, to the end of a day
            closes_at = end_of(now.astimezone(visitor.centre.zone).date() + timedelta(days=days), visitor.centre.zone)
        longer = replace(
            campaign,
            state=CampaignState.RUNNING,
            closes_at=closes_at,
            closed_at=None,
            # The calendar is another one now: what it has still before it is not done with.
            reminded=reminders_come(campaign.started_at or now, closes_at, visitor.centre.zone, now),
        )
        extended = await self._campaigns.extend(longer, self._note(visitor, "campaign_extended", longer))
        return longer if extended else Trouble.CHANGED

    async def close(self, visitor: Visitor, number: CampaignId, revision: int) -> Campaign | Trouble:
        """Take nothing new from now on."""
        campaign = await self._mine(visitor, number)
        if campaign is None or campaign.state is not CampaignState.RUNNING:
            return Trouble.GONE if campaign is None else Trouble.NOT_RUNNING
        if campaign.revision != revision:
            return Trouble.CHANGED
        return await closed(self._campaigns, campaign, self._note(visitor, "campaign_closed", campaign))

    async def silent(self, visitor: Visitor, number: CampaignId) -> tuple[Campaign, int] | Trouble:
        """Whose silent would be reminded now, and how many they are; or why nobody can be."""
        campaign = await self._mine(visitor, number)
        if campaign is None or not campaign.takes_new(self._clock()):
            return Trouble.GONE if campaign is None else Trouble.NOT_RUNNING
        assert visitor.centre is not None
        if is_quiet(self._clock(), visitor.centre.zone):
            return Trouble.QUIET
        silent = await self._campaigns.silent(campaign.id)
        return (campaign, silent) if silent else Trouble.NOBODY

    async def remind(self, visitor: Visitor, number: CampaignId) -> int | Trouble:
        """Write to the silent, none of whom gets a second reminder on one day; gives how many get one."""
        found = await self.silent(visitor, number)
        if isinstance(found, Trouble):
            return found
        assert visitor.centre is not None
        campaign, _ = found
        queued = await self._campaigns.remind(campaign, visitor.centre.zone, self._clock())
        return queued or Trouble.REMINDED

    async def next_wave(self, visitor: Visitor, number: CampaignId) -> Campaign | Trouble:
        """A draft of the same campaign once more, as long as the one before, unless there is one already."""
        campaign = await self._mine(visitor, number)
        if campaign is None or campaign.state.is_editable:
            return Trouble.GONE if campaign is None else Trouble.NOT_RUNNING
        assert visitor.centre is not None
        now = self._clock()
        waves = [each for each in await self._campaigns.of_centre(campaign.centre) if _same_series(each, campaign)]
        waiting = next((each for each in waves if each.state.is_editable), None)
        if waiting is not None:  # a second tap, or somebody else's
            return waiting
        lasts = campaign.closes_at - (campaign.started_at or campaign.closes_at)
        draft = replace(
            campaign,
            state=CampaignState.DRAFT,
            revision=0,
            opens_at=None,
            closes_at=_same_hour(now + max(lasts, timedelta(days=1)), campaign.closes_at, visitor.centre),
            series=campaign.first_wave,
            wave=max(each.wave for each in waves) + 1,
            school_year=visitor.centre.school_year,
            made_by=visitor.account.id,
            changed_at=now,
            started_at=None,
            closed_at=None,
            reminded=0,
        )
        return await self._campaigns.add(draft, self._note(visitor, "campaign_made", draft))

    async def _seen(self, visitor: Visitor, number: CampaignId) -> Campaign | None:
        if visitor.centre is None or not visitor.actor.may_somewhere(Action.SEE_COVERAGE):
            return None
        campaign = await self._campaigns.find(number, visitor.centre.id)
        if campaign is not None and campaign.state.is_editable and not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
            return None
        return campaign

    async def _mine(self, visitor: Visitor, number: CampaignId) -> Campaign | None:
        if visitor.centre is None or not visitor.actor.may_here(Action.RUN_CAMPAIGNS):
            return None
        return await self._campaigns.find(number, visitor.centre.id)

    def _note(self, visitor: Visitor, action: str, campaign: Campaign) -> Note:
        centre = visitor.centre.id if visitor.centre else None
        return Note(self._clock(), centre, visitor.name_in_audit, action, f"campaign {campaign.id}")


def _same_series(one: Campaign, other: Campaign) -> bool:
    return one.first_wave == other.first_wave


def _same_hour(moment: datetime, like: datetime, centre: Centre) -> datetime:
    """That day at the hour at which the other one falls, in the time of the centre."""
    return datetime.combine(
        moment.astimezone(centre.zone).date(), like.astimezone(centre.zone).time(), centre.zone
    ) + timedelta(days=1)


def _in_reach(visitor: Visitor, coverage: Mapping[OrganisationId, Coverage]) -> Mapping[OrganisationId, Coverage]:
    if visitor.actor.may_here(Action.SEE_COVERAGE):
        return coverage
    mine = visitor.actor.organisations(Action.SEE_COVERAGE)
    return {place: each for place, each in coverage.items() if place in mine}
