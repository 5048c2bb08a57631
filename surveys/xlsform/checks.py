"""What has to hold between the parts of a form: names that exist, no circles, scales with scores."""

from collections.abc import Iterable, Iterator

from surveys.expressions import Expression, find_cycle
from surveys.layout import PIPED
from surveys.model import Condition, Kind, Question, Repeat
from surveys.xlsform.cells import Cells
from surveys.xlsform.lists import Lists

MOST_QUESTIONS = 2_000
LONGEST_PLACE = 240
_TURN = 6
"""Characters of «[200]/»."""
_LISTED = (Kind.CHOICE, Kind.CHOICES, Kind.RANK)
Reading = tuple[str, Expression]
"""A column and the expression in it."""


def check_size(cells: Cells, questions: tuple[Question, ...]) -> None:
    """Something to ask, and not more than a phone can bear."""
    if not cells.defects and not any(question.is_asked for question in questions):
        cells.defect("no_questions", "survey", "", "", "В анкете нет ни одного вопроса.")
    if len(questions) > MOST_QUESTIONS:
        what = f"Вопросов слишком много: {len(questions)}, а можно не больше {MOST_QUESTIONS}."
        cells.defect("too_many_questions", "survey", "", "", what, "Разделите анкету на несколько.")


def check_places(cells: Cells, questions: tuple[Question, ...]) -> None:
    """The name of a question, with those of the repeats around it, has to fit its column in the database."""
    for question in questions:
        length = len(question.key) + sum(len(repeat) + _TURN for repeat in question.repeats)
        if length > LONGEST_PLACE:
            what = f"Имя слишком длинное: вместе с именами повторов {length} знаков."
            remedy = f"Назовите короче, до {LONGEST_PLACE} знаков вместе с повторами."
            cells.defect("long_name", "survey", question.name, "name", what, remedy)


def check_references(cells: Cells, questions: tuple[Question, ...], known: set[str], lists: Lists) -> None:
    """Every name that a text or an expression uses has to exist."""
    for question in questions:
        for column, expression in readings(question):
            for name in sorted(expression.depends_on - known):
                _unknown(cells, question.name, column, name)
            for name in sorted(expression.instances):
                if not lists.knows(name):
                    what = f"Выражение ищет в списке «{name}», а такого списка нет."
                    cells.defect("unknown_list", "survey", question.name, column, what, "Проверьте имя списка.")
            if column != "choice_filter":
                _check_bare(cells, question, column, expression)
        for column in ("label", "hint"):
            for name in sorted(set(PIPED.findall(getattr(question, column))) - known):
                _unknown(cells, question.name, column, name)
        for name in (*question.triggers, *((question.choices_of,) if question.choices_of else ())):
            if name not in known:
                _unknown(cells, question.name, "trigger" if question.triggers else "type", name)


def check_filters(cells: Cells, rows: Iterable[tuple[str, set[str], Expression]]) -> None:
    """A choice filter may name columns of its list; `rows` are questions with the columns there are."""
    for name, columns, expression in rows:
        for column in sorted(expression.bare_names - columns):
            what = f"Отбор вариантов ссылается на столбец «{column}», а на листе «choices» его нет."
            remedy = f"Добавьте столбец или, если это вопрос, напишите ${{{column}}}."
            cells.defect("unknown_column", "survey", name, "choice_filter", what, remedy)


def check_circles(cells: Cells, questions: tuple[Question, ...], repeats: Iterable[Repeat]) -> None:
    """Nothing may wait for itself: conditions, calculations and counts of turns taken together."""
    reads: dict[str, set[str]] = {}
    turned = {repeat.key: set(_of_repeat(repeat)) for repeat in repeats}
    for question in questions:
        names = set(_of_condition(question.condition))
        for repeat in question.repeats:
            names |= turned[repeat]
        calculated = () if question.triggers else (question.calculation,)
        for expression in (*calculated, question.choice_filter):
            names |= expression.depends_on if expression else frozenset()
        reads[question.key] = names
    circle = find_cycle(reads)
    if circle:
        ring = " → ".join((*circle, circle[0]))
        what = f"Условия и вычисления ходят по кругу: {ring}."
        cells.defect("circular", "survey", circle[0], "calculation", what, "Разорвите круг: уберите одну из ссылок.")


def check_scales(cells: Cells, questions: tuple[Question, ...], known: set[str]) -> None:
    """A question of a scale needs options with scores, and the scale has to exist."""
    for question in questions:
        if not question.scale:
            continue
        if question.scale not in known:
            what = f"Шкалы «{question.scale}» нет на листе «scales»."
            cells.defect("unknown_scale", "survey", question.name, "scale", what, "Добавьте шкалу или проверьте имя.")
        scored = [choice for choice in question.choices if choice.score is not None]
        if question.kind is not Kind.CHOICE or len({choice.score for choice in scored}) < 2:
            what = "Вопрос входит в шкалу, но у его вариантов нет баллов."
            cells.defect("unscored", "survey", question.name, "scale", what, "Заполните «score» на листе «choices».")
        if question.weight <= 0 or question.repeats:
            why = "он стоит в повторе" if question.repeats else "его вес не больше нуля"
            cells.note("not_counted", question.name, "scale", f"В индекс шкалы вопрос не войдёт: {why}.")


def readings(question: Question) -> Iterator[Reading]:
    """All expressions of a question; a condition of a group is told of once, at the first question in it."""
    own = {
        "constraint": question.constraint,
        "calculation": question.calculation,
        "choice_filter": question.choice_filter,
        "required": question.required,
        "read_only": question.read_only,
        "default": question.first_value,
        "parameters": question.seed,
    }
    for column, expression in own.items():
        if expression is not None:
            yield column, expression
    condition = question.condition
    while condition is not None:
        yield "relevant", condition.expression
        condition = condition.outer


def _check_bare(cells: Cells, question: Question, column: str, expression: Expression) -> None:
    for name in sorted(expression.bare_names):
        what = f"Имя «{name}» написано без ${{}}: бот не поймёт, что это вопрос."
        cells.defect("bare_name", "survey", question.name, column, what, f"Напишите ${{{name}}}.")


def _unknown(cells: Cells, question: str, column: str, name: str) -> None:
    what = f"Ссылка на вопрос «{name}», которого в анкете нет."
    cells.defect("unknown_reference", "survey", question, column, what, "Проверьте имя в столбце «name».")


def _of_condition(condition: Condition | None) -> Iterator[str]:
    while condition is not None:
        yield from condition.expression.depends_on
        condition = condition.outer


def _of_repeat(repeat: Repeat) -> Iterator[str]:
    yield from _of_condition(repeat.condition)
    if repeat.count is not None:
        yield from repeat.count.depends_on
