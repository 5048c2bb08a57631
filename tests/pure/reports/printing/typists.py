"""Answers typed from paper into the workbook, as a methodologist would."""

import io
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from people.model import AccountId
from reports.printing.entry_reading import Entry, read_entries
from reports.printing.paper_entry import entry_workbook
from reports.printing.paper_form import TURNS, Blank, paper_form
from surveys import engine
from surveys.events import Declined
from surveys.model import Answers, Kind, Questionnaire, Run, RunId
from surveys.path import path_of, question_of
from surveys.rehearsal.robot import Robot, constants_of
from surveys.replies import Act, Reply, Tapped
from surveys.xlsform import compile_form, read_markdown
from workbooks.reading import read_workbook
from workbooks.writing import put_text

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
_COMPILED = (
    compile_form(read_markdown(path.name, path.read_text(encoding="utf-8")))
    for path in sorted(Path("surveys/library").glob("*.md"))
)
LIBRARY = {each.key: each for each in _COMPILED if not each.is_internal}
"""What may be answered on paper: what the bot asks for itself it asks in the chat."""


def typed(
    questionnaire: Questionnaire,
    *rows: Mapping[str, object],
    change: Mapping[str, object] | None = None,
    code: str = "ОС-1",
) -> bytes:
    """The workbook with cells filled by heading, the first row for the first sheet of paper.

    `change` are further cells by address of the first sheet: {"C1": "В9"}.
    """
    book = openpyxl.load_workbook(io.BytesIO(entry_workbook(questionnaire, code)))
    for page in (sheet for sheet in book.worksheets if sheet.title.startswith("Ввод")):
        columns = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows, start=4):
            for heading, value in row.items():
                if heading in columns:
                    _put(page.cell(number, columns[heading]), value)
    for address, value in (change or {}).items():
        book.worksheets[0][address].value = value
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _put(cell: Any, value: object) -> None:
    """A text stays a text, as in cells that are formatted so."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def entered(
    questionnaire: Questionnaire, *rows: Mapping[str, object], change: Mapping[str, object] | None = None
) -> tuple[list[Entry], list[str]]:
    """What is read from such a workbook, defects in words."""
    carrier = read_workbook("ввод.xlsx", typed(questionnaire, *rows, change=change))
    entries, defects = read_entries(questionnaire, carrier, NOW)
    return entries, [str(defect) for defect in defects]


def walked(questionnaire: Questionnaire, seed: int) -> Answers:
    """Answers of a robot that taps through the chat."""
    robot = Robot(constants_of(questionnaire), seed, date(2026, 10, 5))
    run, _events = engine.begin(RunId(0), AccountId(0), questionnaire, NOW)
    while run.status.is_open:
        path = path_of(run, NOW)
        question = question_of(run, path)
        assert question is not None
        offered = robot.replies(question, may_skip=not path.requires(question))
        is_last = question.kind is Kind.MORE and question.turns[-1] >= TURNS
        replies: list[Sequence[Act]] = [(Tapped(1),)] if is_last else list(offered)
        run = next(taken for acts in replies if (taken := _taken(run, acts)) is not None)
    return run.answers


def _taken(run: Run, acts: Sequence[Act]) -> Run | None:
    """The run after these acts; None if one of them was declined."""
    for act in acts:
        run, events = engine.answer(run, Reply(act, revision=run.revision), NOW)
        if any(isinstance(event, Declined) for event in events):
            return None
    return run


def as_typed(questionnaire: Questionnaire, answers: Answers, seed: int) -> dict[str, object]:
    """The row for these answers; options by number or in words, as it comes."""
    luck = random.Random(seed)
    form = paper_form(questionnaire)
    row: dict[str, object] = {"Организация": "Школа № 7"}
    for blank in form.blanks:
        if value := answers.get(blank.question.key, ""):
            row[f"В{blank.number}"] = _cell(blank, value, luck)
    return row


def _cell(blank: Blank, value: str, luck: random.Random) -> object:
    match blank.question.kind:
        case Kind.CHOICE | Kind.CHOICES | Kind.RANK if blank.options:
            options = [next(o for o in blank.options if o.choice.code == code) for code in value.split()]
            if luck.random() < 0.5:
                return ", ".join(option.mark for option in options)
            return "; ".join(luck.choice((option.entry, option.choice.label)) for option in options)
        case Kind.ACKNOWLEDGE:
            return "да"
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.MOMENT:
            return datetime.fromisoformat(value).replace(tzinfo=None)
    return value
