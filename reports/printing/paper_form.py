"""A questionnaire laid out for paper: blocks, numbers of questions and of options; print and entry share it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surveys.layout import PIPED
from surveys.model import Choice, Condition, Key, Kind, Question, Questionnaire, Repeat, Section
from surveys.numbers import NUMBERED, question_numbers
from surveys.plan import Block, Plan, plan_of
from surveys.rehearsal.robot import conditions_around

TURNS = 3
"""Blanks printed for every repeat whose turns are not known beforehand."""
MOST_TURNS = 10
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[А-ЯЁA-Z«])")
_OF_A_SCREEN = re.compile(
    r"\b(?:нажат|нажм|нажим|кнопк|экран|меню\b|чат(?:а|е|у)?\b|бот(?:а|у|е|ом)?\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Option:
    """An option and the number it bears on paper."""

    mark: str
    choice: Choice

    @property
    def entry(self) -> str:
        """What stands in the drop-down list: «2 — Математика», «7» where the number says it all."""
        return self.mark if self.mark == self.choice.label else f"{self.mark} — {self.choice.label}"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to answer one question in one turn of its repeats; notes are read and have no number."""

    number: str
    """«7», inside repeats «7.2»."""
    question: Question
    label: str
    """Its text; answers that would stand in it are named instead."""
    hint: str
    options: tuple[Option, ...]
    conditions: tuple[Condition, ...]
    """When it concerns the person, beyond what its block says."""


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A titled stretch of the paper; in repeats there is one for every turn."""

    title: str
    conditions: tuple[Condition, ...]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class PaperForm:
    """The whole paper."""

    questionnaire: Questionnaire
    blocks: tuple[PaperBlock, ...]

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """All places to answer, in order; notes left out."""
        return tuple(blank for block in self.blocks for blank in block.blanks if blank.number)

    @cached_property
    def by_key(self) -> dict[Key, Blank]:
        """Blanks by the place of their answers."""
        return {blank.question.key: blank for blank in self.blanks}


def paper_form(questionnaire: Questionnaire) -> PaperForm:
    """The paper of a questionnaire; the same questionnaire always gives the same numbers."""
    plan = plan_of(questionnaire)
    placed = list(_placed(plan, plan.outline, ()))
    numbers = _numbers(questionnaire, placed)
    blocks = []
    for section, turns, questions in _stretches(placed):
        chains = [_chain(plan, question) for question in questions]
        shared = _shared(chains) if section is not None else ()
        blanks = tuple(
            _blank(numbers, question, tuple(c for c in chain if c not in shared))
            for question, chain in zip(questions, chains, strict=True)
        )
        blocks.append(PaperBlock(_title(section, turns), shared, blanks))
    return PaperForm(questionnaire, tuple(blocks))


def options_of(question: Question) -> tuple[Option, ...]:
    """The options with their numbers: labels that are numbers keep them, others are counted."""
    taken = {choice.label for choice in question.choices if choice.label.isdecimal()}
    free = (str(number) for number in range(1, 2 * len(question.choices) + 1) if str(number) not in taken)
    return tuple(
        Option(choice.label if choice.label.isdecimal() else next(free), choice) for choice in question.choices
    )


def _placed(plan: Plan, block: Block, turns: tuple[int, ...]) -> Iterator[Question]:
    for part in block.parts:
        if isinstance(part, Question):
            if part.kind in NUMBERED or part.kind is Kind.NOTE:
                yield plan.turned(part, turns)
        elif part.repeat is None:
            yield from _placed(plan, part, turns)
        else:
            for number in range(1, _turns(plan, part.repeat) + 1):
                yield from _placed(plan, part, (*turns, number))


def _turns(plan: Plan, repeat: Repeat) -> int:
    """How many blanks: as many as the form always has, else a few."""
    count = repeat.count
    if count is not None and len(count.depends_on) == 1:
        # pyxform puts a number that an author wrote into a calculation of its own.
        holder = plan.by_name.get(Key(next(iter(count.depends_on))))
        count = holder.calculation if holder is not None and holder.kind is Kind.CALCULATION else None
    source = count.source.strip() if count is not None else ""
    return min(int(source), MOST_TURNS) if source.isdecimal() else TURNS


def _numbers(questionnaire: Questionnaire, placed: Sequence[Question]) -> dict[Key, str]:
    """Numbers by place; a question keeps its number in all turns."""
    known = question_numbers(questionnaire)
    return {
        question.key: ".".join(str(part) for part in (known[question.name], *question.turns))
        for question in placed
        if question.kind is not Kind.NOTE
    }


def _stretches(placed: Sequence[Question]) -> Iterator[tuple[Section | None, tuple[int, ...], list[Question]]]:
    """Neighbours of one section and one turn."""
    stretch: list[Question] = []
    for question in placed:
        if stretch and (stretch[0].section, stretch[0].turns) != (question.section, question.turns):
            yield stretch[0].section, stretch[0].turns, stretch
            stretch = []
        stretch.append(question)
    if stretch:
        yield stretch[0].section, stretch[0].turns, stretch


def _chain(plan: Plan, question: Question) -> tuple[Condition, ...]:
    """All conditions that have to hold, those of outer groups and repeats first."""
    bearers = [*(plan.repeats[key].condition for key in question.repeats), question.condition]
    return tuple(dict.fromkeys(each for bearer in bearers for each in reversed(conditions_around(bearer))))


def _shared(chains: Sequence[Sequence[Condition]]) -> tuple[Condition, ...]:
    return tuple(condition for condition in chains[0] if all(condition in chain for chain in chains))


def _blank(numbers: dict[Key, str], question: Question, conditions: tuple[Condition, ...]) -> Blank:
    def piped(text: str) -> str:
        return PIPED.sub(lambda found: _named(numbers, question, found[1]), text)

    options = tuple(
        replace(option, choice=replace(option.choice, label=piped(option.choice.label)))
        for option in options_of(question)
    )
    number = numbers.get(question.key, "")
    label = piped(question.label)
    if question.kind is Kind.NOTE:
        label = on_paper(label) or label
    return Blank(number, question, label, on_paper(piped(question.hint)), options, conditions)


def on_paper(text: str) -> str:
    """Without sentences that speak of a screen: there is nothing to tap on paper, and nothing is saved by itself."""
    kept = [sentence for sentence in _SENTENCE.split(text) if not _OF_A_SCREEN.search(sentence)]
    return " ".join(kept).strip()


def _named(numbers: dict[Key, str], question: Question, name: str) -> str:
    """What stands for an answer that only a screen could show."""
    number = nearest(numbers, question, name)
    return f"(ответ на вопрос {number})" if number else "…"


def nearest(numbers: dict[Key, str], question: Question, name: str) -> str:
    """The number of the question of this name in the same turn, or outside repeats; empty if it is not on paper."""
    around = "/".join(f"{repeat}[{turn}]" for repeat, turn in zip(question.repeats, question.turns, strict=True))
    while around:
        if (key := Key(f"{around}/{name}")) in numbers:
            return numbers[key]
        around = around.rpartition("/")[0]
    return numbers.get(Key(name), "")


def _title(section: Section | None, turns: tuple[int, ...]) -> str:
    if section is None:
        return ""
    number = ".".join(str(turn) for turn in turns)
    return f"{section.title} {number}" if number and section.is_repeated else PIPED.sub("…", section.title)
