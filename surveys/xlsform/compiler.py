"""From a stored form to a questionnaire that can be asked; every defect is named, not the first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from people.policy import Mode
from surveys.expressions import Expression, Node
from surveys.model import Key, Kind, Question, Questionnaire, VersionId
from surveys.xlsform.cells import Cells
from surveys.xlsform.checks import (
    check_circles,
    check_filters,
    check_places,
    check_references,
    check_scales,
    check_size,
    readings,
)
from surveys.xlsform.form import Form
from surveys.xlsform.lists import Lists
from surveys.xlsform.questions import QuestionBuilder
from surveys.xlsform.scales import build_priorities, build_scales
from surveys.xlsform.wording import REVIEW
from workbooks.defect import Defect, DefectsError

UNSTORED = VersionId(0)
"""The number of a version that is not in the database."""
REVIEW_KEY = Key("=review")
LONGEST_KEY = 64
LONGEST_OPEN = 36_500


@dataclass(frozen=True, slots=True)
class Compiled:
    """A questionnaire, as far as it could be built, what has to be mended and what the author should know."""

    questionnaire: Questionnaire
    defects: list[Defect]
    notes: list[Defect]


def compile_form(form: Form, version_id: VersionId = UNSTORED) -> Questionnaire:
    """Build the questionnaire; DefectsError carries everything the author has to mend."""
    compiled = compile_with_notes(form, version_id)
    if compiled.defects:
        raise DefectsError(compiled.defects)
    return compiled.questionnaire


def compile_with_notes(form: Form, version_id: VersionId = UNSTORED) -> Compiled:
    """Build the questionnaire as far as it can be built."""
    cells = Cells(form)
    lists = Lists(cells)
    builder = QuestionBuilder(cells, lists)
    questions = tuple(builder.build(form.content.get("children", ())))
    scales = build_scales(cells)
    check_size(cells, questions)
    check_places(cells, questions)
    names = {str(question.key) for question in questions} | {str(repeat.key) for repeat in builder.repeats}
    check_references(cells, questions, names | builder.groups | builder.skipped, lists)
    check_filters(cells, _filters(form.content.get("children", ()), cells, lists))
    check_circles(cells, questions, builder.repeats)
    check_scales(cells, questions, {scale.key for scale in scales})
    key = str(form.content["id_string"])
    if len(key) > LONGEST_KEY:
        what = f"«form_id» длиннее {LONGEST_KEY} знаков."
        cells.defect("long_form_id", "settings", "", "form_id", what, "Назовите короче: pd-1.")
    questionnaire = Questionnaire(
        key=key,
        version=str(form.content.get("version", "")),
        title=cells.setting("title"),
        introduction=cells.setting("introduction"),
        button=cells.setting("button"),
        duration=cells.setting("duration"),
        place=int(cells.setting_number("place", 100)),
        open_for_days=_open_for_days(cells),
        is_offered=cells.setting_flag("offered", default=True),
        is_internal=cells.setting_flag("internal", default=False),
        mode=_mode(cells),
        questions=(*questions, *_review(cells)),
        repeats=tuple(builder.repeats),
        scales=scales,
        priorities=build_priorities(cells),
        lists=_looked_up(questions, lists),
        id=version_id,
    )
    return Compiled(questionnaire, cells.defects, cells.notes)


def _mode(cells: Cells) -> Mode:
    wanted = cells.setting("mode").lower()
    if not wanted:
        return Mode.PSEUDONYMOUS
    try:
        return Mode(wanted)
    except ValueError:
        what = f"Режима «{wanted}» нет."
        cells.defect("unknown_mode", "settings", "", "mode", what, f"Можно: {', '.join(Mode)}.")
        return Mode.PSEUDONYMOUS


def _review(cells: Cells) -> tuple[Question, ...]:
    if not cells.setting_flag("review", default=False):
        return ()
    return (Question(REVIEW_KEY, Kind.REVIEW, REVIEW, required=cells.when("yes", "", "review")),)


def _looked_up(questions: tuple[Question, ...], lists: Lists) -> dict[str, Node]:
    """Only lists that expressions look into are kept as trees."""
    wanted: set[str] = set()
    for question in questions:
        for _column, expression in readings(question):
            wanted |= expression.instances
            if "pulldata" in expression.source:
                wanted.update(lists.attached)
    found = {name: lists.as_nodes(name) for name in wanted}
    return {name: node for name, node in found.items() if node is not None}


def _filters(rows: list[dict[str, Any]], cells: Cells, lists: Lists) -> Iterator[tuple[str, set[str], Expression]]:
    for row in rows:
        yield from _filters(row.get("children", []), cells, lists)
        expression = cells.expression(row.get("choice_filter"), row["name"], "choice_filter")
        columns = lists.columns(row) if expression and not str(row.get("itemset", "")).startswith("${") else None
        if expression is not None and columns is not None:
            yield row["name"], columns, expression


def _open_for_days(cells: Cells) -> int:
    days = int(cells.setting_number("open_for_days", 60))
    if not 0 <= days <= LONGEST_OPEN:
        what = f"«open_for_days»: не больше {LONGEST_OPEN} дней."
        cells.defect("days_out_of_range", "settings", "", "open_for_days", what)
    return days
