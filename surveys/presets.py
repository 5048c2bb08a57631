"""Values that the form itself puts into the answers: worked-out defaults, calculations that a person may overwrite,
the time of the beginning. They stay until what they were made of changes; all else is derived when one looks."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime

from surveys.layout import Layout, Turns, shared_repeats
from surveys.model import PRESET, Key, Question, Run
from surveys.path import Path, path_of
from surveys.plan import Plan, plan_of

MOST_ROUNDS = 1_000
"""Presets that one answer may set off; a form in which they chase each other comes to rest here."""

Change = tuple[Key, tuple[Key, ...], Turns]
"""A question that changed: its name, the repeats around it, its turns."""


def settled(run: Run, now: datetime, before: Path | None = None, changed: Question | None = None) -> tuple[Run, Path]:
    """The run with everything the form has to put into it now, and its path."""
    names = () if changed is None else (changed.name,)
    path = path_of(run, now, before, names)
    plan = plan_of(run.questionnaire)
    if not plan.presets:
        return run, path
    return _with_presets(run, path, now, changed, has_changed=_has_changed(run, before, changed))


def _has_changed(run: Run, before: Path | None, question: Question | None) -> bool:
    """Whether an answer is another one than before: only that sets anything off."""
    if question is None or before is None:
        return question is not None
    return before.layout.given(question, question.turns) != run.answers.get(question.key)


def _with_presets(
    run: Run, path: Path, now: datetime, changed: Question | None, *, has_changed: bool
) -> tuple[Run, Path]:
    answers = dict(run.answers)
    plan, layout = path.layout.plan, Layout(path.layout.plan, answers, now, path.layout.memo, path.layout.luck)
    waiting: deque[Change] = deque()
    if changed is not None and has_changed:
        waiting.append((changed.name, changed.repeats, changed.turns))
    names: set[Key] = set() if changed is None else {changed.name}
    if changed is None:
        names |= _fill_defaults(plan, answers, now, layout.luck)
        layout = Layout(plan, answers, now, luck=layout.luck)
    layout = _filled(plan, layout, answers, waiting, names)
    rounds = 0
    while waiting and rounds < MOST_ROUNDS:
        rounds += 1
        change = waiting.popleft()
        for question, turns in _touched(plan, layout, change):
            layout = _put(layout, answers, question, turns, waiting, names)
        layout = _filled(plan, layout, answers, waiting, names)
    if answers == run.answers:
        return run, path
    settled_run = run.with_answers(answers)
    return settled_run, path_of(settled_run, now, path, names)


def _fill_defaults(plan: Plan, answers: dict[Key, str], now: datetime, luck: int) -> set[Key]:
    """Work out defaults when the form is opened, before anything is calculated; gives their names."""
    filled = set()
    for question in plan.presets:
        if question.first_value is None:
            continue
        layout = Layout(plan, answers, now, luck=luck, is_calculated=False)
        for turns in list(layout.turns_of(question)):
            at = plan.turned(question, turns)
            place = Key(PRESET + at.key)
            if place not in answers:
                answers[place] = layout.worked_out(at, question.first_value, layout.given(question, turns))
                filled.add(question.name)
    return filled


def _filled(plan: Plan, layout: Layout, answers: dict[Key, str], waiting: deque[Change], names: set[Key]) -> Layout:
    """Fill places that have just come into being: at the beginning, and in a new turn of a repeat."""
    for question in plan.presets:
        if question.triggers and question.first_value is None:
            continue
        for turns in list(layout.turns_of(question)):
            if Key(PRESET + plan.turned(question, turns).key) not in answers:
                layout = _put(layout, answers, question, turns, waiting, names)
    return layout


def _put(
    layout: Layout, answers: dict[Key, str], question: Question, turns: Turns, waiting: deque[Change], names: set[Key]
) -> Layout:
    at = layout.plan.turned(question, turns)
    place = Key(PRESET + at.key)
    is_new = place not in answers
    expression = question.first_value if is_new and question.first_value is not None else question.calculation
    if expression is None:
        return layout
    value = layout.worked_out(at, expression, layout.given(question, turns))
    if not is_new and answers[place] == value and answers.get(at.key, value) == value:
        return layout
    answers[place] = value
    if not is_new and at.key in answers:
        answers[at.key] = value  # a calculation writes over what the person said, as in ODK
    names.add(question.name)
    waiting.append((question.name, question.repeats, turns))
    return layout.after(answers, (question.name,), layout.now)


def _touched(plan: Plan, layout: Layout, change: Change) -> Iterator[tuple[Question, Turns]]:
    """Presets that a change makes stale: in the same turns where they share the repeats, else in all."""
    name, repeats, turns = change
    affected = plan.affected(name)
    for question in plan.presets:
        is_stale = name in question.triggers if question.triggers else question.name in affected
        if not is_stale or question.calculation is None:
            continue
        for each in list(layout.turns_of(question)):
            shared = shared_repeats(question.repeats, repeats)
            if each[:shared] == turns[:shared]:
                yield question, each
