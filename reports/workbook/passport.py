"""The first sheet of the workbook: what the figures are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from people.policy import Mode
from reports.running import about_running
from reports.russian import percent, short_day, whole
from reports.workbook.tables import Sheet

if TYPE_CHECKING:
    from reports.summary.model import Heading, Summary

MODES = {
    Mode.ANONYMOUS: "анонимно: ответы не связаны с людьми",
    Mode.PSEUDONYMOUS: "под личными кодами, без имён",
    Mode.IDENTIFIED: "с указанием имени, по согласию",
}


def passport_sheet(summary: Summary, indicators: Sequence[str] = ()) -> Sheet:
    """Facts about the campaign, the selection and the rules; `indicators` that follow from it, a sentence each."""
    heading, quality = summary.heading, summary.quality
    total = summary.coverage.total
    coverage = f"{whole(total.finished)} из {whole(total.invited)} ({percent(total.share)})"
    facts = [
        ("Название", heading.title),
        ("Центр", heading.centre),
        ("Анкета", heading.questionnaire_title),
        ("Версии анкеты", ", ".join(heading.versions)),
        ("Учебный год", heading.school_year),
        ("Сроки", period(heading)),
        ("Режим ответов", MODES[heading.mode]),
        ("Отбор", "; ".join(f"{f.label}: {', '.join(f.values)}" for f in heading.filters) or "все ответы"),
        ("Приглашено и ответили", coverage if summary.coverage.is_known else f"ответили {whole(total.finished)}"),
        *(("Показатель центра", each) for each in indicators),
        ("Ответов в расчёте", summary.n.said(whole)),
        *([("Пока идёт приём ответов", about)] if (about := about_running(heading)) else []),
        ("Одна и та же кнопка почти везде", quality.same_button.said(whole)),
        ("Слишком быстро", quality.hasty.said(whole)),
        ("Больше 40 % «не моя задача»", quality.mostly_not_mine.said(whole)),
        ("Сомнительные ответы", "исключены из расчёта" if quality.are_excluded else "учтены в расчёте"),
        ("Наименьшая показываемая группа", whole(summary.protection.min_cell)),
        ("Скрыто показателей", whole(summary.protection.hidden)),
        ("Показаны вместе с другими", "; ".join(summary.protection.merged) or "нет"),
        ("По состоянию на", heading.as_of),
    ]
    return Sheet("Паспорт", ("Сведения", "Значение"), (36, 90), facts, notes=summary.protection.footnotes)


def period(heading: Heading) -> str:
    """«05.10.2026 — 19.10.2026», as far as it is known."""
    opened, closed = heading.opened_on, heading.closed_on
    going_on = ", приём ответов продолжается" if heading.is_open else ""
    if opened and closed:
        return f"{short_day(opened)} — {short_day(closed)}{going_on}"
    if opened:
        return f"с {short_day(opened)}{going_on}"
    return f"до {short_day(closed)}" if closed else "не указаны"
