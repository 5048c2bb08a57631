"""A town whose people are told apart by answers too, and what is seen there of one question by another."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from reports.packs.model import AnswerRow
from reports.responses import Attribute, Responses
from reports.summary.making import make_summary
from reports.summary.model import Crossing
from reports.summary.request import Crossed, Request
from surveys.model import Key, VersionId
from surveys.xlsform import compile_form, read_markdown
from tests.pure.reports.summary.attack import Town, truth_of
from tests.pure.reports.summary.seen import Group, Known, seen_in
from tests.pure.reports.summary.small_town import FORM, SOURCE, SmallTown, small_town

LESSON = "| | wanted | lesson | Открытый урок | |\n"
TOPICS = replace(
    compile_form(read_markdown("topics.md", FORM.replace(LESSON, LESSON + "| | wanted | visit | Посещение | |\n"))),
    id=VersionId(1),
)
"""With three options of which one or two may be chosen: what is hidden of one does not simply follow from another."""
OPTIONS = ("course", "lesson", "visit")
QUESTIONS = ("a1", "mentor")
SEVERAL = "wanted"
MANY, HOW_MANY = f"{SEVERAL}/", ("1", "2")
"""How many options are chosen."""


def joint_town(seed: int, organisations: tuple[int, int] = (4, 6), most: int = 14, skips: float = 0.2) -> SmallTown:
    """Most answer alike, so that a question by another is often told and seldom in full."""
    town = small_town(seed, organisations, most=most)
    luck = random.Random(seed)
    share = luck.choice((0, skips))
    chosen = [*OPTIONS, *(" ".join(pair) for pair in combinations(OPTIONS, 2))]
    answers = {
        "a1": (("0", "1", "2"), [luck.choice((2, 3, 6)) for _ in range(3)]),
        "mentor": (("yes", "no"), [luck.choice((2, 3)) for _ in range(2)]),
        SEVERAL: (tuple(chosen), [luck.choice((2, 4) if one in OPTIONS else (0, 0.3, 1, 3)) for one in chosen]),
    }
    return replace(town, form=TOPICS, rows=tuple(_answering(row, answers, share, luck) for row in town.rows))


def _answering(
    row: AnswerRow, answers: dict[str, tuple[Sequence[str], list[float]]], skips: float, luck: random.Random
) -> AnswerRow:
    said = {Key(key): luck.choices(*one)[0] if luck.random() > skips else "" for key, one in answers.items()}
    return replace(row, answers={**row.answers, **said})


def crossed() -> tuple[Crossed, ...]:
    """Every question by every other."""
    return tuple(Crossed(Key(key), by) for key, by in product(QUESTIONS, (*QUESTIONS, SEVERAL)) if key != by)


def crossings(town: SmallTown) -> tuple[Crossing, ...]:
    """Those tables."""
    return make_summary(town.material(town.responses()), Request(SOURCE, crossed=crossed())).crossings


def seen_in_crossings(town: SmallTown) -> Iterator[Known]:
    """What those tables show, and the summary beside them."""
    summary = make_summary(town.material(town.responses()), Request(SOURCE, crossed=crossed()))
    yield from seen_in(summary, {}, town.form)


def impossible() -> Iterator[Group]:
    """What everybody knows of the form: whoever answers a question with several answers chooses one or two options;
    they are passed over together."""
    names = [*(f"{SEVERAL}/{option}" for option in OPTIONS), MANY]
    for *said, many in product(("yes", "no", ""), ("yes", "no", ""), ("yes", "no", ""), ("", *HOW_MANY)):
        count = str(said.count("yes")) if "" not in said else ""
        if count != many or (set(said) != {""} and count not in HOW_MANY):
            yield frozenset((name, frozenset({one})) for name, one in zip(names, (*said, many), strict=True))


def with_answers(responses: Responses) -> Responses:
    """Told apart by answers as well."""
    truth, found = truth_of(responses), dict(responses.attributes)
    for name, told in truth.items():
        if name.partition("/")[0] in (*QUESTIONS, SEVERAL):
            keys = told.names[:-1]
            codes = np.where(told.codes == len(keys), -1, told.codes).astype(np.int32)
            found[name] = Attribute(name, keys, codes, keys)
    chosen = np.sum([truth[f"{SEVERAL}/{option}"].codes == 0 for option in OPTIONS], axis=0)
    found[MANY] = Attribute(MANY, HOW_MANY, (chosen - 1).astype(np.int32), HOW_MANY)
    return replace(responses, attributes=found)


def joint(responses: Responses, asked: str, names: Sequence[str]) -> Town:
    """The cells of people for an attack on one question, by attributes and by the other answers."""
    marked = with_answers(responses)
    answers = [name for name in marked.attributes if name not in responses.attributes and name != asked]
    return Town(marked, (*names, *answers), impossible())
