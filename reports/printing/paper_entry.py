"""The workbook into which answers from paper are typed: a row a sheet of paper, a column a question."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

from reports.printing.condition_words import longest, most_chosen
from reports.printing.paper_form import Blank, Option, PaperForm, paper_form
from surveys.model import Kind, Question, Questionnaire

ENTRY = "Ввод"
LISTS = "Варианты"
PASSPORT = "Паспорт"
PAPER, ORGANISATION = "Лист", "Организация"
"""Headings of the first two columns; every other column is «В» and the number of a question."""
QUESTION, HINT = "Вопрос", "Подсказка"
"""What stands under «Лист» in the two rows that are not answers."""
FIELD, VALUE = "Поле", "Значение"
CAMPAIGN, KEY, VERSION, FINGERPRINT = "Код кампании", "Анкета", "Версия", "Отпечаток"
ROWS = 500
"""Sheets of paper for which a row is prepared; further rows may be added."""
MOST_COLUMNS = 180
"""Questions on one sheet: no more than 200 columns are read."""
_FIRST = 3
"""The row of the first sheet of paper, from 0."""
_FONT = "Calibri"
_LISTED = {"options": "", "marks": " номер", "labels": " ответ"}
"""What the lists hold of every option: for the drop-down list, and what may be typed instead."""
_RULES = (
    "Одна строка — один бумажный лист. Номер в столбце «Лист» напишите на бумаге, чтобы потом её найти.",
    "Столбец «В7» — вопрос 7 на бумаге, «В7.2» — вопрос 7 во второй раз.",
    "Один ответ: выберите из списка или напишите номер. Красная клетка — такого ответа нет.",
    "Несколько ответов: номера через запятую, например 1, 4.",
    "Вопрос пропущен или не относится к человеку — оставьте клетку пустой.",
    "Первые три строки, этот лист и заголовки не меняйте.",
)


def entry_workbook(questionnaire: Questionnaire, campaign_code: str) -> bytes:
    """An .xlsx whose columns and drop-down lists bear the numbers of `paper_questionnaire`; every cell is a text."""
    import xlsxwriter

    form = paper_form(questionnaire)
    into = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(into, options)
    book.set_properties({"title": questionnaire.title, "author": "", "comments": ""})
    styles = _Styles(book)
    pages = [book.add_worksheet(name) for name in entry_sheets(form)]
    names = _write_lists(book, form, styles)
    for number, page in enumerate(pages):
        part = form.blanks[number * MOST_COLUMNS : (number + 1) * MOST_COLUMNS]
        _write_page(page, part, names, styles, has_organisation=number == 0)
    _write_passport(book, form, campaign_code, styles)
    book.close()
    return into.getvalue()


def entry_sheets(form: PaperForm) -> list[str]:
    """«Ввод», and for very long questionnaires «Ввод 2» and so on."""
    pages = max(1, -(-len(form.blanks) // MOST_COLUMNS))
    return [ENTRY, *(f"{ENTRY} {number}" for number in range(2, pages + 1))]


def sheet_of_blank(form: PaperForm, blank: Blank) -> str:
    """The sheet on which its column stands."""
    return entry_sheets(form)[form.blanks.index(blank) // MOST_COLUMNS]


def column_of(blank: Blank) -> str:
    """The heading of its column: «В7.2»."""
    return f"В{blank.number}"


def fingerprint(form: PaperForm) -> str:
    """Tells whether a workbook was made for the same questions, options and numbers."""
    told = [
        (
            blank.number,
            blank.question.key,
            blank.question.kind.value,
            [(o.mark, o.choice.code) for o in blank.options],
        )
        for blank in form.blanks
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def hint_of(blank: Blank) -> str:
    """What may be typed into its cells."""
    how = _how(blank)
    return f"{how}; обязательно" if blank.question.required is not None else how


def _how(blank: Blank) -> str:
    question = blank.question
    match question.kind:
        case Kind.CHOICE if question.choices_of is not None:
            return "ответ словами"
        case Kind.CHOICE:
            return "номер или ответ из списка"
        case Kind.CHOICES:
            most = most_chosen(question)
            return "номера через запятую" + (f", не более {most}" if most else "")
        case Kind.RANK:
            return "все номера по порядку, через запятую"
        case Kind.NUMBER:
            return _numbers(question)
        case Kind.DATE:
            return "дата: 05.10.2026"
        case Kind.TIME:
            return "время: 09:30"
        case Kind.MOMENT:
            return "дата и время: 05.10.2026 09:30"
        case Kind.LOCATION:
            return "широта и долгота: 55.75 37.61"
        case Kind.ACKNOWLEDGE:
            return "да, если отмечено"
    most = longest(question)
    return "текст" + (f", не длиннее {most} знаков" if most else "")


def _numbers(question: Question) -> str:
    kind = "целое число" if question.is_whole_number else "число"
    limits = question.limits
    return kind if limits is None else f"{kind} от {limits.start:g} до {limits.end:g}"


class _Styles:
    """Formats of the workbook."""

    def __init__(self, book: Any) -> None:
        usual = {"font_name": _FONT, "font_size": 11}
        filled = usual | {"bg_color": "#E8EEF7", "border": 1, "border_color": "#B7C3D7"}
        self.cell = book.add_format(usual | {"num_format": "@"})
        self.heading = book.add_format(filled | {"bold": True, "num_format": "@"})
        self.question = book.add_format(filled | {"text_wrap": True, "valign": "top"})
        self.hint = book.add_format(filled | {"text_wrap": True, "valign": "top", "italic": True, "font_size": 9})
        self.wrong = book.add_format({"bg_color": "#FFC7CE"})
        self.text = book.add_format(usual | {"text_wrap": True, "valign": "top", "num_format": "@"})


def _write_page(
    page: Any,
    blanks: Sequence[Blank],
    names: dict[tuple[Option, ...], int],
    styles: _Styles,
    *,
    has_organisation: bool,
) -> None:
    leading = [PAPER, ORGANISATION] if has_organisation else [PAPER]
    page.set_column(0, 0, 10, styles.cell)
    page.set_column(1, len(leading) + len(blanks) - 1, 18, styles.cell)
    if has_organisation:
        page.set_column(1, 1, 32, styles.cell)
    page.set_row(1, 110)
    page.set_row(2, 42)
    for column, heading in enumerate([*leading, *(column_of(blank) for blank in blanks)]):
        page.write_string(0, column, heading, styles.heading)
    page.write_string(1, 0, QUESTION, styles.question)
    page.write_string(2, 0, HINT, styles.hint)
    if has_organisation:
        page.write_string(1, 1, "Откуда анкета", styles.question)
        page.write_string(2, 1, "название организации; обязательно", styles.hint)
    for column, blank in enumerate(blanks, start=len(leading)):
        page.write_string(1, column, blank.label[:1000], styles.question)
        page.write_string(2, column, hint_of(blank), styles.hint)
        _offer(page, column, blank, names, styles)
    for row in range(ROWS):
        page.write_string(_FIRST + row, 0, str(row + 1), styles.cell)
    page.freeze_panes(_FIRST, len(leading))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0, _FIRST - 1)
    page.repeat_columns(0, len(leading) - 1)
    # Numbers are typed as texts on purpose; green corners would only worry people.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _offer(page: Any, column: int, blank: Blank, names: dict[tuple[Option, ...], int], styles: _Styles) -> None:
    """A drop-down list. Numbers may be typed as well, so a wrong answer turns red instead of being refused."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    last = _FIRST + ROWS - 1
    if blank.question.kind is Kind.ACKNOWLEDGE:
        page.data_validation(
            _FIRST, column, last, column, {"validate": "list", "source": ["да"], "show_error": False}
        )
    if blank.question.kind is not Kind.CHOICE or blank.options not in names:
        return
    number = names[blank.options]
    source = {"validate": "list", "source": f"=options_{number}", "show_error": False}
    page.data_validation(_FIRST, column, last, column, source)
    cell = xl_rowcol_to_cell(_FIRST, column)
    known = "+".join(f"COUNTIF({name}_{number},{cell})" for name in _LISTED)
    rule = {"type": "formula", "criteria": f"=AND(LEN({cell})>0,{known}=0)", "format": styles.wrong}
    page.conditional_format(_FIRST, column, last, column, rule)


def _write_lists(book: Any, form: PaperForm, styles: _Styles) -> dict[tuple[Option, ...], int]:
    """Each different list of options once; gives the number by which drop-down lists find it."""
    from xlsxwriter.utility import xl_range_abs

    page = book.add_worksheet(LISTS)
    names: dict[tuple[Option, ...], int] = {}
    for blank in form.blanks:
        if not blank.options or blank.options in names:
            continue
        number = names[blank.options] = len(names) + 1
        column = len(_LISTED) * (number - 1)
        page.set_column(column, column, 44, styles.cell)
        for shift, (name, heading) in enumerate(_LISTED.items()):
            page.write_string(0, column + shift, f"{column_of(blank)}{heading}", styles.heading)
            for row, option in enumerate(blank.options, start=1):
                said = {"options": option.entry, "marks": option.mark, "labels": option.choice.label}[name]
                page.write_string(row, column + shift, said, styles.cell)
            cells = xl_range_abs(1, column + shift, len(blank.options), column + shift)
            book.define_name(f"{name}_{number}", f"='{LISTS}'!{cells}")
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return names


def _write_passport(book: Any, form: PaperForm, campaign_code: str, styles: _Styles) -> None:
    page = book.add_worksheet(PASSPORT)
    page.set_column(0, 0, 24, styles.text)
    page.set_column(1, 1, 90, styles.text)
    questionnaire = form.questionnaire
    rows = (
        (FIELD, VALUE),
        (CAMPAIGN, campaign_code),
        ("Название", questionnaire.title),
        (KEY, questionnaire.key),
        (VERSION, questionnaire.version),
        (FINGERPRINT, fingerprint(form)),
        *((f"Правило {number}", rule) for number, rule in enumerate(_RULES, start=1)),
    )
    for row, (field, value) in enumerate(rows):
        page.write_string(row, 0, field, styles.heading if row == 0 else styles.text)
        page.write_string(row, 1, value, styles.heading if row == 0 else styles.text)
