"""Indicators that follow from surveys (DOMAIN §4): how many of how many, what was to be reached, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from people.model import OrganisationId
from reports.protection.answers import tally
from reports.protection.cells import Cell
from reports.statistics.shares import Share, share_of
from reports.summary.blocks import NO_SHARE
from reports.summary.whole import Whole
from surveys.campaigns.model import Coverage


class Reading(StrEnum):
    """How a target is to be read: «20 % ежегодно» may be a level or a step."""

    MIN_LEVEL = "min_level"
    """At least so many per cent."""
    YEARLY_INCREMENT = "yearly_increment_pp"
    """So many points more than a year ago."""
    ABSOLUTE = "absolute"
    """So many people."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, and who says so."""

    value: float
    reading: Reading
    source: str

    def is_reached(self, share: Share, before: Share | None) -> bool | None:
        """None where it cannot be said: a step needs last year's figure."""
        match self.reading:
            case Reading.MIN_LEVEL:
                return share.percent >= self.value
            case Reading.ABSOLUTE:
                return share.count >= self.value
            case Reading.YEARLY_INCREMENT:
                return None if before is None else share.percent - before.percent >= self.value


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator; targets and their reading differ by region and are settings."""

    code: str
    title: str
    numerator: str
    denominator: str
    questionnaires: tuple[str, ...]
    target: Target | None


OWN_NORM = "собственная норма центра"
ADVICE = "рекомендация"
DEFINITIONS: Mapping[str, Definition] = {
    each.code: each
    for each in (
        Definition(
            "IND-01s",
            "Прошли муниципальную самооценку затруднений",
            "заполнили самооценку без признаков спешки и одинаковых ответов",
            "приглашены",
            ("pd-1", "mt-1"),
            Target(70, Reading.MIN_LEVEL, OWN_NORM),
        ),
        Definition(
            "IND-07",
            "Молодые педагоги ответили на мониторинг трудностей",
            "заполнили анкету «Первые годы в профессии»",
            "молодые педагоги по списку",
            ("yt-1",),
            Target(100, Reading.MIN_LEVEL, ADVICE),
        ),
        Definition(
            "IND-11",
            "Удовлетворены наставничеством",
            "индекс анкеты не ниже 70",
            "ответили; наставники и наставляемые отдельно",
            ("mf-1-mentor", "mf-1-mentee"),
            Target(85, Reading.MIN_LEVEL, "таблица распоряжения Р-145, к 2024 году"),
        ),
        Definition(
            "IND-16",
            "Руководители охвачены мониторингом потребностей",
            "заполнили анкету управленческих команд",
            "руководители по списку",
            ("mt-1",),
            None,
        ),
    )
}
SATISFIED_FROM = 70.0
"""Index of MF-1."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Who has not answered yet, for those with the right to see it."""

    organisation: OrganisationId
    label: str
    missing: int
    codes: tuple[str, ...] = ()
    """Personal codes; empty for anonymous campaigns, of which nobody knows who has answered."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it stands."""

    definition: Definition
    share: Cell[Share]
    is_reached: Cell[bool] | None
    """None where there is no target, or where it cannot be said."""
    uncovered: tuple[Uncovered, ...] = ()

    def sentence(self) -> str:
        """«Прошли муниципальную самооценку затруднений: 120 из 160 (75 %), цель — 70 %: достигнута.»"""
        told = self.share.said(lambda share: f"{share.count} из {share.of} ({share.percent:.0f}\N{NO-BREAK SPACE}%)")
        return f"{self.definition.title}: {told}{self._told_target()}."

    def _told_target(self) -> str:
        target = self.definition.target
        if target is None:
            return ""
        unit = {Reading.MIN_LEVEL: "\N{NO-BREAK SPACE}%", Reading.YEARLY_INCREMENT: " п. п. за год"}
        told = f", цель — {target.value:g}{unit.get(target.reading, ' человек')} ({target.source})"
        if self.is_reached is None:
            return told
        return told + self.is_reached.said(lambda reached: ": достигнута" if reached else ": пока не достигнута")


def coverage_indicator(
    definition: Definition,
    coverage: Mapping[OrganisationId, Coverage],
    whole: Whole,
    doubtful: int = 0,
    before: Share | None = None,
    uncovered: Sequence[Uncovered] = (),
) -> Indicator:
    """How many of those invited have finished. `whole` is of everybody who finished.

    `doubtful` answers do not count where quality does; that they were doubtful is said of enough people only.
    """
    total = sum(coverage.values(), Coverage())
    counted = total.finished if 0 < doubtful < whole.min_cell else total.finished - doubtful
    share = share_of(min(max(counted, 0), total.invited), total.invited) or NO_SHARE
    return _indicator(definition, Whole(None, total.invited, whole.policy).of(share), before, uncovered)


def satisfaction_indicator(
    definition: Definition, satisfied: int, answered: int, whole: Whole, before: Share | None = None
) -> Indicator:
    """How many of those who answered are satisfied: it follows from answers, and is protected as they are."""
    share = share_of(satisfied, answered) or NO_SHARE
    counts = tally((satisfied, answered - satisfied))
    return _indicator(definition, whole.options(counts.counts, answered, share), before, ())


def _indicator(
    definition: Definition, share: Cell[Share], before: Share | None, uncovered: Sequence[Uncovered]
) -> Indicator:
    found = share.known()
    reached = None
    if definition.target is not None and found is not None and found.of:
        is_reached = definition.target.is_reached(found, before)
        reached = None if is_reached is None else share.to(lambda _: is_reached)
    return Indicator(definition, share, reached, tuple(uncovered))
