"""Files of results in the chat and at the command line: asked for, made, and what is not in them."""

import csv
import io
import re
from pathlib import Path

import docx
import openpyxl

from bot.demo import KEY
from handlers.result_payloads import ResultAct, ResultTap
from reports.downloads import KINDS
from simulator.simulator import TOKEN
from tests.chat.answered import answer
from tests.chat.campaigning import ANONYMOUS
from tests.chat.cast import documents
from tests.chat.test_results import SCHOOL, looks, newest, running, teachers
from tests.chat.town import Town
from tests.processes.conftest import BotProcess


async def test_a_report_is_asked_for_and_comes(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Скачать")
    assert anna.buttons[:3] == ["Справка (Word)", "Свод (Excel)", "Рисунки для слайдов (zip)"]
    await anna.taps("Справка (Word)")
    await anna.taps("Себе, для работы")
    anna.sees("Готовлю справку: в очереди")
    await town.bot.works()

    [(name, data)] = documents(town.sim, anna).items()
    assert name.startswith("Рабочий файл. Справка. Осень")
    assert "Осень" in "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


async def test_answers_are_laid_out_as_chosen(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Скачать")
    await anna.taps("Ответы (CSV для статистики)")
    await anna.taps("В ячейках: слова")
    await anna.taps("Несколько ответов: одна колонка")
    assert anna.buttons[:3] == ["В ячейках: коды", "Несколько ответов: по колонкам", "Без кодов участников"]
    await anna.taps("Без кодов участников")
    await anna.taps("Собрать файл")
    await town.bot.works()

    [(name, data)] = documents(town.sim, anna).items()
    assert name.endswith(".csv")
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert len(rows) == 1 + 26
    assert {row[rows[0].index("category")] for row in rows[1:]} == {"first", "highest"}


async def exported(town: Town) -> tuple[str, list[dict[str, str]]]:
    """What is said of the answers without codes, and the answers."""
    anna = await looks(town)
    await anna.taps("Скачать")
    await anna.taps("Ответы (CSV для статистики)")
    await anna.taps("В ячейках: слова")
    await anna.taps("Собрать файл")
    await town.bot.works()
    sent = [message for message in anna.person.chat.messages if message.is_bot and message.media is not None]
    data = documents(town.sim, anna)
    return sent[-1].caption, list(csv.DictReader(io.StringIO(list(data.values())[-1].decode())))


async def test_two_files_without_codes_never_differ_by_a_few_people(town: Town) -> None:
    await running(town)
    await answer(town, teachers(40, 40))
    said, first = await exported(town)
    assert "Все ответы — в файле с кодами." in said
    assert re.search(rf"Ответы {len(first)}\s(человек|человека) по состоянию на", said)
    assert 10 <= len(first) <= 70
    assert {row["category"] for row in first} == {""}

    await answer(town, teachers(1), seed=2)
    _, second = await exported(town)
    assert {row["row"] for row in second} == {row["row"] for row in first}

    town.bot.clock.passes(days=90)
    said, last = await exported(town)
    assert len(last) == 81
    new = {row["row"] for row in last} - {row["row"] for row in first}
    for category in ("first", "highest"):
        told = {row["row"] for row in last if row["category"] == category}
        assert len(told & new) == 0 or len(told & new) >= 10
    assert "только если такие же ещё хотя бы у" in said


async def test_answers_of_few_without_codes_wait_for_the_end(town: Town) -> None:
    await running(town)
    await answer(town, teachers(9, 6))
    anna = await looks(town)
    await anna.taps("Скачать")
    await anna.taps("Ответы (Excel)")
    await anna.taps("Собрать файл")
    await town.bot.works()

    anna.sees(
        "Не получилось подготовить ответы.", "Кампания ещё идёт, и ответов пока мало.", "Скачайте файл с кодами"
    )
    assert documents(town.sim, anna) == {}


async def test_answers_to_an_anonymous_campaign_do_not_leave_while_it_runs(town: Town) -> None:
    await running(town, ANONYMOUS)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.says("/start")
    number = await newest(town)
    excel = list(KINDS).index("answers-excel")
    await anna.presses(ResultTap(act=ResultAct.FILE, number=number, page=excel).pack())
    await town.bot.works()

    anna.sees("Не получилось подготовить ответы.", "Кампания анонимная и ещё идёт")
    assert documents(town.sim, anna) == {}


async def test_the_command_line_writes_the_same_files(town: Town, tmp_path: Path) -> None:
    await running(town)
    number = str(await answer(town, teachers(14, 12)))
    settings = town.bot.app.settings
    process = BotProcess({"BOT_TOKEN": TOKEN, "BOT_KEY": KEY, "BOT_DATABASE_URL": settings.database_url})
    csv_file, report, school_file = (tmp_path / name for name in ("ответы.csv", "справка.docx", "школа.xlsx"))

    told = await process.runs("export", number, "--kind", "report", "--out", str(report))
    assert told == (0, f"Записано: {report}\n")
    assert any("Осень" in paragraph.text for paragraph in docx.Document(str(report)).paragraphs)
    only = ("--only", "category=first", "--codes")
    code, _ = await process.runs("export", number, "--kind", "answers-statistics", "--out", str(csv_file), *only)
    assert code == 0
    assert len(list(csv.reader(io.StringIO(read(csv_file).decode())))) == 1 + 13

    own = ("--organisation", "1", "--personal")
    code, _ = await process.runs("export", number, "--kind", "answers-excel", "--out", str(school_file), *own)
    assert code == 0
    assert column_of(school_file, "Организация") == [SCHOOL] * 14

    code, told = await process.runs("export", "99", "--kind", "report", "--out", str(report))
    assert (code, told) == (1, "Кампании № 99 нет.\n")
    code, told = await process.runs("export", number, "--kind", "report", "--out", "/dev/full/x")
    assert code == 1
    assert told.startswith("Файл /dev/full/x не записывается")
    none = ("--only", "category=higest")
    code, told = await process.runs("export", number, "--kind", "workbook", "--out", str(report), *none)
    assert code == 1
    assert told.startswith("Отбор «category»: среди ответов нет значения «higest»")
    wrong = ("--only", "возраст=5")
    code, told = await process.runs("export", number, "--kind", "report", "--out", str(report), *wrong)
    assert code == 1
    assert told.startswith("«возраст=5»: нужно ПРИЗНАК=ЗНАЧЕНИЕ")


def read(file: Path) -> bytes:
    """What was written."""
    return file.read_bytes()


def column_of(workbook: Path, heading: str) -> list[object]:
    """Of the sheet of answers, without its heading."""
    headings, *rows = openpyxl.load_workbook(workbook)["Ответы"].iter_rows(values_only=True)
    return [row[headings.index(heading)] for row in rows]
