"""Results on the phone: what a methodologist, a coordinator and a teacher may see, and nothing more."""

import re
from typing import Any

import pytest
from sqlalchemy import insert, select

from handlers.result_payloads import ResultAct, ResultTap
from reports.downloads import KINDS
from storage.campaign_tables import campaigns
from storage.campaigns import SqlCampaignStore
from tests.chat.answered import answer
from tests.chat.campaigning import KIND, describes, joins, launches, opens_campaigns
from tests.chat.cast import Someone, documents
from tests.chat.test_self_assessment import answers_everything, begins
from tests.chat.town import Town, ready

SCHOOL, GARDEN = "Школа № 5", "Детский сад № 3"
PD1 = "Самооценка профессиональных затруднений"


async def running(town: Town, mode: str = KIND) -> Someone:
    """Анна's campaign runs; Мария is the one who is really asked."""
    code = await ready(town)
    maria = await joins(town, "Мария", code)
    await describes(town.anna, PD1, mode)
    await launches(town.anna)
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

    anna.sees("Осень", "Ответили 26 из 27 (96 %)", "В расчёте ответов: 26")
    anna.sees("Доля с выраженными затруднениями", "Нормы и содержание образования", "Общий индекс")
    anna.sees("Умения, в которых помощь нужна чаще всего", "Умения, в которых педагоги наиболее уверены")
    assert len(anna.screen.text) < 3000
    assert anna.buttons == [
        "Рисунки", "Скачать", "Отобрать", "Сравнить группы", "Связь двух вопросов", "Таблицей", "Обновить",
        "К списку кампаний",
    ]  # fmt: skip


async def test_figures_of_few_are_not_shown_to_anybody(town: Town) -> None:
    await running(town)
    await answer(town, teachers(4))
    anna = await looks(town)

    anna.sees("Ответили 4 из 5", "Ответили меньше 5 человек, поэтому результаты не показываются")
    anna.sees_no("индекс")
    assert anna.buttons == ["Скачать", "Обновить", "К списку кампаний"]
    number = int(anna.data("Скачать").split(":")[2])
    await anna.presses(ResultTap(act=ResultAct.COMPARE, number=number).pack())
    anna.sees("Сравнивать пока нечего")


async def test_nobody_has_answered_yet(town: Town) -> None:
    await running(town)
    anna = await looks(town)

    anna.sees("Ответили 0 из 1", "Ответов пока нет.")
    assert anna.buttons == ["Обновить", "К списку кампаний"]


async def test_the_figures_of_a_part_and_of_everybody_again(town: Town) -> None:
    await running(town)
    await answer(town, teachers(24, 24))
    anna = await looks(town)
    await anna.taps("Отобрать")
    anna.sees("Чьи ответы показать?")
    await anna.taps("Категория")
    await anna.taps("Высшая")
    anna.sees("Отбор: Категория — Высшая", "В расчёте ответов: 24")
    await anna.taps("Отобрать")
    assert "Категория" not in anna.buttons
    await anna.taps("Организация")
    await anna.taps(SCHOOL)
    anna.sees("Отбор: Организация — Школа № 5", "Отбор: Категория — Высшая")
    await anna.taps("Снять отбор")
    anna.sees("В расчёте ответов: 48")


async def test_two_groups_are_compared_in_plain_words(town: Town) -> None:
    await running(town)
    await answer(town, teachers(24, 24))
    anna = await looks(town)
    await anna.taps("Сравнить группы")
    await anna.taps("Категория")
    await anna.taps("Первая")
    assert "Первая" not in anna.buttons
    await anna.taps("Высшая")
    anna.sees("Категория: Первая и Высшая", "Нормы и содержание образования")
    assert re.search(r"Первая — \d+, Высшая — \d+\.\n.* \(ответили 48\s+человек\)\.", anna.screen.text)
    await anna.taps("Назад")
    anna.sees("В расчёте ответов: 48")


async def test_one_question_by_another(town: Town) -> None:
    await running(town)
    said = [{"lessons": ("yes", "no")[number % 4 > 1]} for number in range(48)]
    await answer(
        town, [(place, {**told, **more}) for (place, told), more in zip(teachers(24, 24), said, strict=True)]
    )
    anna = await looks(town)
    await anna.taps("Связь двух вопросов")
    anna.sees("Выберите первый")
    anna.sees_no("Ваша квалификационная категория")
    found = re.search(r"(\d+)\. Ведёте ли вы уроки", anna.screen.text)
    assert found, anna.screen.text
    await anna.taps(found.group(1))
    anna.sees("По какому вопросу или признаку разделить?")
    await anna.taps("Организация")
    anna.sees("Ведёте ли вы уроки", "по признаку «Организация»")
    anna.sees("Школа № 5 (n = 24)", "50 % — Да", "50 % — Нет", "Разницы не видно (ответили 48 человек).")


async def test_charts_come_as_pictures_with_their_words(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Рисунки")

    messages = [m for m in anna.person.chat.messages if m.is_bot]
    pictures = [m for m in messages if m.media is not None]
    assert pictures
    assert all(m.media.kind == "photo" and 0 < len(m.caption) <= 300 for m in pictures)
    assert all(not m.caption.startswith("Горизонтальные") and m.caption.endswith(".") for m in pictures)
    assert messages[-1] is anna.screen
    assert messages[-2] is pictures[-1]
    anna.sees("Осень", "В расчёте ответов: 26")
    assert "Скачать" in anna.buttons


async def test_a_coordinator_sees_the_own_organisation_only(town: Town) -> None:
    await running(town)
    number = await answer(town, teachers(14, 12))
    coordinator = await appointed(town)
    town.bot.clock.passes(days=90)
    await looks_at_results(coordinator)
    coordinator.sees("Отбор: Организация — Школа № 5", "В расчёте ответов: 14", "по муниципалитету")
    assert coordinator.buttons == ["Рисунки", "Скачать", "Таблицей", "Обновить", "К списку кампаний"]
    await coordinator.taps("Скачать")
    assert coordinator.buttons == ["Справка (Word)", "Свод (Excel)", "Рисунки для слайдов (zip)", "Назад"]

    for act in (ResultAct.FILTER, ResultAct.COMPARE, ResultAct.CROSS):
        await coordinator.presses(ResultTap(act=act, number=number).pack())
        coordinator.hears("Это вам сейчас недоступно")
    excel = list(KINDS).index("answers-excel")
    await coordinator.presses(ResultTap(act=ResultAct.FILE, number=number, page=excel).pack())
    coordinator.hears("Это вам сейчас недоступно")
    # A filter made up for another organisation does not reach it.
    await coordinator.presses(ResultTap(act=ResultAct.LOOK, number=number, chosen="0~2").pack())
    coordinator.sees("Отбор: Организация — Школа № 5", "В расчёте ответов: 14")


async def test_a_coordinator_sees_the_own_organisation_only_when_nobody_can_answer_any_more(town: Town) -> None:
    """Who has answered is on the board: the next figures would be that colleague's answers."""
    await running(town)
    await answer(town, teachers(40, 40))
    coordinator = await appointed(town)
    await looks_at_results(coordinator)

    coordinator.sees("Отбор: Организация — Школа № 5", "появятся, когда закончится приём ответов")
    coordinator.sees("Нормы и содержание образования", "цифры обновляются шагами")
    coordinator.sees_no("В расчёте ответов")


async def test_a_coordinator_of_few_is_told_so(town: Town) -> None:
    await running(town)
    await answer(town, teachers(4, 20))
    coordinator = await appointed(town)
    town.bot.clock.passes(days=90)
    await looks_at_results(coordinator)

    coordinator.sees("Ответили меньше 5 человек")
    coordinator.sees_no("индекс")


async def test_a_teacher_has_no_results_of_others(town: Town) -> None:
    maria = await running(town)
    number = await answer(town, teachers(14, 12))
    await maria.says("/start")
    for act in ResultAct:
        await maria.presses(ResultTap(act=act, number=number, chosen="").pack())
        maria.hears("Это вам сейчас недоступно")
    assert documents(town.sim, maria) == {}


async def test_older_campaigns_stand_on_further_pages(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    app: Any = town.bot.app
    async with app.database.writing() as connection:
        row = (await connection.execute(select(campaigns))).one()._mapping
        for number in range(2, 15):
            copied = {**row, "id": number, "title": f"Опрос {number}", "series_id": number}
            await connection.execute(insert(campaigns).values(copied))
    anna = town.anna
    await anna.presses(ResultTap(act=ResultAct.LIST).pack())
    assert anna.buttons[:2] == ["Опрос 14", "Опрос 13"]
    assert "Осень" not in anna.buttons
    await anna.taps("Дальше →")
    assert anna.buttons[:3] == ["Опрос 2", "Осень", "← Раньше"]
    await anna.taps("Осень")
    anna.sees("Осень", "В расчёте ответов: 26")
    await anna.presses(ResultTap(act=ResultAct.LIST, number=99).pack())
    assert anna.buttons[0] == "Опрос 14"


async def test_what_is_made_up_is_refused(town: Town) -> None:
    await running(town)
    number = await answer(town, teachers(14, 12))
    anna = await looks(town)
    for tap in (
        ResultTap(act=ResultAct.LOOK, number=number + 1),
        ResultTap(act=ResultAct.LOOK, number=number, chosen="9~x"),
        ResultTap(act=ResultAct.LOOK, number=number, chosen="0~1,1~2,2~3"),
        ResultTap(act=ResultAct.VALUES, number=number, page=9900),
        ResultTap(act=ResultAct.VALUES, number=number, page=-1),
        ResultTap(act=ResultAct.VALUES, number=number, page=-9900),
        ResultTap(act=ResultAct.COMPARED, number=number, chosen="0~1"),
        ResultTap(act=ResultAct.CROSSED, number=number, chosen="1~z9"),
        ResultTap(act=ResultAct.OPTIONS, number=number, page=99_999),
        ResultTap(act=ResultAct.FILE, number=number, page=-1),
    ):
        await anna.presses(tap.pack())
        anna.hears("Это вам сейчас недоступно")


async def test_a_teacher_sees_the_own_result_beside_the_others(town: Town) -> None:
    maria = await running(town)
    await town.bot.ticks(seconds=5)
    await answer(town, teachers(40, 40))
    await begins(maria)
    await answers_everything(maria)
    await maria.taps("Сравнить с коллегами")
    maria.sees("Ваш результат рядом с другими", "Нормы и содержание образования: 40 — умеренный уровень")
    # Whose answers are counted while the campaign runs is drawn by lot.
    assert re.search(r"у половины коллег: \d\d–\d\d, у вас", maria.screen.text)
    maria.sees_no("раньше:")
    await maria.taps("К результату")
    maria.sees("Ваш результат")


async def test_the_own_results_of_before_stand_beside(town: Town) -> None:
    maria = await running(town)
    await begins(maria)
    await answers_everything(maria)
    maria.sees("Методист центра может видеть ответы под вашим кодом, без имени.")  # a campaign has asked for them
    town.bot.clock.passes(days=3)
    await maria.says("/start")
    await maria.taps("Пройти ещё раз")
    await maria.taps("Начать")
    await answers_everything(maria, option=0)
    await maria.taps("Сравнить с коллегами")

    maria.sees("раньше: 5 октября 2026 — 40", "Сравнить с коллегами пока нельзя: ответили слишком мало.")
    await maria.taps("Таблицей")
    maria.sees(
        "Раздел | Вы | Половина коллег | 5 октября 2026",
        "Нормы и содержание образования | 20 — минимальный уровень | — | 40",
    )
    maria.sees(
        "Сравнить с коллегами пока нельзя: ответили слишком мало.",
        "Результат видите только вы.",
    )
    await maria.taps("Обычным текстом")
    maria.sees("раньше: 5 октября 2026 — 40")


async def test_nobody_sees_somebody_elses_own_result(town: Town) -> None:
    maria = await running(town)
    await begins(maria)
    await answers_everything(maria)
    data = maria.data("Сравнить с коллегами")
    await town.anna.says("/start")
    await town.anna.presses(data)

    town.anna.hears("Это вам сейчас недоступно")
    town.anna.sees_no("Ваш результат")


async def test_figures_come_also_after_their_process_was_killed(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    process = town.bot.app.reckoner._process
    process.kill()
    await process.wait()
    await anna.taps("Отобрать")

    anna.sees("Чьи ответы показать?")


async def test_figures_that_do_not_come_in_time_are_a_sentence(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    monkeypatch.setattr(town.bot.app.reckoner, "_patience", 0.0)
    await anna.taps("Отобрать")

    anna.hears("Цифры сейчас не посчитались. Попробуйте через минуту.")
    anna.sees("В расчёте ответов: 26")


async def test_two_waves_are_put_beside_each_other(town: Town) -> None:
    await running(town)
    await answer(town, teachers(20, 20), ease=0.0)
    anna = await looks(town)
    assert "Сравнить с прошлым разом" not in anna.buttons
    await opens_campaigns(anna)
    await anna.taps("Осень")
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await anna.taps("Провести ещё раз")
    await launches(anna)
    await answer(town, teachers(20, 20), ease=0.6, seed=2)
    await anna.says("/start")
    await anna.taps("Управление")
    await anna.taps("Результаты")
    await anna.taps("Осень · волна 2")
    await anna.taps("Сравнить с прошлым разом")
    anna.sees("2026/2027, кампания 1 и 2026/2027, кампания 2")
    anna.sees("Средний индекс Нормы и содержание образования 51,5 → 31,4 (n = 38 и 40) Снижение на 20,1 пункта")
    anna.sees("вряд ли это случайность")


async def newest(town: Town) -> int:
    """The number of the campaign."""
    [centre] = await town.bot.app.desk.places.centres()
    return int((await SqlCampaignStore(town.bot.app.database).of_centre(centre.id))[0].id)


async def appointed(town: Town) -> Someone:
    """The coordinator of the school."""
    await town.anna.says("/start")
    await town.anna.taps("Управление")
    await town.anna.taps("Коды приглашений")
    await town.anna.taps(SCHOOL)
    await town.anna.taps("Назначить координатора")
    found = re.search(r"start=o_(\w+)", town.anna.screen.text)
    assert found, town.anna.screen.text
    someone = town.person("Ирина")
    await someone.says("/start")
    await someone.says(found.group(1))
    return someone


async def looks_at_results(someone: Someone) -> None:
    await someone.says("/start")
    await someone.taps("Управление")
    await someone.taps("Результаты")
    await someone.taps("Осень")
