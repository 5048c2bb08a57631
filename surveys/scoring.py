"""What answers add up to: indices of scales, their levels, and where help is wanted first (DOMAIN §2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from surveys.model import Answers, Band, PriorityRule, Question, Questionnaire, Scale


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """A scale for one person. `index` is 0–100, or None when too little was answered to say."""

    scale: Scale
    index: float | None
    band: Band | None
    answered: int
    """Questions (or scales) that have a value."""
    asked: int
    """Questions of the scale that the person met; «не моя задача» and skipped ones are among them."""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a run says in numbers, in the order of the questionnaire's scales."""

    scales: tuple[ScaleResult, ...]
    priorities: tuple[ScaleResult, ...]

    @property
    def blocks(self) -> tuple[ScaleResult, ...]:
        """Scales measured by questions, as far as they may be shown of one person."""
        return tuple(result for result in self.scales if not result.scale.of and result.scale.is_personal)

    @property
    def overall(self) -> tuple[ScaleResult, ...]:
        """Scales made of other scales."""
        return tuple(result for result in self.scales if result.scale.of)


def score(questionnaire: Questionnaire, answers: Answers) -> Result:
    """Score the answers of one run."""
    results: dict[str, ScaleResult] = {}
    for scale in questionnaire.scales:
        if not scale.of:
            results[scale.key] = _block(questionnaire, scale, answers)
    for scale in questionnaire.scales:
        if scale.of:
            results[scale.key] = _composite(scale, results)
    in_order = tuple(results[scale.key] for scale in questionnaire.scales)
    return Result(in_order, _priorities(questionnaire.priorities, in_order, answers))


def item_value(question: Question, answer: str) -> float | None:
    """Where an answer lies between the ends of its scale, 0–1; None for «не моя задача» and skipped."""
    choice = question.choice(answer)
    return None if choice is None else option_values(question)[question.choices.index(choice)]


def option_values(question: Question) -> Sequence[float | None]:
    """The same of every option, in their order."""
    return _between_ends(tuple([choice.score for choice in question.choices]), is_reverse=question.is_reverse)


@lru_cache(maxsize=1_000)
def _between_ends(scores: tuple[float | None, ...], *, is_reverse: bool) -> Sequence[float | None]:
    known = [score for score in scores if score is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if low == high:
        return (None,) * len(scores)
    shares = [None if score is None else (score - low) / (high - low) for score in scores]
    return tuple([1 - share if is_reverse and share is not None else share for share in shares])


def _block(questionnaire: Questionnaire, scale: Scale, answers: Answers) -> ScaleResult:
    asked = [q for q in questionnaire.questions if q.scale == scale.key and q.key in answers]
    values = [(item_value(q, answers[q.key]), q.weight) for q in asked]
    known = [(value, weight) for value, weight in values if value is not None and weight > 0]
    index = _mean(known) if known and len(known) >= scale.least else None
    return _result(scale, index, len(known), len(asked))


def _composite(scale: Scale, results: dict[str, ScaleResult]) -> ScaleResult:
    parts = [results[key] for key in scale.of if key in results]
    known = [(part.index / 100, part.scale.weight) for part in parts if part.index is not None]
    index = _mean(known) if known and len(known) >= scale.least else None
    return _result(scale, index, len(known), len(parts))


def _mean(weighted: Sequence[tuple[float, float]]) -> float:
    # Rounded far below anything shown, so that 3/3 of a scale is 100 and not 99.99999999999999.
    return round(100 * sum(v * w for v, w in weighted) / sum(w for _, w in weighted), 9)


def _result(scale: Scale, index: float | None, answered: int, asked: int) -> ScaleResult:
    return ScaleResult(scale, index, scale.band(index) if index is not None else None, answered, asked)


def _priorities(
    rule: PriorityRule | None, results: Sequence[ScaleResult], answers: Answers
) -> tuple[ScaleResult, ...]:
    if rule is None:
        return ()
    chosen = set(answers.get(rule.question, "").split())
    ranked: list[tuple[float, ScaleResult]] = []
    for result in results:
        if result.index is None or result.scale.of or not result.scale.is_personal:
            continue
        is_chosen = result.scale.key in chosen
        if result.index >= rule.alone_from or (is_chosen and result.index >= rule.chosen_from):
            ranked.append((result.index + (rule.bonus if is_chosen else 0), result))
    ranked.sort(key=lambda pair: -pair[0])  # stable: ties keep the order of the blocks
    return tuple(result for _, result in ranked[: rule.most])
