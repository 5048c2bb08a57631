"""What people want to learn: the topics asked for most, when it suits them, depth by form (DOMAIN §2.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from reports.russian import listed, lower_first, part, whole
from surveys.model import Key

if TYPE_CHECKING:
    from reports.analysis.context import Context
    from reports.analysis.paper import Paper
    from reports.protection.cells import Cell
    from reports.statistics.shares import Share
    from reports.summary.model import Crossing, Summary

T = TypeVar("T")
TOPICS, WHEN = Key("topics"), Key("when")
MOST_TOPICS, MOST_TIMES, MOST_CONCLUDED = 10, 2, 3
_CALENDAR = {
    "holidays": "на каникулах — осенних, зимних или весенних",
    "methodical_day": "в методический день; согласуйте его с графиками школ",
    "evenings": "в будни вечером — короткими встречами, лучше дистанционно",
    "saturday": "по субботам, не чаще раза в месяц",
    "summer": "летом — в июне после экзаменов или в последнюю неделю августа",
}
"""What a wish means for the plan of the year."""


def demand(paper: Paper, context: Context) -> None:
    """Topics, times and the matrix, each where its figures may be shown."""
    paper.part("Темы, сроки и матрица запроса")
    _topics(paper, context.summary)
    _calendar(paper, context.summary)
    crossings = [known for known in context.summary.crossings if any(row.n.is_shown for row in known.rows)]
    _topics_by_depth(paper, context.summary, [crossing for crossing in crossings if crossing.by_key == TOPICS])
    matrices = [crossing for crossing in crossings if crossing.by_key != TOPICS]
    if not matrices:
        paper.tell("Сочетания глубины и форм обучения не приводятся: данных для них недостаточно.")
    for crossing in matrices:
        _matrix(paper, crossing)


def wished_most(summary: Summary, key: Key, opening: str) -> str:
    """A draft for the conclusions; nothing where no option is chosen more often than another."""
    wished = _wished(summary, key)
    most = [one for one in wished if one[2].share >= wished[:MOST_CONCLUDED][-1][2].share]
    if not most or (len(most) == len(wished) and most[0][2].share == most[-1][2].share):
        return ""
    if any(not option.share.is_shown for one in summary.choices if one.key == key for option in one.options):
        opening = f"Среди вариантов, по которым данные приводятся, {lower_first(opening)}"
    return f"{opening}: {listed([f'«{label}» — {part(share)}' for _, label, share in most])}."


def _wished(summary: Summary, key: Key) -> list[tuple[str, str, Share]]:
    """Codes and labels of the options somebody chose, the most wished for first."""
    question = next((each for each in summary.choices if each.key == key), None)
    known = [] if question is None else [(option, option.share.known()) for option in question.options]
    chosen = [(option.key, option.label, share) for option, share in known if share is not None and share.count]
    return sorted(chosen, key=lambda one: -one[2].share)


def _topics(paper: Paper, summary: Summary) -> None:
    wished = _wished(summary, TOPICS)[:MOST_TOPICS]
    if wished:
        rows = [(str(place), label, part(share)) for place, (_, label, share) in enumerate(wished, start=1)]
        paper.table("Темы, которые просят чаще всего", ("№", "Тема", "Доля ответивших"), rows, (0.5, 4, 2))


def _calendar(paper: Paper, summary: Summary) -> None:
    wished = [one for one in _wished(summary, WHEN) if one[0] in _CALENDAR][:MOST_TIMES]
    if wished:
        said = listed([f"{lower_first(label)} — {part(share)}" for _, label, share in wished])
        paper.tell(f"Учиться удобнее всего так: {said}.")
        hints = "; ".join(_CALENDAR[code] for code, _, _ in wished)
        paper.tell(f"В календарь: занятия по первым темам списка лучше поставить {hints}. ✍ Впишите даты.")


def _topics_by_depth(paper: Paper, summary: Summary, crossings: Sequence[Crossing]) -> None:
    """Of the topics of which that may be told, the most wished for first: how many want each depth."""
    told = {row.key: row for crossing in crossings for row in crossing.rows if row.n.is_shown}
    wished = [told[code] for code, _, _ in _wished(summary, TOPICS) if code in told]
    if not wished:
        paper.tell("Сочетания тем и глубины не приводятся: данных для них недостаточно.")
        return
    rows = [
        [row.label, _short(row.n, whole), *(_short(share, lambda k: whole(k.count)) for share in row.shares)]
        for row in wished
    ]
    columns = crossings[0].columns
    widths = (11, 3.4, *(1.4 + 0.7 * max(map(len, column.split())) for column in columns))
    paper.table("Темы × глубина", ("Тема", "n", *columns), rows, widths, 10)
    paper.note("n — сколько человек выбрали тему; каждый мог выбрать несколько тем.")
    options = next(len(one.options) for one in summary.choices if one.key == TOPICS)
    if len(wished) < options:
        paper.note("Остальные темы не приводятся: их не выбрали, или цифры могли бы выдать ответы отдельных людей.")
    for footnote in dict.fromkeys(note for crossing in crossings for note in crossing.footnotes):
        paper.note(footnote)


def _matrix(paper: Paper, crossing: Crossing) -> None:
    headings = (crossing.by_label, "n", *crossing.columns)
    rows = [
        [row.label, _short(row.n, whole), *(_short(share, lambda k: whole(k.count)) for share in row.shares)]
        for row in crossing.rows
    ]
    widths = (2.4, 0.7, *([1.4] * len(crossing.columns)))
    caption = f"{crossing.label.rstrip('.?')} × {crossing.by_label.rstrip('.?').lower()}"
    paper.table(caption, headings, rows, widths, 10)
    for footnote in crossing.footnotes:
        paper.note(footnote)
    if crossing.sentence:
        paper.tell(f"{crossing.sentence[:1].upper()}{crossing.sentence[1:].rstrip('.')}.")


def _short(cell: Cell[T], write: Callable[[T], str]) -> str:
    """«н/д» without further words: columns are narrow, the note tells the rest."""
    return cell.said(write) if cell.is_shown else "н/д"
