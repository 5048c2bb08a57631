"""Kinds of notices that campaigns cause, and by what staff find them again."""

from surveys.model import CampaignId

INVITATION = "campaign_invitation"
"""A campaign has begun; about its number."""
REMINDER = "campaign_reminder"
"""Questionnaires wait; about a day, for nobody is reminded twice on one."""
NOT_BEGUN = "campaign_not_begun"
"""To staff: a planned campaign could not begin; the data says which `campaign` and `why`."""


def cause_of(campaign: CampaignId) -> str:
    """Why a broadcast was made: this campaign has invited or reminded."""
    return f"campaign {campaign}"
