"""A bot in front of which nothing has been set up, people, and what they do again and again."""

import re
from dataclasses import dataclass, field
from typing import Any

from people.lists.model import ListedOrganisation
from people.lists.writing import list_workbook
from people.organisation import OrganisationCard, OrganisationKind
from simulator import Simulator
from tests.chat.cast import Someone, sends

FORM = """
| settings | | | |
| | form_title | form_id | version |
| | Опрос | seminar | 1 |

| survey | | | |
| | type | name | label |
| | text | useful | Был ли семинар полезен? |
"""

SCHOOL = OrganisationCard("МБОУ «Школа № 5»", "Школа № 5", OrganisationKind.SCHOOL, "Северская", False, 30)
KINDERGARTEN = OrganisationCard("Детский сад № 3", "Детский сад № 3", OrganisationKind.PRESCHOOL)
LIST = list_workbook([ListedOrganisation(2, SCHOOL), ListedOrganisation(3, KINDERGARTEN)], [])

PROFILE = ("Учитель-предметник", "Математика", "4–10 лет", "Первая", "Нет")
"""What a teacher of mathematics taps on coming in: the longest way there is."""


@dataclass
class Town:
    """A bot without any centre, and people in front of it."""

    bot: Any
    """A `Running`."""
    sim: Simulator
    anna: Someone
    expects_refusals: list[str] = field(default_factory=list)
    """What Telegram may have said no to at the end."""

    def person(self, name: str) -> Someone:
        """Somebody more."""
        return Someone(self.sim, self.sim.person(name))


async def opens_a_centre(anna: Someone, name: str = "ИМЦ Северского района", operator: str = "Муниципальное") -> None:
    """The set-up, by the chat alone."""
    await anna.taps("Открыть центр" if "Открыть центр" in anna.buttons else "Открыть ещё один центр")
    await anna.says(name)
    await anna.taps("Москва")
    await anna.taps("2026/2027")
    if operator == "Муниципальное":
        await anna.taps("Муниципальное учреждение")
        await anna.taps("Только без личных данных")
    else:
        await anna.taps(operator)
        await anna.taps("Только по коду приглашения")
    for _ in range(7):
        await anna.taps("Пропустить")
    anna.sees("Проверьте ответы")
    await anna.taps("Отправить")


async def brings_a_list(anna: Someone, content: bytes = LIST) -> None:
    await sends(anna, "список.xlsx", content)
    await anna.taps("Применить")
    anna.sees("Готово: список загружен.")


async def code_of(anna: Someone, organisation: str = "Школа № 5") -> str:
    """The code of an organisation, as the chat shows it."""
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Коды приглашений")
    await anna.taps(organisation)
    found = re.search(r"Код: ([0-9A-Z-]+)", anna.screen.text.replace("<b>", "").replace("</b>", ""))
    assert found, anna.screen.text
    return found.group(1)


async def fills_the_profile(someone: Someone) -> None:
    """All answers; what is offered then can wait in the menu."""
    for answer in PROFILE:
        await someone.taps(answer)
    if "Начать" in someone.buttons:
        await someone.taps("В меню")


async def ready(town: Town) -> str:
    """A centre with its list; gives the code of the school."""
    await town.anna.says("/start")
    await opens_a_centre(town.anna)
    await brings_a_list(town.anna)
    return await code_of(town.anna)
