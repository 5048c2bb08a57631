"""Figures of indicators from what the storage has counted. Loads numpy: for the process that reckons."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from people.model import OrganisationId
from reports.indicators.model import HUNDRED, Definition, Headcount, Indicator, Line, Numerator, Setting, Uncovered
from reports.protection.cells import Cell
from reports.protection.policy import WELL_BEING, Policy
from reports.responses import Responses
from reports.statistics.indices import score_all
from reports.statistics.shares import Share, share_of
from reports.summary.blocks import NO_SHARE
from reports.summary.coverage import WITHOUT
from reports.summary.patterns import few
from reports.summary.quality import doubts_of
from reports.summary.whole import Whole


@dataclass(frozen=True, slots=True)
class Names:
    """Organisations of a centre in their order, by number."""

    of: Mapping[OrganisationId, str]

    def ordered(self, numbers: Collection[OrganisationId]) -> Sequence[tuple[OrganisationId, str]]:
        """These by name, people of no organisation last."""
        known = [(number, name) for number, name in self.of.items() if number in numbers]
        return [*known, *((number, WITHOUT) for number in numbers if number not in self.of)]


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Answers about satisfaction of one side."""

    label: str
    satisfied: int
    answered: int
    is_personal: bool
    """Whether the scale may be shown of a person; of others larger groups are asked for."""


def coverage_indicator(
    definition: Definition,
    setting: Setting,
    places: Mapping[OrganisationId, Headcount],
    names: Names,
    policy: Policy,
    doubtful: int = 0,
    before: Fraction | None = None,
    own: OrganisationId | None = None,
) -> Indicator:
    """How many of those who should be are covered; counts of people say nothing of answers and are never hidden.

    `doubtful` people are not counted where the setting says so, unless they are so few, or leave so few, that
    figures with and without them would tell of their answers. Of one organisation nobody is left out.
    """
    mine = {number: told for number, told in places.items() if own is None or number == own}
    total = sum(mine.values(), Headcount())
    whole = Whole(None, total.people, policy)
    left_out = _left_out(setting, total, doubtful, policy) if own is None else 0
    covered = min(max(total.covered - left_out, 0), total.people)
    shown = whole.of(share_of(covered, total.people) or NO_SHARE)
    uncovered = (Uncovered(number, label, mine[number]) for number, label in names.ordered(mine))
    return Indicator(
        definition=definition,
        setting=setting,
        lines=(_line("", shown, setting, None if before is None or own is not None else whole.of(before)),),
        campaigns=(),
        uncovered=tuple(each for each in uncovered if each.count.missing),
        left_out=whole.of(left_out) if left_out else None,
        is_own=own is not None,
        places=sum(told.people > 0 for told in mine.values()),
    )


def _left_out(setting: Setting, total: Headcount, doubtful: int, policy: Policy) -> int:
    if setting.numerator is not Numerator.CLEAN:
        return 0
    is_many = doubtful >= policy.min_cell and total.covered - doubtful >= policy.min_cell
    return doubtful if is_many else 0


def satisfaction_indicator(
    definition: Definition,
    setting: Setting,
    sides: Sequence[Satisfaction],
    policy: Policy,
    least_of_well_being: int,
    before: Mapping[str, Satisfaction | Fraction],
) -> Indicator:
    """How many of those who answered are satisfied: it follows from answers, and is protected as they are.

    `before` has by label the answers of a year ago, or what somebody knows of them, in per cent.
    """
    strict = replace(WELL_BEING, min_cell=least_of_well_being)
    lines = []
    for side in sides:
        rules = policy if side.is_personal else strict
        earlier = before.get(side.label)
        lines.append(_line(side.label, _satisfied(side, rules), setting, _earlier(earlier, rules)))
    return Indicator(definition, setting, tuple(lines), ())


def _satisfied(side: Satisfaction, policy: Policy) -> Cell[Share]:
    why = few(side.answered, policy)
    if why is not None:
        return why
    whole = Whole(None, side.answered, policy)
    share = share_of(side.satisfied, side.answered) or NO_SHARE
    return whole.options((side.satisfied, side.answered - side.satisfied), side.answered, share)


def _earlier(told: Satisfaction | Fraction | None, policy: Policy) -> Cell[Fraction] | None:
    match told:
        case None:
            return None
        case Fraction():
            return Whole(None, 0, policy).of(told)
    return _satisfied(told, policy).to(lambda share: Fraction(HUNDRED * share.count, share.of))


def _line(label: str, share: Cell[Share], setting: Setting, before: Cell[Fraction] | None) -> Line:
    """Nothing is said of a target that would tell of a hidden figure."""
    found, target = share.known(), setting.target
    earlier = None if before is None else before.known()
    needed = None if target is None or found is None or not found.of else target.needed(found.of, earlier)
    if needed is None:
        return Line(label, share, before=before)
    lacking = share.to(lambda known: max(0, needed - known.count))
    return Line(label, share, lacking.to(lambda count: count == 0), lacking, before)


def doubtful_people(answers: Sequence[Responses], among: Collection[str] | None = None) -> int:
    """People all of whose answers are to be doubted; of answers without a code each is somebody of its own.

    `among` are the codes of those who matter; of answers without a code nobody can say whether they do. Answers
    on paper are nobody's who was invited.
    """
    is_clean: dict[str, bool] = {}
    nameless = 0
    for each in answers:
        doubted = doubts_of(each).any & ~each.is_paper
        codes = each.codes or [""] * each.size
        for code, is_doubted in zip(codes, doubted.tolist(), strict=True):
            if code:
                is_clean[code] = is_clean.get(code, False) or not is_doubted
            else:
                nameless += is_doubted
    if among is not None:
        return sum(not clean for code, clean in is_clean.items() if code in among)
    return nameless + sum(not clean for clean in is_clean.values())


def satisfaction_of(label: str, answers: Responses | None, satisfied_from: int) -> Satisfaction:
    """How many of one side are satisfied, by the first scale of the questionnaire."""
    if answers is None or not answers.questionnaire.scales:
        return Satisfaction(label, 0, 0, is_personal=False)
    scale = answers.questionnaire.scales[0]
    index = score_all(answers.questionnaire, answers.choices).by_key[scale.key].index
    answered, satisfied = ~np.isnan(index), index >= satisfied_from
    return Satisfaction(label, int(satisfied.sum()), int(answered.sum()), scale.is_personal)
