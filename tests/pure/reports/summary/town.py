"""A small questionnaire, people who answered it, and the same figures worked out slowly and obviously."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from people.model import CentreId, OrganisationId
from people.organisation import Organisation, OrganisationCard, OrganisationKind
from people.policy import Mode
from reports.attributes import attributes_of
from reports.packs.joining import VersionPack, join
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from reports.ports import Source
from reports.responses import Responses
from reports.summary.making import Material
from reports.summary.model import Heading
from reports.summary.request import Request
from surveys.campaigns.model import Coverage
from surveys.model import Answers, CampaignId, Questionnaire, VersionId
from surveys.scoring import score
from surveys.xlsform import compile_form, read_markdown

FORM = """
| settings | | | | | |
| | form_title | form_id | version | min_answers | priority_question |
| | Самооценка | pd-9 | 1 | 2 | priority |

| survey | | | | | | |
| | type | name | label | scale | reverse | known_as |
| | select_one experience | experience | Стаж? | | | experience |
| | select_one category | category | Категория? | | | category |
| | select_one hard | a1 | Цель урока | a | | |
| | select_one hard | a2 | Задания разного уровня | a | | |
| | select_one done | a3 | Посещал урок коллеги | a | yes | |
| | select_one hard | b1 | Отзыв на работу | b | | |
| | select_one hard | b2 | Критерии | b | | |
| | select_one done | b3 | Ученики оценивали себя | b | yes | |
| | select_one tired | w1 | Есть силы после работы | w | yes | |
| | select_one tired | w2 | Мысли о работе мешают | w | | |
| | select_multiple blocks | priority | Где нужна помощь? | | | |
| | select_one help | help | Какая помощь? | | | |
| | integer | hours | Часов в неделю? | | | |
| | text | obstacle | Что мешает? | | | |

| choices | | | | |
| | list_name | name | label | score |
| | hard | 0 | Уверенно | 0 |
| | hard | 1 | Иногда | 1 |
| | hard | 2 | Часто | 2 |
| | hard | 3 | Не получается | 3 |
| | hard | na | Не моя задача | |
| | done | 0 | Ни разу | 0 |
| | done | 1 | Один раз | 1 |
| | done | 2 | Несколько раз | 2 |
| | done | 3 | Регулярно | 3 |
| | tired | 0 | Нет | 0 |
| | tired | 3 | Да | 3 |
| | experience | first | Первый год | |
| | experience | more | Больше | |
| | category | none | Нет | |
| | category | highest | Высшая | |
| | blocks | a | Методика | |
| | blocks | b | Оценивание | |
| | help | course | Курс | |
| | help | mentor | Наставник | |

| scales | | | | | | |
| | name | label | bands | least | of | personal |
| | a | Методика | levels | 2 | | |
| | b | Оценивание | levels | 2 | | |
| | w | Самочувствие | levels | 1 | | no |
| | all | Общий индекс | levels | 2 | a b | |

| bands | | | | | |
| | list_name | from | name | label | feedback |
| | levels | 0 | minimal | минимальный | |
| | levels | 25 | moderate | умеренный | |
| | levels | 50 | pronounced | выраженный | |
| | levels | 75 | critical | критический | |
"""
SOURCE = Source(CentreId(1), "pd-9", 2026, CampaignId(7))
SCHOOLS = (1, 2, 3, 4)
OPTIONS = {
    **dict.fromkeys(("a1", "a2", "b1", "b2"), ("0", "1", "2", "3", "na", "")),
    **dict.fromkeys(("a3", "b3"), ("0", "1", "2", "3", "")),
    **dict.fromkeys(("w1", "w2"), ("0", "3", "")),
    "experience": ("first", "more", ""),
    "category": ("none", "highest", ""),
    "priority": ("a", "b", "a b", ""),
    "help": ("course", "mentor", ""),
    "hours": ("18", "20", "36", ""),
    "obstacle": ("Мало времени на подготовку", "отчёты", ""),
}


@dataclass(frozen=True)
class Person:
    """Somebody who has finished."""

    school: int
    answers: Answers
    is_hasty: bool = False


def questionnaire(text: str = FORM, number: int = 1) -> Questionnaire:
    """The questionnaire as a stored version."""
    return replace(compile_form(read_markdown("pd-9.md", text)), id=VersionId(number))


PD9 = questionnaire()


def organisations() -> list[Organisation]:
    """Four of two kinds in two territories."""
    kinds = (OrganisationKind.SCHOOL, OrganisationKind.SCHOOL, OrganisationKind.PRESCHOOL, OrganisationKind.SCHOOL)
    return [
        Organisation(
            OrganisationId(n), CentreId(1), OrganisationCard(f"Школа {n}", f"Школа {n}", kind, ("Север", "Юг")[n % 2])
        )
        for n, kind in zip(SCHOOLS, kinds, strict=True)
    ]


def people(count: int, seed: int = 1, schools: Sequence[int] = SCHOOLS) -> list[Person]:
    """So many, answering by lot."""
    luck = random.Random(seed)
    found = []
    for _ in range(count):
        said = {key: luck.choice(options) for key, options in OPTIONS.items() if luck.random() < 0.9}
        found.append(Person(luck.choice(schools), said, luck.random() < 0.1))  # type: ignore[arg-type]
    return found


def responses_of(persons: Sequence[Person], form: Questionnaire = PD9, at_once: int = 1_000) -> Responses | None:
    """Their answers in columns, by way of packs."""
    rows = [AnswerRow(n, p.school, p.answers, is_hasty=p.is_hasty) for n, p in enumerate(persons)]
    packs = [VersionPack(form.id, pack(Layout(form), rows[i : i + at_once])) for i in range(0, len(rows), at_once)]
    if not packs:
        return None
    joined = join([form], packs, with_words=True)
    told = attributes_of(joined.organisations, organisations(), form, joined.responses.choices)
    return replace(joined.responses, attributes=told)


def material(persons: Sequence[Person], **more: object) -> Material:
    """What a summary of them is made of."""
    coverage: dict[OrganisationId, Coverage] = {}
    for person in persons:
        school = OrganisationId(person.school)
        coverage[school] = coverage.get(school, Coverage()) + Coverage(2, 1, 1)
    known: dict[str, object] = {
        "heading": Heading("Кампания", "Центр", "pd-9", "Самооценка", ("1",), "2026/2027", Mode.PSEUDONYMOUS),
        "responses": responses_of(persons),
        "coverage": coverage,
        "organisations": organisations(),
        "min_cell": 5,
        "min_cell_well_being": 10,
        "label": "2026/2027",
    }  # fmt: skip
    return Material(**{**known, **more})  # type: ignore[arg-type]


def request(**more: object) -> Request:
    """For everything there is."""
    return Request(SOURCE, **more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Slowly:
    """A block of some people, counted one by one with the scoring of a single person."""

    n: int
    mean: float
    median: float
    pronounced: int


def block_slowly(persons: Sequence[Person], key: str) -> Slowly | None:
    """None where nobody has a valid index."""
    found = []
    for person in persons:
        [one] = [each for each in score(PD9, person.answers).scales if each.scale.key == key]
        if one.index is not None:
            found.append(one.index)
    if not found:
        return None
    ordered = sorted(found)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Slowly(len(found), sum(found) / len(found), median, sum(index >= 50 for index in found))


def bases_slowly(persons: Sequence[Person], key: str) -> tuple[int, int, int, int]:
    """Asked, answered, «не моя задача», skipped."""
    said = [person.answers[key] for person in persons if key in person.answers]  # type: ignore[index]
    return len(said), sum(s not in ("", "na") for s in said), said.count("na"), said.count("")


def by(persons: Sequence[Person], group: Callable[[Person], str]) -> Mapping[str, list[Person]]:
    """People by group."""
    found: dict[str, list[Person]] = {}
    for person in persons:
        found.setdefault(group(person), []).append(person)
    return found


def almost(one: float | None, other: float) -> bool:
    """Indices are rounded to nine digits; sums in another order may be rounded to another one."""
    return one is not None and bool(np.isclose(one, other, rtol=0, atol=1e-7))
