"""Campaigns as rows and back."""

from typing import Any

import orjson

from people.audience import audience_from_json, audience_to_json
from people.model import AccountId, CentreId
from people.policy import Mode
from surveys.campaigns.model import Campaign, CampaignState
from surveys.model import CampaignId, VersionId


def to_campaign(row: Any) -> Campaign:
    """A campaign from its row."""
    return Campaign(
        id=CampaignId(row.id),
        centre=CentreId(row.centre_id),
        title=row.title,
        version=VersionId(row.version_id),
        questionnaire_key=row.questionnaire_key,
        mode=Mode(row.mode),
        audience=audience_from_json(orjson.loads(row.audience)),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        late_days=row.late_days,
        state=CampaignState(row.state),
        revision=row.revision,
        school_year=row.school_year,
        made_by=AccountId(row.made_by),
        changed_at=row.changed_at,
        series=CampaignId(row.series_id),
        wave=row.wave,
        started_at=row.started_at,
        closed_at=row.closed_at,
        reminded=row.reminded,
    )


def campaign_values(campaign: Campaign) -> dict[str, Any]:
    """The columns of a campaign but its number, its revision and when it was changed."""
    return {
        "centre_id": campaign.centre,
        "title": campaign.title,
        "version_id": campaign.version,
        "questionnaire_key": campaign.questionnaire_key,
        "mode": campaign.mode.value,
        "audience": orjson.dumps(audience_to_json(campaign.audience)).decode(),
        "opens_at": campaign.opens_at,
        "closes_at": campaign.closes_at,
        "late_days": campaign.late_days,
        "state": campaign.state.value,
        "series_id": campaign.series,
        "wave": campaign.wave,
        "school_year": campaign.school_year,
        "made_by": campaign.made_by,
        "started_at": campaign.started_at,
        "closed_at": campaign.closed_at,
        "reminded": campaign.reminded,
    }
