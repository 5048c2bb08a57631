"""A questionnaire to be printed and filled in by hand, for organisations without the messenger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reports.printing.answer_places import BOX, MOST_PRINTED, SIZE, add_lines, add_options, add_ranks, add_scale
from reports.printing.blanks import add_blank
from reports.printing.condition_words import ConditionWords, most_chosen
from reports.printing.house_style import add_page_number, new_document, saved
from reports.printing.markup import printable
from reports.printing.paper_form import Blank, PaperBlock, PaperForm, on_paper, paper_form
from surveys.model import Kind, Questionnaire

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_SMALL = 9.0
_MOST_COLUMNS = 7
"""Options of a scale that fit beside its questions."""
_LEAST_ROWS = 3
"""Questions that make a table worth while; of a measured scale one is enough."""
_LONGEST_COLUMN = 36
"""Characters of an option that fit its column."""


def paper_questionnaire(
    questionnaire: Questionnaire, campaign_code: str, centre: str, until: date | None = None
) -> bytes:
    """The whole questionnaire as .docx; numbers of questions and options are those of `entry_workbook`."""
    form = paper_form(questionnaire)
    document = new_document(questionnaire.title, SIZE)
    add_page_number(document)
    _add_running_head(document, questionnaire.title, campaign_code)
    _add_opening(document, form, centre, until)
    words = ConditionWords(form)
    for block in form.blocks:
        _add_block(document, block, words)
    _say(document, "Спасибо! Проверьте, что ответили на все вопросы, которые к вам относятся.", is_italic=True)
    return saved(document)


def _add_running_head(document: Document, title: str, campaign_code: str) -> None:
    """The code of the campaign stands on every page: sheets get separated."""
    from docx.shared import Pt

    head = document.sections[0].header.paragraphs[0]
    short = title if len(title) <= 80 else title[:79].rstrip() + "…"
    head.add_run(printable(f"{short} · код кампании {campaign_code}")).font.size = Pt(_SMALL)


def _add_opening(document: Document, form: PaperForm, centre: str, until: date | None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    questionnaire = form.questionnaire
    _say(document, centre).alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = document.add_paragraph(printable(questionnaire.title), style="Heading 1")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if introduction := on_paper(questionnaire.introduction):
        _say(document, introduction)
    _say(document, _instructions(form, until), is_italic=True)
    add_blank(document, "Организация", SIZE)
    _say(document, "Лист № ________ (номер ставит тот, кто собирает анкеты)")


def _instructions(form: PaperForm, until: date | None) -> str:
    said = ["Обведите номер ответа: один в каждом вопросе."]
    if any(blank.question.kind is Kind.CHOICES for blank in form.blanks):
        said.append(f"Где стоят квадраты {BOX}, можно отметить несколько.")
    if any(blank.question.required is not None for blank in form.blanks):
        said.append("На вопросы со звёздочкой * нужно ответить обязательно, остальные можно пропустить.")
    else:
        said.append("Любой вопрос можно пропустить.")
    said.append("Не пишите фамилий.")
    if until is not None:
        said.append(f"Сдайте анкету до {until:%d.%m.%Y}.")
    return " ".join(said)


def _add_block(document: Document, block: PaperBlock, words: ConditionWords) -> None:
    if block.title:
        document.add_paragraph(printable(block.title), style="Heading 2")
    when = words.said(block.conditions, block.blanks[0].question)
    if when:
        _say(document, _sentence(when), is_italic=True).paragraph_format.keep_with_next = True
    for group in _groups(block):
        if _is_scale(group[0]) and (len(group) >= _LEAST_ROWS or group[0].question.scale):
            add_scale(document, group, words)
        else:
            for blank in group:
                _add_question(document, blank, words)


def _groups(block: PaperBlock) -> Iterator[list[Blank]]:
    """Neighbours that share one table of options; everything else by itself."""
    group: list[Blank] = []
    for blank in block.blanks:
        if group and not (_is_scale(blank) and blank.options == group[0].options):
            yield group
            group = []
        group.append(blank)
    if group:
        yield group


def _is_scale(blank: Blank) -> bool:
    if blank.question.kind is not Kind.CHOICE or blank.question.choice_filter is not None:
        return False
    fits = all(len(option.choice.label) <= _LONGEST_COLUMN for option in blank.options)
    return fits and 2 <= len(blank.options) <= _MOST_COLUMNS


def _add_question(document: Document, blank: Blank, words: ConditionWords) -> None:
    from docx.shared import Pt

    when = words.said(blank.conditions, blank.question)
    if when:
        said = _say(document, _sentence(when), is_italic=True)
        said.paragraph_format.keep_with_next = True
        said.paragraph_format.space_before, said.paragraph_format.space_after = Pt(6), Pt(0)
    if not blank.number:
        _say(document, blank.label)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0 if when else 6), Pt(1)
    star = "*" if blank.question.required is not None else ""
    paragraph.add_run(printable(f"{blank.number}{star}. {blank.label}")).bold = True
    hint = " ".join(part for part in (blank.hint, _how(blank)) if part)
    if hint:
        run = paragraph.add_run(printable(f" {hint}"))
        run.font.size, run.italic = Pt(_SMALL), True
    _add_place(document, blank)


def _add_place(document: Document, blank: Blank) -> None:
    match blank.question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            add_options(document, blank)
        case Kind.RANK:
            add_ranks(document, blank)
        case _:
            add_lines(document, blank)


def _how(blank: Blank) -> str:
    """How to answer, where it is not simply one number circled."""
    if len(blank.options) > MOST_PRINTED or blank.question.choices_of is not None:
        return "Впишите ответ."
    if blank.question.kind is not Kind.CHOICES:
        return ""
    most = most_chosen(blank.question)
    return "Отметьте все подходящие." if most is None else f"Отметьте не более {most}."


def _sentence(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:] + ":"


def _say(document: Document, text: str, *, is_italic: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(printable(text)).italic = is_italic or None
    return paragraph
