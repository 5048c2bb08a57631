"""Results of what people answered by themselves, and of several organisations of one's own."""

import argparse
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import insert, select, update

from bot.demo import KEY
from bot.export_arguments import add_export_command
from bot.export_command import prepared
from bot.staff_commands import StaffError
from handlers.result_payloads import ResultAct, ResultTap
from people.roles import Action
from reports.downloads import KINDS
from simulator.simulator import TOKEN
from storage.people_tables import centres, posts
from storage.tables import runs
from tests.chat.answered import answer
from tests.chat.cast import Someone, documents
from tests.chat.test_results import GARDEN, SCHOOL, appointed, looks_at_results, running, teachers
from tests.chat.town import Town
from tests.processes.conftest import BotProcess

PD1 = "Самооценка профессиональных затруднений"


async def answered_from_the_menu(town: Town, school: int = 14, garden: int = 12) -> None:
    """So many who were not asked: answers of a campaign that forget it."""
    await running(town)
    await answer(town, teachers(school, garden))
    app: Any = town.bot.app
    async with app.database.writing() as connection:
        await connection.execute(update(runs).where(runs.c.campaign_id.is_not(None)).values(campaign_id=None))


async def opens_results(someone: Someone) -> None:
    await someone.says("/start")
    await someone.taps("Управление")
    await someone.taps("Результаты")


async def test_what_was_answered_from_the_menu_has_a_summary(town: Town) -> None:
    await answered_from_the_menu(town)
    await opens_results(town.anna)
    await town.anna.taps("Без кампании")
    town.anna.sees("Ответы, которые люди дали сами, из меню.")
    await town.anna.taps("Самооценка профессиональных…")

    town.anna.sees(PD1, "Без кампании: ответы из меню за 2026/2027 учебный год", "В расчёте ответов: 26")
    town.anna.sees_no("Ответили 26")
    await town.anna.taps("Отобрать")
    await town.anna.taps("Организация")
    await town.anna.taps(SCHOOL)
    town.anna.sees("Отбор: Организация — Школа № 5", "В расчёте ответов: 14")
    await town.anna.taps("Скачать")
    assert town.anna.buttons == ["Справка (Word)", "Свод (Excel)", "Рисунки для слайдов (zip)", "Назад"]


async def test_its_files_are_made_and_its_answers_are_not_given_out(town: Town) -> None:
    await answered_from_the_menu(town)
    await opens_results(town.anna)
    await town.anna.taps("Без кампании")
    await town.anna.taps("Самооценка профессиональных…")
    await town.anna.taps("Скачать")
    report = town.anna.data("Справка (Word)")
    number = int(report.split(":")[2])
    await town.anna.presses(report)
    await town.anna.taps("Себе, для работы")
    await town.bot.works()
    assert [name for name in documents(town.sim, town.anna) if name.startswith("Рабочий файл. Справка. Самооценка")]

    town.bot.clock.passes(days=365)
    await opens_results(town.anna)
    await town.anna.presses(report.replace(":t:", ":e:"))
    await town.bot.works()
    assert [name for name in documents(town.sim, town.anna) if name.startswith("Справка. Самооценка")]

    await opens_results(town.anna)
    excel = list(KINDS).index("answers-excel")
    await town.anna.presses(ResultTap(act=ResultAct.FILE, number=number, page=excel).pack())
    town.anna.hears("Это вам сейчас недоступно")
    for wrong in (number - 1, number - 10_000):
        await town.anna.presses(ResultTap(act=ResultAct.LOOK, number=wrong).pack())
        town.anna.hears("Это вам сейчас недоступно")


async def test_of_few_nothing_is_shown_here_either(town: Town) -> None:
    await answered_from_the_menu(town, 4, 0)
    await opens_results(town.anna)
    await town.anna.taps("Без кампании")
    await town.anna.taps("Самооценка профессиональных…")

    town.anna.sees("Ответили меньше 5 человек")
    town.anna.sees_no("индекс")


async def test_where_there_is_nothing_there_is_no_button(town: Town) -> None:
    await running(town)
    await opens_results(town.anna)

    assert "Без кампании" not in town.anna.buttons


async def test_who_has_two_organisations_chooses_between_them(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    coordinator = await appointed(town)
    town.bot.clock.passes(days=90)
    await looks_at_results(coordinator)
    assert "Другая организация" not in coordinator.buttons

    await also_in_the_garden(town, coordinator)
    await looks_at_results(coordinator)
    first = SCHOOL if "Школа" in coordinator.words else GARDEN
    await coordinator.taps("Другая организация")
    coordinator.sees("Результаты какой организации показать?")
    assert coordinator.buttons[:-1] == [GARDEN, SCHOOL]
    other = GARDEN if first == SCHOOL else SCHOOL
    await coordinator.taps(other)
    coordinator.sees(f"Отбор: Организация — {other}", "по муниципалитету")
    await coordinator.taps("Обновить")
    coordinator.sees(f"Отбор: Организация — {other}")
    assert "Снять отбор" not in coordinator.buttons


async def also_in_the_garden(town: Town, someone: Someone) -> None:
    """A second post."""
    app: Any = town.bot.app
    account = await app.desk.person(someone.id)
    visitor = await app.desk.visitor(account)
    [mine] = visitor.actor.organisations(Action.SEE_SUMMARY)
    there = await app.desk.places.organisations(visitor.centre.id)
    garden = next(each for each in there if each.card.short_name == GARDEN)
    async with app.database.writing() as connection:
        held = posts.c.account_id == account.id
        row = (await connection.execute(posts.select().where(held, posts.c.organisation_id == mine))).one()._mapping
        copy = {name: value for name, value in row.items() if name != "id"}
        await connection.execute(posts.insert().values(**{**copy, "organisation_id": garden.id}))


async def test_the_command_line_writes_them_too(town: Town, tmp_path: Path) -> None:
    await answered_from_the_menu(town)
    settings = town.bot.app.settings
    process = BotProcess({"BOT_TOKEN": TOKEN, "BOT_KEY": KEY, "BOT_DATABASE_URL": settings.database_url})
    out = tmp_path / "свод.xlsx"
    common = ("--kind", "workbook", "--out", str(out))
    code, told = await process.runs("export", "--menu", "pd-1", "--year", "2020", *common)
    assert (code, told) == (1, "Ответов из меню на анкету «pd-1» за этот учебный год нет.\n")
    code, told = await process.runs("export", *common)
    assert (code, told) == (1, "Назовите номер кампании или анкету из меню: --menu pd-1 --year 2026.\n")

    assert await process.runs("export", "--menu", "pd-1", "--year", "2026", *common) == (0, f"Записано: {out}\n")
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["Паспорт", "Охват"]


async def test_the_command_line_asks_which_centre_and_which_organisation(town: Town, tmp_path: Path) -> None:
    await answered_from_the_menu(town)
    app: Any = town.bot.app
    async with app.database.writing() as connection:
        row = (await connection.execute(select(centres))).one()._mapping
        await connection.execute(insert(centres).values({**row, "id": 2}))

    async def says(*arguments: str) -> str:
        parser = argparse.ArgumentParser()
        add_export_command(parser.add_subparsers())
        told = parser.parse_args(["export", *arguments, "--kind", "workbook", "--out", "свод.xlsx"])
        try:
            task = await prepared(app.settings, told, tmp_path)
        except StaffError as error:
            return str(error)
        return f"центр {task.centre}"

    menu = ("--menu", "pd-1", "--year", "2026")
    assert await says(*menu) == "центр 1"
    assert await says(*menu, "--organisation", "99") == "Организации № 99 в этом центре нет."
    async with app.database.writing() as connection:
        others = select(runs.c.id).where(runs.c.status == "finished").limit(13)
        await connection.execute(update(runs).where(runs.c.id.in_(others)).values(centre_id=2))
    assert await says(*menu) == "Центров несколько, укажите номер: --centre 1 или 2"
    assert await says(*menu, "--centre", "2") == "центр 2"
