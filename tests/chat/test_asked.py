"""Campaigns as those meet them who are asked."""

from tests.chat.campaigning import (
    ANONYMOUS,
    begins,
    board,
    describes,
    joins,
    launches,
    prepared,
    publishes,
    reminds,
    starts,
)
from tests.chat.town import Town, ready


async def test_from_the_description_to_the_first_question(town: Town) -> None:
    code = await ready(town)
    maria = await joins(town, "Мария", code)
    await describes(town.anna, "Самооценка профессиональных затруднений")
    town.anna.sees("Осень", "Кого спрашиваем: всех педагогов", "Сейчас это 1 человек")
    await launches(town.anna)
    town.anna.sees("Запущена", "Ответили 0 из 1", "Школа № 5 — 0 из 1", "Пока молчит 1 человек")

    await town.bot.ticks(seconds=5)
    maria.sees("Методический центр просит вас ответить", "Самооценка профессиональных затруднений")
    await maria.taps("Пройти самооценку")
    maria.sees("под вашим личным кодом", "Ответить можно до 12 октября 2026 включительно")
    await maria.taps("Начать")
    maria.sees("Когда вы в последний раз завершили курсы")


async def test_what_two_campaigns_ask_comes_in_one_reminder(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    await starts(town, questionnaire="Образовательный запрос", title="Запрос")
    seen = len(maria.person.chat.messages)
    for title in ("Осень", "Запрос"):
        await reminds(await board(town, title))
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


async def test_who_waited_for_a_bot_that_was_down_is_reminded_the_next_day_and_once(town: Town) -> None:
    maria = await joins(town, "Мария", await prepared(town))
    await starts(town)
    await town.bot.ticks(hours=7)
    await reminds(await board(town))  # at 19:30 in Moscow; the bot goes down before it sends anything
    await town.bot.ticks(hours=14)
    await town.bot.ticks(seconds=5)
    maria.sees("Напоминаем: вас ждёт анкета.")
    anna = await board(town)
    await reminds(anna)
    anna.hears("Всем, кто молчит, сегодня уже напомнили")


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


async def test_the_last_late_day_is_a_whole_day_of_a_campaign_closed_at_noon(town: Town) -> None:
    code = await prepared(town)
    maria, olga = await joins(town, "Мария", code), await joins(town, "Ольга", code)
    await starts(town)
    for someone in (maria, olga):
        await begins(someone)
    anna = await board(town)
    await anna.taps("Закрыть")
    anna.sees("Кто уже начал, сможет закончить до 8 октября 2026 включительно")
    await anna.taps("Да, закрыть")
    await town.bot.ticks(days=3, hours=6)  # the evening of 8 October
    await maria.says("Да")
    (await board(town)).sees("Ответили 1 из 2, начали и не закончили 1")
    await town.bot.ticks(hours=6)
    await olga.says("Да")
    (await board(town)).sees("Ответили 1 из 2, начали и не закончили 0")


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
    assert "Напомнить молчащим" not in (await board(town)).buttons


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
    maria.sees("Что не работает?", "1 из 1")
    await maria.taps("← Назад")
    maria.sees("Есть ли в кабинете интернет?")
