"""Building questions from pyxform's tree of groups, repeats and rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from people.member import PROFILE_KEYS
from surveys.model import Choice, Condition, Key, Kind, Limits, Question, Repeat, Section
from surveys.xlsform.cells import ALWAYS, Cells
from surveys.xlsform.kinds import ASKED_FROM_PROFILE, MAPS, NOT_IN_A_CHAT, TYPES, WITHOUT_QUESTION, Type
from surveys.xlsform.lists import Lists
from surveys.xlsform.wording import ENOUGH, MORE, SPECIFY_OTHER, another

MOST_MARKS = 11
"""Marks of a range that stand on buttons; a longer scale is answered by typing."""
DEEPEST = 4
"""Repeats in repeats."""
_OWN_GROUPS = {"meta"}
"""Groups that pyxform adds by itself."""
_TABLE_TITLE = "generated_table_list_label_"
_TABLE_HEADING = "reserved_name_for_field_list_labels_"
_MORE_OPTIONS = (Choice("more", MORE), Choice("enough", ENOUGH))


@dataclass(frozen=True, slots=True)
class Around:
    """What a row inherits from the groups and repeats around it."""

    section: Section | None = None
    condition: Condition | None = None
    repeats: tuple[Key, ...] = ()
    path: tuple[str, ...] = ()
    """Names of groups and repeats."""
    blocks: tuple[str, ...] = ()
    """The same, repeats by their keys."""


class QuestionBuilder:
    """Walks the tree once; afterwards `repeats` and `skipped` tell what else was met."""

    def __init__(self, cells: Cells, lists: Lists) -> None:
        self._cells = cells
        self._lists = lists
        self._names = _counted(cells.form.content.get("children", ()))
        self.repeats: list[Repeat] = []
        self.skipped: set[str] = set()
        """Rows that are not asked; expressions that read them see nothing."""
        self.groups: set[str] = set()

    def build(self, rows: Iterable[dict[str, Any]], around: Around = Around()) -> Iterator[Question]:
        """All questions below these rows, in order."""
        for row in rows:
            kind, name = row["type"], row["name"]
            if name in _OWN_GROUPS or name.startswith((_TABLE_TITLE, _TABLE_HEADING)):
                continue
            if kind == "group":
                self.groups.add(name)
                yield from self.build(row.get("children", ()), self._inside_group(row, around))
            elif kind == "repeat":
                yield from self._repeat(row, around)
            elif self._is_asked(row):
                yield self._question(row, TYPES[kind], around)

    # ── groups and repeats ──────────────────────────────────────────────────────────────────────────────────

    def _inside_group(self, row: dict[str, Any], around: Around) -> Around:
        title = self._cells.text(row.get("label")) or _table_title(self._cells, row)
        name = row["name"]
        return replace(
            around,
            section=Section(name, title) if title else around.section,
            condition=self._condition(row, around),
            path=(*around.path, name),
            blocks=(*around.blocks, name),
        )

    def _repeat(self, row: dict[str, Any], around: Around) -> Iterator[Question]:
        title = self._cells.text(row.get("label"))
        key = self._key(row["name"], around)
        count = self._cells.expression(row.get("control", {}).get("jr:count"), row["name"], "repeat_count")
        condition = self._condition(row, around)
        repeat = Repeat(key, title, around.repeats, around.blocks, condition, count)
        self.repeats.append(repeat)
        if len(around.repeats) >= DEEPEST:
            what = f"Повторы вложены глубже чем на {DEEPEST} уровня."
            self._cells.defect("too_deep", "survey", row["name"], "type", what, "Сделайте вложенность меньше.")
            return
        inside = Around(
            section=Section(row["name"], title, is_repeated=True) if title else around.section,
            condition=repeat.condition,
            repeats=(*around.repeats, key),
            path=(*around.path, row["name"]),
            blocks=(*around.blocks, key),
        )
        questions = list(self.build(row.get("children", ()), inside))
        if not questions:
            self._cells.defect("empty_repeat", "survey", row["name"], "type", "В повторе нет ни одного вопроса.")
            return
        yield from questions
        if count is None:
            yield self._more(repeat, inside)

    def _more(self, repeat: Repeat, inside: Around) -> Question:
        return Question(
            key=Key(f"{repeat.key}+"),
            kind=Kind.MORE,
            label=another(repeat.title),
            section=inside.section,
            choices=_MORE_OPTIONS,
            condition=repeat.condition,
            required=self._cells.when("yes", repeat.key, "type"),
            repeats=inside.repeats,
            around=inside.blocks,
        )

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────

    def _is_asked(self, row: dict[str, Any]) -> bool:
        kind, name = row["type"], row["name"]
        appearance = str(row.get("control", {}).get("appearance", ""))
        if kind in WITHOUT_QUESTION:
            self.skipped.add(name)
            if WITHOUT_QUESTION[kind]:
                self._cells.note("skipped", name, "type", f"Пропущено: {WITHOUT_QUESTION[kind]} бот не собирает.")
            return False
        if kind in NOT_IN_A_CHAT or (appearance in MAPS and kind.startswith("select")):
            self.skipped.add(name)
            why = NOT_IN_A_CHAT.get(kind, "Выбор на карте в чате невозможен.")
            self._cells.note("refused_row", name, "type", f"Строка не будет показана. {why}")
            return False
        if kind.startswith("select") and appearance == "label":
            self.skipped.add(name)  # the heading of a table; in a chat every question has its own options
            return False
        if kind not in TYPES:
            self.skipped.add(name)
            close = get_close_matches(kind, TYPES, n=1)
            remedy = f"Возможно, имелось в виду «{close[0]}»." if close else "Посмотрите список на листе «Подсказка»."
            self._cells.defect("unknown_type", "survey", name, "type", f"Вида вопроса «{kind}» нет.", remedy)
            return False
        if TYPES[kind].note:
            self._cells.note("different", name, "type", TYPES[kind].note)
        return True

    def _question(self, row: dict[str, Any], typed: Type, around: Around) -> Question:
        cells, name, bind = self._cells, row["name"], row.get("bind", {})
        calculation = cells.expression(typed.calculation or bind.get("calculate"), name, "calculation")
        read_only = cells.when(bind.get("readonly"), name, "read_only")
        is_always = read_only is not None and not read_only.depends_on and read_only.source == ALWAYS
        kind = Kind.NOTE if is_always and typed.kind is not Kind.CALCULATION else typed.kind
        question = Question(
            key=self._key(name, around),
            kind=kind,
            label=self._label(row, kind),
            hint=self._hint(row),
            section=around.section,
            required=cells.when(bind.get("required"), name, "required"),
            required_message=cells.text(bind.get("jr:requiredMsg")),
            condition=self._condition(row, around),
            constraint=cells.expression(bind.get("constraint"), name, "constraint"),
            constraint_message=cells.text(bind.get("jr:constraintMsg")),
            calculation=calculation,
            triggers=self._triggers(row),
            read_only=None if is_always else read_only,
            is_stamped_at_end=typed.is_stamped_at_end,
            is_whole_number=typed.is_whole,
            accepts=typed.accepts,
            picture=self._picture(row),
            scale=str(row.get("scale", "")).strip(),
            is_reverse=cells.flag(row.get("reverse"), name, "reverse"),
            weight=cells.number(row.get("weight"), "survey", name, "weight", 1.0),
            known_as=self._known_as(row, around),
            repeats=around.repeats,
            around=around.blocks,
        )
        return self._with_options(row, self._with_default(row, question))

    def _known_as(self, row: dict[str, Any], around: Around) -> str:
        key = str(row.get("known_as", "")).strip()
        if key and (key not in PROFILE_KEYS or around.repeats):
            known = ", ".join(PROFILE_KEYS)
            what = f"Сведения «{key}» о человеке бот не хранит." if not around.repeats else "В повторе так нельзя."
            self._cells.defect("unknown_passport", "survey", row["name"], "known_as", what, f"Можно: {known}.")
            return ""
        return key

    def _with_options(self, row: dict[str, Any], question: Question) -> Question:
        if row["type"] == "range":
            return self._ranged(row, question)
        if question.kind not in (Kind.CHOICE, Kind.CHOICES, Kind.RANK):
            return question
        if (source := str(row.get("itemset", ""))).startswith("${"):
            return replace(question, choices_of=Key(source.strip("${} ")))
        parameters = row.get("parameters") or {}
        seed = str(parameters.get("seed", ""))
        return replace(
            question,
            choices=self._lists.of(row) or (),
            choice_filter=self._cells.expression(row.get("choice_filter"), row["name"], "choice_filter"),
            is_shuffled=str(parameters.get("randomize", "")).lower() == "true",
            seed=self._cells.expression(seed, row["name"], "parameters"),
        )

    def _ranged(self, row: dict[str, Any], question: Question) -> Question:
        parameters = row.get("parameters") or {}

        def number(name: str, default: float) -> float:
            return self._cells.number(parameters.get(name), "survey", row["name"], "parameters", default)

        limits = Limits(number("start", 1), number("end", 10), number("step", 1))
        marks = int(abs(limits.end - limits.start) / abs(limits.step) + 1e-9) + 1 if limits.step else 0
        if not marks:
            what = "Шаг шкалы не может быть нулём."
            self._cells.defect("no_step", "survey", row["name"], "parameters", what, "Напишите, например, step=1.")
        if not 1 <= marks <= MOST_MARKS or question.kind is not Kind.NUMBER:
            return replace(question, limits=limits if marks else None)
        step = abs(limits.step) if limits.end >= limits.start else -abs(limits.step)
        values = [round(limits.start + place * step, 9) for place in range(marks)]
        return replace(question, kind=Kind.CHOICE, choices=tuple(_mark(value) for value in values))

    def _with_default(self, row: dict[str, Any], question: Question) -> Question:
        default = str(row.get("default", "") or "").strip()
        if not default:
            return question
        if row.get("_dynamic_default"):
            first = self._cells.expression(default, row["name"], "default")
            return replace(question, first_value=first)
        if question.is_whole_number:  # ODK casts 2.5 to 2
            default = re.sub(r"(?<=\d)\.\d*$", "", default)
        return replace(question, default=default)

    def _label(self, row: dict[str, Any], kind: Kind) -> str:
        cells = self._cells
        label = cells.text(row.get("label"))
        if label == "Specify other." and row["name"].endswith("_other"):
            return SPECIFY_OTHER
        if not label and row["type"] in ASKED_FROM_PROFILE:
            return ASKED_FROM_PROFILE[row["type"]]
        if kind is not Kind.CALCULATION and not (label or cells.text(row.get("hint")) or self._picture(row)):
            cells.defect("no_label", "survey", row["name"], "label", "У вопроса нет текста.", "Заполните «label».")
        return label

    def _hint(self, row: dict[str, Any]) -> str:
        hint, guidance = self._cells.text(row.get("hint")), self._cells.text(row.get("guidance_hint"))
        return "\n".join(part for part in (hint, guidance) if part)

    def _picture(self, row: dict[str, Any]) -> str:
        media = row.get("media")
        return self._cells.text(media.get("image")) if isinstance(media, dict) else ""

    def _triggers(self, row: dict[str, Any]) -> tuple[Key, ...]:
        trigger = row.get("trigger") or ()
        names = trigger if isinstance(trigger, list | tuple) else str(trigger).split(",")
        return tuple(Key(str(name).strip("${} ")) for name in names)

    def _condition(self, row: dict[str, Any], around: Around) -> Condition | None:
        own = self._cells.expression(row.get("bind", {}).get("relevant"), row["name"], "relevant")
        if own is None:
            return around.condition
        return Condition(own, around.repeats, (*around.blocks, row["name"]), around.condition)

    def _key(self, name: str, around: Around) -> Key:
        """The name; where it occurs twice, the path of groups that tells the two apart."""
        return Key("/".join((*around.path, name)) if self._names[name] > 1 else name)


def _mark(value: float) -> Choice:
    text = format(value, "g")
    return Choice(text, text.replace(".", ","), score=value)


def _table_title(cells: Cells, row: dict[str, Any]) -> str:
    """pyxform moves the title of a table-list into a note of its own making."""
    for child in row.get("children", ()):
        if child["name"].startswith(_TABLE_TITLE):
            return cells.text(child.get("label"))
    return ""


def _counted(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["name"]] = counts.get(row["name"], 0) + 1
        for name, count in _counted(row.get("children", ())).items():
            counts[name] = counts.get(name, 0) + count
    return counts
