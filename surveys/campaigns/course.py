"""Turns in the course of a campaign that staff and the clock make alike."""

from dataclasses import replace

from people.audit import Note
from people.centre import Centre
from people.policy import Mode, mode_for
from people.quiet_hours import next_decent
from surveys.campaigns.model import Campaign, CampaignState
from surveys.campaigns.outcomes import Trouble
from surveys.campaigns.ports import CampaignStore
from surveys.model import Questionnaire


def clamped(campaign: Campaign, questionnaire: Questionnaire, centre: Centre) -> Campaign:
    """Never closer to the person than the questionnaire and the law allow."""
    mode = Mode.ANONYMOUS if questionnaire.mode is Mode.ANONYMOUS else mode_for(centre, campaign.mode)
    return replace(campaign, mode=mode)


async def begun(campaigns: CampaignStore, campaign: Campaign, centre: Centre, note: Note) -> Campaign | Trouble:
    """It runs from the time of the note; people are written to when it is decent."""
    running = replace(campaign, state=CampaignState.RUNNING, started_at=note.at)
    write_at = next_decent(note.at, centre.zone)
    return running if await campaigns.start(running, write_at, note) else Trouble.CHANGED


async def closed(campaigns: CampaignStore, campaign: Campaign, note: Note) -> Campaign | Trouble:
    """It takes nothing new from the time of the note, or from its end if that was before."""
    over = replace(campaign, state=CampaignState.CLOSED, closed_at=min(note.at, campaign.closes_at))
    return over if await campaigns.close(over, note) else Trouble.CHANGED
