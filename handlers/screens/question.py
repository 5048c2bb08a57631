"""The screen of one question: where we are, what is asked, what can be tapped."""

import html

from handlers.payloads import MoveTap, OptionTap
from handlers.screen import MOST_ON_BUTTON, Button, Screen
from handlers.texts import Speech
from surveys.model import Choice, Kind, Question, Run
from surveys.path import Progress
from surveys.replies import Move

NARROW = 16
"""Characters of a label that still fits when two stand in a row."""
MANY = 6
"""From so many options on, narrow ones stand two in a row, so that the list fits a phone."""


def question_screen(speech: Speech, run: Run, question: Question, progress: Progress, hint: str = "") -> Screen:
    """The question as it stands in this run; `hint` says first what did not fit."""
    given = run.draft if run.draft is not None else run.answers.get(question.key)
    parts = [hint, _heading(speech, question, progress), _body(speech, question, given)]
    rows = (*_options(speech, run, question, given), *_moves(speech, run, question))
    return Screen("\n\n".join(part for part in parts if part), rows)


def _heading(speech: Speech, question: Question, progress: Progress) -> str:
    number = speech.say("question-progress", number=progress.number, total=progress.total)
    if question.section is None:
        return number
    return f"<b>{html.escape(question.section.title, quote=False)}</b>\n{number}"


def _body(speech: Speech, question: Question, given: str | None) -> str:
    lines = [html.escape(question.label, quote=False)]
    if question.hint:
        lines.append(f"<i>{html.escape(question.hint, quote=False)}</i>")
    if _is_numbered(question):
        lines.append("\n".join(_numbered(question)))
    if given and question.kind in (Kind.TEXT, Kind.NUMBER):
        lines.append(speech.say("question-answered-text", answer=given))
    lines.append(_what_to_do(speech, question))
    return "\n\n".join(line for line in lines if line)


def _what_to_do(speech: Speech, question: Question) -> str:
    match question.kind:
        case Kind.CHOICES:
            return speech.say("question-ticks-hint")
        case Kind.TEXT:
            return speech.say("question-text-hint")
        case Kind.NUMBER:
            return speech.say("question-number-hint")
    return ""


def _is_numbered(question: Question) -> bool:
    """Options too long for a button stand in the text with numbers, and the numbers on the buttons."""
    return any(len(choice.short or choice.label) > MOST_ON_BUTTON - 2 for choice in question.choices)


def _numbered(question: Question) -> list[str]:
    return [
        f"{number}. {html.escape(choice.label, quote=False)}"
        for number, choice in enumerate(question.choices, start=1)
    ]


def _options(speech: Speech, run: Run, question: Question, given: str | None) -> list[tuple[Button, ...]]:
    head = OptionTap.head(run.id, run.revision)
    ticked = set((given or "").split()) if question.kind in (Kind.CHOICE, Kind.CHOICES) else set()
    buttons = []
    for place, choice in enumerate(question.choices):
        label = _label(question, place, choice)
        if choice.code in ticked:
            label = speech.plain("question-ticked", label=label)
        buttons.append(Button(label, f"{head}{place}"))
    return _laid_out(buttons, question)


def _label(question: Question, place: int, choice: Choice) -> str:
    return str(place + 1) if _is_numbered(question) else choice.short or choice.label


def _laid_out(buttons: list[Button], question: Question) -> list[tuple[Button, ...]]:
    if _is_numbered(question):
        return [tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5)]
    rows: list[tuple[Button, ...]] = []
    waiting: Button | None = None
    for button in buttons:
        if len(buttons) <= MANY or len(button.label) > NARROW:
            rows += [(waiting,), (button,)] if waiting else [(button,)]
            waiting = None
        elif waiting:
            rows.append((waiting, button))
            waiting = None
        else:
            waiting = button
    return [*rows, (waiting,)] if waiting else rows


def _moves(speech: Speech, run: Run, question: Question) -> list[tuple[Button, ...]]:
    def move(key: str, what: Move) -> Button:
        return Button(speech.plain(key), f"{head}{what.value}")

    head = MoveTap.head(run.id, run.revision)
    rows: list[tuple[Button, ...]] = []
    if question.kind is Kind.CHOICES:
        rows.append((move("question-done", Move.DONE),))
    elif question.kind is Kind.NOTE:
        rows.append((move("question-read", Move.DONE),))
    last = [move("question-back", Move.BACK)] if _has_before(run, question) else []
    if question.key in run.answers:
        last.append(move("question-keep", Move.KEEP))
    elif not question.is_required and question.kind is not Kind.NOTE:
        last.append(move("question-skip", Move.SKIP))
    last.append(move("question-pause", Move.PAUSE))
    return [*rows, tuple(last)]


def _has_before(run: Run, question: Question) -> bool:
    first = next(iter(run.questionnaire.questions), None)
    return first is not None and first.key != question.key
