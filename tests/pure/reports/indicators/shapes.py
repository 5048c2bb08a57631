"""Campaigns and answers for tests of indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from people.audience import Audience
from people.model import AccountId, CentreId
from people.policy import Mode
from reports.responses import Responses
from surveys.campaigns.model import Campaign, CampaignState
from surveys.model import CampaignId, Questionnaire, VersionId
from surveys.xlsform import compile_form, read_markdown
from tests.pure.reports.respondents import responses_of

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LIBRARY = Path("surveys/library")


def library(name: str) -> Questionnaire:
    """A questionnaire that is shipped."""
    path = LIBRARY / f"{name}.md"
    return compile_form(read_markdown(path.name, path.read_text(encoding="utf-8")))


PD1, MENTOR = library("pd-1"), library("mf-1-mentor")


def campaign(number: int, key: str = "pd-1", **changes: Any) -> Campaign:
    """One that runs."""
    made = Campaign(
        id=CampaignId(number), centre=CentreId(1), title=f"Кампания {number}", version=VersionId(1),
        questionnaire_key=key, mode=Mode.PSEUDONYMOUS, audience=Audience(), opens_at=None,
        closes_at=NOW + timedelta(days=7), late_days=3, state=CampaignState.RUNNING, revision=1, school_year=2026,
        made_by=AccountId(1), changed_at=NOW, series=CampaignId(0), started_at=NOW,
    )  # fmt: skip
    return replace(made, **changes)


def mentors(indices: Sequence[int | None]) -> Responses:
    """Mentors whose answers come to this index, a multiple of 25; None: too little was answered."""
    return responses_of(MENTOR, [_answers(index) for index in indices])


def _answers(index: int | None) -> dict[str, str]:
    items = [question for question in MENTOR.questions if question.scale == "view"]
    if index is None:
        return {items[0].key: "3"}
    value = 1 + index // 25
    return {each.key: str(6 - value if each.is_reverse else value) for each in items}


def self_assessed(doubtful: Sequence[bool], codes: Sequence[str] = ()) -> Responses:
    """People who did the self-assessment; the doubtful ones with one button all along."""
    items = [question for question in PD1.questions if question.scale]
    rows = [
        {each.key: each.choices[0 if is_doubtful else number % 4].code for number, each in enumerate(items)}
        for is_doubtful in doubtful
    ]
    return replace(responses_of(PD1, rows), codes=codes)
