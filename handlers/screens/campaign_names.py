"""Campaigns told apart in a list: waves of a series have one title, so a button says which of them it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers.screen import MOST_ON_BUTTON
from handlers.screens.menu import shortened
from surveys.campaigns.model import Campaign
from surveys.model import CampaignId

SEASONS = ("зима", "весна", "лето", "осень")


def told_apart(found: Sequence[Campaign], zone: tzinfo) -> dict[CampaignId, str]:
    """What to add to each title: the season where titles are equal, then the day, then the wave."""
    added = dict.fromkeys((each.id for each in found), "")
    for suffix in (_season, _day, _wave):
        times = Counter(on_button(each, added[each.id]) for each in found)
        alike = [each for each in found if times[on_button(each, added[each.id])] > 1]
        added |= {each.id: suffix(each, zone) for each in alike}
    return added


def on_button(campaign: Campaign, added: str) -> str:
    """At most 32 characters; what tells it apart is kept whole."""
    if not added:
        return shortened(campaign.title)
    return shortened(campaign.title, MOST_ON_BUTTON - len(added)) + added


def _season(campaign: Campaign, zone: tzinfo) -> str:
    opened = _opened(campaign, zone)
    year = opened.year + (opened.month == 12)  # December belongs to the winter of the year that follows
    return f" · {SEASONS[opened.month % 12 // 3]} {year}"


def _day(campaign: Campaign, zone: tzinfo) -> str:
    return f" · с {_opened(campaign, zone):%d.%m.%Y}"


def _wave(campaign: Campaign, _zone: tzinfo) -> str:
    return f" · волна {campaign.wave}"


def _opened(campaign: Campaign, zone: tzinfo) -> datetime:
    return (campaign.started_at or campaign.opens_at or campaign.changed_at).astimezone(zone)
