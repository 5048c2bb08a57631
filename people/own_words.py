"""What is kept of a person in words of their own language: for the screen «Мои данные» and for its files."""

from collections.abc import Mapping

from people.consent import Purpose
from people.lists.words import PROFILE_WORDS
from people.member import PROFILE_KEYS, Profile
from people.roles import Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.TEACHER: "педагог",
    Role.MENTOR: "наставник",
    Role.MENTEE: "наставляемый",
    Role.COORDINATOR: "координатор организации",
    Role.HEAD: "руководитель организации",
    Role.METHODOLOGIST: "методист центра",
    Role.ADMINISTRATOR: "администратор центра",
    Role.OWNER: "администратор бота",
}
PURPOSE_NAMES: Mapping[Purpose, str] = {
    Purpose.PARTICIPATION: "анкеты и личный результат",
    Purpose.MENTORING: "реестр наставников и наставляемых",
    Purpose.EVENTS: "мероприятия и конкурсы",
    Purpose.PUBLICATION: "публикация итогов",
    Purpose.TRANSFER: "передача региональному оператору",
}
_LABELS: Mapping[str, str] = {
    "work": "Работа",
    "subject": "Предмет",
    "experience": "Стаж",
    "category": "Категория",
    "courses": "Последние курсы",
    "young": "До 35 лет",
    "special_needs": "Работа с детьми с ОВЗ",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    **PROFILE_WORDS,
    "subject": {**PROFILE_WORDS["subject"], "safety": "ОБЗР"},
    "category": {**PROFILE_WORDS["category"], "none": "без категории"},
    "young": {**PROFILE_WORDS["young"], "no_answer": "не хочу отвечать"},
    "courses": {
        "this_year": "в этом учебном году",
        "years_1_3": "1-3 года назад",
        "over_3_years": "больше 3 лет назад",
        "unknown": "не помню",
    },
    "special_needs": {"yes": "да", "no": "нет"},
}

_RANGES = ("experience", "courses")
"""Their words have ranges of years in them, «4–10 лет», which a cell of a list writes with a hyphen."""


def told_profile(profile: Profile) -> dict[str, str]:
    """What is known, label by label, in the order of the passport."""
    return {_LABELS[key]: _word(key, profile.values[key]) for key in PROFILE_KEYS if profile.values.get(key)}


def _word(key: str, value: str) -> str:
    word = _WORDS[key].get(value, value)
    return word.replace("-", "–") if key in _RANGES else word
