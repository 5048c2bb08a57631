"""A respondent's own result, and indicators with their targets."""

import pytest

from people.model import OrganisationId
from reports.protection.policy import DEFAULT
from reports.statistics.shares import share_of
from reports.summary.indicators import (
    DEFINITIONS,
    Reading,
    Target,
    coverage_indicator,
    satisfaction_indicator,
)
from reports.summary.making import make_summary
from reports.summary.own import own_result
from reports.summary.whole import Whole
from surveys.campaigns.model import Coverage
from surveys.scoring import score
from tests.pure.reports.summary.town import OPTIONS, PD9, material, people, request

WORST = {**dict.fromkeys(OPTIONS, "3"), "a3": "0", "b3": "0"}


def test_the_own_result_stands_beside_the_municipality_and_the_own_history() -> None:
    municipal = make_summary(material(people(80)), request())
    earlier = score(PD9, dict.fromkeys(OPTIONS, "0"))  # type: ignore[misc]
    blocks = own_result(score(PD9, WORST), municipal, (("2025/2026", earlier),))  # type: ignore[arg-type]

    assert [block.key for block in blocks] == ["a", "b", "all"]
    assert blocks[0].index == 100
    assert blocks[0].level == "критический"
    assert blocks[0].place == "выше"
    assert [one.label for one in blocks[0].history] == ["2025/2026"]


def test_of_a_small_municipality_only_the_own_result_is_told() -> None:
    municipal = make_summary(material(people(4)), request())
    blocks = own_result(score(PD9, WORST), municipal)  # type: ignore[arg-type]
    assert blocks[0].index == 100
    assert blocks[0].place == ""


@pytest.mark.parametrize(
    ("target", "before", "is_reached"),
    [
        (Target(70, Reading.MIN_LEVEL, ""), None, True),
        (Target(80, Reading.MIN_LEVEL, ""), None, False),
        (Target(20, Reading.YEARLY_INCREMENT, ""), share_of(50, 100), True),
        (Target(20, Reading.YEARLY_INCREMENT, ""), share_of(60, 100), False),
        (Target(20, Reading.YEARLY_INCREMENT, ""), None, None),
        (Target(75, Reading.ABSOLUTE, ""), None, True),
    ],
)
def test_a_target_is_a_level_a_step_or_a_number(target: Target, before: object, is_reached: bool | None) -> None:
    share = share_of(75, 100)
    assert share is not None
    assert target.is_reached(share, before) is is_reached  # type: ignore[arg-type]


def test_coverage_counts_those_who_answered_with_care() -> None:
    coverage = {OrganisationId(1): Coverage(100, 90, 80), OrganisationId(2): Coverage(60, 50, 50)}
    found = coverage_indicator(DEFINITIONS["IND-01s"], coverage, Whole(None, 130, DEFAULT), doubtful=10)
    assert found.sentence() == (
        "Прошли муниципальную самооценку затруднений: 120 из 160 (75\N{NO-BREAK SPACE}%), "
        "цель — 70\N{NO-BREAK SPACE}% (собственная норма центра): достигнута."
    )


def test_satisfaction_of_few_or_of_all_alike_is_not_told() -> None:
    for satisfied, answered in ((3, 4), (7, 7)):
        found = satisfaction_indicator(DEFINITIONS["IND-11"], satisfied, answered, Whole(None, answered, DEFAULT))
        assert not found.share.is_shown
        assert found.is_reached is None
