"""Campaigns, from the methodologist's first tap to the last answer."""

from tests.chat.cast import Someone
from tests.chat.town import Town, fills_the_profile, ready


async def joins(town: Town, name: str, code: str) -> Someone:
    someone = town.person(name)
    await someone.says("/start")
    await someone.says(code)
    await someone.taps("Прочитал(а), согласен(на)")
    await fills_the_profile(someone)
    return someone


async def opens_campaigns(anna: Someone) -> None:
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Кампании")


async def describes(anna: Someone, *, mode: str = "Под личным кодом") -> None:
    """PD-1 to everybody, for a week."""
    await opens_campaigns(anna)
    await anna.taps("Новая кампания")
    anna.sees("1. Самооценка профессиональных затруднений")
    await anna.taps("1")
    await anna.says("Осень")
    await anna.taps("Всех педагогов")
    await anna.taps("Нет")
    await anna.taps("Сразу, как запущу")
    await anna.taps("Неделю")
    await anna.taps("Три дня")
    await anna.taps(mode)
    anna.sees("Проверьте ответы")
    await anna.taps("Отправить")


async def test_from_the_description_to_the_first_question(town: Town) -> None:
    code = await ready(town)
    maria = await joins(town, "Мария", code)
    await describes(town.anna)
    town.anna.sees("Осень", "Кого спрашиваем: Всех педагогов", "Сейчас это 1 человек")
    await town.anna.taps("Запустить")
    town.anna.sees("Запущена", "Ответили 0 из 1", "Школа № 5 — 0 из 1", "Пока молчит 1 человек")

    await town.bot.ticks(seconds=5)
    maria.sees("Методический центр просит вас ответить", "Самооценка профессиональных затруднений")
    await maria.taps("Пройти самооценку")
    maria.sees("под вашим личным кодом", "Ответить можно до")
    await maria.taps("Начать")
    maria.sees("1 из")
