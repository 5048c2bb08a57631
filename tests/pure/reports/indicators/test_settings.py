"""Settings of indicators: as they are answered, kept, and carried into the next year."""

from dataclasses import replace

import pytest

from people.policy import Mode
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.choosing import that_count
from reports.indicators.model import Denominator, Numerator, Reading, Setting, Target
from reports.indicators.settings import (
    RECKONING,
    TARGET,
    carried_over,
    setting_from_json,
    setting_to_json,
    with_answers,
)
from surveys.campaigns.model import CampaignState
from surveys.model import CampaignId
from tests.pure.reports.indicators.shapes import campaign

SELF, YOUNG, MENTORING = (DEFINITIONS[code] for code in ("IND-01s", "IND-07", "IND-11"))
EVERY = [
    Setting(
        Numerator.FINISHED,
        Denominator.LISTED,
        Target(20.5, Reading.YEARLY_INCREMENT, "приказ № 12"),
        (CampaignId(3), CampaignId(5)),
        80,
        60.5,
    ),
    Setting(Numerator.CLEAN, Denominator.INVITED, Target(120, Reading.ABSOLUTE)),
    Setting(Numerator.WITH_COURSES, Denominator.INVITED),
]


@pytest.mark.parametrize("setting", [*EVERY, *(each.setting for each in DEFINITIONS.values())])
def test_a_setting_is_kept_as_it_is(setting: Setting) -> None:
    assert setting_from_json(setting_to_json(setting)) == setting


def test_a_new_target_leaves_the_reckoning_alone() -> None:
    told = {"task": TARGET, "reading": "min_level", "percent": "82.5", "source": " приказ № 7 "}
    changed = with_answers(EVERY[0], SELF, told)

    assert changed == replace(EVERY[0], target=Target(82.5, Reading.MIN_LEVEL, "приказ № 7"), before=None)
    assert with_answers(EVERY[0], SELF, {"task": TARGET, "reading": "none"}).target is None


def test_what_does_not_fit_the_indicator_is_not_taken() -> None:
    told = {"task": RECKONING, "numerator": "courses", "denominator": "answered", "campaigns": "7 x 4"}
    changed = with_answers(SELF.setting, SELF, told)

    assert changed == replace(SELF.setting, campaigns=(CampaignId(4), CampaignId(7)))


def test_campaigns_and_figures_of_a_year_stay_in_it() -> None:
    assert carried_over(EVERY[0]) == replace(EVERY[0], campaigns=(), before=None)


def test_all_campaigns_of_the_year_count_unless_some_are_chosen() -> None:
    there = [
        campaign(9, "mt-1"),
        campaign(8, state=CampaignState.DRAFT),
        campaign(7, school_year=2025),
        campaign(4, mode=Mode.ANONYMOUS),
        campaign(3, "yt-1"),
        campaign(2),
    ]
    assert [each.id for each in that_count(SELF, SELF.setting, there, 2026)] == [2, 4, 9]
    chosen = replace(SELF.setting, campaigns=(CampaignId(4), CampaignId(7)))
    assert [each.id for each in that_count(SELF, chosen, there, 2026)] == [4]
    assert [each.id for each in that_count(YOUNG, YOUNG.setting, there, 2026)] == [3]


def test_of_answers_the_newest_campaign_of_each_form_counts() -> None:
    there = [campaign(1, "mf-1-mentee"), campaign(2, "mf-1-mentor"), campaign(3, "mf-1-mentor")]

    assert [each.id for each in that_count(MENTORING, MENTORING.setting, there, 2026)] == [3, 1]
