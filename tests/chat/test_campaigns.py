"""Campaigns as staff run them: from the first tap to the next wave."""

import io

import openpyxl

from tests.chat.campaigning import (
    begins,
    board,
    describes,
    invites_a_methodologist,
    joins,
    launches,
    opens_campaigns,
    prepared,
    publishes,
    reminds,
    shown_code,
    starts,
    withdraws,
)
from tests.chat.cast import Someone, documents
from tests.chat.town import FORM, Town, brings_a_list, code_of, opens_a_centre, ready


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
    anna.sees("Кампания началась сегодня в 12:30. Напомнить 1 человеку, который ещё не ответил?")
    await anna.taps("Назад")
    await town.bot.ticks(seconds=5)
    olga.sees_no("Напоминаем")
    await reminds(anna)
    anna.hears("Напоминание получит 1 человек.")
    await town.bot.ticks(seconds=5)
    olga.sees("Напоминаем: вас ждёт анкета.", "Опрос")
    assert maria.screen.id == done.id
    await reminds(anna)
    anna.hears("Всем, кто молчит, сегодня уже напомнили")

    await town.bot.ticks(hours=11)  # ten in the evening in Moscow
    await anna.taps("Напомнить молчащим")
    anna.hears("Сейчас тихие часы: с 8 до 20 часов, кроме воскресенья, напоминание уйдёт")

    await begins(olga)
    await olga.says("Да")
    assert "Напомнить молчащим" not in (await board(town)).buttons


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


async def test_a_second_tap_or_a_second_methodologist_does_not_extend_once_more(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    await starts(town)
    anna = await board(town)
    await anna.taps("Продлить")
    asked = anna.remembers()
    await anna.taps("На 7 дней")
    await anna.taps("На 7 дней", on=asked)
    anna.hears("Её только что изменил кто-то другой: вот как она выглядит теперь")
    anna.sees("Идёт до 19 октября")


async def test_what_was_closed_opens_again_to_the_end_of_the_day_that_is_told(town: Town) -> None:
    maria = await joins(town, "Мария", await prepared(town))
    await starts(town)
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await anna.taps("Продлить")
    anna.sees(
        "Приём ответов закончился 5 октября 2026. На сколько дней, считая с завтрашнего, открыть его снова?",
        "Если итоги уже переданы, потом передайте новые вместо прежних.",
    )
    await anna.taps("На 3 дня")
    anna.sees("Продлена до 8 октября 2026 включительно.", "Идёт до 8 октября 2026")
    await town.bot.ticks(days=3, hours=6)  # the evening of 8 October
    await begins(maria)
    await maria.says("Да")
    (await board(town)).sees("Идёт до 8 октября", "Ответили 1 из 1")
    await town.bot.ticks(hours=6)
    (await board(town)).sees("Завершена 8 октября")


async def test_a_beginning_after_the_end_is_refused_when_answers_are_looked_over_too(town: Town) -> None:
    await prepared(town)
    anna = town.anna
    await opens_campaigns(anna)
    await anna.taps("План года")
    await anna.taps("Образовательный запрос")
    anna.sees("Проверьте ответы", "6. С какого дня? 12 октября 2026")
    await anna.says("6")
    await anna.says("2 ноября")
    anna.sees("Нужен день не раньше завтрашнего и не позже последнего дня приёма ответов.", "С какого дня?")
    await anna.says("13 октября")
    anna.sees("6. С какого дня? 13 октября 2026")


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
    town.anna.sees("Уже прошли по плану: 14–30 сентября 2026 — Молодые педагоги: первые месяцы")
    await town.anna.taps("Образовательный запрос")
    town.anna.sees("Проверьте ответы", "Образовательный запрос, 2026/2027", "12 октября 2026")
    await town.anna.taps("Отправить")
    await town.anna.taps("Запланировать на 12 октября")
    town.anna.sees("Запланирована.", "Начнётся 12 октября 2026 сама")

    await town.bot.ticks(days=6, hours=19)  # 12 October, 7:30 in Moscow
    await town.bot.ticks(seconds=35)
    (await board(town, "Образовательный запрос")).sees("Начнётся")
    await town.bot.ticks(hours=1)
    (await board(town, "Образовательный запрос")).sees("Идёт до 30 октября", "Ответили 0 из 1")


async def test_a_planned_campaign_asks_what_staff_were_shown_last(town: Town) -> None:
    maria = await joins(town, "Мария", await prepared(town))
    anna = town.anna
    await describes(anna, opens="завтра")
    await anna.taps("Запланировать на 6 октября")
    await publishes(town, FORM.replace("Был ли семинар полезен?", "Чем был полезен семинар?"))
    await anna.taps("Посмотреть, как увидит педагог")
    anna.sees("Чем был полезен семинар?")
    await town.bot.ticks(hours=21)
    await town.bot.ticks(seconds=35)
    await maria.says("/start")
    await begins(maria)
    maria.sees("Чем был полезен семинар?")


async def test_staff_are_told_that_a_planned_campaign_could_not_begin_for_its_form_was_withdrawn(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    anna, boris = town.anna, town.person("Борис")
    await boris.says(await invites_a_methodologist(town))
    await describes(anna, opens="завтра")
    await anna.taps("Запланировать на 6 октября")
    await withdraws(town)
    await town.bot.ticks(hours=21)
    await town.bot.ticks(seconds=35)
    for each in (anna, boris):
        each.sees("Кампания «Осень» не началась: её анкету сняли. Она снова черновик")
    await boris.taps("Открыть кампанию")
    boris.sees("Осень", "с 6 октября 2026")
    told = boris.screen
    await town.bot.ticks(hours=1)
    assert boris.screen == told


async def test_staff_are_told_that_a_planned_campaign_could_not_begin_for_its_end_is_past(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    anna = town.anna
    await describes(anna, opens="завтра")
    await anna.taps("Запланировать на 6 октября")
    town.bot.clock.passes(days=9)
    await town.bot.ticks(seconds=35)
    await town.bot.ticks(seconds=35)
    anna.sees("Кампания «Осень» не началась: последний день приёма ответов уже прошёл")
    await anna.taps("Открыть кампанию")
    anna.sees("Осень", "Анкета: Опрос")


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
    await launches(anna)
    anna.sees("Запущена")


async def test_the_next_wave_is_drafted_once(town: Town) -> None:
    await joins(town, "Мария", await prepared(town))
    await starts(town)
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    closed = anna.remembers()
    for _ in range(2):
        await anna.taps("Провести ещё раз", on=closed)
        anna.sees("Это черновик новой волны")
    await opens_campaigns(anna)
    assert anna.buttons[:2] == ["Осень · волна 2", "Осень · волна 1"]


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


async def test_waves_with_one_title_have_different_buttons(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await starts(town, title="Опрос о трудностях и потребностях")
    anna = await board(town, "Опрос о трудностях и…")
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await anna.taps("Провести ещё раз")
    await opens_campaigns(anna)
    waves = ["Опрос о трудностях и… · волна 2", "Опрос о трудностях и… · волна 1"]
    assert anna.buttons[:2] == waves
    anna.sees("Опрос о трудностях и потребностях · волна 2 — черновик")
    await anna.taps(waves[0])
    await anna.taps("Удалить черновик")
    await anna.taps("Да, удалить")
    await town.bot.ticks(days=60)
    await board(town, "Опрос о трудностях и…")
    await anna.taps("Провести ещё раз")
    await launches(anna)
    await opens_campaigns(anna)
    assert anna.buttons[:2] == ["Опрос о трудностях… · зима 2027", "Опрос о трудностях… · осень 2026"]
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Результаты")
    assert anna.buttons[:2] == ["Опрос о трудностях… · зима 2027", "Опрос о трудностях… · осень 2026"]


async def test_a_trial_leads_back_to_where_it_was_begun(town: Town) -> None:
    code = await prepared(town)
    await joins(town, "Мария", code)
    await describes(town.anna)
    anna = town.anna
    await anna.taps("Посмотреть, как увидит педагог")
    anna.sees("Это проба")
    await anna.taps("Пауза")
    anna.sees("Проба анкеты «Опрос» прервана: ничего не записано.")
    assert anna.buttons == ["Продолжить с вопроса 1", "← Вернуться"]
    await anna.taps("← Вернуться")
    anna.sees("Осень", "Сейчас это 1 человек")
    await anna.taps("Посмотреть, как увидит педагог")
    await anna.says("Да")
    assert anna.buttons == ["← Вернуться"]
    await anna.taps("← Вернуться")
    anna.sees("Осень", "Сейчас это 1 человек")


async def opens_mail(town: Town) -> Someone:
    anna = await board(town)
    await anna.taps("Приглашения и напоминания")
    return anna


async def test_staff_see_how_far_invitations_and_reminders_have_come(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await joins(town, "Ольга", code)
    await starts(town)
    anna = await opens_mail(town)
    anna.sees("Приглашения и напоминания: Осень", "Приглашения Разослано. Началось: 5 октября", "Доставлено: 2 из 2")
    await maria.taps("Опрос")
    await maria.taps("В меню")
    await maria.taps("Опрос")
    await town.bot.ticks(seconds=5)
    await reminds(await board(town))
    await town.bot.ticks(seconds=5)
    await town.bot.ticks(seconds=5)
    await opens_mail(town)
    anna.sees("Напоминания Разослано", "Приглашения Разослано", "Нажали кнопку: 1")
    await anna.taps(anna.buttons[1])
    anna.sees("Приглашения Разослано", "Доставлено: 2 из 2 Нажали кнопку: 1")
    assert anna.buttons == ["Обновить", "Все приглашения и напоминания", "К кампании"]


async def test_invitations_that_wait_for_the_morning_are_paused_resumed_and_stopped(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    seen = len(maria.person.chat.messages)
    await town.bot.ticks(hours=9)  # 21:30 in Moscow
    await starts(town)
    anna = await opens_mail(town)
    await anna.taps(anna.buttons[0])
    anna.sees("Ждут отправки: 1")
    await anna.taps("Пауза")
    anna.sees("Приостановлено")
    await town.bot.ticks(hours=12)
    assert len(maria.person.chat.messages) == seen
    await anna.taps("Продолжить")
    await anna.taps("Остановить")
    anna.sees("Ещё не получили: 1. Анкета останется в меню у всех, кого она касается.")
    await anna.taps("Назад")
    await town.bot.ticks(seconds=5)
    await town.bot.ticks(seconds=5)
    maria.sees("Методический центр просит вас ответить")


async def test_a_teacher_cannot_touch_what_a_campaign_sends(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await town.bot.ticks(hours=9)
    await starts(town)
    anna = await opens_mail(town)
    await anna.taps(anna.buttons[0])
    await maria.presses(anna.data("Пауза"))
    await anna.taps("Обновить")
    anna.sees_no("Приостановлено")
