"""Working everything out anew from the answers as they were given, and comparing it with the fast way."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from people.model import CentreId
from reports.packs.joining import Joined
from reports.packs.packing import ANONYMOUS
from reports.ports import Source, Wanted
from reports.responses import NOT_ASKED, SKIPPED, Responses
from reports.statistics.indices import score_all
from storage.answers import SqlAnswers
from storage.campaign_tables import campaigns
from storage.database import Database
from surveys.model import Answers, CampaignId, Key, Kind, Questionnaire
from surveys.scoring import score

MOST_TOLD = 20
DAMAGED = "Пакеты ответов повреждены: быстрый путь не читается. Сами ответы целы."
_NARROWLY = 1e-6


@dataclass(frozen=True)
class Checked:
    """What was compared, and what differs: sentences in Russian."""

    rows: int
    differences: tuple[str, ...]


async def source_of_campaign(database: Database, number: int) -> Source | None:
    """The answers of a campaign of any centre; None if there is no such campaign."""
    c = campaigns.c
    query = select(c.centre_id, c.questionnaire_key, c.school_year).where(c.id == number)
    async with database.reading() as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return Source(CentreId(row.centre_id), row.questionnaire_key, row.school_year, CampaignId(number))


async def check_answers(answers: SqlAnswers, source: Source) -> Checked:
    """Columns from packs against columns from rows, and indices of everybody against those scored one by one."""
    slow = await answers.joined(source, Wanted(words=True), only_raw=True)
    try:
        fast = await answers.joined(source, Wanted(words=True))
    except (zlib.error, ValueError, LookupError, struct.error):  # whatever bytes that were changed may lead to
        return Checked(0 if slow is None else slow.responses.size, (DAMAGED,))
    if fast is None or slow is None:
        same = fast is None and slow is None
        return Checked(0, () if same else ("Ответы есть только в одном из двух мест.",))
    differences = [*_sizes(fast, slow), *(_columns(fast, slow) if fast.ids.size == slow.ids.size else ())]
    differences += _indices(slow.responses)
    return Checked(slow.responses.size, tuple(differences[:MOST_TOLD]))


def _sizes(fast: Joined, slow: Joined) -> Iterator[str]:
    if fast.responses.size != slow.responses.size:
        yield f"Ответивших {slow.responses.size}, а быстрым путём — {fast.responses.size}."
    elif not np.array_equal(fast.ids[_order(fast)], slow.ids[_order(slow)]):
        yield "Быстрым путём посчитаны не те люди."


def _order(joined: Joined) -> NDArray[np.intp]:
    return np.lexsort((joined.ids, joined.flags & ANONYMOUS))


def _columns(fast: Joined, slow: Joined) -> Iterator[str]:
    mine, theirs = _order(fast), _order(slow)
    one, other = fast.responses, slow.responses
    for key, column in other.choices.items():
        yield from _differs(f"вопрос «{key}»", one.choices.get(key), column, mine, theirs)
    for key, ticks in other.ticks.items():
        yield from _differs(f"варианты вопроса «{key}»", one.ticks.get(key), ticks, mine, theirs)
    for key, numbers in other.numbers.items():
        yield from _differs(f"числа вопроса «{key}»", one.numbers.get(key), numbers, mine, theirs)
    for key, words in other.texts.items():
        found = one.texts.get(key)
        yield from _differs(
            f"тексты «{key}»", None if found is None else np.array(found), np.array(words), mine, theirs
        )
    if _turns(fast) != _turns(slow):
        yield "Расходится: ответы в повторах."
    yield from _differs("версии анкеты", _versions(fast), _versions(slow), mine, theirs)
    yield from _differs("дни ответов", fast.days, slow.days, mine, theirs)
    yield from _differs("организации", fast.organisations, slow.organisations, mine, theirs)
    yield from _differs("признаки спешки и бумаги", fast.flags, slow.flags, mine, theirs)


def _turns(joined: Joined) -> list[tuple[Key, int, int, tuple[int, ...], list[tuple[Key, str]]]]:
    """Everything said in repeats, by whose answers it belongs to."""
    ids, anonymous = joined.ids.tolist(), (joined.flags & ANONYMOUS).tolist()
    return sorted(
        (name, anonymous[row], ids[row], turns, sorted(said.items()))
        for name, told in joined.responses.repeats.items()
        for row, turns, said in told
    )


def _versions(joined: Joined) -> NDArray[np.str_]:
    return np.array(joined.responses.versions)[joined.responses.version_codes]


def _differs(
    what: str,
    fast: NDArray[np.generic] | None,
    slow: NDArray[np.generic],
    mine: NDArray[np.intp],
    theirs: NDArray[np.intp],
) -> Iterator[str]:
    is_number = slow.dtype.kind == "f"
    if fast is None or not np.array_equal(fast[mine], slow[theirs], equal_nan=is_number):
        yield f"Расходится: {what}."


def _indices(responses: Responses) -> Iterator[str]:
    """The formulas of many people at once against those of one."""
    questionnaire = responses.questionnaire
    found = score_all(questionnaire, responses.choices)
    scored = [question.key for question in questionnaire.questions if question.scale]
    for row in range(responses.size):
        told = score(questionnaire, _answers(questionnaire, responses, scored, row))
        for many, alone in zip(found.scales, told.scales, strict=True):
            index = float(many.index[row])
            is_same = np.isnan(index) if alone.index is None else abs(index - alone.index) < _NARROWLY
            if not is_same:
                yield f"Расходится индекс «{alone.scale.label}»: {index} и {alone.index}."


def _answers(questionnaire: Questionnaire, responses: Responses, keys: Sequence[Key], row: int) -> Answers:
    said: dict[Key, str] = {}
    for key in keys:
        column, question = responses.choices.get(key), questionnaire.by_key[key]
        code = NOT_ASKED if column is None else int(column[row])
        if code != NOT_ASKED and question.kind is Kind.CHOICE:
            said[key] = "" if code == SKIPPED else question.choices[code].code
    return said
