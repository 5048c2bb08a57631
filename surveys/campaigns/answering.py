"""Campaigns as those see them who are asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from people.model import AccountId
from people.policy import Mode
from people.roles import Role
from people.visitor import Visitor
from surveys import engine
from surveys.campaigns.model import Campaign, Invited
from surveys.campaigns.ports import CampaignStore, Versions
from surveys.model import CampaignId, Questionnaire, Respondent, Run
from surveys.ports import NOT_NUMBERED, RunStore

OF_PEOPLE = (Role.TEACHER, Role.MENTOR, Role.MENTEE)
"""Roles that somebody has by being of an organisation; others are given on top."""


class AnsweringService:
    """What waits for a person, and beginning it."""

    def __init__(
        self, campaigns: CampaignStore, runs: RunStore, versions: Versions, clock: Callable[[], datetime]
    ) -> None:
        self._campaigns = campaigns
        self._runs = runs
        self._versions = versions
        self._clock = clock

    async def waiting(self, visitor: Visitor) -> Sequence[Invited]:
        """What somebody is asked and has not finished, what ends first coming first."""
        now = self._clock()
        return [each for each in await self.invited(visitor) if _waits(each, now)]

    async def invited(self, visitor: Visitor) -> Sequence[Invited]:
        """All campaigns somebody is asked by; whoever came after the start is invited now."""
        member = visitor.member
        if member is None or visitor.centre is None:
            return []
        found = list(await self._campaigns.invited(member.id, visitor.account.id))
        known = {each.campaign.id for each in found}
        for campaign in await self._campaigns.running(visitor.centre.id):
            if campaign.id not in known and self._asks(campaign, visitor) and not _asked_by(found, campaign):
                await self._campaigns.invite(campaign.id, member.id, member.organisation)
                found.append(Invited(campaign))
        return sorted(found, key=lambda each: (each.campaign.closes_at, each.campaign.id))

    def _asks(self, campaign: Campaign, visitor: Visitor) -> bool:
        """Whether a newcomer belongs to the audience; nobody new has answered an earlier campaign."""
        assert visitor.member is not None
        if campaign.audience.answered is not None or not campaign.takes_new(self._clock()):
            return False
        role = next(
            (post.role for post in visitor.actor.posts if post.organisation == visitor.member.organisation), ""
        )
        return campaign.audience.includes(visitor.member, visitor.organisation, role or "teacher")

    async def find(self, visitor: Visitor, number: CampaignId) -> Invited | None:
        """One of the campaigns somebody is asked by."""
        return next((each for each in await self.invited(visitor) if each.campaign.id == number), None)

    async def begin(self, who: Respondent, invited: Invited) -> Run | None:
        """Begin it in its frozen version, or come back to what is begun; None if it is over or done already."""
        campaign = invited.campaign
        now = self._clock()
        if who.is_guest and campaign.mode is not Mode.ANONYMOUS:
            return None
        if not (campaign.takes_new(now) or (invited.is_begun and campaign.takes_answers(now))):
            return None
        questionnaire = await self._versions.of(campaign.version)
        begun, events = engine.begin(NOT_NUMBERED, who.account, questionnaire, now, who.known)
        placed = replace(
            begun,
            mode=campaign.mode,
            centre=who.centre_id,
            organisation=who.organisation,
            campaign=campaign.id,
            closes_at=campaign.closes_at,
            open_until=campaign.late_until,
        )
        opened = await self._runs.open(placed, events, 0)
        return None if opened is None else opened[0]

    async def questionnaire(self, invited: Invited) -> Questionnaire:
        """What is asked, in the version that is asked."""
        return await self._versions.of(invited.campaign.version)

    async def run(self, owner: AccountId, invited: Invited) -> Run | None:
        """What is begun, or the result."""
        return None if invited.run is None else await self._runs.find(invited.run, owner)


def _waits(invited: Invited, now: datetime) -> bool:
    if invited.is_finished:
        return False
    return invited.campaign.takes_new(now) or (invited.is_begun and invited.campaign.takes_answers(now))


def _asked_by(found: Sequence[Invited], campaign: Campaign) -> bool:
    """Whether somebody is asked the same questionnaire by another campaign that runs."""
    return any(
        each.campaign.questionnaire_key == campaign.questionnaire_key and each.campaign.state is campaign.state
        for each in found
    )
