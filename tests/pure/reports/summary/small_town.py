"""A small municipality whose summaries are attacked: few organisations, few people in each, a short questionnaire."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import combinations, product

from people.model import CentreId, OrganisationId
from people.organisation import Organisation, OrganisationCard, OrganisationKind
from people.policy import Mode
from reports.attributes import attributes_of
from reports.packs.joining import VersionPack, join
from reports.packs.model import AnswerRow, Layout
from reports.packs.packing import pack
from reports.ports import Source
from reports.responses import Responses
from reports.summary.live import Steps
from reports.summary.making import Material
from reports.summary.model import Heading
from reports.summary.quality import doubts_of, with_flags
from reports.summary.request import Crossed, Filters, Request
from surveys.campaigns.model import Coverage
from surveys.model import CampaignId, Key, Questionnaire, VersionId
from surveys.xlsform import compile_form, read_markdown

FORM = """
| settings | | | | |
| | form_title | form_id | version | min_answers |
| | Самооценка | pd-8 | 1 | 1 |

| survey | | | | | |
| | type | name | label | scale | known_as |
| | select_one experience | experience | Стаж? | | experience |
| | select_one category | category | Категория? | | category |
| | select_one hard | a1 | Цель урока | a | |
| | select_one hard | a2 | Задания разного уровня | a | |
| | select_one hard | b1 | Отзыв на работу | b | |
| | select_one hard | b2 | Критерии | b | |
| | select_one yesno | mentor | Есть наставник? | | |
| | select_multiple wanted | wanted | Что нужно? | | |
| | integer | hours | Часов в неделю? | | |
| | text | obstacle | Что мешает? | | |

| choices | | | | |
| | list_name | name | label | score |
| | hard | 0 | Уверенно | 0 |
| | hard | 1 | Иногда | 1 |
| | hard | 2 | Часто | 2 |
| | hard | 3 | Не получается | 3 |
| | hard | na | Не моя задача | |
| | experience | first | Первый год | |
| | experience | more | Больше | |
| | category | none | Нет | |
| | category | first | Первая | |
| | category | highest | Высшая | |
| | yesno | yes | Да | |
| | yesno | no | Нет | |
| | wanted | course | Курс | |
| | wanted | lesson | Открытый урок | |

| scales | | | | | |
| | name | label | bands | least | of |
| | a | Методика | levels | 1 | |
| | b | Оценивание | levels | 1 | |

| bands | | | | | |
| | list_name | from | name | label | feedback |
| | levels | 0 | minimal | минимальный | |
| | levels | 25 | moderate | умеренный | |
| | levels | 50 | pronounced | выраженный | |
| | levels | 75 | critical | критический | |
"""
PD8 = replace(compile_form(read_markdown("pd-8.md", FORM)), id=VersionId(1))
SOURCE = Source(CentreId(1), "pd-8", 2026, CampaignId(8))
KINDS = (OrganisationKind.SCHOOL, OrganisationKind.PRESCHOOL)
TERRITORIES = ("Север", "Центр", "Юг")
TYPED = {
    "hours": ("18", "20", "36", ""),
    "obstacle": ("Мало времени", "Отчёты и время", "Отчёты", ""),
}
"""What is answered by a number and in words; to pass it over stands at the end."""
PASSPORT = {"experience": ("first", "more", "more", "more", "more"), "category": ("none", "none", "first", "highest")}


@dataclass(frozen=True)
class SmallTown:
    """Organisations and the answers of everybody, those who came last at the end."""

    organisations: tuple[Organisation, ...]
    rows: tuple[AnswerRow, ...]
    late: int = 0
    form: Questionnaire = PD8

    def responses(self, count: int | None = None) -> Responses:
        """Of the first so many."""
        rows = self.rows[:count]
        joined = join([self.form], [VersionPack(VersionId(1), pack(Layout(self.form), rows))], with_words=True)
        told = attributes_of(joined.organisations, self.organisations, self.form, joined.responses.choices)
        return replace(joined.responses, attributes=told)

    def of(self, place: OrganisationId) -> SmallTown:
        """Of one organisation alone."""
        return replace(self, rows=tuple(row for row in self.rows if row.organisation == place))

    def material(self, responses: Responses, finished: int | None = None, steps: Steps = Steps.NONE) -> Material:
        """What a summary of these answers is made of, when so many have finished."""
        coverage: dict[OrganisationId, Coverage] = {}
        for row in self.rows[:finished]:
            school = OrganisationId(row.organisation)
            coverage[school] = coverage.get(school, Coverage()) + Coverage(2, 1, 1)
        heading = Heading("Кампания", "Центр", "pd-8", "Самооценка", ("1",), "2026/2027", Mode.ANONYMOUS)
        return Material(heading, responses, coverage, self.organisations, 5, 10, steps=steps)


def small_town(
    seed: int, organisations: tuple[int, int] = (6, 12), late: int = 0, most: int = 12, *, skips: bool = True
) -> SmallTown:
    """Organisations of 1 to `most` respondents, who may leave out questions where `skips`."""
    luck = random.Random(seed)
    places = [_organisation(n, luck) for n in range(1, luck.randint(*organisations) + 1)]
    schools = [place.id for place in places for _ in range(luck.randint(1, most))]
    luck.shuffle(schools)
    schools += [luck.choice(places).id for _ in range(late)]
    agreement = {key: [luck.choice((1, 2, 6)) for _ in codes] for key, codes in _answers(skips=skips).items()}
    rows = tuple(_row(n, school, agreement, luck, skips=skips) for n, school in enumerate(schools))
    return SmallTown(tuple(places), rows, late)


def _organisation(number: int, luck: random.Random) -> Organisation:
    name, territory = f"Школа {number}", luck.choice(TERRITORIES[: 2 + luck.randint(0, 1)])
    return Organisation(
        OrganisationId(number), CentreId(1), OrganisationCard(name, name, luck.choice(KINDS), territory)
    )


def _answers(*, skips: bool) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        **dict.fromkeys(("a1", "a2", "b1", "b2"), ("0", "1", "2", "3", "na", "")),
        "mentor": ("yes", "no", ""),
        "wanted": ("course", "lesson", "course lesson", ""),
    }
    return found if skips else {key: tuple(c for c in codes if c not in ("na", "")) for key, codes in found.items()}


def _row(number: int, school: int, agreement: dict[str, list[int]], luck: random.Random, *, skips: bool) -> AnswerRow:
    said = {key: luck.choice(codes) for key, codes in PASSPORT.items()}
    said |= {key: luck.choices(codes, agreement[key])[0] for key, codes in _answers(skips=skips).items()}
    other = random.Random(f"{number} {school} {said}")
    said |= {key: other.choice(codes[: None if skips else -1]) for key, codes in TYPED.items()}
    return AnswerRow(number, school, {Key(key): code for key, code in said.items()}, is_hasty=luck.random() < 0.12)


def flagged(responses: Responses) -> Responses:
    """With the attribute of careless answers."""
    return with_flags(responses, doubts_of(responses))


def all_requests(responses: Responses) -> list[tuple[Request, Filters]]:
    """Everything that may be asked of a campaign, with the selection that each is of."""
    asked: list[tuple[Request, Filters]] = [
        (Request(SOURCE, crossed=_crossed(responses), with_words=True), {}),
        (Request(SOURCE, excludes_flagged=True), {"flagged": frozenset({"no"})}),
    ]
    single = list(_singles(responses))
    for one in single:
        asked.append((Request(SOURCE, filters=one, with_words=True), one))
        if "organisation" not in one:
            asked.append((Request(SOURCE, filters=one, excludes_flagged=True), {**one, "flagged": frozenset({"no"})}))
    narrow = [one for one in single if "organisation" not in one and all(len(keys) == 1 for keys in one.values())]
    for first, second in combinations(narrow, 2):
        if first.keys() != second.keys():
            asked.append((Request(SOURCE, filters={**first, **second}), {**first, **second}))
    return asked


def all_comparisons(responses: Responses) -> list[tuple[Request, tuple[Filters, Filters]]]:
    """Every two values of one attribute beside each other."""
    narrow = [one for one in _singles(responses) if all(len(keys) == 1 for keys in one.values())]
    pairs = [(one, other) for one, other in combinations(narrow, 2) if one.keys() == other.keys()]
    return [(Request(SOURCE, compared=pair), pair) for pair in pairs]


def _singles(responses: Responses) -> list[Filters]:
    """Every value of every attribute, and every two of them."""
    found: list[Filters] = []
    for name, attribute in responses.attributes.items():
        if name == "flagged":
            continue
        found += [{name: frozenset({key})} for key in attribute.keys]
        if len(attribute.keys) > 2:
            found += [{name: frozenset(pair)} for pair in combinations(attribute.keys, 2)]
    return found


def _crossed(responses: Responses) -> tuple[Crossed, ...]:
    names = [name for name in responses.attributes if name != "flagged"]
    return tuple(Crossed(Key(key), name) for key, name in product(("mentor", "a1"), names))
