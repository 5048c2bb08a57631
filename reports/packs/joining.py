"""Packs of one or several versions put together: columns by the name of the question, options by their code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reports.packs.model import Layout, Packed, RepeatRow, is_worded
from reports.packs.packing import HASTY, PAPER
from reports.packs.unpacking import Columns, unpack, unpack_words
from reports.responses import NOT_ASKED, SKIPPED, Attribute, Responses
from surveys.model import Key, Kind, Question, Questionnaire, VersionId


@dataclass(frozen=True, slots=True)
class VersionPack:
    """A pack and the version its answers were given to."""

    version: VersionId
    packed: Packed


@dataclass(frozen=True, eq=False)
class Joined:
    """All answers of a source; `Responses` lack only what the database knows of organisations."""

    responses: Responses
    ids: NDArray[np.int64]
    flags: NDArray[np.uint8]
    organisations: NDArray[np.int64]
    days: NDArray[np.int32]


def join(versions: Sequence[Questionnaire], packs: Sequence[VersionPack], *, with_words: bool) -> Joined:
    """Answers of all packs in one. `versions` are those of the answers, the oldest first, at least one."""
    questionnaire = _merged(versions)
    layouts = {each.id: Layout(each) for each in versions}
    number = {each.id: place for place, each in enumerate(versions)}
    size = sum(pack.packed.size for pack in packs)
    table = _Table(questionnaire, versions, size)
    for pack in packs:
        table.take(number[pack.version], layouts[pack.version], pack.packed, with_words=with_words)
    return table.joined()


def _merged(versions: Sequence[Questionnaire]) -> Questionnaire:
    """The newest version; options that only earlier ones had stand at the end of its questions."""
    newest = versions[-1]
    if len(versions) == 1:
        return newest
    questions = tuple(_with_earlier_options(question, versions[:-1]) for question in newest.questions)
    return replace(newest, questions=questions)


def _with_earlier_options(question: Question, earlier: Sequence[Questionnaire]) -> Question:
    if not question.choices:
        return question
    known = {choice.code: choice for choice in question.choices}
    for version in reversed(earlier):
        other = version.by_key.get(question.key)
        if other is not None and _is_alike(other, question):
            for choice in other.choices:
                known.setdefault(choice.code, choice)
    return question if len(known) == len(question.choices) else replace(question, choices=tuple(known.values()))


def _is_alike(one: Question, other: Question) -> bool:
    return one.kind is other.kind and one.repeats == other.repeats and bool(one.choices) == bool(other.choices)


class _Table:
    """The columns while they are being filled."""

    def __init__(self, questionnaire: Questionnaire, versions: Sequence[Questionnaire], size: int) -> None:
        self._questionnaire = questionnaire
        self._versions = versions
        self._size = size
        self._at = 0
        # Questions that are gone keep their columns under the newest version that had them.
        self._questions: dict[Key, Question] = {q.key: q for q in questionnaire.questions}
        for place in reversed(range(len(versions) - 1)):
            for question in versions[place].questions:
                if question.key not in self._questions:
                    self._questions[question.key] = _with_earlier_options(question, versions[:place])
        self._choices: dict[Key, NDArray[np.int16]] = {}
        self._ticks: dict[Key, NDArray[np.uint8]] = {}
        self._numbers: dict[Key, NDArray[np.float64]] = {}
        self._texts: dict[Key, list[str]] = {}
        self._repeats: dict[Key, list[RepeatRow]] = {}
        self._ids = np.zeros(size, np.int64)
        self._organisations = np.zeros(size, np.int64)
        self._days = np.zeros(size, np.int32)
        self._flags = np.zeros(size, np.uint8)
        self._version_codes = np.zeros(size, np.int16)
        for version in versions:
            self._lay(Layout(version))

    def _lay(self, layout: Layout) -> None:
        for question in (*layout.narrow, *layout.wide):
            if question.key not in self._choices:
                self._choices[question.key] = np.full(self._size, NOT_ASKED, np.int16)
        for question in layout.several:
            mine = self._questions[question.key]
            if question.key not in self._ticks and _is_alike(mine, question):
                self._ticks[question.key] = np.zeros((self._size, len(mine.choices)), np.uint8)
        for question in layout.numbers:
            if question.key not in self._numbers and _is_alike(self._questions[question.key], question):
                self._numbers[question.key] = np.full(self._size, np.nan)

    def take(self, version: int, layout: Layout, packed: Packed, *, with_words: bool) -> None:
        """The next rows."""
        columns = unpack(layout, packed.figures)
        rows = slice(self._at, self._at + columns.size)
        self._ids[rows], self._organisations[rows] = columns.ids, columns.organisations
        self._days[rows], self._flags[rows] = columns.days, columns.flags
        self._version_codes[rows] = version
        self._take_figures(layout, columns, rows)
        if with_words:
            self._take_words(layout, packed.words)
        self._at += columns.size

    def _take_figures(self, layout: Layout, columns: Columns, rows: slice) -> None:
        for place, question in enumerate(layout.narrow):
            self._take_codes(question, columns.narrow[place], rows)
        for place, question in enumerate(layout.wide):
            self._take_codes(question, columns.wide[place], rows)
        start = 0
        for question in layout.several:
            mine = self._questions[question.key]
            if _is_alike(mine, question):
                for option, place in enumerate(_places(question, mine)):
                    self._ticks[question.key][rows, place] = columns.ticks[start + option]
            start += len(question.choices)
        for place, question in enumerate(layout.numbers):
            if _is_alike(self._questions[question.key], question):
                self._numbers[question.key][rows] = columns.numbers[place]

    def _take_codes(self, question: Question, codes: NDArray[np.int8] | NDArray[np.int16], rows: slice) -> None:
        mine = self._questions[question.key]
        if not _is_alike(mine, question):
            return  # another question under the same name: its answers cannot be put beside the new ones
        if question.kind is not Kind.CHOICE or question.choices == mine.choices[: len(question.choices)]:
            self._choices[question.key][rows] = codes
            return
        # NOT_ASKED and SKIPPED point to the end of the table as negative indices.
        table = np.array([*_places(question, mine), SKIPPED, NOT_ASKED], np.int16)
        self._choices[question.key][rows] = table[codes]

    def _take_words(self, layout: Layout, words: bytes) -> None:
        told = unpack_words(layout, words)
        for key, said in told.texts.items():
            if is_worded(self._questions[key]):
                column = self._texts.setdefault(key, [""] * self._at)
                column.extend([""] * (self._at - len(column)))  # versions between that did not ask
                column.extend(said)
        for name, turns in told.repeats.items():
            moved = [(self._at + row, numbers, answers) for row, numbers, answers in turns]
            self._repeats.setdefault(name, []).extend(moved)

    def joined(self) -> Joined:
        """Everything taken."""
        for column in self._texts.values():
            column.extend([""] * (self._size - len(column)))
        nothing: Mapping[str, Attribute] = {}
        responses = Responses(
            questionnaire=self._questionnaire,
            size=self._size,
            choices=self._choices,
            ticks=self._ticks,
            numbers=self._numbers,
            texts=self._texts,
            attributes=nothing,
            versions=tuple(version.version for version in self._versions),
            version_codes=self._version_codes,
            is_hasty=(self._flags & HASTY) > 0,
            is_paper=(self._flags & PAPER) > 0,
            repeats=self._repeats,
            earlier=tuple(self._versions[:-1]),
        )
        return Joined(responses, self._ids, self._flags, self._organisations, self._days)


def _places(question: Question, mine: Question) -> list[int]:
    """Where the options of a version stand in the joined question."""
    places = {choice.code: place for place, choice in enumerate(mine.choices)}
    return [places[choice.code] for choice in question.choices]
