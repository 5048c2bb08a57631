"""The guard of trends: where answers of two versions of a questionnaire may be put side by side, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reports.statistics.waves import Change
from reports.statistics.wording import LEAST_PEOPLE, in_people, in_points
from surveys.comparison import BREAKING, What, compare
from surveys.model import Key, Questionnaire, Scale

_REASONS = {
    What.ADDED: "вопроса раньше не было",
    What.REMOVED: "вопроса больше нет",
    What.WORDING: "изменилась формулировка",
    What.OPTIONS: "изменились варианты ответа",
    What.ORDER: "изменилось место вопроса в анкете",
    What.KIND: "изменился вид вопроса",
    What.SCALE: "изменился подсчёт баллов",
    What.CONDITION: "вопрос задают другому кругу людей",
}
_OTHER_INSTRUMENT = "это другая анкета"
_OTHER_PEOPLE = "часть вопросов задают другому кругу людей"


@dataclass(frozen=True, slots=True)
class Trend:
    """Whether something may be compared with an earlier wave; reasons are Russian, without a full stop."""

    broken: tuple[str, ...] = ()
    """Why it may not; empty where it may."""
    remarks: tuple[str, ...] = ()
    """What to say beside a comparison that is allowed."""

    @property
    def is_comparable(self) -> bool:
        """Whether it may be compared."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything of the later version, and questions that were taken out of it."""

    questions: Mapping[Key, Trend]
    scales: Mapping[str, Trend]


def trends(before: Questionnaire, after: Questionnaire) -> Trends:
    """What of the later version may be compared with the earlier one."""
    if before.key != after.key:
        other = Trend((_OTHER_INSTRUMENT,))
        return Trends({q.key: other for q in after.questions}, {s.key: other for s in after.scales})
    comparison = compare(before, after)
    questions = {question.key: Trend() for question in after.questions}
    for change in comparison.changes:
        trend, reason = questions.get(change.key, Trend()), _REASONS[change.what]
        if change.what in (*BREAKING, What.ADDED, What.REMOVED):
            questions[change.key] = Trend((*trend.broken, reason), trend.remarks)
        else:
            questions[change.key] = Trend(trend.broken, (*trend.remarks, reason))
    conditions = {change.key for change in comparison.changes if change.what is What.CONDITION}
    asked_of_others = {question.scale for question in after.questions if question.key in conditions}
    return Trends(questions, _scale_trends(before, after, comparison.broken_scales, asked_of_others))


def trends_of_all(versions: Iterable[Questionnaire], after: Questionnaire) -> Trends:
    """The same where answers were given to several versions, in either wave: one that differs breaks a trend."""
    found = [trends(version, after) for version in versions]
    return Trends(
        {question.key: _together(each.questions[question.key] for each in found) for question in after.questions},
        {scale.key: _together(each.scales[scale.key] for each in found) for scale in after.scales},
    )


def _together(told: Iterable[Trend]) -> Trend:
    broken: dict[str, None] = {}
    remarks: dict[str, None] = {}
    for each in told:
        broken |= dict.fromkeys(each.broken)
        remarks |= dict.fromkeys(each.remarks)
    return Trend(tuple(broken), tuple(remarks))


def trend_sentence(change: Change | None, trend: Trend, earlier: str) -> str:
    """One sentence on a change of an index or a share in points; `earlier` names the earlier wave: «2025/2026»."""
    if not trend.is_comparable:
        return f"Сравнивать с {earlier} нельзя: {', '.join(trend.broken)}."
    if change is None:
        return f"Сравнивать с {earlier} не с чем: ответов нет."
    if min(change.n_before, change.n_after) < LEAST_PEOPLE:
        counts = f"{in_people(change.n_before)} раньше, {in_people(change.n_after)} теперь"
        return f"Ответов слишком мало, чтобы говорить об изменениях по сравнению с {earlier}: {counts}."
    if not change.may_be_called:
        return f"Существенных изменений по сравнению с {earlier} не выявлено."
    word = "Рост" if change.change > 0 else "Снижение"
    return f"{word} на {in_points(change.change)} по сравнению с {earlier}; вряд ли это случайность."


def _scale_trends(
    before: Questionnaire, after: Questionnaire, labels: tuple[str, ...], asked_of_others: Collection[str]
) -> dict[str, Trend]:
    """Scales in their order: one made of others is broken with them. `asked_of_others` are keys of scales."""
    earlier = {scale.key: scale for scale in before.scales}
    found: dict[str, Trend] = {}
    for scale in sorted(after.scales, key=lambda one: bool(one.of)):
        broken = _broken(earlier.get(scale.key), scale, labels)
        if not broken and any(not found[part].is_comparable for part in scale.of if part in found):
            broken = ("изменились шкалы, из которых она состоит",)
        remarks = [_OTHER_PEOPLE] if scale.key in asked_of_others else []
        found[scale.key] = Trend(broken, (*remarks, *_remarks(earlier.get(scale.key), scale)))
    return {scale.key: found[scale.key] for scale in after.scales}


def _broken(before: Scale | None, after: Scale, labels: tuple[str, ...]) -> tuple[str, ...]:
    if before is None:
        return ("шкалы раньше не было",)
    if after.label in labels:
        return ("изменились вопросы шкалы или веса её частей",)
    return ("изменилось, сколько ответов нужно для индекса",) if before.least != after.least else ()


def _remarks(before: Scale | None, after: Scale) -> tuple[str, ...]:
    if before is None:
        return ()
    bounds = [[(band.key, band.start) for band in scale.bands] for scale in (before, after)]
    return ("изменились границы уровней",) if bounds[0] != bounds[1] else ()
