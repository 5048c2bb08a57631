"""Lists as workbooks: the starter, and exports that import without a change."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from people import codes
from people.lists.columns import ORGANISATION_COLUMNS, STAFF_COLUMNS
from people.lists.model import ORGANISATIONS, STAFF, ListedOrganisation, ListedPerson
from people.lists.words import PROFILE_WORDS, ROLE_WORDS
from people.organisation import KIND_WORDS

HINTS = "Подсказка"
LAST_ROW = 2_000
"""Down to here the starter has drop-downs."""
_WIDTHS = {"name": 48, "short_name": 22, "organisation": 22, "territory": 22, "kind": 28, "work": 30, "subject": 26}
_YES_NO = ("да", "нет")
_OFFERED = {
    "kind": tuple(KIND_WORDS.values()),
    "low_results": _YES_NO,
    "closed": _YES_NO,
    "work": tuple(PROFILE_WORDS["work"].values()),
    "experience": tuple(PROFILE_WORDS["experience"].values()),
    "category": tuple(PROFILE_WORDS["category"].values()),
    "young": _YES_NO,
    "role": tuple(ROLE_WORDS.values()),
    "left": _YES_NO,
}
_HINTS = (
    (
        "С чего начать",
        "Заполните лист «Организации»: по строке на организацию. Лист «Сотрудники» можно не заполнять.",
    ),
    ("Краткое название", "Его люди видят на телефоне: «Школа № 5». Два одинаковых бот не примет."),
    ("Низкие результаты", "Школы с низкими образовательными результатами: «да» или пусто."),
    ("Педагогов", "Сколько педагогических работников. Нужно для охвата; можно оставить пустым."),
    ("Код", "Появится в выгрузке. Не стирайте его: по коду бот узнает организацию, даже если её переименовали."),
    ("Закрыта", "«да» — организация больше не участвует; её ответы останутся."),
    (
        "Сотрудники",
        "Пишите «Свой номер» (табельный или просто по порядку): по нему бот узнает человека в новом списке.",
    ),
    ("ФИО", "Муниципальные центры этот столбец не заполняют: имена через мессенджер не передаются."),
    ("Личный код", "Бот назначит его сам и покажет в выгрузке. С ним человек входит в бот."),
    ("Исправить список", "Выгрузите его, исправьте и пришлите снова: бот покажет, что изменится, и спросит."),
)


def list_workbook(organisations: Iterable[ListedOrganisation], people: Iterable[ListedPerson]) -> bytes:
    """The bytes of an .xlsx; every text stays a text."""
    into = BytesIO()
    book = _book(into)
    _sheet(book, ORGANISATIONS, ORGANISATION_COLUMNS, (_organisation_row(each) for each in organisations))
    _sheet(book, STAFF, STAFF_COLUMNS, (_person_row(each) for each in people))
    _hints(book)
    book.close()
    return into.getvalue()


def _book(into: BytesIO) -> Any:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    return xlsxwriter.Workbook(into, options)


def _sheet(book: Any, name: str, columns: Mapping[str, tuple[str, ...]], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    for place, (key, names) in enumerate(columns.items()):
        sheet.set_column(place, place, _WIDTHS.get(key, 16), text)
        if key in _OFFERED:
            sheet.data_validation(1, place, LAST_ROW, place, _offer(_OFFERED[key]))
        sheet.write_string(0, place, names[0], heading)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    number = 0
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell:
                sheet.write_string(number, place, cell, text)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)


def _offer(words: Sequence[str]) -> dict[str, Any]:
    """A drop-down that lets other spellings be typed: the reader understands many."""
    return {"validate": "list", "source": list(words), "ignore_blank": True, "show_error": False}


def _hints(book: Any) -> None:
    sheet = book.add_worksheet(HINTS)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (what, how) in enumerate(_HINTS):
        sheet.write_string(number, 0, what, bold)
        sheet.write_string(number, 1, how, wrapped)


def _organisation_row(listed: ListedOrganisation) -> Sequence[str]:
    card = listed.card
    return (
        card.name,
        card.short_name,
        KIND_WORDS[card.kind],
        card.territory,
        "да" if card.has_low_results else "",
        "" if card.staff is None else str(card.staff),
        listed.code,
        "да" if listed.is_closed else "",
    )


def _person_row(listed: ListedPerson) -> Sequence[str]:
    profile = {
        key: PROFILE_WORDS[key].get(value, "") for key, value in listed.profile.items() if key in PROFILE_WORDS
    }
    return (
        listed.organisation,
        codes.told(listed.code) if listed.code else "",
        listed.own_number,
        listed.name,
        profile.get("work", ""),
        profile.get("subject", ""),
        profile.get("experience", ""),
        profile.get("category", ""),
        profile.get("young", ""),
        ROLE_WORDS.get(listed.role, ""),
        "да" if listed.has_left else "",
    )
