"""Campaigns, from the methodologist's first tap to the last answer."""

import io
import re

import openpyxl

from people.model import AccountId
from storage.forms import SqlFormStore
from surveys.authoring import StoredFile
from surveys.xlsform import read_markdown
from tests.chat.cast import Someone, documents, normal
from tests.chat.town import FORM, Town, brings_a_list, code_of, fills_the_profile, opens_a_centre, ready

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


async def chooses(anna: Someone, option: str) -> None:
    """One of numbered options, by what its line says."""
    found = re.search(rf"(\d+)\. {re.escape(option)}", normal(anna.screen.text))
    await anna.taps(found.group(1) if found else option)


async def describes(anna: Someone, questionnaire: str = "Опрос", mode: str = KIND, title: str = "Осень") -> None:
    """To everybody, for a week, three days for those who are late."""
    await opens_campaigns(anna)
    await anna.taps("Новая кампания")
    await chooses(anna, questionnaire)
    await anna.says(title)
    for answer in ("Всех педагогов", "Нет", "Сразу, как запущу", "Неделю", "Три дня", mode):
        await anna.taps(answer)
    anna.sees("Проверьте ответы")
    await anna.taps("Отправить")


async def starts(town: Town, **description: str) -> None:
    """A campaign that runs; everybody has the invitation."""
    await describes(town.anna, **description)
    await town.anna.taps("Запустить")
    await town.bot.ticks(seconds=5)


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


async def test_from_the_description_to_the_first_question(town: Town) -> None:
    code = await ready(town)
    maria = await joins(town, "Мария", code)
    await describes(town.anna, "Самооценка профессиональных затруднений")
    town.anna.sees("Осень", "Кого спрашиваем: всех педагогов", "Сейчас это 1 человек")
    await town.anna.taps("Запустить")
    town.anna.sees("Запущена", "Ответили 0 из 1", "Школа № 5 — 0 из 1", "Пока молчит 1 человек")

    await town.bot.ticks(seconds=5)
    maria.sees("Методический центр просит вас ответить", "Самооценка профессиональных затруднений")
    await maria.taps("Пройти самооценку")
    maria.sees("под вашим личным кодом", "Ответить можно до 12 октября 2026 включительно")
    await maria.taps("Начать")
    maria.sees("Когда вы в последний раз завершили курсы")


async def test_the_board_counts_who_has_begun_and_who_has_finished(town: Town) -> None:
    code = await prepared(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    await starts(town)
    await begins(maria)
    (await board(town)).sees("Ответили 0 из 2, начали и не закончили 1", "Пока молчат 2 человека")
    await maria.says("Да, очень")
    (await board(town)).sees("Ответили 1 из 2, начали и не закончили 0", "Школа № 5 — 1 из 2", "50 %")

    await olga.says("/start")
    olga.sees("Вас просят ответить на анкету «Опрос»")
    await maria.says("/start")
    maria.sees_no("Вас просят ответить")
    await town.anna.taps("Файл для координаторов")
    workbook = openpyxl.load_workbook(io.BytesIO(documents(town.sim, town.anna)["охват.xlsx"]))
    rows = [list(row) for row in workbook["Охват"].iter_rows(values_only=True)]
    assert rows[1:] == [["Школа № 5", 2, 1, 1, 50, 0], ["Всего", 2, 1, 1, 50, 0]]


async def test_only_the_silent_are_reminded_and_once_a_day(town: Town) -> None:
    code = await prepared(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    await starts(town)
    await begins(maria)
    await maria.says("Да")
    done = maria.remembers()

    anna = await board(town)
    await anna.taps("Напомнить молчащим")
    anna.hears("Напоминание получит 1 человек.")
    await town.bot.ticks(seconds=5)
    olga.sees("Напоминаем: вас ждёт анкета.", "Опрос")
    assert maria.screen.id == done.id
    await anna.taps("Напомнить молчащим")
    anna.hears("Всем, кто молчит, сегодня уже напомнили")

    await town.bot.ticks(hours=11)  # ten in the evening in Moscow
    await anna.taps("Напомнить молчащим")
    anna.hears("Сейчас тихие часы: с 8 до 20 часов, кроме воскресенья, напоминание уйдёт")


async def test_what_two_campaigns_ask_comes_in_one_reminder(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    await starts(town, questionnaire="Образовательный запрос", title="Запрос")
    seen = len(maria.person.chat.messages)
    for title in ("Осень", "Запрос"):
        await (await board(town, title)).taps("Напомнить молчащим")
    await town.bot.ticks(seconds=5)
    assert len(maria.person.chat.messages) == seen + 1
    maria.sees("Напоминаем: вас ждут анкеты.", "«Опрос»", "«Образовательный запрос»")


async def test_the_calendar_reminds_by_itself_and_a_sleeping_bot_sends_one_of_those_missed(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)  # Monday, 5 October, 12:30 in Moscow, until 12 October
    await town.bot.ticks(days=2)
    maria.sees("Методический центр просит вас ответить")
    await town.bot.ticks(days=2)  # half of the time is over
    await town.bot.ticks(seconds=5)
    maria.sees("Напоминаем: вас ждёт анкета.")
    seen = len(maria.person.chat.messages)
    await town.bot.ticks(days=3)  # the bot slept over the two that were left, and wakes on Monday, the last day
    await town.bot.ticks(seconds=35)
    assert len(maria.person.chat.messages) == seen + 1
    await town.bot.ticks(hours=1)
    assert len(maria.person.chat.messages) == seen + 1


async def test_what_was_begun_may_be_finished_for_some_days_and_not_later(town: Town) -> None:
    code = await prepared(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    igor = await joins(town, "Игорь", code)
    await starts(town)
    for someone in (maria, igor):
        await begins(someone)
    await olga.taps("Опрос")
    await town.bot.ticks(days=8)

    await olga.taps("Начать")
    olga.sees("Эта анкета уже закрыта")
    await maria.says("/start")
    maria.sees("Приём ответов закончился, но начатую анкету «Опрос» можно закончить до 15 октября")
    await maria.taps("Продолжить с вопроса 1")
    maria.sees("Приём ответов уже закончился. Вы успели начать — закончите до 15 октября 2026 включительно.")
    await maria.says("Да")
    (await board(town)).sees("Завершена 12 октября 2026. Кто успел начать", "Ответили 1 из 3")

    await town.bot.ticks(days=3)
    await igor.taps("Пропустить")
    igor.sees("Анкета «Опрос» закрыта: приём ответов закончился.")
    (await board(town)).sees("Завершена 12 октября 2026.", "Ответили 1 из 3, начали и не закончили 0")


async def test_an_extension_reaches_those_who_have_begun(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    await begins(maria)
    anna = await board(town)
    await anna.taps("Продлить")
    await anna.taps("На 7 дней")
    anna.sees("Продлена до 19 октября 2026 включительно.", "Идёт до 19 октября")
    await town.bot.ticks(days=12)
    await maria.says("Да")
    (await board(town)).sees("Ответили 1 из 1")


async def test_closing_is_asked_twice_and_an_old_button_changes_nothing(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    anna = await board(town)
    running = anna.remembers()
    await anna.taps("Закрыть")
    anna.sees("Закрыть кампанию?", "Кто уже начал, сможет закончить до 8 октября")
    await anna.taps("Да, закрыть")
    anna.sees("Закрыта.", "Завершена 5 октября")
    await anna.taps("Напомнить молчащим", on=running)
    anna.hears("Она сейчас не идёт")


async def test_anonymous_answers_are_counted_and_taken_once(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town, mode=ANONYMOUS)
    await maria.taps("Опрос")
    maria.sees("Ответы анонимны")
    await maria.taps("Начать")
    await maria.says("Да")
    (await board(town)).sees("Ответили 1 из 1")
    await maria.says("/start")
    maria.sees_no("Вас просят ответить")
    await (await board(town)).taps("Напомнить молчащим")
    town.anna.hears("Некого спрашивать: под эти признаки никто не подходит")


async def test_somebody_who_comes_later_is_asked_too(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await starts(town)
    late = await joins(town, "Новенькая", code)
    late.sees("Вас просят ответить на анкету «Опрос»")
    (await board(town)).sees("Ответили 0 из 2")


async def test_what_was_begun_from_the_menu_belongs_to_the_campaign(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await maria.taps("Опрос")
    await maria.taps("Начать")
    await starts(town)
    await maria.says("/start")
    await maria.taps("Опрос")
    await maria.taps("Начать")
    (await board(town)).sees("начали и не закончили 1")
    await maria.says("Да")
    (await board(town)).sees("Ответили 1 из 1")


async def test_nobody_is_asked_the_same_by_two_campaigns(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await starts(town)
    await describes(town.anna, title="Ещё раз")
    town.anna.sees("1 человек уже отвечает на эту анкету в другой кампании")
    await town.anna.taps("Запустить")
    town.anna.hears("Некого спрашивать: под эти признаки никто не подходит")


async def test_a_ready_campaign_of_the_year_starts_in_a_few_taps(town: Town) -> None:
    code = await ready(town)
    await joins(town, "Мария", code)
    await opens_campaigns(town.anna)  # two taps
    await town.anna.taps("План года")
    town.anna.sees("План методического года 2026/2027", "12–30 октября 2026 — Образовательный запрос")
    await town.anna.taps("Образовательный запрос")
    town.anna.sees("Проверьте ответы", "Образовательный запрос, 2026/2027", "12 октября 2026")
    await town.anna.taps("Отправить")
    await town.anna.taps("Запланировать на 12 октября")
    town.anna.sees("Запланирована.", "Начнётся 12 октября 2026 сама")

    await town.bot.ticks(days=6, hours=19)  # 12 October, 7:30 in Moscow
    await town.bot.ticks(seconds=35)
    (await board(town, "Образовательный запрос,…")).sees("Начнётся")
    await town.bot.ticks(hours=1)
    (await board(town, "Образовательный запрос,…")).sees("Идёт до 30 октября", "Ответили 0 из 1")


async def test_of_two_who_change_a_campaign_the_second_is_told(town: Town) -> None:
    await prepared(town)
    await describes(town.anna)
    draft = town.anna.remembers()
    await town.anna.taps("Изменить")
    town.bot.clock.passes(seconds=1)
    boris = town.person("Борис")
    await boris.says(await invites_a_methodologist(town))
    await opens_campaigns(boris)
    await boris.taps("Осень")
    await boris.taps("Изменить")
    await boris.says("2")
    await boris.says("Зима")
    await boris.taps("Отправить")
    boris.sees("Зима")
    town.bot.clock.passes(seconds=1)

    await town.anna.says("2")
    await town.anna.says("Весна")
    await town.anna.taps("Отправить")
    town.anna.sees("Пока вы меняли кампанию, её изменил кто-то другой")
    await town.anna.taps("Запустить", on=draft)
    town.anna.hears("Её только что изменил кто-то другой: вот как она выглядит теперь")
    town.anna.sees("Зима")


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


async def test_the_next_wave_says_what_can_be_compared(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await starts(town)
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await publishes(town, FORM.replace("Был ли семинар полезен?", "Чем был полезен семинар?"))
    anna = await board(town)
    await anna.taps("Провести ещё раз")
    anna.sees("Это черновик новой волны", "Волна 2. С прошлого раза анкета изменилась: сравнить можно 0 из 1")
    await anna.taps("Запустить")
    anna.sees("Запущена")


async def test_a_coordinator_sees_the_own_organisation_and_can_change_nothing(town: Town) -> None:
    await town.anna.says("/start")
    await opens_a_centre(town.anna)
    await brings_a_list(town.anna)
    await publishes(town)
    for name, organisation in (("Мария", "Школа № 5"), ("Ольга", "Детский сад № 3")):
        await joins(town, name, await code_of(town.anna, organisation))
    await code_of(town.anna)
    await town.anna.taps("Назначить координатора")
    vera = town.person("Вера")
    await vera.says(shown_code(town.anna))
    await starts(town)
    await board(town)
    foreign = [town.anna.data(label) for label in ("Закрыть", "Продлить", "Напомнить молчащим", "Провести ещё раз")
               if label in town.anna.buttons]  # fmt: skip

    await opens_campaigns(vera)
    vera.sees("Осень — до 12 октября, ответили 0 из 1")
    assert "Новая кампания" not in vera.buttons
    await vera.taps("Осень")
    vera.sees("Школа № 5 — 0 из 1", "Ответили 0 из 1")
    vera.sees_no("Детский сад")
    for data in foreign:
        await vera.presses(data)
        vera.hears("Это вам сейчас недоступно")


SHARED = """
| settings | | | |
| | form_title | form_id | version |
| | {title} | {key} | 1 |

| survey | | | |
| | type | name | label |
| | select_one s | net | Есть ли в кабинете интернет? |
| | text | own_{key} | {own} |

| choices | | | |
| | list_name | name | label |
| | s | yes | Да |
| | s | no | Нет |
"""


async def test_what_two_questionnaires_share_is_asked_once(town: Town) -> None:
    code = await ready(town)
    for key, title, own in (("room", "Кабинет", "Чего не хватает?"), ("net", "Сеть", "Что не работает?")):
        await publishes(town, SHARED.format(key=key, title=title, own=own))
    maria = await joins(town, "Мария", code)
    for title in ("Кабинет", "Сеть"):
        await starts(town, questionnaire=title, title=title)
    await maria.says("/start")
    await begins(maria, "Кабинет")
    maria.sees("Есть ли в кабинете интернет?")
    await maria.taps("Да")
    await maria.says("Проектора")
    await maria.says("/start")
    await begins(maria, "Сеть")
    maria.sees("Что не работает?", "2 из 2")
    await maria.taps("← Назад")
    maria.sees("Есть ли в кабинете интернет?")
