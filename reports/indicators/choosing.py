"""Which campaigns an indicator is reckoned from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.indicators.model import Definition, Setting
from surveys.campaigns.model import Campaign


def that_count(
    definition: Definition, setting: Setting, campaigns: Iterable[Campaign], school_year: int
) -> Sequence[Campaign]:
    """Those that were chosen, or all of the school year; the oldest first. Of answers, the newest of each form."""
    there = eligible(definition, campaigns, school_year)
    chosen = [each for each in there if each.id in setting.campaigns] or there
    if not definition.is_of_answers:
        return chosen
    newest = {each.questionnaire_key: each for each in chosen}
    return [newest[key] for key in definition.questionnaires if key in newest]


def eligible(definition: Definition, campaigns: Iterable[Campaign], school_year: int) -> list[Campaign]:
    """Campaigns of the school year that have begun and ask what the indicator is about; the oldest first."""
    found = [
        each
        for each in campaigns
        if each.questionnaire_key in definition.questionnaires
        and each.school_year == school_year
        and not each.state.is_editable
    ]
    return sorted(found, key=lambda each: each.id)
