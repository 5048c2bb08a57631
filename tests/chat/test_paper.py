"""Questionnaires on paper: printed from the board, typed into the workbook, checked, taken, counted."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from sqlalchemy import select

from storage.people_tables import anonymous_answers
from tests.chat.campaigning import board, joins, opens_campaigns, prepared, shown_code, starts
from tests.chat.cast import Someone, documents
from tests.chat.cast import sends as sends_off
from tests.chat.town import Town, code_of


async def sends(town: Town, someone: Someone, name: str, data: bytes) -> None:
    """A file, and whatever comes of it."""
    await sends_off(someone, name, data)
    await town.bot.rests()


async def takes_the_workbook(town: Town) -> bytes:
    """The workbook of the campaign that runs, as the bot gives it."""
    anna = await board(town)
    await anna.taps("Бумажная анкета")
    [name] = [name for name in documents(town.sim, anna) if name.startswith("ввод К-1-")]
    return documents(town.sim, anna)[name]


def filled(workbook: bytes, *rows: Mapping[str, str], sheet: str = "Ввод") -> bytes:
    """Typed into it, the first row into the first sheet of paper."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    page = book[sheet]
    columns = {cell.value: cell.column for cell in page[1]}
    for number, row in enumerate(rows, start=4 if sheet == "Ввод" else 2):
        for heading, text in row.items():
            page.cell(number, columns[heading]).value = text
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def said(text: str, organisation: str = "Школа № 5", number: str = "1") -> dict[str, str]:
    return {"Лист": number, "Организация": organisation, "В1": text}


async def kept(town: Town) -> list[tuple[str, str, int]]:
    """Anonymous answers: what was said, how it came, in which campaign."""
    query = select(anonymous_answers.c.answers, anonymous_answers.c.source, anonymous_answers.c.campaign_id)
    async with town.bot.app.database.reading() as connection:
        return sorted((row.answers, row.source, row.campaign_id) for row in await connection.execute(query))


async def test_from_the_blank_to_the_board(town: Town) -> None:
    code = await prepared(town)
    maria = await joins(town, "Мария", code)
    await starts(town)
    workbook = await takes_the_workbook(town)
    [printed] = [data for name, data in documents(town.sim, town.anna).items() if name.startswith("анкета К-1-")]
    assert zipfile.ZipFile(io.BytesIO(printed)).testzip() is None
    assert any(m.caption.startswith("Код кампании К-1-") for m in town.anna.person.chat.messages if m.is_bot)

    rows = said("Да"), said("Нет", number="2"), said("Не знаю", "детский сад № 3", "3")
    await sends(town, town.anna, "ввод.xlsx", filled(workbook, *rows))
    town.anna.sees("«ввод.xlsx» — ошибок нет", "новых листов: 3", "Детский сад № 3 — 1 Школа № 5 — 2")
    assert await kept(town) == []

    await town.anna.taps("Принять")
    town.anna.sees("Принято: 3 листа.", "Школа № 5 — 0 из 1, на бумаге 2", "Детский сад № 3 — 0 из 0, на бумаге 1")
    town.anna.sees("Ответили 0 из 1", "И ещё 3 ответа с бумаги")
    assert await kept(town) == [
        ('{"useful":"Да"}', "paper", 1),
        ('{"useful":"Не знаю"}', "paper", 1),
        ('{"useful":"Нет"}', "paper", 1),
    ]
    await maria.says("/start")
    maria.sees("Вас просят ответить на анкету «Опрос»")


async def test_a_sheet_counts_once_and_so_does_a_tap(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    workbook = await takes_the_workbook(town)
    await sends(town, town.anna, "ввод.xlsx", filled(workbook, said("Да")))
    checked = town.anna.remembers()
    await town.anna.taps("Принять")
    await town.anna.taps("Принять", on=checked)
    town.anna.sees("Эта книга уже принята")
    assert len(await kept(town)) == 1

    more = filled(workbook, said("Да"), said("Нет", number="2"), said("Нет", "Детский сад № 3", "1 б"))
    await sends(town, town.anna, "ещё.xlsx", more)
    town.anna.sees("новых листов: 2", "Введены раньше и второй раз не считаются: 1")
    await town.anna.taps("Принять")
    town.anna.sees("Принято: 2 листа.", "Школа № 5 — 0 из 1, на бумаге 2")
    await sends(town, town.anna, "ещё.xlsx", more)
    town.anna.sees("Все листы из «ещё.xlsx» уже введены раньше")
    await sends(town, town.anna, "пусто.xlsx", workbook)
    town.anna.sees("В «пусто.xlsx» ни один лист не заполнен")
    assert len(await kept(town)) == 3


async def test_everything_that_is_wrong_is_told_and_nothing_is_taken(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    workbook = await takes_the_workbook(town)
    rows = said("Да"), said("Да", "Школа № 99", "2"), said("Да", "", "3"), said("Да", number="1")
    await sends(town, town.anna, "ввод.xlsx", filled(workbook, *rows))
    town.anna.sees(
        "«ввод.xlsx» пока не принят: 3 ошибки. Ничего не записано.",
        "«Ввод», строка 5, столбец «Организация» Организации «Школа № 99» в списке центра нет.",
        "«Ввод», строка 6, столбец «Организация» Не указано, из какой организации анкета.",
        "«Ввод», строка 7, столбец «Лист» Лист № 1 введён дважды",
        "Исправьте и пришлите файл снова.",
    )
    assert "Принять" not in town.anna.buttons
    assert await kept(town) == []


async def test_a_workbook_put_aside_is_forgotten(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    await sends(town, town.anna, "ввод.xlsx", filled(await takes_the_workbook(town), said("Да")))
    checked = town.anna.remembers()
    await town.anna.taps("Не надо")
    town.anna.sees("Хорошо, ничего не записано.")
    await town.anna.taps("Принять", on=checked)
    town.anna.sees("Эта книга уже принята")
    assert await kept(town) == []


async def test_answers_of_a_closed_campaign_do_not_change(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    workbook = filled(await takes_the_workbook(town), said("Да"))
    await sends(town, town.anna, "ввод.xlsx", workbook)
    checked = town.anna.remembers()
    anna = await board(town)
    await anna.taps("Закрыть")
    await anna.taps("Да, закрыть")
    await sends(town, anna, "ввод.xlsx", workbook)  # the late window is open
    anna.sees("ошибок нет")
    await town.bot.ticks(days=4)
    await anna.taps("Принять")
    anna.sees("Кампания «Осень» закончилась, её ответы уже не меняются.")
    await anna.taps("Принять", on=checked)
    await sends(town, anna, "ввод.xlsx", workbook)
    anna.sees("Кампания «Осень» закончилась, её ответы уже не меняются.")
    assert await kept(town) == []


async def test_a_coordinator_brings_paper_of_the_own_organisation_only(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await code_of(town.anna)
    await town.anna.taps("Назначить координатора")
    vera = town.person("Вера")
    await vera.says(shown_code(town.anna))
    await starts(town)
    await opens_campaigns(vera)
    await vera.taps("Осень")
    await vera.taps("Бумажная анкета")
    [workbook] = [data for name, data in documents(town.sim, vera).items() if name.startswith("ввод")]

    await sends(town, vera, "ввод.xlsx", filled(workbook, said("Да"), said("Нет", "Детский сад № 3", "2")))
    vera.sees("строка 5, столбец «Организация» «Детский сад № 3» — не ваша организация.")
    await sends(town, vera, "ввод.xlsx", filled(workbook, said("Да")))
    await vera.taps("Принять")
    vera.sees("Принято: 1 лист.", "Школа № 5 — 0 из 1, на бумаге 1")


HOSTILE = (
    ("Паспорт", {"Значение": "К-77-3"}, "Кампании с таким кодом здесь нет."),
    ("Паспорт", {"Значение": "=1+1"}, "Кампании с таким кодом здесь нет."),
    ("Ввод", {"В1": "Да" * 5_000, "Организация": "Школа № 5"}, "Вопрос 1: текст длиннее 4000 знаков."),
    ("Ввод", {"В1": "Да", "Организация": "=A1"}, "строка 4"),
)


async def test_a_hostile_workbook_gets_a_sentence(town: Town) -> None:
    await prepared(town)
    await joins(town, "Мария", await code_of(town.anna))
    await starts(town)
    workbook = await takes_the_workbook(town)
    for sheet, change, sentence in HOSTILE:
        await sends(town, town.anna, "ввод.xlsx", filled(workbook, change, sheet=sheet))
        town.anna.sees("пока не принят", sentence)
    whole = filled(workbook, said("Да"))
    for broken in (whole[: len(whole) // 2], b"PK" + bytes(1_000)):
        await sends(town, town.anna, "ввод.xlsx", broken)
        town.anna.sees("В файле «ввод.xlsx»")
    assert await kept(town) == []
