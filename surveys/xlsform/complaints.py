"""What pyxform complains about, said in Russian with a remedy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PLACE = re.compile(r"\[row : (\d+)\]")
_SHEET_AND_COLUMN = re.compile(r"[Oo]n the '(\w+)' sheet(?:, the '([^']+)' value)?")
_ANY_ROW = re.compile(r"^\s*\[row : \d+\]\s*")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint: its place as pyxform counts (rows from 1, the headings included), and its meaning."""

    sheet: str
    column: str
    row: int | None
    code: str
    what: str
    remedy: str


_MEANINGS: Sequence[tuple[str, str, str, str]] = (
    (
        r"Could not find the name '([^']+)'",
        "unknown_reference",
        "Ссылка на вопрос «{0}», которого в анкете нет.",
        "Проверьте имя в столбце «name».",
    ),
    (
        r"names must be unique anywhere in the 'survey'. The name '([^']+)'",
        "ambiguous_reference",
        "Вопросов с именем «{0}» несколько: непонятно, о каком речь.",
        "Дайте вопросам разные имена.",
    ),
    (
        r"the 'name' value '([^']*)' is invalid. Questions, groups",
        "duplicate_name",
        "Имя «{0}» уже занято рядом.",
        "Дайте вопросу другое имя.",
    ),
    (
        r"Repeat names must unique",
        "duplicate_name",
        "Такое имя повтора уже есть.",
        "Дайте повтору другое имя.",
    ),
    (
        r"Repeat names must not be the same as the survey root",
        "reserved_name",
        "Повтор не может называться «data».",
        "Дайте повтору другое имя.",
    ),
    (r"name 'meta' is reserved", "reserved_name", "Имя «meta» занято самим форматом.", "Возьмите другое имя."),
    (
        r"Names must begin with a letter",
        "bad_name",
        "Имя должно начинаться с буквы и состоять из букв, цифр, «_», «-» и точек, без пробелов.",
        "Например: opyt_raboty.",
    ),
    (r"Choices must have a name", "no_choice_name", "У варианта нет кода.", "Заполните столбец «name»."),
    (
        r"Choice names must be unique",
        "duplicate_choice",
        "Код варианта повторяется в одном списке.",
        "Дайте вариантам разные коды в столбце «name».",
    ),
    (r"Question with no type", "no_type", "В строке нет вида вопроса.", "Заполните столбец «type»."),
    (r"Question or group with no name", "no_name", "У вопроса или группы нет имени.", "Заполните столбец «name»."),
    (r"Missing calculation", "no_calculation", "У вычисления нет формулы.", "Заполните столбец «calculation»."),
    (
        r"List name not in (?:external )?choices sheet:\s*(\S+)",
        "unknown_list",
        "Списка вариантов «{0}» на листе «choices» нет.",
        "Проверьте имя списка в столбцах «type» и «list_name».",
    ),
    (
        r"There should be a choices sheet",
        "no_choices_sheet",
        "В анкете есть вопрос с выбором, а листа «choices» нет.",
        "Добавьте лист «choices» со столбцами list_name, name, label.",
    ),
    (
        r"Unmatched 'begin_(\w+)'. No matching 'end_\w+' was found for the name '([^']*)'",
        "unclosed_group",
        "Группа или повтор «{1}» не закрыты.",
        "Добавьте ниже строку «end_{0}».",
    ),
    (
        r"Unmatched 'end_(\w+)'",
        "unopened_group",
        "Строка «end_{0}» ничего не закрывает.",
        "Уберите её или добавьте выше «begin_{0}».",
    ),
    (
        r"Unknown question type '([^']+)'",
        "unknown_type",
        "Вида вопроса «{0}» нет.",
        "Посмотрите список видов на листе «Подсказка» в заготовке.",
    ),
    (
        r"Choice names with spaces.*See \[([^\]]+)\] in \[([^\]]+)\]",
        "blank_in_code",
        "В коде «{0}» списка «{1}» есть пробел, а в вопросе с несколькими ответами это запрещено.",
        "Замените пробел на «_».",
    ),
    (
        r"Reference variables must start with",
        "bad_reference",
        "Ссылка на вопрос написана с ошибкой.",
        "Правильно так: ${{имя}}.",
    ),
    (
        r"Parameters must be in the form|accepted parameter keys for this question type are '([^']*)'",
        "bad_parameters",
        "В столбце «parameters» ошибка.",
        "Пишите так: ключ=значение ключ=значение.",
    ),
    (
        r"For the 'range' question type, the parameter '(\w+)'",
        "bad_range",
        "Параметр «{0}» шкалы задан неверно.",
        "Пишите так: start=1 end=5 step=1.",
    ),
    (
        r"randomize must be set to true or false|seed value must be|to use a seed",
        "bad_parameters",
        "Параметры перемешивания вариантов заданы неверно.",
        "Пишите так: randomize=true или randomize=true seed=${{вопрос}}.",
    ),
    (
        r"Headers that are different names for the same column were found: '([^']+)', '([^']+)'",
        "same_columns",
        "Столбцы «{0}» и «{1}» значат одно и то же.",
        "Оставьте один из них.",
    ),
    (
        r"One or more required column headers were not found: ([^.]+)",
        "missing_column",
        "На листе не хватает столбцов: {0}.",
        "Добавьте их в первую строку.",
    ),
    (
        r"Column headers must not be empty and must not contain spaces",
        "blank_in_heading",
        "В названии столбца «{column}» пробел.",
        "Замените пробел на «_».",
    ),
    (
        r"a missing header row|Invalid headers provided",
        "no_headings",
        "В первой строке листа нет названий столбцов.",
        "Добавьте первую строку: type, name, label.",
    ),
    (
        r"You must have a sheet named 'survey'|sheet named 'survey' (?:should|must)",
        "no_survey",
        "В книге нет листа «survey» с вопросами.",
        "Возьмите заготовку: в ней есть все нужные листы.",
    ),
    (
        r"'or other' question|or_other.*(?:translations|choice_filter)",
        "bad_or_other",
        "«or_other» здесь не сработает: он не сочетается с отбором вариантов и с несколькими языками.",
        "Добавьте вариант «Другое» и отдельный вопрос с текстом.",
    ),
)
_COLUMNS = {
    "unknown_list": "type",
    "unknown_type": "type",
    "no_type": "type",
    "unclosed_group": "type",
    "unopened_group": "type",
    "bad_or_other": "type",
    "no_name": "name",
    "duplicate_choice": "name",
    "no_calculation": "calculation",
}
"""Where a mistake is mended, when pyxform does not say."""
_COMPILED = tuple((re.compile(pattern, re.DOTALL), code, what, remedy) for pattern, code, what, remedy in _MEANINGS)


def understood(message: str) -> list[Complaint]:
    """Each complaint of a message; pyxform sometimes joins several with line breaks."""
    lines = [line for line in message.split("\n") if PLACE.match(line.strip())]
    return [_one(line) for line in lines] if len(lines) > 1 else [_one(message)]


def _one(message: str) -> Complaint:
    row = PLACE.search(message)
    where = _SHEET_AND_COLUMN.search(message)
    sheet, column = (where.group(1), where.group(2) or "") if where else ("survey", "")
    code, what, remedy = _meaning(message, column)
    column = column or _COLUMNS.get(code, "")
    return Complaint(sheet, column, int(row.group(1)) if row else None, code, what, remedy)


def _meaning(message: str, column: str) -> tuple[str, str, str]:
    for pattern, code, what, remedy in _COMPILED:
        found = pattern.search(message)
        if found:
            parts = [part or "" for part in found.groups()]
            return code, what.format(*parts, column=column), remedy.format(*parts, column=column)
    rest = _ANY_ROW.sub("", " ".join(message.split()))
    return "xlsform", f"Анкету не удалось прочитать: {rest}", "Исправьте указанное место."
