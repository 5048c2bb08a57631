"""Files of figures while answers come in: one to hand on, and one for work only."""

import io
import zipfile

import docx
from sqlalchemy import update

from handlers.result_payloads import ResultAct, ResultTap
from reports.downloads import KINDS
from storage.people_tables import organisations
from tests.chat.answered import answer
from tests.chat.campaigning import ANONYMOUS, describes, joins, launches
from tests.chat.cast import Someone, documents, normal
from tests.chat.test_results import PD1, SCHOOL, appointed, looks, newest, running, teachers
from tests.chat.town import Town, ready

BY_ORGANISATION = "Уровни по организациям и разделам"
OTHERS, WORK = "Чтобы отдать", "Себе, для работы"


async def downloads(town: Town, kind: str, whom: str | None) -> tuple[str, bytes]:
    """The name of the file that comes, and what is in it."""
    anna = await looks(town)
    await anna.taps("Скачать")
    await anna.taps(kind)
    if whom is not None:
        anna.sees("Ответы ещё собираются. Для кого файл?")
        await anna.taps(whom)
    await town.bot.works()
    [*_, last] = documents(town.sim, anna).items()
    return last


def words(data: bytes) -> str:
    """Everything outside the tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def figures(data: bytes) -> list[str]:
    """The table of blocks."""
    tables = docx.Document(io.BytesIO(data)).tables
    [blocks] = [table for table in tables if "Медиана" in [cell.text for cell in table.rows[0].cells]]
    return [cell.text for row in blocks.rows for cell in row.cells]


async def test_a_report_to_hand_on_does_not_change_with_one_person(town: Town) -> None:
    await running(town)
    await answer(town, teachers(40, 40))
    name, first = await downloads(town, "Справка (Word)", OTHERS)
    assert name.startswith("Справка. Осень")
    assert "они обновляются шагами, не меньше чем по десять" in words(first)
    assert "Таблицы по группам и организациям появятся, когда закончится приём ответов." in words(first)
    assert "УТВЕРЖДАЮ" in words(first)
    assert len(figures(first)) > 30
    assert BY_ORGANISATION not in words(first)

    await answer(town, teachers(1), seed=2)
    _, second = await downloads(town, "Справка (Word)", OTHERS)
    assert figures(second) == figures(first)

    town.bot.clock.passes(days=90)
    name, last = await downloads(town, "Справка (Word)", None)
    assert name.startswith("Справка. Осень")
    assert figures(last) != figures(first)
    assert BY_ORGANISATION in words(last)
    assert "шагами" not in words(last)


async def test_a_report_for_work_has_everybody_and_says_what_it_is(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    name, data = await downloads(town, "Справка (Word)", WORK)

    assert name.startswith("Рабочий файл. Справка. Осень")
    assert BY_ORGANISATION in words(data)
    assert "Рабочие материалы, не для передачи: ответы ещё собираются" in words(data)
    assert "УТВЕРЖДАЮ" not in words(data)
    caption = [message.caption for message in town.anna.person.chat.messages if message.is_bot and message.media][-1]
    assert "Файл для работы, не передавайте его" in caption


async def test_a_workbook_and_pictures_for_work_say_so_as_well(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    name, data = await downloads(town, "Свод (Excel)", WORK)
    assert name.startswith("Рабочий файл. Свод. Осень")
    sheets = zipfile.ZipFile(io.BytesIO(data))
    told = [sheets.read(each).decode() for each in sheets.namelist() if each.startswith("xl/worksheets/sheet")]
    assert len(told) > 5
    assert all("Рабочие материалы, не для передачи" in each for each in told)

    name, data = await downloads(town, "Рисунки для слайдов (zip)", WORK)
    assert name.startswith("Рабочий файл. Рисунки. Осень")
    about = zipfile.ZipFile(io.BytesIO(data)).read("Описания рисунков.txt").decode("utf-8-sig")
    assert about.startswith("Рабочие материалы, не для передачи")


async def test_a_part_of_the_answers_is_for_work_only(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Отобрать")
    await anna.taps("Организация")
    await anna.taps(SCHOOL)
    await anna.taps("Скачать")
    await anna.taps("Справка (Word)")

    anna.sees("файл по отбору — только для работы")
    assert anna.buttons == [WORK, "К списку файлов"]
    await anna.taps(WORK)
    await town.bot.works()
    [(name, data)] = documents(town.sim, anna).items()
    assert name.startswith("Рабочий файл. Справка. Осень")
    assert SCHOOL in words(data)


async def test_of_an_anonymous_campaign_there_is_one_file_only(town: Town) -> None:
    await running(town, ANONYMOUS)
    await answer(town, teachers(14, 12))
    anna, number, kinds = await looks(town), await newest(town), list(KINDS)
    await anna.presses(ResultTap(act=ResultAct.FILES, number=number).pack())
    assert anna.data("Справка (Word)") == ResultTap(act=ResultAct.FILE, number=number, page=0).pack()

    for kind in ("report", "report-working"):
        await anna.presses(ResultTap(act=ResultAct.FILE, number=number, page=kinds.index(kind)).pack())
        await town.bot.works()
        [*_, (name, data)] = documents(town.sim, anna).items()
        assert name.startswith("Справка. Осень")
        assert "Показателей пока нет: пока ответы собираются" in words(data)


async def test_a_file_for_work_is_not_for_whoever_may_not_have_single_answers(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    olga: Someone = await appointed(town)
    number, working = await newest(town), list(KINDS).index("report-working")
    await olga.presses(ResultTap(act=ResultAct.FILE, number=number, page=working).pack())

    olga.hears("Это вам сейчас недоступно")
    await town.bot.works()
    assert documents(town.sim, olga) == {}


async def test_a_report_tells_of_young_teachers_once_their_monitoring_takes_no_more_answers(town: Town) -> None:
    await joins(town, "Мария", await ready(town))
    await describes(town.anna, "Первые годы в профессии", title="Молодые")
    await launches(town.anna)
    await answer(town, teachers(20, 20))
    town.bot.clock.passes(days=4)
    await describes(town.anna, PD1)
    await launches(town.anna)
    await answer(town, teachers(14, 12), seed=2)
    _, during = await downloads(town, "Справка (Word)", WORK)
    assert "молодых педагогов в этот период не проводился или ещё не завершён" in words(during)

    town.bot.clock.passes(days=8)
    _, after = await downloads(town, "Справка (Word)", WORK)
    assert "не проводился" not in words(after)
    assert "Приглашено 41 человек, ответили 40" in normal(words(after))
    assert "Затруднения молодых педагогов" in words(after)


async def test_a_report_names_the_territory_where_all_organisations_lie_in_one(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    _, data = await downloads(town, "Справка (Word)", WORK)
    assert "✍ территория" in words(data).splitlines()

    async with town.bot.app.database.writing() as connection:
        await connection.execute(update(organisations).values(territory="Северский район"))
    _, data = await downloads(town, "Справка (Word)", WORK)
    assert "Северский район" in words(data).splitlines()
    assert "✍ территория" not in words(data)
