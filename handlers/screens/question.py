"""The screen of one question: where we are, what is asked, what can be tapped."""

import html
from dataclasses import dataclass

from handlers.payloads import MoveTap, PageTap
from handlers.screen import Button, Screen, button
from handlers.screens.answers import answer_text
from handlers.screens.markup import plain, shown
from handlers.screens.options import is_numbered, numbered_lines, option_rows
from handlers.texts import Speech
from surveys.model import CHOOSING, Kind, Question, Run
from surveys.path import Path
from surveys.replies import Move

HINTS = {
    Kind.CHOICES: "question-ticks-hint",
    Kind.RANK: "question-rank-hint",
    Kind.TEXT: "question-text-hint",
    Kind.NUMBER: "question-number-hint",
    Kind.DATE: "question-date-hint",
    Kind.TIME: "question-time-hint",
    Kind.MOMENT: "question-moment-hint",
    Kind.LOCATION: "question-location-hint",
}
ATTACHMENT_HINTS = {"photo": "question-photo-hint", "voice": "question-voice-hint", "video": "question-video-hint"}
DONE = {
    Kind.CHOICES: "question-done",
    Kind.RANK: "question-done",
    Kind.NOTE: "question-read",
    Kind.ACKNOWLEDGE: "question-agree",
    Kind.REVIEW: "question-send",
}
"""What the button that closes a question says."""
REVIEWED_AT_ONCE = 20
"""Answers on one page of a review."""
MOST_SHOWN, LEAST_SHOWN = 3_500, 100
"""Of a question and the answer given to it: the rest of a message has room beside them."""
SHORTENED = 70
"""Characters of a question and of an answer in a review."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the question is looked at: nothing of it is remembered."""

    hint: str = ""
    """HTML said first: what did not fit, or how a typed answer was understood."""
    page: int = 0
    """Of a long list of options, from 0."""
    only: tuple[int, ...] = ()
    """Options found by typing; empty for all."""


AS_IT_IS = Look()


def question_screen(speech: Speech, run: Run, path: Path, question: Question, look: Look = AS_IT_IS) -> Screen:
    """The question as it stands in this run."""
    given = run.draft if run.draft is not None else path.layout.given(question, question.turns)
    if question.kind is Kind.NOTE:
        given = path.layout.value(question, question.turns)
    body = _review(speech, path, look) if question.kind is Kind.REVIEW else _body(speech, question, given, look)
    parts = [look.hint, _heading(speech, path, question), body]
    rows = (*_choices(speech, run, path, question, given, look), *_moves(speech, run, path, question, given))
    return Screen("\n\n".join(part for part in parts if part), rows, picture=_picture(run, question))


def _picture(run: Run, question: Question) -> tuple[int, str] | None:
    return (run.questionnaire.id, question.picture) if question.picture else None


def _heading(speech: Speech, path: Path, question: Question) -> str:
    if question.kind is Kind.REVIEW:
        return f"<b>{html.escape(question.label, quote=False)}</b>"
    number = _number(speech, path, question)
    if question.section is None:
        return number
    title = plain(question.section.title)
    if question.section.is_repeated and question.turns:
        title = speech.plain("question-turn", title=title, turn=question.turns[-1])
    return f"<b>{html.escape(title, quote=False)}</b>\n{number}"


def _number(speech: Speech, path: Path, question: Question) -> str:
    if path.is_known(question):
        return speech.say("question-known")
    progress = path.progress(question)
    return speech.say("question-progress", number=progress.number, total=progress.total)


def _body(speech: Speech, question: Question, given: str, look: Look) -> str:
    lines = [shown(question.label)]
    if question.hint:
        lines.append(f"<i>{shown(question.hint)}</i>")
    if question.kind in CHOOSING and is_numbered(question):
        lines.append("\n".join(numbered_lines(speech, question, given, look.page, look.only)))
    if given and question.kind is Kind.NOTE:
        lines.append(f"<b>{html.escape(given, quote=False)}</b>")
    elif given and question.kind not in (*CHOOSING, Kind.NOTE):
        room = max(LEAST_SHOWN, MOST_SHOWN - _units("".join(lines)))
        lines.append(speech.say("question-answered-text", answer=_within(answer_text(speech, question, given), room)))
    lines.append(_what_to_do(speech, question))
    return "\n\n".join(line for line in lines if line)


def _within(answer: str, room: int) -> str:
    """All of it, or its beginning: nothing else of it is lost."""
    if _units(answer) <= room:
        return answer
    return answer.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore").rstrip() + "…"


def _units(text: str) -> int:
    """Length as Telegram counts it: a smiley is two."""
    return len(text.encode("utf-16-le")) // 2


def _what_to_do(speech: Speech, question: Question) -> str:
    if question.kind is Kind.ATTACHMENT:
        return speech.say(ATTACHMENT_HINTS.get(question.accepts[0], "question-file-hint"))
    limits = question.limits
    if question.kind is Kind.NUMBER and limits is not None:
        return speech.say("question-range-hint", start=_decimal(limits.start), end=_decimal(limits.end))
    key = HINTS.get(question.kind)
    return speech.say(key) if key else ""


def _decimal(number: float) -> str:
    return format(number, "g").replace(".", ",")


def _choices(
    speech: Speech, run: Run, path: Path, question: Question, given: str, look: Look
) -> list[tuple[Button, ...]]:
    if question.kind is Kind.REVIEW:
        pages = -(-len(_reviewed(path)) // REVIEWED_AT_ONCE)
        return [_turner(speech, run, look.page, pages)] if pages > 1 else []
    if question.kind not in CHOOSING:
        return []
    rows, pages = option_rows(speech, run, question, given, look.page, look.only)
    return [*rows, _turner(speech, run, look.page, pages)] if pages > 1 else rows


def _turner(speech: Speech, run: Run, page: int, pages: int) -> tuple[Button, ...]:
    """«‹», «2 / 7», «›»; the ends lead round."""

    def turn(label: str, to: int) -> Button:
        return button(label, PageTap(run=run.id, revision=run.revision, page=to % pages))

    return (turn("‹", page - 1), turn(speech.plain("page", number=page + 1, total=pages), page), turn("›", page + 1))


def _reviewed(path: Path) -> list[Question]:
    return [question for question in path.way.questions if question.is_numbered]


def _review(speech: Speech, path: Path, look: Look) -> str:
    asked = _reviewed(path)
    first = look.page * REVIEWED_AT_ONCE
    lines = []
    for number, question in enumerate(asked[first : first + REVIEWED_AT_ONCE], start=first + 1):
        prepared = path.prepared(question)
        answer = answer_text(speech, prepared, path.layout.value(question, question.turns))
        label = html.escape(_short(prepared.label), quote=False)
        said = html.escape(_short(answer), quote=False) or speech.say("review-nothing")
        lines.append(f"{number}. {label}\n<b>{said}</b>")
    return "\n".join(lines) + "\n\n" + speech.say("review-hint")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else line[: SHORTENED - 1].rstrip() + "…"


def _moves(speech: Speech, run: Run, path: Path, question: Question, given: str) -> list[tuple[Button, ...]]:
    def move(key: str, what: Move) -> Button:
        return Button(speech.plain(key), f"{head}{what.value}")

    head = MoveTap.head(run.id, run.revision)
    rows: list[tuple[Button, ...]] = []
    if question.kind in DONE:
        rows.append((move(DONE[question.kind], Move.DONE),))
    last = [move("question-back", Move.BACK)] if _has_before(path, question) else []
    is_open = question.kind not in (Kind.NOTE, Kind.MORE, Kind.REVIEW)
    if question.key in run.answers or (given and run.draft is None and is_open):
        last.append(move("question-keep", Move.KEEP))
    elif is_open and not path.requires(question):
        last.append(move("question-skip", Move.SKIP))
    last.append(move("question-pause", Move.PAUSE))
    return [*rows, tuple(last)]


def _has_before(path: Path, question: Question) -> bool:
    return path.way.places[question.key] > 0
