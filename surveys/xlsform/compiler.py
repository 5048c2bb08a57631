"""From a stored form to a questionnaire that can be asked; every defect is named, not the first."""

from people.defect import DefectsError
from surveys.expressions import find_cycle
from surveys.model import Kind, Question, Questionnaire, VersionId
from surveys.xlsform.cells import Cells
from surveys.xlsform.form import Form
from surveys.xlsform.questions import QuestionBuilder
from surveys.xlsform.scales import build_priorities, build_scales

UNSTORED = VersionId(0)
"""The number of a version that is not in the database."""


def compile_form(form: Form, version_id: VersionId = UNSTORED) -> Questionnaire:
    """Build the questionnaire; DefectsError carries everything the author has to mend."""
    cells = Cells(form)
    builder = QuestionBuilder(cells)
    questions = tuple(builder.build(form.content.get("children", ())))
    scales = build_scales(cells)
    priorities = build_priorities(cells)
    place = int(cells.setting_number("place", 100))
    open_for_days = int(cells.setting_number("open_for_days", 60))
    _check_references(cells, questions)
    _check_scales(cells, questions, {scale.key for scale in scales})
    if not any(question.is_asked for question in questions):
        cells.defect("no_questions", "survey", "", "", "В анкете нет ни одного вопроса.")
    if cells.defects:
        raise DefectsError(cells.defects)
    return Questionnaire(
        key=str(form.content["id_string"]),
        version=str(form.content.get("version", "")),
        title=str(form.content.get("title", "")),
        introduction=cells.setting("introduction"),
        button=cells.setting("button"),
        duration=cells.setting("duration"),
        place=place,
        open_for_days=open_for_days,
        questions=questions,
        scales=scales,
        priorities=priorities,
        id=version_id,
    )


def _check_references(cells: Cells, questions: tuple[Question, ...]) -> None:
    known = {question.key for question in questions}
    for question in questions:
        expressions = {
            "relevant": question.conditions,
            "constraint": (question.constraint,),
            "calculation": (question.calculation,),
        }
        for column, compiled in expressions.items():
            for expression in compiled:
                for name in sorted((expression.depends_on if expression else frozenset()) - known):
                    cells.defect(
                        "unknown_reference",
                        "survey",
                        question.key,
                        column,
                        f"Выражение ссылается на вопрос «{name}», которого в анкете нет.",
                        "Проверьте имя в столбце «name».",
                    )
    calculations = {str(q.key): q.calculation.depends_on for q in questions if q.calculation is not None}
    circle = find_cycle(calculations)
    if circle:
        ring = " → ".join(circle)
        cells.defect("circular", "survey", circle[0], "calculation", f"Вычисления ходят по кругу: {ring}.")


def _check_scales(cells: Cells, questions: tuple[Question, ...], known: set[str]) -> None:
    for question in questions:
        if not question.scale:
            continue
        if question.scale not in known:
            cells.defect(
                "unknown_scale",
                "survey",
                question.key,
                "scale",
                f"Шкалы «{question.scale}» нет на листе «scales».",
            )
        scored = [choice for choice in question.choices if choice.score is not None]
        if question.kind is not Kind.CHOICE or len({choice.score for choice in scored}) < 2:
            cells.defect(
                "unscored",
                "survey",
                question.key,
                "scale",
                "Вопрос входит в шкалу, но у его вариантов нет баллов.",
                "Заполните столбец «score» на листе «choices».",
            )
