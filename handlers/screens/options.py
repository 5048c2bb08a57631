"""Buttons for options: words one a row, narrow ones two, long labels numbered in the text, long lists in pages."""

from handlers.payloads import OptionTap
from handlers.screen import MOST_ON_BUTTON, Button
from handlers.screens.markup import plain, shown
from handlers.texts import Speech
from surveys.model import Choice, Kind, Question, Run

NARROW = 16
"""Characters of a label that still fits when two stand in a row."""
MANY = 6
"""From so many options on, narrow ones stand two in a row, so that the list fits a phone."""
TINY = 4
"""Characters of a label of which several stand in a row: the marks of a scale."""
IN_A_ROW = 6
ON_A_PAGE = 10
MOST_WITHOUT_PAGES = 20
"""So many options are scrolled; more are turned like pages and found by typing."""
_TICK = 2
"""Characters that «✓ » takes of a button."""


def option_rows(
    speech: Speech, run: Run, question: Question, given: str, page: int, only: tuple[int, ...]
) -> tuple[list[tuple[Button, ...]], int]:
    """Rows of the page, and how many pages there are."""
    places, pages = on_page(question, page, only)
    head = OptionTap.head(run.id, run.revision)
    chosen = [given] if question.kind is Kind.CHOICE else given.split()
    buttons = []
    for place in places:
        choice = question.choices[place]
        label = str(place + 1) if is_numbered(question) else _on_button(choice)
        buttons.append(Button(_marked(speech, question, choice, label, chosen), f"{head}{place}"))
    return _laid_out(buttons, is_compact=is_numbered(question)), pages


def on_page(question: Question, page: int, only: tuple[int, ...]) -> tuple[list[int], int]:
    """Places of the options of a page, and how many pages there are."""
    places = [place for place in only if place < len(question.choices)] or list(range(len(question.choices)))
    if len(places) <= MOST_WITHOUT_PAGES:
        return places, 1
    pages = -(-len(places) // ON_A_PAGE)
    first = min(max(page, 0), pages - 1) * ON_A_PAGE
    return places[first : first + ON_A_PAGE], pages


def is_numbered(question: Question) -> bool:
    """Options too long for a button stand in the text with numbers, and the numbers on the buttons."""
    return any(len(_on_button(choice)) > MOST_ON_BUTTON - _TICK for choice in question.choices)


def numbered_lines(speech: Speech, question: Question, given: str, page: int, only: tuple[int, ...]) -> list[str]:
    """The options of a page as lines of the text; ranked ones with their ranks."""
    places, _pages = on_page(question, page, only)
    ranked = given.split() if question.kind is Kind.RANK else []
    lines = []
    for place in places:
        choice = question.choices[place]
        line = f"{place + 1}. {shown(choice.label)}"
        if choice.code in ranked:
            line += speech.say("question-rank", rank=ranked.index(choice.code) + 1)
        lines.append(line)
    return lines


def _on_button(choice: Choice) -> str:
    return choice.short or plain(choice.label)


def _marked(speech: Speech, question: Question, choice: Choice, label: str, chosen: list[str]) -> str:
    if choice.code not in chosen:
        return label
    if question.kind is Kind.RANK and not is_numbered(question):
        return speech.plain("question-ranked", label=label, rank=chosen.index(choice.code) + 1)
    return speech.plain("question-ticked", label=label)


def _laid_out(buttons: list[Button], *, is_compact: bool) -> list[tuple[Button, ...]]:
    if is_compact:
        return _in_rows(buttons, 5)
    if len(buttons) > 3 and all(len(button.label) <= TINY for button in buttons):
        return _in_rows(buttons, IN_A_ROW)
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


def _in_rows(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width)]
