"""Reading back what was typed from paper: every row an entry that obeys the questionnaire, or defects by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from reports.printing.entry_cells import UnknownOptionError, answer_in
from reports.printing.entry_complaints import told, told_of_unknown
from reports.printing.entry_replay import replay
from reports.printing.paper_entry import (
    CAMPAIGN,
    ENTRY,
    FIELD,
    FINGERPRINT,
    HINT,
    ORGANISATION,
    PAPER,
    PASSPORT,
    QUESTION,
    VALUE,
    column_of,
    entry_sheets,
    fingerprint,
    sheet_of_blank,
)
from reports.printing.paper_form import Blank, PaperForm, paper_form
from surveys.model import Answers, Key, Questionnaire
from workbooks.defect import Defect, Place
from workbooks.sheets import Carrier, Row, Sheet

_ANEW = "Возьмите у бота новую книгу для ввода и перенесите в неё ответы."


@dataclass(frozen=True, slots=True)
class Entry:
    """One sheet of paper: its row, its number, where it comes from, and answers as the chat would keep them."""

    line: int
    paper: str
    organisation: str
    answers: Answers


def is_entry_workbook(carrier: Carrier) -> bool:
    """Whether it was made for typing answers from paper, whatever was done to it since."""
    return FINGERPRINT in _passport(carrier)


def campaign_code_of(carrier: Carrier) -> str:
    """The code of the campaign the workbook was made for; empty if it does not say."""
    return _passport(carrier).get(CAMPAIGN, "")


def read_entries(questionnaire: Questionnaire, carrier: Carrier, now: datetime) -> tuple[list[Entry], list[Defect]]:
    """Entries without a fault in the order of the rows, and every defect of the others.

    The carrier's own defects are among them. Rows in which nothing was answered are passed over.
    `now` is what `today()` means in the questionnaire.
    """
    form = paper_form(questionnaire)
    defects = _misfits(form, carrier)
    if defects:
        return [], defects
    pages = {name.lower() for name in entry_sheets(form)}
    defects += [defect for defect in carrier.defects if defect.where.sheet.lower() in pages]
    entries: list[Entry] = []
    for line in _lines(form, carrier, defects):
        entry, found = _entry(form, carrier, line, now)
        defects += found
        entries += [entry] if entry else []
    return entries, defects


@dataclass(slots=True)
class _Line:
    """What was typed for one sheet of paper, gathered from all sheets of the workbook."""

    row: int
    paper: str
    organisation: str = ""
    cells: dict[Key, tuple[str, Place]] = field(default_factory=dict)


def _passport(carrier: Carrier) -> dict[str, str]:
    sheet = carrier.sheets.get(PASSPORT.lower())
    return {row.cells.get(FIELD, ""): row.cells.get(VALUE, "") for row in sheet.rows} if sheet else {}


def _misfits(form: PaperForm, carrier: Carrier) -> list[Defect]:
    """Why the whole workbook cannot be meant for this questionnaire."""
    file = carrier.file
    if not _passport(carrier):
        what = f"В книге нет листа «{PASSPORT}»: это не книга для ввода с бумаги."
        return [Defect("not_an_entry_workbook", Place(file), what, _ANEW)]
    if _passport(carrier).get(FINGERPRINT) != fingerprint(form):
        what = "Книга сделана для другой анкеты или для другой её версии."
        return [Defect("another_questionnaire", Place(file, PASSPORT), what, _ANEW)]
    present: set[str] = set()
    for name in entry_sheets(form):
        sheet = carrier.sheets.get(name.lower())
        if sheet is None:
            return [Defect("missing_sheet", Place(file), f"В книге нет листа «{name}».", _ANEW)]
        present |= set(sheet.headings)
    wanted = [PAPER, ORGANISATION, *(column_of(blank) for blank in form.blanks)]
    return [
        Defect(
            "missing_column", Place(file, ENTRY, 1, heading), f"Нет столбца «{heading}».", "Верните его заголовок."
        )
        for heading in wanted
        if heading not in present
    ]


def _lines(form: PaperForm, carrier: Carrier, defects: list[Defect]) -> list[_Line]:
    """Rows with answers; those of further sheets of the workbook belong to the same number of paper."""
    columns = {column_of(blank): blank.question.key for blank in form.blanks}
    lines: dict[str, _Line] = {}
    for name in entry_sheets(form):
        sheet = carrier.sheets[name.lower()]
        seen: dict[str, int] = {}
        for row in _answered(sheet):
            paper = row.cells.get(PAPER, "")
            # Without a number the place in the workbook has to do.
            identity = paper or f"строка {row.line}"
            if identity in seen:
                what = f"Лист № {paper} введён дважды: в строках {seen[identity]} и {row.line}."
                where = Place(carrier.file, sheet.name, row.line, PAPER)
                defects.append(Defect("paper_twice", where, what, "Оставьте одну строку или исправьте номер."))
                continue
            seen[identity] = row.line
            line = lines.setdefault(identity, _Line(row.line, paper))
            line.organisation = row.cells.get(ORGANISATION, "") or line.organisation
            for heading, text in row.cells.items():
                if heading in columns:
                    place = Place(carrier.file, sheet.name, row.line, heading)
                    line.cells[columns[heading]] = (text, place)
    return [line for line in lines.values() if line.cells]


def _answered(sheet: Sheet) -> Iterator[Row]:
    """Rows that are not the two of questions and hints, and hold more than their number."""
    for row in sheet.rows:
        if row.cells.get(PAPER) not in (QUESTION, HINT) and set(row.cells) - {PAPER}:
            yield row


def _entry(form: PaperForm, carrier: Carrier, line: _Line, now: datetime) -> tuple[Entry | None, list[Defect]]:
    typed, defects = _typed(form, line)
    unknown = {key for key in line.cells if key not in typed}
    if not line.organisation:
        where = Place(carrier.file, ENTRY, line.row, ORGANISATION)
        what = "Не указано, из какой организации анкета."
        defects.append(Defect("organisation_missing", where, what, "Впишите название организации."))
    replayed = replay(form.questionnaire, {key: said for key, said in typed.items() if said}, now)
    for complaint in replayed.complaints:
        blank = form.by_key.get(complaint.key)
        if blank is None:
            defects.append(_unanswerable(carrier, line))
        elif complaint.key not in unknown and not (unknown and complaint.is_consequence):
            what, remedy = told(complaint, blank)
            defects.append(Defect(complaint.problem, _place(form, carrier, line, blank), what, remedy))
    return (None, defects) if defects else (Entry(line.row, line.paper, line.organisation, replayed.answers), [])


def _typed(form: PaperForm, line: _Line) -> tuple[dict[Key, tuple[str, ...]], list[Defect]]:
    typed: dict[Key, tuple[str, ...]] = {}
    defects = []
    for key, (text, place) in line.cells.items():
        blank = form.by_key[key]
        try:
            typed[key] = answer_in(blank, text)
        except UnknownOptionError as error:
            what, remedy = told_of_unknown(blank, str(error.args[0]))
            defects.append(Defect("unknown_option", place, what, remedy))
    return typed, defects


def _place(form: PaperForm, carrier: Carrier, line: _Line, blank: Blank) -> Place:
    if blank.question.key in line.cells:
        return line.cells[blank.question.key][1]
    return Place(carrier.file, sheet_of_blank(form, blank), line.row, column_of(blank))


def _unanswerable(carrier: Carrier, line: _Line) -> Defect:
    what = "Анкета требует того, чего нет на бумаге: файла или ещё одного раза повтора."
    where = Place(carrier.file, ENTRY, line.row, "")
    return Defect("not_on_paper", where, what, "Пройдите эту анкету в чате.")
