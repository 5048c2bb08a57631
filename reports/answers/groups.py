"""What a file of single answers tells of people besides their answers: nothing by which a colleague knows whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.answers.options import AnswersOptions
from reports.protection.single import UNTOLD, told_together
from reports.responses import NOT_ASKED, Attribute, Responses
from surveys.model import Key, Kind, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

_PAPER, _DAY = "paper", "finished_on"
_ORDER = ("category", "experience", "territory", "kind", "subject", "work", "young")
"""What is kept first: the same for all files, or one would tell what another does not."""
_LAST = ("organisation", _DAY)
"""There everybody knows everybody."""
GIVEN_OUT = "given_out"
"""An attribute that no file has: with which of the files before, while answers came in, a row was first given out."""


def protected(responses: Responses, options: AnswersOptions) -> Responses:
    """The same answers with as little of the people as may stand beside them.

    Whoever may see personal codes is told everything, but for well-being, which is never told of a person.
    """
    if responses.is_protected:
        return responses
    told = replace(_without_well_being(responses), is_protected=True)
    if options.is_personal:
        days = told.finished_on if all(told.finished_on) else ()
        return replace(told, attributes=_visible(told.attributes), finished_on=days)
    told = _in_no_order(told)
    return _with_told(told, _facts(told), options)


def _without_well_being(responses: Responses) -> Responses:
    """Never of a person or a school (DOMAIN §2.5)."""
    versions = (responses.questionnaire, *responses.earlier)
    scales = {scale.key for version in versions for scale in version.scales if not scale.is_personal}
    away = {question.key for question in _questions(responses) if question.scale in scales}
    if not away:
        return responses
    return replace(
        responses,
        choices={key: codes for key, codes in responses.choices.items() if key not in away},
        numbers={key: numbers for key, numbers in responses.numbers.items() if key not in away},
    )


def _in_no_order(responses: Responses) -> Responses:
    """Rows come as people began, and those from paper at the end; numbers of rows are drawn by lot."""
    import numpy as np

    from reports.summary.selection import in_order

    if not responses.row_ids:
        return responses
    return in_order(responses, np.argsort(np.array(responses.row_ids), kind="stable"))


def _with_told(responses: Responses, facts: Mapping[str, Codes], options: AnswersOptions) -> Responses:
    import numpy as np

    if options.is_coming:
        told = {name: np.full(responses.size, UNTOLD) for name in facts}
    else:
        told = dict(zip(facts, told_together(list(facts.values()), options.least), strict=True))
    attributes = _visible(responses.attributes)
    choices = dict(responses.choices)
    for key, name in _of_passport(responses).items():
        choices[key] = np.where(told[name] == UNTOLD, NOT_ASKED, choices[key]).astype(np.int16)
    return replace(
        responses,
        attributes={name: replace(one, codes=told[name].astype(np.int32)) for name, one in attributes.items()},
        choices=choices,
        tells_paper=bool((told[_PAPER] != UNTOLD).all()),
        finished_on=_days_told(responses, told[_DAY]),
    )


def _facts(responses: Responses) -> dict[str, Codes]:
    """What colleagues may know, a code a row: the first are kept rather than the last."""
    import numpy as np

    known = {name: one.codes.astype(np.int64) for name, one in responses.attributes.items()}
    for key, name in _of_passport(responses).items():
        known.setdefault(name, np.maximum(responses.choices[key], UNTOLD).astype(np.int64))
    known[_PAPER] = responses.is_paper.astype(np.int64)
    known[_DAY] = _days(responses)
    return {name: known[name] for name in sorted(known, key=_rank)}


def _rank(name: str) -> tuple[int, int]:
    order = ((GIVEN_OUT, _PAPER), _ORDER, (), _LAST)
    found = next((place for place, names in enumerate(order) if name in names), order.index(()))
    return found, order[found].index(name) if order[found] else 0


def _of_passport(responses: Responses) -> dict[Key, str]:
    """Questions that ask what is known of people, and the name of the fact: that of the attribute made of it."""
    found: dict[Key, str] = {}
    for question in _questions(responses):
        if question.known_as and question.kind is Kind.CHOICE and question.key in responses.choices:
            is_first = question.known_as in responses.attributes and question.known_as not in found.values()
            found[question.key] = question.known_as if is_first else str(question.key)
    return found


def _days(responses: Responses) -> Codes:
    """Only where all rows have one: those from paper have none, and would be known by it."""
    import numpy as np

    days = responses.finished_on
    if not days or not all(days):
        return np.full(responses.size, UNTOLD)
    _, codes = np.unique(np.array(days), return_inverse=True)
    return codes.ravel().astype(np.int64)


def _days_told(responses: Responses, told: Codes) -> Sequence[str]:
    if (told == UNTOLD).all():
        return ()
    days = sorted(set(responses.finished_on))
    return ["" if code == UNTOLD else days[code] for code in told.tolist()]


def _visible(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {name: one for name, one in attributes.items() if name != GIVEN_OUT}


def _questions(responses: Responses) -> Iterator[Question]:
    """Of all versions, the newest first."""
    seen: set[Key] = set()
    for version in (responses.questionnaire, *reversed(responses.earlier)):
        for question in version.questions:
            if question.key not in seen:
                seen.add(question.key)
                yield question
