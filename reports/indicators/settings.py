"""The setting of an indicator from the answers of `surveys/library/indicator.md`, and as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reports.indicators.model import Definition, Denominator, Numerator, Reading, Setting, Target
from surveys.model import CampaignId

INDICATOR = "indicator"
"""The questionnaire that changes a setting."""
TARGET, RECKONING = "target", "reckoning"
"""What it was opened for."""
NO_TARGET = "none"
_VALUES = {
    Reading.MIN_LEVEL: "percent",
    Reading.YEARLY_INCREMENT: "points",
    Reading.ABSOLUTE: "people",
}
"""The question that asks for the value of each reading."""


def with_answers(setting: Setting, definition: Definition, answers: Mapping[str, str]) -> Setting:
    """The setting as it was changed; what does not fit the indicator stays as it was."""
    if answers["task"] == TARGET:
        before = answers.get("before")
        return replace(setting, target=_target(answers), before=float(before) if before else None)
    numerator = _chosen(Numerator, answers.get("numerator"), definition.numerators, setting.numerator)
    denominator = _chosen(Denominator, answers.get("denominator"), definition.denominators, setting.denominator)
    numbers = answers.get("campaigns", "").split()
    return replace(
        setting,
        numerator=numerator,
        denominator=denominator,
        satisfied_from=int(answers.get("satisfied_from") or setting.satisfied_from),
        campaigns=tuple(sorted(CampaignId(int(number)) for number in numbers if number.isdecimal())),
    )


def _target(answers: Mapping[str, str]) -> Target | None:
    if answers["reading"] == NO_TARGET:
        return None
    reading = Reading(answers["reading"])
    return Target(float(answers[_VALUES[reading]]), reading, answers.get("source", "").strip())


def _chosen(kind: Any, given: str | None, allowed: tuple[Any, ...], otherwise: Any) -> Any:
    return kind(given) if given in allowed else otherwise


def carried_over(setting: Setting) -> Setting:
    """What is left of it in the next school year: campaigns and figures of a year belong to that year."""
    return replace(setting, campaigns=(), before=None)


def setting_to_json(setting: Setting) -> dict[str, object]:
    """Ready for `json.dumps`."""
    target = setting.target
    return {
        "numerator": setting.numerator.value,
        "denominator": setting.denominator.value,
        "target": None if target is None else [target.value, target.reading.value, target.source],
        "campaigns": list(setting.campaigns),
        "satisfied_from": setting.satisfied_from,
        "before": setting.before,
    }


def setting_from_json(told: Mapping[str, Any]) -> Setting:
    """The reverse of `setting_to_json`."""
    target = None
    if told["target"] is not None:
        value, reading, source = told["target"]
        target = Target(value, Reading(reading), source)
    return Setting(
        Numerator(told["numerator"]),
        Denominator(told["denominator"]),
        target,
        tuple(CampaignId(number) for number in told["campaigns"]),
        told["satisfied_from"],
        told["before"],
    )
