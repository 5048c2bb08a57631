"""Answers of a campaign that still takes more, as those see them who may not know the answer of anybody: in steps."""

import secrets
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.exc import IntegrityError

from people.centre import Centre
from reports.answers.groups import GIVEN_OUT
from reports.ports import Source, Wanted
from reports.responses import Attribute, Responses
from reports.summary.live import Steps, next_release
from reports.summary.quality import doubts_of, with_flags
from reports.summary.selection import taken
from storage.answers import SqlAnswers
from storage.database import Database
from storage.released import NONE, SqlReleased

_MARK = np.iinfo(np.int64).min
"""Stands behind the numbers that were in a file of single answers; it is the number of none."""
_GIVEN_OUT = np.array([_MARK], "<i8").tobytes()
LEAST = 10
"""So many may agree in the open, so the answers of as many are released at a time."""


class SqlSteps:
    """What is released of a campaign, moved on whenever somebody looks and enough has come."""

    def __init__(self, database: Database, answers: SqlAnswers) -> None:
        self._released = SqlReleased(database)
        self._answers = answers

    async def responses(
        self, source: Source, steps: Steps, wanted: Wanted, centre: Centre | None, *, one_by_one: bool = False
    ) -> Responses | None:
        """The answers released; None while nobody has finished. `one_by_one`: they are given out row by row."""
        found = await self._answers.numbered(source, wanted)
        if found is None:
            return None
        responses, numbers = found
        grouped = _grouped(responses, steps)
        step = LEAST if centre is None else max(LEAST, centre.min_cell, centre.min_cell_well_being)
        luck = np.random.default_rng(secrets.randbits(64))
        while True:
            before = await self._released.of(source)
            is_out = _among(numbers, before)
            is_fresh = next_release(grouped, is_out, step, luck) & ~is_out
            after = _with(before, numbers[is_fresh], steps, one_by_one=one_by_one)
            if after == before or await self._move(source, before, after) == after:
                return taken(responses, _among(numbers, after))

    async def all(self, source: Source, wanted: Wanted) -> Responses | None:
        """All answers, each with the file that was given out while they came in and had it first, by an attribute."""
        found = await self._answers.numbered(source, wanted)
        if found is None:
            return None
        responses, numbers = found
        files = _files(await self._released.of(source))
        codes = np.zeros(responses.size, np.int32)
        for file, of_file in enumerate(files, start=1):
            codes[np.isin(numbers, of_file)] = file
        names = tuple(str(file) for file in range(len(files) + 1))
        given_out = Attribute(GIVEN_OUT, names, codes, names)
        return replace(responses, attributes={**responses.attributes, GIVEN_OUT: given_out})

    async def _move(self, source: Source, before: bytes, after: bytes) -> bytes:
        try:
            return await self._released.move(source, before, after)
        except IntegrityError:  # another worker was the first to release anything
            return NONE


def _grouped(responses: Responses, steps: Steps) -> Responses:
    if steps is Steps.OF_GROUPS:
        return with_flags(responses, doubts_of(responses))
    return replace(responses, attributes={})


def _with(before: bytes, fresh: NDArray[np.int64], steps: Steps, *, one_by_one: bool) -> bytes:
    """What is released now. Of an anonymous campaign no order is kept, in which answers came."""
    if steps is Steps.OF_GROUPS:
        return np.sort(np.concatenate([np.frombuffer(before, "<i8"), fresh])).astype("<i8").tobytes()
    after = before + np.sort(fresh).astype("<i8").tobytes()
    is_new_file = one_by_one and after and not after.endswith(_GIVEN_OUT)
    return after + _GIVEN_OUT if is_new_file else after


def _files(told: bytes) -> list[NDArray[np.int64]]:
    """The numbers that each file had first."""
    numbers = np.frombuffer(told, "<i8")
    ends = np.flatnonzero(numbers == _MARK)
    return np.split(numbers, ends + 1)[:-1]


def _among(numbers: NDArray[np.int64], told: bytes) -> NDArray[np.bool_]:
    return np.isin(numbers, np.frombuffer(told, "<i8"))
