"""Columns of the two sheets: what they are called, also by people who never saw the starter workbook."""

from collections.abc import Mapping

ORGANISATION_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("Название", "Полное название", "Наименование", "Организация"),
    "short_name": ("Краткое название", "Сокращение", "Кратко"),
    "kind": ("Вид", "Тип"),
    "territory": ("Территория", "Населённый пункт", "Район"),
    "low_results": ("Низкие результаты", "НОР"),
    "staff": ("Педагогов", "Число педагогов", "Педработников"),
    "code": ("Код",),
    "closed": ("Закрыта",),
}
STAFF_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisation": ("Организация", "Школа", "Краткое название"),
    "code": ("Личный код", "Код"),
    "own_number": ("Свой номер", "Номер", "Табельный номер", "№"),
    "name": ("ФИО", "Фамилия, имя, отчество", "Фамилия"),
    "work": ("Работа", "Должность"),
    "subject": ("Предмет",),
    "experience": ("Стаж",),
    "category": ("Категория",),
    "young": ("До 35 лет", "Молодой"),
    "role": ("Роль",),
    "left": ("Уволен(а)", "Уволен", "Не работает"),
}
"""The first of each is what starters and exports write."""
