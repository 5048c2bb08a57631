"""Words that stand in cells, and what they mean: written by people, so read kindly."""

import re
from collections.abc import Mapping

from people.organisation import KIND_WORDS, OrganisationKind
from people.roles import Role

_DASHES = re.compile(r"\s*[-–—‑]\s*")
_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """For comparing: small letters, ё as е, one kind of dash and blank, without quotes; «№5» is «№ 5»."""
    bare = text.strip().lower().replace("ё", "е")
    bare = re.sub("[«»\"'„“”]", "", bare)
    return _BLANKS.sub(" ", _DASHES.sub("-", bare.replace("№", "№ "))).strip()


FLAGS = {"да": "yes", "+": "yes", "1": "yes", "true": "yes", "нет": "no", "-": "no", "0": "no", "false": "no"}
KINDS: Mapping[str, OrganisationKind] = {
    **{word: kind for kind, word in KIND_WORDS.items()},
    "оо": OrganisationKind.SCHOOL,
    "сош": OrganisationKind.SCHOOL,
    "лицей": OrganisationKind.SCHOOL,
    "гимназия": OrganisationKind.SCHOOL,
    "доо": OrganisationKind.PRESCHOOL,
    "доу": OrganisationKind.PRESCHOOL,
    "сад": OrganisationKind.PRESCHOOL,
    "удо": OrganisationKind.ADDITIONAL,
    "допобразование": OrganisationKind.ADDITIONAL,
    "спо": OrganisationKind.COLLEGE,
}
ROLES: Mapping[str, Role] = {
    "": Role.TEACHER,
    "педагог": Role.TEACHER,
    "учитель": Role.TEACHER,
    "наставник": Role.MENTOR,
    "наставляемый": Role.MENTEE,
    "координатор": Role.COORDINATOR,
    "куратор": Role.COORDINATOR,
    "руководитель": Role.HEAD,
    "директор": Role.HEAD,
    "заведующий": Role.HEAD,
}
ROLE_WORDS = {
    Role.TEACHER: "педагог",
    Role.MENTOR: "наставник",
    Role.MENTEE: "наставляемый",
    Role.COORDINATOR: "координатор",
    Role.HEAD: "руководитель",
}
PROFILE_WORDS: Mapping[str, Mapping[str, str]] = {
    "work": {
        "primary": "учитель начальных классов",
        "subject": "учитель-предметник",
        "preschool": "педагог детского сада",
        "additional": "педагог дополнительного образования",
        "specialist": "специалист",
        "head": "руководитель",
    },
    "subject": {
        "russian": "русский и литература",
        "mathematics": "математика",
        "physics": "физика",
        "chemistry": "химия",
        "biology": "биология",
        "geography": "география",
        "history": "история и обществознание",
        "foreign_language": "иностранный язык",
        "informatics": "информатика",
        "technology": "труд (технология)",
        "physical_education": "физкультура",
        "safety": "обзр",
        "arts": "искусство, музыка",
        "other": "другое",
    },
    "experience": {
        "first_year": "первый год",
        "years_1_3": "1-3 года",
        "years_4_10": "4-10 лет",
        "years_11_20": "11-20 лет",
        "over_20": "больше 20 лет",
    },
    "category": {
        "none": "нет",
        "position": "соответствие должности",
        "first": "первая",
        "highest": "высшая",
        "mentor": "методист или наставник",
    },
    "young": {"yes": "да", "no": "нет"},
}
"""What an export writes for a code of the passport; other spellings are in `_ALSO`."""
_ALSO: Mapping[str, Mapping[str, str]] = {
    "work": {
        "начальные классы": "primary",
        "предметник": "subject",
        "учитель": "subject",
        "воспитатель": "preschool",
        "педагог допобразования": "additional",
        "педагог-психолог": "specialist",
        "логопед": "specialist",
        "заместитель": "head",
        "директор": "head",
    },
    "subject": {
        "русский язык": "russian",
        "литература": "russian",
        "русский язык и литература": "russian",
        "история": "history",
        "обществознание": "history",
        "английский язык": "foreign_language",
        "немецкий язык": "foreign_language",
        "технология": "technology",
        "труд": "technology",
        "физическая культура": "physical_education",
        "обж": "safety",
        "музыка": "arts",
        "изо": "arts",
    },
    "experience": {
        "до года": "first_year",
        "менее года": "first_year",
        "1-3": "years_1_3",
        "4-10": "years_4_10",
        "11-20": "years_11_20",
        "более 20 лет": "over_20",
        "свыше 20 лет": "over_20",
        "больше 20": "over_20",
    },
    "category": {
        "без категории": "none",
        "сзд": "position",
        "соответствие": "position",
        "соответствие занимаемой должности": "position",
        "1": "first",
        "i": "first",
        "высшая категория": "highest",
        "первая категория": "first",
        "педагог-методист": "mentor",
        "педагог-наставник": "mentor",
    },
    "young": {"+": "yes", "-": "no"},
}
_YEARS = re.compile(r"(\d{1,2})(?:[,.]\d+)?(?: (?:год|года|лет))?")


def profile_code(key: str, text: str) -> str | None:
    """The code of the passport for a word in a cell; None if nobody would understand it."""
    word = folded(text)
    spelt = {folded(label): code for code, label in PROFILE_WORDS[key].items()}
    found = spelt.get(word) or _ALSO[key].get(word)
    if found is None and word in PROFILE_WORDS[key]:
        return word
    if found is None and key == "experience" and (years := _YEARS.fullmatch(word)):
        return _band(int(years.group(1)))
    return found


def _band(years: int) -> str:
    """The band of whole years of work; one who works less than a year is in the first."""
    if years < 1:
        return "first_year"
    limits = ((3, "years_1_3"), (10, "years_4_10"), (20, "years_11_20"))
    return next((band for most, band in limits if years <= most), "over_20")
