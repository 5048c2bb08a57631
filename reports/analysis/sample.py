"""A report without figures: what a template makes of each style, and what to begin a template of one's own with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.analysis.paper import Paper
from reports.analysis.template import missing_styles, open_document
from reports.printing.house_style import saved
from reports.templates import Look

if TYPE_CHECKING:
    from docx.document import Document

STYLE_WORDS = {
    "Title": "Название",
    "Heading 1": "Заголовок 1",
    "Heading 2": "Заголовок 2",
    "Caption": "Название объекта",
    "Table Grid": "Сетка таблицы",
}
"""As Word in Russian calls them."""
_TITLE = "Шаблон справки"
_ROWS = (
    ("Нормы и содержание образования", "26", "31", "19\N{NO-BREAK SPACE}%"),
    ("Оценивание и работа с результатами", "26", "44", "42\N{NO-BREAK SPACE}%"),
)


def look_at(template: bytes) -> Look:
    """What reports will look like in it. BrokenTemplateError if it cannot be used."""
    lent = tuple(STYLE_WORDS[name] for name in missing_styles(template))
    return Look(saved(_written(open_document(_TITLE, template), _of_template)), lent)


def example() -> bytes:
    """The look of the house, with words on what can be changed in it."""
    return saved(_written(open_document(_TITLE, None), _of_house))


_of_template = ("Это образец: так справки бота будут выглядеть в вашем шаблоне. Цифры и названия здесь для примера.",)
_of_house = (
    "Это заготовка шаблона справки. Поменяйте в ней оформление, сохраните как «Документ Word (.docx)» и пришлите "
    "боту: следующие справки будут выглядеть так же.",
    "Бот берёт из шаблона стили, поля страницы, шапку и подвал. Текст шаблона в справку не попадает.",
    "Меняйте сами стили (вкладка «Главная», список стилей), а не отдельные абзацы: обычный текст — стиль «Обычный», "
    "названия частей — «Заголовок 1», подзаголовки — «Заголовок 2», подписи таблиц и рисунков — «Название объекта», "
    "рамки таблиц — «Сетка таблицы», название справки — «Название».",
    "Логотип и адрес центра поставьте в шапку (вкладка «Вставка», «Верхний колонтитул»).",
)


def _written(document: Document, words: tuple[str, ...]) -> Document:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paper = Paper(document)
    document.add_paragraph("Аналитическая справка", style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    paper.part("Название части — стиль «Заголовок 1»")
    for text in words:
        paper.tell(text)
    paper.tell("Что нужно вписать от руки, отмечено так: приказ от ✍ дата| № ✍ номер|.")
    paper.heading("Подзаголовок — стиль «Заголовок 2»")
    paper.bullets(("первый пункт перечня;", "второй пункт перечня."))
    headings = ("Раздел", "Ответили", "Индекс", "Доля")
    paper.table("Подпись таблицы — стиль «Название объекта»", headings, _ROWS, (5, 1.3, 1.2, 1.2))
    paper.note("Так выглядит примечание под таблицей.")
    return document
