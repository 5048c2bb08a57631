"""What a new version of a questionnaire changes, and where answers of both can still be compared."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.model import Key, Kind, Question, Questionnaire, Scale

_MARKS = re.compile(r"[\W_]+")


class What(StrEnum):
    """What became different."""

    ADDED = "added"
    REMOVED = "removed"
    WORDING = "wording"
    OPTIONS = "options"
    """Options, their order or their scores."""
    ORDER = "order"
    """The question stands elsewhere among the others."""
    KIND = "kind"
    SCALE = "scale"
    """To which scale it counts, in which direction, with which weight."""
    CONDITION = "condition"
    """Whom it concerns."""


BREAKING = (What.WORDING, What.OPTIONS, What.ORDER, What.KIND, What.SCALE)
"""After these the answers to a question cannot be put beside earlier ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; texts are as people read them."""

    what: What
    key: Key
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions."""

    changes: tuple[Change, ...]
    comparable: int
    """Answered questions that mean the same in both."""
    asked: int
    """Answered questions of the new version."""
    broken_scales: tuple[str, ...]
    """Labels of scales whose trend ends here."""

    @property
    def is_same(self) -> bool:
        """Whether nothing changed that people or reports would notice."""
        return not self.changes and not self.broken_scales


def compare(before: Questionnaire, after: Questionnaire) -> Comparison:
    """Differences of two versions of one questionnaire; questions are the same when their names are."""
    changes = tuple(_changes(before, after))
    broken = {change.key for change in changes if change.what in BREAKING}
    asked = [question for question in after.questions if question.is_numbered]
    same = [q for q in asked if q.key in before.by_key and q.key not in broken]
    return Comparison(changes, len(same), len(asked), tuple(_broken_scales(before, after, broken)))


def _changes(before: Questionnaire, after: Questionnaire) -> Iterator[Change]:
    moved = _moved(before, after)
    for question in _asked(after):
        earlier = before.by_key.get(question.key)
        if earlier is None:
            yield Change(What.ADDED, question.key, after=question.label)
            continue
        yield from _of_question(earlier, question)
        if question.key in moved:
            yield Change(What.ORDER, question.key, earlier.label, question.label)
    for earlier in _asked(before):
        if earlier.key not in after.by_key:
            yield Change(What.REMOVED, earlier.key, before=earlier.label)


def _of_question(before: Question, after: Question) -> Iterator[Change]:
    if before.kind is not after.kind:
        yield Change(What.KIND, after.key, before.kind, after.kind)
    if _folded(before.label) != _folded(after.label):
        yield Change(What.WORDING, after.key, before.label, after.label)
    if _options(before) != _options(after):
        yield Change(What.OPTIONS, after.key, _listed(before), _listed(after))
    if _measured(before) != _measured(after):
        yield Change(What.SCALE, after.key, before.scale, after.scale)
    if _sources(before) != _sources(after):
        yield Change(What.CONDITION, after.key, " and ".join(_sources(before)), " and ".join(_sources(after)))


def _asked(questionnaire: Questionnaire) -> list[Question]:
    return [q for q in questionnaire.questions if q.is_numbered or q.kind is Kind.NOTE]


def _folded(text: str) -> str:
    """Case, blanks, ё and punctuation do not change what is asked."""
    return _MARKS.sub(" ", text.casefold().replace("ё", "е")).strip()


def _options(question: Question) -> list[tuple[str, str, float | None]]:
    return [(choice.code, _folded(choice.label), choice.score) for choice in question.choices]


def _listed(question: Question) -> str:
    return ", ".join(choice.label for choice in question.choices)


def _measured(question: Question) -> tuple[str, bool, float]:
    return question.scale, question.is_reverse, question.weight


def _sources(question: Question) -> list[str]:
    found, condition = [], question.condition
    while condition is not None:
        found.append(" ".join(condition.expression.source.split()))
        condition = condition.outer
    return found


def _moved(before: Questionnaire, after: Questionnaire) -> set[Key]:
    """The fewest questions that have to move to turn one order into the other."""
    places = {question.key: place for place, question in enumerate(_asked(before))}
    common = [question.key for question in _asked(after) if question.key in places]
    staying = _longest_rise([places[key] for key in common])
    return {key for place, key in enumerate(common) if place not in staying}


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Places of a longest increasing subsequence."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(holders[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            holders.append(place)
        else:
            ends[length] = number
            holders[length] = place
    rise, place = set(), holders[-1] if holders else -1
    while place >= 0:
        rise.add(place)
        place = before[place]
    return rise


def _parts(questionnaire: Questionnaire, overall: Scale) -> dict[str, float]:
    """The scales it is made of, and how much each counts."""
    return {scale.key: scale.weight for scale in questionnaire.scales if scale.key in overall.of}


def _broken_scales(before: Questionnaire, after: Questionnaire, broken: set[Key]) -> Iterator[str]:
    earlier = {scale.key: scale for scale in before.scales}
    gone: set[str] = set()
    for scale in after.scales:
        old = earlier.get(scale.key)
        if old is None:
            continue
        items = {question.key for question in after.questions if question.scale == scale.key}
        old_items = {question.key for question in before.questions if question.scale == scale.key}
        has_other_parts = _parts(before, old) != _parts(after, scale) or bool(set(scale.of) & gone)
        if items != old_items or items & broken or has_other_parts:
            gone.add(scale.key)
            yield scale.label
