"""Results on the phone: what a methodologist, a coordinator and a teacher may see, and nothing more."""

from tests.chat.answered import answer
from tests.chat.cast import Someone
from tests.chat.test_campaigns import KIND, describes, joins
from tests.chat.town import Town, ready

SCHOOL, GARDEN = "Школа № 5", "Детский сад № 3"
PD1 = "Самооценка профессиональных затруднений"


async def running(town: Town, mode: str = KIND) -> Someone:
    """Анна's campaign runs; Мария is the one who is really asked."""
    code = await ready(town)
    maria = await joins(town, "Мария", code)
    await describes(town.anna, PD1, mode)
    await town.anna.taps("Запустить")
    return maria


def teachers(school: int, garden: int = 0) -> list[tuple[str, dict[str, str]]]:
    """So many of each, with first and highest category in turn."""
    places = [SCHOOL] * school + [GARDEN] * garden
    return [(place, {"category": ("first", "highest")[number % 2]}) for number, place in enumerate(places)]


async def looks(town: Town, title: str = "Осень") -> Someone:
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Результаты")
    await town.anna.taps(title)
    return town.anna


async def test_a_methodologist_sees_the_summary_in_one_message(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    print(anna.screen.text)
    print(anna.buttons)
    anna.sees("Осень", "Ответили 26 из 27 (96 %)", "В расчёте ответов: 26")
