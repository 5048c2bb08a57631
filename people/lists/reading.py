"""From sheets to rows, with every defect by its cell: all at once, not the first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from people import codes
from people.lists.columns import ORGANISATION_COLUMNS, STAFF_COLUMNS
from people.lists.model import ORGANISATIONS, STAFF, Listed, ListedOrganisation, ListedPerson
from people.lists.words import FLAGS, KINDS, PROFILE_WORDS, ROLES, folded, profile_code
from people.organisation import (
    LONGEST_NAME,
    LONGEST_SHORT_NAME,
    LONGEST_TERRITORY,
    MOST_STAFF,
    OrganisationCard,
    OrganisationKind,
)
from people.roles import Role
from workbooks.defect import Defect, Place
from workbooks.sheets import Carrier, Row, Sheet

R = TypeVar("R")

LONGEST_OWN_NUMBER = 32
MOST_DEFECTS = 1_000
_NAMES = {
    ORGANISATIONS: ("организации", "учреждения", "школы"),
    STAFF: ("сотрудники", "педагоги", "работники", "кадры"),
}
_LIKE = {
    ORGANISATIONS: frozenset({"краткое название", "полное название", "низкие результаты"}),
    STAFF: frozenset({"личный код", "свой номер", "табельный номер", "до 35 лет"}),
}
"""Headings that only such a sheet has."""
_PROFILE = ("work", "subject", "experience", "category", "young")


def is_list(carrier: Carrier) -> bool:
    """Whether it looks like a list of organisations or staff rather than a questionnaire."""
    return any(_sheet(carrier, name) is not None for name in _NAMES)


def read_list(carrier: Carrier) -> Listed:
    """All rows; `is_list` said that there are some."""
    reading = _Reading(carrier.file, list(carrier.defects), list(carrier.notes))
    organisations = reading.rows(_sheet(carrier, ORGANISATIONS), ORGANISATION_COLUMNS, _organisation)
    people = reading.rows(_sheet(carrier, STAFF), STAFF_COLUMNS, _person)
    reading.check_doubles(organisations, people)
    reading.note_strangers(carrier)
    return Listed(
        carrier.file, tuple(organisations), tuple(people), tuple(reading.defects[:MOST_DEFECTS]), tuple(reading.notes)
    )


def _sheet(carrier: Carrier, name: str) -> Sheet | None:
    """By its name, else by its headings: «Лист1» with the right columns is meant."""
    named = next((carrier.sheets[known] for known in _NAMES[name] if known in carrier.sheets), None)
    if named is not None:
        return named
    taken = [known for names in _NAMES.values() for known in names]
    others = (sheet for key, sheet in carrier.sheets.items() if key not in taken)
    return next((sheet for sheet in others if _LIKE[name] & {folded(heading) for heading in sheet.headings}), None)


@dataclass
class _Cells:
    """One row by the keys of our columns."""

    reading: "_Reading"
    sheet: str
    line: int
    headings: Mapping[str, str]
    values: Mapping[str, str]

    def text(self, key: str, longest: int = LONGEST_NAME) -> str:
        value = " ".join(self.values.get(key, "").split())
        if len(value) > longest:
            self.wrong(key, "too_long", f"Текст длиннее {longest} знаков.", "Сократите его.")
        return value[:longest]

    def flag(self, key: str) -> bool:
        value = self.values.get(key, "")
        if value and folded(value) not in FLAGS:
            self.wrong(key, "not_a_flag", f"«{value}» непонятно.", "Напишите «да» или «нет».")
        return FLAGS.get(folded(value)) == "yes"

    def wrong(self, key: str, code: str, what: str, remedy: str = "") -> None:
        where = Place(self.reading.file, self.sheet, self.line, self.headings.get(key, ""))
        self.reading.defects.append(Defect(code, where, what, remedy))

    def missing(self, key: str, remedy: str = "") -> None:
        """A cell that has to be filled; where there is no such column at all, that is said once for the sheet."""
        if key in self.headings:
            self.wrong(key, "empty_cell", f"Не заполнено: {self.headings[key].lower()}.", remedy)


@dataclass
class _Reading:
    file: str
    defects: list[Defect]
    notes: list[Defect] = field(default_factory=list)
    profiles: dict[tuple[tuple[str, str], ...], dict[str, str]] = field(default_factory=dict)

    def shared(self, profile: dict[str, str]) -> dict[str, str]:
        """One object for all alike: a hundred thousand people have some hundred passports between them."""
        return self.profiles.setdefault(tuple(profile.items()), profile)

    def rows(
        self, sheet: Sheet | None, columns: Mapping[str, tuple[str, ...]], build: Callable[[_Cells], R]
    ) -> list[R]:
        if sheet is None:
            return []
        headings = _headings(sheet, columns)
        self._check_headings(sheet, columns, headings)
        self._note_hidden(sheet)
        return [build(_Cells(self, sheet.name, row.line, headings, _by_key(row, headings))) for row in sheet.rows]

    def _note_hidden(self, sheet: Sheet) -> None:
        """Nobody looks at what is hidden before sending; it is read all the same."""
        hidden = [row.line for row in sheet.rows if row.line in sheet.hidden]
        if hidden:
            what = f"Скрытых строк: {len(hidden)}, первая — {hidden[0]}. Они тоже загружаются."
            where = Place(self.file, sheet.name, hidden[0])
            self.notes.append(Defect("hidden_rows", where, what, "Если они лишние, удалите их."))

    def _check_headings(self, sheet: Sheet, columns: Mapping[str, tuple[str, ...]], found: Mapping[str, str]) -> None:
        needed = ("name",) if columns is ORGANISATION_COLUMNS else ("organisation",)
        for key in needed:
            if key not in found:
                what = f"На листе нет столбца «{columns[key][0]}»."
                remedy = "Возьмите заготовку или подпишите столбец так."
                self.defects.append(Defect("missing_column", Place(self.file, sheet.name, 1, ""), what, remedy))
        for heading in sheet.headings:
            if heading not in found.values():
                close = get_close_matches(heading, [names[0] for names in columns.values()], n=1)
                remedy = f"Возможно, это «{close[0]}»?" if close else ""
                where = Place(self.file, sheet.name, 1, heading)
                self.notes.append(Defect("unknown_column", where, "Этот столбец бот не читает.", remedy))

    def check_doubles(self, organisations: list[ListedOrganisation], people: list[ListedPerson]) -> None:
        self._doubles(ORGANISATIONS, ((folded(each.card.short_name), each.line) for each in organisations))
        self._doubles(ORGANISATIONS, ((each.code, each.line) for each in organisations))
        self._doubles(STAFF, ((each.code, each.line) for each in people))
        for key in ("own_number", "name"):
            within = ((f"{folded(each.organisation)}\0{folded(getattr(each, key))}", each) for each in people)
            self._doubles(STAFF, ((joint, each.line) for joint, each in within if getattr(each, key)))

    def _doubles(self, sheet: str, rows: Iterable[tuple[str, int]]) -> None:
        first: dict[str, int] = {}
        for mark, line in rows:
            if mark and first.setdefault(mark, line) != line:
                what = f"То же самое уже есть в строке {first[mark]}."
                remedy = "Оставьте одну строку или различите их."
                self.defects.append(Defect("double_row", Place(self.file, sheet, line), what, remedy))

    def note_strangers(self, carrier: Carrier) -> None:
        ours = {known for names in _NAMES.values() for known in names}
        for key, sheet in carrier.sheets.items():
            if key not in ours and sheet.rows and key != "подсказка" and not _is_like_one(sheet):
                where = Place(self.file, sheet.name)
                self.notes.append(Defect("unknown_sheet", where, "Этот лист бот не читает."))


def _is_like_one(sheet: Sheet) -> bool:
    headings = {folded(heading) for heading in sheet.headings}
    return any(like & headings for like in _LIKE.values())


def _headings(sheet: Sheet, columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The sheet's own heading of each of our columns."""
    there = {folded(heading): heading for heading in sheet.headings}
    found: dict[str, str] = {}
    for key, names in columns.items():
        heading = next((there[folded(name)] for name in names if folded(name) in there), None)
        if heading is not None and heading not in found.values():
            found[key] = heading
    return found


def _by_key(row: Row, headings: Mapping[str, str]) -> dict[str, str]:
    return {key: row.cells[heading] for key, heading in headings.items() if heading in row.cells}


def _organisation(cells: _Cells) -> ListedOrganisation:
    name = cells.text("name")
    if not name:
        cells.missing("name")
    short = cells.text("short_name", LONGEST_SHORT_NAME) or name[:LONGEST_SHORT_NAME]
    card = OrganisationCard(
        name=name,
        short_name=short,
        kind=_kind(cells),
        territory=cells.text("territory", LONGEST_TERRITORY),
        has_low_results=cells.flag("low_results"),
        staff=_staff(cells),
    )
    return ListedOrganisation(cells.line, card, cells.text("code", 20), cells.flag("closed"))


def _kind(cells: _Cells) -> OrganisationKind:
    written = cells.values.get("kind", "")
    kind = KINDS.get(folded(written))
    if written and kind is None:
        known = ", ".join(dict.fromkeys(KINDS))
        cells.wrong("kind", "unknown_kind", f"Вид «{written}» бот не знает.", f"Можно: {known}.")
    return kind or OrganisationKind.OTHER


def _staff(cells: _Cells) -> int | None:
    written = cells.values.get("staff", "").replace(" ", "")
    if not written:
        return None
    if not written.isdecimal() or int(written) > MOST_STAFF:
        cells.wrong("staff", "not_a_number", f"«{written}» — не число педагогов.", f"Напишите число до {MOST_STAFF}.")
        return None
    return int(written)


def _person(cells: _Cells) -> ListedPerson:
    organisation = cells.text("organisation")
    if not organisation:
        cells.missing("organisation")
    own_number, name = cells.text("own_number", LONGEST_OWN_NUMBER), cells.text("name", 120)
    written = cells.values.get("code", "")
    code = codes.typed(written)
    if code and not codes.is_whole(code):
        cells.wrong("code", "wrong_code", f"В личном коде «{written}» опечатка.", "Скопируйте его из выгрузки.")
    if not (code or own_number or name):
        what = "По этой строке человека потом не узнать."
        cells.wrong("own_number", "nobody", what, "Впишите свой номер (например, по порядку) или личный код.")
    return ListedPerson(
        cells.line,
        organisation,
        code,
        own_number,
        name,
        cells.reading.shared({key: value for key in _PROFILE if (value := _profile(cells, key))}),
        _role(cells),
        cells.flag("left"),
    )


def _profile(cells: _Cells, key: str) -> str:
    written = cells.values.get(key, "")
    if not written:
        return ""
    code = profile_code(key, written)
    if code is None:
        known = ", ".join(PROFILE_WORDS[key].values())
        cells.wrong(key, "unknown_word", f"«{written}» бот не понимает.", f"Можно: {known}.")
    return code or ""


def _role(cells: _Cells) -> Role:
    written = cells.values.get("role", "")
    role = ROLES.get(folded(written))
    if role is None:
        known = ", ".join(word for word in ROLES if word)
        cells.wrong("role", "unknown_role", f"Роль «{written}» бот не знает.", f"Можно: {known}.")
    return role or Role.TEACHER
