"""The command line: problems are sentences, all at once, and exit codes mean something."""

from pathlib import Path

import openpyxl

from bot.demo import KEY
from people.lists.model import ListedPerson
from people.lists.writing import list_workbook
from simulator import Simulator
from storage.sealing import fresh_key, is_key
from tests.processes.conftest import BotProcess, Kennel
from workbooks.grids import grid_workbook


async def test_all_configuration_problems_are_told_at_once() -> None:
    wrong = {
        "BOT_TOKEN": "нет",
        "BOT_KEY": "короткий",
        "BOT_OLD_KEYS": "тоже",
        "BOT_API_URL": "ftp://x",
        "BOT_DATABASE_URL": "mysql://x",
        "BOT_ADMIN_IDS": "вася",
        "BOT_WEBHOOK_URL": "telegram",
        "BOT_WEBHOOK_SECRET": "короткий",
        "BOT_LISTEN": "8080",
        "BOT_TIMEZONE": "Луна/Море",
        "BOT_LOG_LEVEL": "ВСЁ",
        "BOT_TEXTS_OVERLAY": "/нет/такого.ftl",
    }
    for command in ("run", "migrate", "check"):
        code, told = await BotProcess(wrong).runs(command)

        assert code == 2
        assert all(name in told for name in wrong), told
        assert "Traceback" not in told


async def test_a_missing_token_is_a_problem() -> None:
    code, told = await BotProcess({"BOT_DATABASE_URL": "sqlite+aiosqlite:///nowhere.sqlite3"}).runs("run")

    assert code == 2
    assert "BOT_TOKEN" in told


async def test_a_missing_key_is_a_problem_that_brings_its_solution(kennel: Kennel, tmp_path: Path) -> None:
    code, told = await kennel.bot(BOT_KEY="").runs("check")
    assert code == 2
    key = told.strip().rpartition(" ")[2]
    assert is_key(key)
    fresh = kennel.bot(BOT_KEY=key, BOT_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/fresh.sqlite3")
    await fresh.runs("migrate")
    assert (await fresh.runs("check"))[0] == 0


async def test_a_foreign_key_is_refused_before_anybody_is_taken_for_somebody_new(
    kennel: Kennel, sim: Simulator, tmp_path: Path
) -> None:
    bot = kennel.bot()
    await bot.starts()
    sim.person("Мария").sends("/start")
    await sim.settled()
    await bot.ends()

    for command in ("run", "check", "rotate-key"):
        code, told = await kennel.bot(BOT_KEY=fresh_key()).runs(command)
        assert (code, "BOT_KEY не подходит" in told, "Traceback" in told) == (1, True, False)


async def test_a_key_is_rotated_by_one_command(kennel: Kennel) -> None:
    fresh = fresh_key()
    code, told = await kennel.bot(BOT_KEY=fresh, BOT_OLD_KEYS=KEY).runs("rotate-key")
    # The demonstration centre was brought by somebody, and its codes are sealed, too.
    assert (code, "перешифровано адресов: 1" in told) == (0, True)
    assert (await kennel.bot(BOT_KEY=fresh).runs("lists", "export", str(kennel.folder / "список.xlsx")))[0] == 0


async def test_lists_names_and_the_audit_are_at_hand_on_the_centres_own_machine(kennel: Kennel) -> None:
    folder, bot = kennel.folder, kennel.bot()
    people = [ListedPerson(2, "Школа № 5", own_number="7"), ListedPerson(3, "Школа № 5", own_number="8")]
    (folder / "люди.xlsx").write_bytes(list_workbook([], people))
    code, told = await bot.runs("lists", "import", str(folder / "люди.xlsx"))
    assert (code, "Новых людей: 2" in told, "добавьте --apply" in told) == (0, True, True)
    code, told = await bot.runs("lists", "import", str(folder / "люди.xlsx"), "--apply")
    assert (code, "Загружено." in told) == (0, True)

    assert (await bot.runs("lists", "export", str(folder / "выгрузка.xlsx")))[0] == 0
    names = {"Имена": [["Свой номер", "ФИО"], ["7", "Петрова Мария"], ["9", "Никто"]]}
    (folder / "имена.xlsx").write_bytes(grid_workbook(names))
    files = [str(folder / name) for name in ("выгрузка.xlsx", "имена.xlsx", "итог.xlsx")]
    code, told = await bot.runs("registry", "join", *files)
    assert (code, "Без имени осталось строк: 1. Имён без пары: 1." in told) == (0, True)
    joined = openpyxl.load_workbook(folder / "итог.xlsx")["Сотрудники"]
    assert "Петрова Мария" in [cell.value for cell in joined[2]]

    assert (await bot.runs("audit", str(folder / "журнал.xlsx")))[0] == 0
    (folder / "кот.xlsx").write_bytes(b"cat")
    code, told = await bot.runs("lists", "import", str(folder / "кот.xlsx"))
    assert (code, "не похож на список" in told, "Traceback" in told) == (1, True, False)
    code, told = await bot.runs("lists", "import", str(folder / "нет.xlsx"))
    assert (code, "не читается" in told) == (1, True)


async def test_config_prints_every_setting_without_needing_any() -> None:
    from bot.settings import settings_table

    code, told = await BotProcess({}).runs("config")

    assert code == 0
    assert all(name in told for name, _, _ in settings_table())


async def test_an_unprepared_database_is_refused_until_it_is_migrated(kennel: Kennel, tmp_path: Path) -> None:
    fresh = kennel.bot(BOT_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/new/folder/fresh.sqlite3")
    code, told = await fresh.runs("run")
    assert (code, "python -m bot migrate" in told) == (2, True)

    assert (await fresh.runs("migrate"))[0] == 0
    code, told = await fresh.runs("check")
    assert code == 0, told
    assert "@metodist_bot" in told


async def test_check_names_what_stands_in_the_way(sim: Simulator, kennel: Kennel) -> None:
    code, told = await kennel.bot(BOT_TOKEN="1234567:Wrong-token-0123456789").runs("check")
    assert (code, "Traceback" in told) == (1, False)

    code, told = await kennel.bot(BOT_DATABASE_URL="postgresql+asyncpg://u@127.0.0.1:1/none").runs("check")
    assert (code, "Traceback" in told) == (1, False)
    assert "База данных недоступна" in told


async def test_an_overlay_replaces_a_sentence_and_a_wrong_one_is_refused(
    sim: Simulator, kennel: Kennel, tmp_path: Path
) -> None:
    overlay = tmp_path / "own.ftl"
    overlay.write_text("menu = Добрый день от ИМЦ!\n", encoding="utf-8")
    bot = kennel.bot(BOT_TEXTS_OVERLAY=str(overlay))
    await bot.starts()
    person = sim.person("Мария")
    person.sends("/start")
    await sim.settled()
    assert "Добрый день от ИМЦ!" in person.chat.last.text
    await bot.ends()

    overlay.write_text("menu = { $number }\nno-such-key = Привет\n", encoding="utf-8")
    code, told = await bot.runs("run")
    assert code == 1
    assert "no-such-key" in told
    assert "menu" in told
    assert "Traceback" not in told


async def test_a_token_that_telegram_does_not_know_stops_the_bot_with_a_sentence(kennel: Kennel) -> None:
    code, told = await kennel.bot(BOT_TOKEN="1234567:Wrong-token-0123456789").runs("run")

    assert code == 1
    assert "BOT_TOKEN" in told
    assert "Traceback" not in told


async def test_a_folder_that_cannot_be_written_is_one_sentence(kennel: Kennel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("не папка")
    bot = kennel.bot(BOT_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/file/bot.sqlite3")
    for command in ("migrate", "run", "check"):
        code, told = await bot.runs(command)

        assert code == 1
        assert "База данных недоступна" in told
        assert "Traceback" not in told
