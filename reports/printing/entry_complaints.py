"""What is wrong with a typed answer, in the words of somebody who sits with the paper beside the workbook."""

from collections.abc import Mapping

from reports.printing.entry_replay import NOT_OFFERED, NOT_RELEVANT, Complaint
from reports.printing.paper_entry import hint_of
from reports.printing.paper_form import Blank
from surveys.events import Problem

_SAID: Mapping[str, tuple[str, str]] = {
    NOT_OFFERED: (
        "такой ответ не подходит к ответам на другие вопросы.",
        "Сверьте с бумагой и исправьте один из них.",
    ),
    NOT_RELEVANT: ("по другим ответам этот вопрос к человеку не относится.", "Очистите клетку или исправьте их."),
    Problem.ANSWER_REQUIRED: ("ответ обязателен, а клетка пустая.", "Впишите ответ или уберите строку."),
    Problem.NUMBER_EXPECTED: ("нужно число.", "Напишите цифрами: 3 или 3,5."),
    Problem.WHOLE_NUMBER_EXPECTED: ("нужно целое число.", "Напишите его без дробной части."),
    Problem.OUT_OF_RANGE: ("число должно быть от {start:g} до {end:g}.", "Сверьте с бумагой."),
    Problem.OFF_STEP: ("такого деления на шкале нет: её шаг {step:g}.", "Сверьте с бумагой."),
    Problem.DATE_EXPECTED: ("дата не понятна.", "Напишите так: 05.10.2026."),
    Problem.NO_SUCH_DATE: ("такого дня в календаре нет.", "Сверьте с бумагой."),
    Problem.TIME_EXPECTED: ("время не понятно.", "Напишите так: 09:30."),
    Problem.MOMENT_EXPECTED: ("дата и время не понятны.", "Напишите так: 05.10.2026 09:30."),
    Problem.LOCATION_EXPECTED: ("место не понятно.", "Напишите широту и долготу: 55.75 37.61."),
    Problem.NOT_ALL_RANKED: (
        "расставлены не все варианты, не хватает: {left}.",
        "Перечислите номера всех по порядку.",
    ),
    Problem.TOO_LONG: ("текст длиннее {most} знаков.", "Сократите его."),
    Problem.NOT_ALLOWED: ("ответ не подходит по правилам анкеты.", "Сверьте с бумагой."),
}
_OTHERWISE = ("ответ не понятен.", "Сверьте с бумагой.")


def told(complaint: Complaint, blank: Blank) -> tuple[str, str]:
    """What is wrong and what to do; the author's own sentence comes first where there is one."""
    what, remedy = _SAID.get(complaint.problem, _OTHERWISE)
    if complaint.message:
        return f"Вопрос {blank.number}: {complaint.message}", remedy
    return f"Вопрос {blank.number}: {what.format(**complaint.details)}", remedy


def told_of_unknown(blank: Blank, text: str) -> tuple[str, str]:
    """That what was typed is none of the options."""
    shown = text if len(text) <= 60 else text[:59] + "…"
    return f"Вопрос {blank.number}: среди ответов нет «{shown}».", f"Впишите: {hint_of(blank)}."
