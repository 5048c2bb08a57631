"""What respondents are told apart by: their organisation, and what the passport of the questionnaire asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from people.organisation import KIND_WORDS, Organisation, order_of_name
from reports.responses import ATTRIBUTES, UNKNOWN, Attribute
from surveys.model import Key, Kind, Question, Questionnaire

ATTRIBUTE_WORDS: Mapping[str, str] = {
    "organisation": "Организация",
    "territory": "Территория",
    "kind": "Вид организации",
    "work": "Работа",
    "subject": "Предмет",
    "experience": "Стаж",
    "category": "Категория",
    "young": "До 35 лет",
}
"""What stands above the column."""
_UNKNOWN = "не указано"
_UNKNOWN_WORDS = {"subject": "нет или не указан"}

Codes = Mapping[Key, NDArray[np.int16]]


def unknown_word(name: str) -> str:
    """The label of those of whom an attribute is not known; whoever teaches no subject was never asked for it."""
    return _UNKNOWN_WORDS.get(name, _UNKNOWN)


def attributes_of(
    numbers: NDArray[np.int64], organisations: Sequence[Organisation], questionnaire: Questionnaire, choices: Codes
) -> dict[str, Attribute]:
    """All that can be told, in the order of `ATTRIBUTES`. `numbers` are those of the organisations, a row each."""
    found = {attribute.name: attribute for attribute in _of_organisations(numbers, organisations)}
    for question in questionnaire.questions:
        if question.known_as in ATTRIBUTES and question.kind is Kind.CHOICE and question.key in choices:
            found.setdefault(question.known_as, _of_passport(question, choices[question.key]))
    return {name: found[name] for name in ATTRIBUTES if name in found}


def _of_organisations(numbers: NDArray[np.int64], organisations: Sequence[Organisation]) -> Iterator[Attribute]:
    by_name = sorted(organisations, key=lambda each: (order_of_name(each.card.short_name), each.id))
    order = np.array([each.id for each in by_name], np.int64)
    place = _places(order, numbers)
    keys = tuple(str(each.id) for each in by_name)
    yield Attribute("organisation", tuple(each.card.short_name for each in by_name), place, keys)
    if any(each.card.territory for each in by_name):
        yield _of_cards("territory", by_name, place, lambda each: each.card.territory, str)
    yield _of_cards("kind", by_name, place, lambda each: each.card.kind.value, _kind_word)


def _of_cards(
    name: str,
    organisations: Sequence[Organisation],
    place: NDArray[np.int32],
    key: Callable[[Organisation], str],
    label: Callable[[str], str],
) -> Attribute:
    keys = tuple(sorted({key(each) for each in organisations} - {""}))
    table = np.array(
        [*(keys.index(key(each)) if key(each) else UNKNOWN for each in organisations), UNKNOWN], np.int32
    )
    return Attribute(name, tuple(label(each) for each in keys), table[place], keys)


def _kind_word(kind: str) -> str:
    return next(words for value, words in KIND_WORDS.items() if value.value == kind)


def _of_passport(question: Question, codes: NDArray[np.int16]) -> Attribute:
    known = np.where(codes >= 0, codes, UNKNOWN).astype(np.int32)
    labels = tuple(choice.short or choice.label for choice in question.choices)
    return Attribute(question.known_as, labels, known, tuple(choice.code for choice in question.choices))


def _places(order: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    """Where each number stands in `order`; UNKNOWN where it does not."""
    if not order.size:
        return np.full(numbers.size, UNKNOWN, np.int32)
    sorting = np.argsort(order)
    found = np.searchsorted(order, numbers, sorter=sorting).clip(max=order.size - 1)
    place = sorting[found]
    return np.where(order[place] == numbers, place, UNKNOWN).astype(np.int32)
