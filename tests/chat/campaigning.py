"""What is done again and again around campaigns: describing, starting, opening the board."""

import re

from people.model import AccountId
from storage.forms import SqlFormStore
from surveys.authoring import StoredFile
from surveys.xlsform import read_markdown
from tests.chat.cast import Someone, normal
from tests.chat.town import FORM, Town, fills_the_profile, ready

KIND = "Под личным кодом"
ANONYMOUS = "Анонимно"


async def joins(town: Town, name: str, code: str) -> Someone:
    """Somebody with a profile; the screen is the menu."""
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


async def publishes(town: Town, form: str = FORM) -> None:
    """A questionnaire of one question; authors and the checking of their files have tests of their own."""
    app = town.bot.app
    forms, now = SqlFormStore(app.database, app.versions), town.bot.clock()
    centre = (await app.desk.places.centres())[0].id
    version = await forms.freeze(
        centre, read_markdown("seminar.md", form), StoredFile("seminar.md", form.encode()), {}, now
    )
    assert await forms.publish(centre, version.id, AccountId(1), now)


async def withdraws(town: Town, key: str = "seminar") -> None:
    """The questionnaire is not on offer any more."""
    app = town.bot.app
    centre = (await app.desk.places.centres())[0].id
    assert await SqlFormStore(app.database, app.versions).withdraw(centre, key)


async def chooses(anna: Someone, option: str) -> None:
    """One of numbered options, by what its line says."""
    found = re.search(rf"(\d+)\. {re.escape(option)}", normal(anna.screen.text))
    await anna.taps(found.group(1) if found else option)


async def describes(
    anna: Someone, questionnaire: str = "Опрос", mode: str = KIND, title: str = "Осень", opens: str = ""
) -> None:
    """To everybody, for a week from a day or at once, three days for those who are late."""
    await opens_campaigns(anna)
    await anna.taps("Новая кампания")
    await chooses(anna, questionnaire)
    await anna.says(title)
    for answer in ("Всех педагогов", "Нет", "В выбранный день" if opens else "Сразу, как запущу"):
        await anna.taps(answer)
    if opens:
        await anna.says(opens)
    for answer in ("Неделю", "Три дня", mode):
        await anna.taps(answer)
    anna.sees("Проверьте ответы")
    await anna.taps("Отправить")


async def launches(anna: Someone) -> None:
    """From the draft; what was asked about is answered."""
    await anna.taps("Запустить")
    anna.sees("Приглашение полу")
    await anna.taps("Да, запустить")


async def starts(town: Town, **description: str) -> None:
    """A campaign that runs; everybody has the invitation."""
    await describes(town.anna, **description)
    await launches(town.anna)
    await town.bot.ticks(seconds=5)


async def reminds(anna: Someone) -> None:
    """From the board; what was asked about is answered."""
    await anna.taps("Напомнить молчащим")
    anna.sees("Кампания началась", "Напомнить")
    await anna.taps("Да, напомнить")


async def begins(someone: Someone, questionnaire: str = "Опрос") -> None:
    await someone.taps(questionnaire)
    await someone.taps("Начать")


async def board(town: Town, title: str = "Осень") -> Someone:
    await opens_campaigns(town.anna)
    await town.anna.taps(title)
    return town.anna


async def prepared(town: Town) -> str:
    """A centre with an organisation and a questionnaire; gives the code."""
    code = await ready(town)
    await publishes(town)
    return code


async def invites_a_methodologist(town: Town) -> str:
    """Gives the code."""
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Роли")
    await town.anna.taps("Пригласить методиста")
    return shown_code(town.anna)


def shown_code(someone: Someone) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2,4}", someone.screen.text)
    assert found, someone.screen.text
    return found.group(0)
