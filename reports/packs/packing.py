"""Rows into columns. Runs in the bot's own process: no numpy, and a generator that lets others have their turn."""

from __future__ import annotations

import json
import re
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.packs.model import MOST_RANKED, AnswerRow, Layout, Packed
from reports.responses import NOT_ASKED, SKIPPED
from surveys.model import PASSED_OVER, Answers, Key, Kind, Question

HASTY, PAPER, ANONYMOUS = 1, 2, 4
"""Bits of a row's flags."""
AT_ONCE = 100
"""Rows between two breaths: some two milliseconds."""
_LEVEL = 1
_TURN = re.compile(r"([^/\[\]]+)\[(\d+)\]")
_NO_NUMBER = float("nan")


def pack(layout: Layout, rows: Sequence[AnswerRow], *, to_keep: bool = True) -> Packed:
    """All at once; what is not kept is not made smaller."""
    *_, packed = packing(layout, rows, _LEVEL if to_keep else 0)
    assert packed is not None
    return packed


def packing(layout: Layout, rows: Sequence[AnswerRow], level: int = _LEVEL) -> Iterator[Packed | None]:
    """The same with pauses: None after each portion, the pack at the end."""
    places: dict[Key, dict[str | None, int]] = {
        question.key: {choice.code: place for place, choice in enumerate(question.choices)} | {None: NOT_ASKED}
        for question in (*layout.narrow, *layout.wide)
        if question.kind is Kind.CHOICE and question.choices
    }
    narrow = [(question.key, places.get(question.key), array("b")) for question in layout.narrow]
    wide = [(question.key, places[question.key], array("h")) for question in layout.wide]
    several = [_ticked(question) for question in layout.several]
    numbers = [(question.key, array("d")) for question in layout.numbers]
    texts: list[tuple[Key, list[str]]] = [(question.key, []) for question in layout.texts]
    repeats: list[tuple[str, int, list[int], dict[str, str]]] = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        answers = [row.answers for row in some]
        for key, codes, column in (*narrow, *wide):
            column.extend(_codes(key, codes, answers))
        for ticked in several:
            for each in answers:
                ticked.take(each)
        for key, values in numbers:
            values.extend([_number(each.get(key, PASSED_OVER)) for each in answers])
        for name, words in texts:
            words.extend([each.get(name, PASSED_OVER) for each in answers])
        if layout.repeated:
            for count, row in enumerate(some, start):
                repeats += _turns(count, row)
        yield None
    figures = b"".join(
        (
            struct.pack("<I", len(rows)),
            _bytes(array("q", [row.id for row in rows])),
            _bytes(array("q", [row.organisation for row in rows])),
            _bytes(array("i", [row.day for row in rows])),
            bytes(_flags(row) for row in rows),
            *(_bytes(column) for _, _, column in narrow),
            *(_bytes(column) for _, _, column in wide),
            *(column for ticked in several for column in ticked.columns),
            *(_bytes(values) for _, values in numbers),
        )
    )
    told = json.dumps({"texts": [words for _, words in texts], "repeats": repeats}, ensure_ascii=False).encode()
    yield Packed(len(rows), zlib.compress(figures, level), zlib.compress(told, level))


def _codes(key: Key, codes: dict[str | None, int] | None, answers: Sequence[Answers]) -> list[int]:
    if codes is None:
        marks = {None: NOT_ASKED, PASSED_OVER: SKIPPED}
        return [marks.get(each.get(key), 0) for each in answers]
    # A code that is no option any more: the person met the question, and nothing can be counted.
    return [codes.get(each.get(key), SKIPPED) for each in answers]


@dataclass(frozen=True, slots=True)
class _Ticked:
    key: Key
    is_ranked: bool
    columns: Sequence[bytearray]
    places: dict[str, int]

    def take(self, answers: Answers) -> None:
        for column in self.columns:
            column.append(0)
        for rank, code in enumerate(answers.get(self.key, PASSED_OVER).split(), 1):
            place = self.places.get(code)
            if place is not None:
                self.columns[place][-1] = min(rank, MOST_RANKED) if self.is_ranked else 1


def _ticked(question: Question) -> _Ticked:
    places = {choice.code: place for place, choice in enumerate(question.choices)}
    return _Ticked(question.key, question.kind is Kind.RANK, [bytearray() for _ in question.choices], places)


def _number(said: str) -> float:
    try:
        return float(said) if said else _NO_NUMBER
    except ValueError:
        return _NO_NUMBER


def _turns(count: int, row: AnswerRow) -> Iterator[tuple[str, int, list[int], dict[str, str]]]:
    """`children[2]/toys[1]/name` is an answer of the repeat `toys` in the turns 2 and 1."""
    found: dict[tuple[str, tuple[int, ...]], dict[str, str]] = {}
    for key, said in row.answers.items():
        path, _, name = key.rpartition("/")
        turns = _TURN.findall(path)
        if turns and name:
            place = turns[-1][0], tuple(int(number) for _, number in turns)
            found.setdefault(place, {})[name] = said
    for (repeat, numbers), answers in found.items():
        yield repeat, count, list(numbers), answers


def _flags(row: AnswerRow) -> int:
    return HASTY * row.is_hasty | PAPER * row.is_paper | ANONYMOUS * row.is_anonymous


def _bytes(column: array[int] | array[float]) -> bytes:
    if struct.pack("=I", 1) != struct.pack("<I", 1):
        column.byteswap()
    return column.tobytes()
