"""Parts 1–4 of the report: title, grounds and dates, goal, who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from people.policy import Mode
from reports.analysis.sentences import coverage_sentences, small_groups
from reports.charts.canvas import PAPER
from reports.charts.gallery import coverage_charts
from reports.printing.markup import printable
from reports.running import WORKING_TITLE, about_running
from reports.russian import counted, day, percent, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.analysis.context import Context
    from reports.analysis.paper import Paper

MOST_BARS = 14
"""Organisations on a chart of coverage; with more the table is enough."""
_MODES = {
    Mode.ANONYMOUS: "Опрос анонимный: ответы не связаны с людьми и не могут быть с ними связаны.",
    Mode.PSEUDONYMOUS: "Ответы собраны под личными кодами; в справке нет ни имён, ни кодов.",
    Mode.IDENTIFIED: "Опрос проведён с указанием имени по отдельному согласию; в справке только сводные данные.",
}
_LIMITS = (
    "Самооценка показывает, где {who} видят потребность в помощи, и не измеряет качество работы. Высокая доля "
    "затруднений нередко говорит о требовательности к себе и открытости, низкая — не доказывает, что затруднений "
    "нет. Поэтому результаты служат для планирования поддержки и не используются для оценки педагогов и организаций, "
    "составления рейтингов и принятия кадровых решений."
)
_LIMITS_OTHER = (
    "Ответы отражают мнение участников на время опроса. Они служат для планирования поддержки и не используются для "
    "оценки людей и организаций, составления рейтингов и принятия кадровых решений."
)


def title_page(paper: Paper, context: Context) -> None:
    """Part 1: the centre, the stamp, the title, where and when."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
    from docx.shared import Pt

    heading, document = context.summary.heading, paper.document

    def line(text: str, alignment: WD_ALIGN_PARAGRAPH, before: float = 0, style: str | None = None) -> None:
        paragraph = document.add_paragraph(style=style)
        paragraph.alignment = alignment
        paragraph.paragraph_format.space_before = Pt(before)
        paper.fill(paragraph, text)

    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    line(printable(heading.centre), centre)
    approval = ("УТВЕРЖДАЮ", "✍ должность", "✍ подпись и фамилия", "✍ дата")
    for number, text in enumerate((WORKING_TITLE,) if heading.is_working else approval):
        line(text, right, 40 if number == 0 else 0)
    line("Аналитическая справка", centre, 110, "Title")
    line(f"по результатам {context.instrument.subject}", centre)
    line(f"«{heading.title}»", centre, 6)
    line(context.extras.territory or "✍ территория", centre, 24)
    line(f"{heading.school_year} учебный год", centre)
    made_on = context.extras.made_on
    line(day(made_on) if made_on else "✍ дата", centre, 150)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def grounds(paper: Paper, context: Context) -> None:
    """Part 2."""
    heading = context.summary.heading
    paper.part("Основание и сроки")
    paper.tell("Основание проведения: приказ ✍ наименование органа| от ✍ дата| № ✍ номер|.")
    opened, closed = heading.opened_on, heading.closed_on
    if opened and closed and heading.is_open:
        paper.tell(
            f"Ответы собираются с {day(opened)} по {day(closed)}; данные приведены по состоянию на {heading.as_of}."
        )
    elif opened and closed:
        paper.tell(f"Ответы собирались с {day(opened)} по {day(closed)}.")
    elif opened:
        paper.tell(f"Ответы собираются с {day(opened)}; данные приведены по состоянию на {heading.as_of}.")
    else:
        paper.tell(f"Данные приведены по состоянию на {heading.as_of}.")
    if about := about_running(heading):
        paper.tell(about)
    paper.tell(f"Инструмент: анкета «{heading.questionnaire_title}»{_versions(heading.versions)}.")
    paper.tell(_way(context.summary.coverage.total.paper))
    paper.tell(_MODES[heading.mode])


def _versions(versions: Sequence[str]) -> str:
    """Those that answers were given to; before the first answer there is none."""
    if not versions:
        return ""
    return f", {'версии' if len(versions) > 1 else 'версия'} {', '.join(versions)}"


def _way(papers: int) -> str:
    if not papers:
        return "Способ: чат-бот."
    said = counted(
        papers, "ответ получен на бумаге и внесён", "ответа получены на бумаге и внесены",
        "ответов получены на бумаге и внесены",
    )  # fmt: skip
    return f"Способ: чат-бот; {said} в систему."


def goal(paper: Paper, context: Context) -> None:
    """Part 3."""
    instrument = context.instrument
    paper.part("Цель и задачи")
    paper.tell(f"Цель: {instrument.goal}.")
    paper.tell("Задачи:")
    if context.has_blocks and instrument.is_difficulty:
        paper.bullets(
            (
                f"установить, в каких разделах {instrument.whom} помощь нужна чаще всего;",
                "сопоставить запросы групп, в которых ответивших достаточно;",
                "узнать, какие формы помощи предпочитают участники;",
                "подготовить адресные рекомендации и план мероприятий.",
            )
        )
    else:
        paper.bullets(("собрать и обобщить ответы участников;", "подготовить предложения в план мероприятий."))
    paper.tell("✍ При необходимости уточните цель и задачи.")


def participants(paper: Paper, context: Context) -> None:
    """Part 4, with the limits of what people say of themselves."""
    summary = context.summary
    paper.part("Участники и охват")
    for sentence in coverage_sentences(summary, context.instrument):
        paper.tell(sentence)
    if filters := "; ".join(
        f"{known.label.lower()} — {', '.join(known.values)}" for known in summary.heading.filters
    ):
        paper.tell(f"Справка составлена по выборке: {filters}.")
    if len(summary.coverage.rows) > 1 or (summary.coverage.rows and not summary.coverage.is_known):
        _coverage_table(paper, context)
    _quality(paper, context)
    if context.extras.indicators:
        paper.tell("Показатели центра, которые считаются по этой анкете:")
        paper.bullets(context.extras.indicators)
    is_measured = context.instrument.is_difficulty and context.has_blocks
    paper.tell(_LIMITS.format(who=context.instrument.who) if is_measured else _LIMITS_OTHER)


def _coverage_table(paper: Paper, context: Context) -> None:
    coverage = context.summary.coverage
    if coverage.is_known:
        rows = [
            (r.label, whole(r.coverage.invited), whole(r.coverage.finished), percent(r.coverage.share))
            for r in coverage.rows
        ]
        total = coverage.total
        rows.append(("Всего", whole(total.invited), whole(total.finished), percent(total.share)))
        headings: tuple[str, ...] = ("Организация", "Приглашено", "Ответили", "Охват")
        paper.table("Охват по организациям", headings, rows, (4.6, 1.8, 1.5, 1.2))
        if context.extras.charts and len(coverage.rows) <= MOST_BARS:
            for draw in coverage_charts(context.summary):
                paper.chart(draw(PAPER))
        return
    counts = [(row.label, whole(row.coverage.finished)) for row in coverage.rows]
    paper.table("Ответившие по организациям", ("Организация", "Ответили"), counts, (5, 1.4))


def _quality(paper: Paper, context: Context) -> None:
    summary, quality = context.summary, context.summary.quality
    for attribute in ("category", "experience"):
        table = summary.table(attribute)
        if table is None or summary.is_empty:
            continue
        known = [f"{row.label.lower()} — {whole(n)}" for row in table.rows if (n := row.n.known()) is not None]
        if known:
            paper.tell(f"{table.label}: {', '.join(known)}.")
        if small := small_groups(table, summary.protection.min_cell):
            paper.tell(small)
    flagged = quality.flagged.known()
    if flagged:
        answers = counted(flagged, "набор ответов заполнен", "набора ответов заполнены", "наборов ответов заполнены")
        what = "из расчёта исключены" if quality.are_excluded else "в расчёте учтены"
        paper.tell(
            f"{answers} с признаками невнимательности (одна и та же кнопка почти везде, слишком быстро, больше 40 % "
            f"«не моя задача»); такие ответы {what}."
        )
