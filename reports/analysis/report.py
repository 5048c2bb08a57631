"""The report put together: the parts that fit the questionnaire, in their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reports.analysis import closing, opening, results
from reports.analysis.context import Context, Extras
from reports.analysis.demand import demand
from reports.analysis.paper import Paper
from reports.analysis.template import open_document
from reports.well_being import without_well_being_of_few
from reports.whole_files import Progress, nobody_watches, whole_file

if TYPE_CHECKING:
    from reports.summary.model import Summary

Part = Callable[[Paper, Context], None]
_OPENING: tuple[Part, ...] = (opening.title_page, opening.grounds, opening.goal, opening.participants)
_CLOSING: tuple[Part, ...] = (closing.conclusions, closing.recommendations, closing.decisions, closing.appendices)
_MEASURED: tuple[Part, ...] = (results.blocks, results.groups, results.organisations)
FULL: tuple[Part, ...] = (
    *_OPENING, *_MEASURED, results.wishes, closing.young_teachers, closing.changes, *_CLOSING,
)  # fmt: skip
"""All fourteen parts; the title page has no heading."""
SISTERS: dict[str, tuple[Part, ...]] = {
    "yt-1": (*_OPENING, *_MEASURED, results.wishes, closing.changes, *_CLOSING),
    "mt-1": (*_OPENING, *_MEASURED, results.wishes, closing.changes, *_CLOSING),
    "mf-1-mentee": (*_OPENING, results.blocks, results.wishes, closing.changes, *_CLOSING),
    "mf-1-mentor": (*_OPENING, results.blocks, results.wishes, closing.changes, *_CLOSING),
    "en-1": (*_OPENING, results.wishes, demand, *_CLOSING),
}


def write_report(
    path: Path, summary: Summary, extras: Extras | None = None, progress: Progress = nobody_watches
) -> None:
    """Write the report that belongs to the questionnaire. BrokenTemplateError if the centre's template is none."""
    context = Context(without_well_being_of_few(summary), _fit(extras or Extras()))
    document = open_document(f"Аналитическая справка: {summary.heading.title}", context.extras.template)
    paper = Paper(document)
    parts = _parts(context)
    for number, part in enumerate(parts):
        progress(number, len(parts) + 1)
        part(paper, context)
    with whole_file(path) as unfinished:
        document.save(str(unfinished))
    progress(len(parts) + 1, len(parts) + 1)


def tells_of_young(summary: Summary) -> bool:
    """Whether the report has a part about young teachers."""
    return closing.young_teachers in _parts(Context(without_well_being_of_few(summary)))


def _parts(context: Context) -> tuple[Part, ...]:
    known = SISTERS.get(context.summary.heading.questionnaire_key)
    if known is not None:
        return known
    return FULL if context.has_blocks else (*_OPENING, results.wishes, *_CLOSING)


def _fit(extras: Extras) -> Extras:
    from dataclasses import replace

    return replace(extras, young=extras.young and without_well_being_of_few(extras.young))
