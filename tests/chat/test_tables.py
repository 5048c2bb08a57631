"""Results as real tables: chosen by a button, remembered, and never in the way of whoever cannot see them."""

from reports.russian import GAP
from simulator.rich import Block
from tests.chat.answered import answer
from tests.chat.cast import Someone
from tests.chat.test_results import GARDEN, SCHOOL, appointed, looks, looks_at_results, running, teachers
from tests.chat.town import Town

HINT = "Если вместо таблицы пусто, телефон её не показывает. Нажмите «Обычным текстом» под сообщением."
NO_TABLES = "Таблицы здесь не работают: сервер бота их не знает. Всё то же — обычным текстом."


def tables(someone: Someone) -> dict[str, list[list[str]]]:
    """Tables of the last screen by their captions, cell by cell."""
    blocks: list[Block] = someone.screen.rich
    return {
        block.get("caption", ""): [[_words(cell.get("text", "")) for cell in row] for row in block["cells"]]
        for block in blocks
        if block["type"] == "table"
    }


def _words(text: str | dict[str, str]) -> str:
    return text if isinstance(text, str) else text["text"]


async def test_the_summary_turns_into_tables_and_back_in_its_place(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    message = anna.screen.id
    assert anna.buttons[-3:] == ["Таблицей", "Обновить", "К списку кампаний"]

    await anna.taps("Таблицей")
    anna.hears(HINT)
    assert (anna.screen.id, anna.screen.text) == (message, "")
    anna.sees("Осень", "Ответили 26 из 27 (96 %)", "В расчёте ответов: 26")
    shown = tables(anna)
    assert list(shown) == [
        "Доля с выраженными затруднениями",
        "Умения, в которых помощь нужна чаще всего",
        "Умения, в которых педагоги наиболее уверены",
        "Кто ответил",
    ]
    blocks = shown["Доля с выраженными затруднениями"]
    assert blocks[0] == ["Раздел", "Доля", "Индекс", "n"]
    assert len(blocks) == 1 + 8 + 1
    assert blocks[-1][0] == "Общий индекс"
    assert {len(row) for row in blocks} == {4}
    assert shown["Кто ответил"] == [
        ["Организация", "Ответили", "%"],
        [GARDEN, "12 из 12", f"100{GAP}%"],
        [SCHOOL, "14 из 15", f"93{GAP}%"],
        ["Всего", "26 из 27", f"96{GAP}%"],
    ]
    assert anna.buttons[-3:] == ["Обычным текстом", "Обновить", "К списку кампаний"]

    await anna.taps("Обычным текстом")
    assert (anna.screen.id, anna.screen.rich) == (message, [])
    anna.sees("Доля с выраженными затруднениями", "индекс")
    assert anna.buttons[-3:] == ["Таблицей", "Обновить", "К списку кампаний"]


async def test_the_choice_is_remembered(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Таблицей")
    anna = await looks(town)

    assert "Доля с выраженными затруднениями" in tables(anna)
    await anna.taps("Рисунки")
    assert "Доля с выраженными затруднениями" in tables(anna)
    assert anna.toast.text == ""


async def test_a_crossing_is_a_table_too(town: Town) -> None:
    await running(town)
    await answer(town, teachers(24, 24))
    anna = await looks(town)
    await anna.taps("Таблицей")
    await anna.taps("Связь двух вопросов")
    await anna.taps(anna.buttons[0])
    await anna.taps("Категория")
    [table] = tables(anna).values()
    assert table[0] == ["Ответ", "Первая", "Высшая", "Всего"]
    assert table[-1] == ["n", "24", "24", "48"]
    await anna.taps("Обычным текстом")
    anna.sees("по признаку «Категория»", "(n = 24)")
    assert anna.screen.rich == []


async def test_an_old_server_gets_the_text_and_nobody_an_error(town: Town) -> None:
    town.sim.world.has_rich_messages = False
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Таблицей")
    anna.hears(NO_TABLES)
    anna.sees("Доля с выраженными затруднениями")
    town.expects_refusals += [request.description for request in town.sim.refused()]
    assert [words[:34] for words in town.expects_refusals] == [
        "Bad Request: message text is empty",
        "Bad Request: message is not modifi",
    ]

    anna = await looks(town)
    anna.sees("В расчёте ответов: 26")
    assert "Таблицей" not in anna.buttons


async def test_a_server_that_has_become_older_gets_the_text_as_well(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    anna = await looks(town)
    await anna.taps("Таблицей")
    town.sim.world.has_rich_messages = False
    await anna.taps("Рисунки")

    anna.sees("В расчёте ответов: 26", "индекс")
    assert anna.screen.rich == []
    town.expects_refusals.append("Not Found")


async def test_a_coordinator_sees_the_own_beside_all(town: Town) -> None:
    await running(town)
    await answer(town, teachers(14, 12))
    coordinator = await appointed(town)
    town.bot.clock.passes(days=90)
    await looks_at_results(coordinator)
    await coordinator.taps("Таблицей")

    shown = tables(coordinator)
    assert shown["Доля с выраженными затруднениями"][0] == ["Раздел", "У вас", "У всех", "Индекс", "n"]
    assert "Кто ответил" not in shown


async def test_where_nothing_is_shown_there_is_no_table(town: Town) -> None:
    await running(town)
    await answer(town, teachers(4))
    anna = await looks(town)

    assert "Таблицей" not in anna.buttons
