"""Long jobs in the chat: asked for, watched, called off, delivered — or one sentence why not."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import job_delivery
from handlers.jobs import order
from handlers.screen import Toast
from people.audit import ACTION_WORDS
from people.roles import Role
from reports.jobs.model import JobDraft
from simulator import Simulator
from storage.people.audit import SqlAuditStore
from tests.chat.cast import Someone, documents
from tests.chat.conftest import Running, chat_settings
from tests.chat.town import Town, opens_a_centre
from tests.probes import PROBES


@pytest.fixture
async def town(sim: Simulator, tmp_path: Path, bare_template: bytes) -> AsyncIterator[Town]:
    """Анна runs a centre; its files are made by probes."""
    anna = Someone(sim, sim.person("Анна"))
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(bare_template)
    running = Running(chat_settings(sim, path, admin_ids=str(anna.id)), kinds=PROBES)
    await running.starts()
    await anna.says("/start")
    await opens_a_centre(anna)
    yield Town(running, sim, anna)
    await running.stops()
    assert sim.unanswered() == []


@pytest.fixture
def quick_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is told at once."""
    monkeypatch.setattr(job_delivery, "BEAT", 0.02)


async def asks(town: Town, kind: str = "writes", **parameters: object) -> Toast | None:
    """Ask for a file, as the buttons of results do."""
    desk = town.bot.app.desk
    visitor = await desk.visitor(await desk.person(town.anna.id))
    assert visitor.centre is not None
    draft = JobDraft(kind, "справку", {"campaign": 7, **parameters}, visitor.centre.id, None, "17")
    return await order(visitor, draft, desk)


async def noted(town: Town) -> list[tuple[str, str, str]]:
    """What the audit knows of exports."""
    app = town.bot.app
    [centre] = await app.desk.places.centres()
    now = town.bot.clock()
    notes = await SqlAuditStore(app.database).read(centre.id, now - timedelta(days=1), now + timedelta(days=1))
    assert all(note.action in ACTION_WORDS for note in notes)
    return [(note.action, note.about, note.details) for note in notes if "export" in note.action]


async def until(there: Path) -> str:
    """What a probe has written there."""
    async with asyncio.timeout(30):
        while not written(there):
            await asyncio.sleep(0.01)
    return written(there)


def written(there: Path) -> str:
    """What stands in a file, if it is there."""
    return there.read_text(encoding="utf-8") if is_there(there) else ""


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder."""
    return path.exists()


async def test_a_file_is_asked_for_made_and_delivered(town: Town, sim: Simulator) -> None:
    assert await asks(town) is None
    town.anna.sees("Готовлю справку: в очереди")
    assert town.anna.buttons == ["Отменить"]
    message = town.anna.screen

    await town.bot.works()

    assert documents(sim, town.anna) == {"справка.txt": "Кампания 7".encode()}
    assert message.deleted
    assert await noted(town) == [("summary_exported", "campaign 7", "writes")]


async def test_the_progress_is_told_in_one_message(
    town: Town, sim: Simulator, tmp_path: Path, quick_beat: None
) -> None:
    go, pid = tmp_path / "go", tmp_path / "pid"
    await asks(town, "waits", until=str(go), pid=str(pid))
    message = town.anna.screen
    await town.bot.app.jobs.tick()
    async with asyncio.timeout(30):
        while "40 %" not in message.text:
            await asyncio.sleep(0.01)
    town.anna.sees("Готовлю справку: считаем группы, 40 %")
    assert town.anna.screen is message
    folder = Path((await until(pid)).split()[1])
    assert is_there(folder)

    go.touch()
    await town.bot.app.jobs.idle()
    assert documents(sim, town.anna)
    assert not is_there(folder)


async def test_a_job_that_is_called_off_ends_at_once_and_leaves_nothing(
    town: Town, sim: Simulator, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    await asks(town, "waits", until=str(tmp_path / "go"), pid=str(pid))
    await town.bot.app.jobs.tick()
    process, folder = (await until(pid)).split()
    old = town.anna.remembers()

    await town.anna.taps("Отменить")
    await town.bot.app.jobs.idle()

    town.anna.sees("Больше не готовлю справку: вы отменили.")
    assert town.anna.buttons == []
    assert not is_there(Path(folder))
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)
    assert documents(sim, town.anna) == {}
    await town.anna.taps("Отменить", on=old)
    town.anna.hears("Поздно: файл уже готов или отменён")


async def test_nobody_calls_off_somebody_elses_job(town: Town, sim: Simulator) -> None:
    await asks(town)
    stranger = town.person("Чужой")
    await stranger.says("/start")
    await stranger.presses(town.anna.data("Отменить"))
    stranger.hears("Поздно: файл уже готов или отменён")

    await town.bot.works()
    assert documents(sim, town.anna)


async def test_a_job_in_hand_is_delivered_after_a_restart_of_the_bot(
    town: Town, sim: Simulator, tmp_path: Path
) -> None:
    go, pid = tmp_path / "go", tmp_path / "pid"
    await asks(town, "waits", until=str(go), pid=str(pid))
    await town.bot.app.jobs.tick()
    await until(pid)
    await town.bot.stops()
    assert documents(sim, town.anna) == {}

    go.touch()
    await town.bot.starts()
    await town.bot.works()
    assert documents(sim, town.anna) == {"справка.txt": "Кампания 7".encode()}


async def test_the_same_file_is_sent_again_from_the_messengers_own_store(
    town: Town, sim: Simulator, tmp_path: Path
) -> None:
    count = tmp_path / "count"
    for _ in range(2):
        await asks(town, count=str(count))
        await town.bot.works()

    assert count.read_text() == "x"
    sent = [m for m in town.anna.person.chat.messages if m.is_bot and m.media is not None]
    assert [m.caption for m in sent] == ["Готово", "Новых ответов с прошлой выгрузки нет, это тот же файл."]
    assert len({m.media.file_id for m in sent}) == 1
    assert len(await noted(town)) == 2


async def test_a_file_the_messenger_has_lost_is_made_anew(town: Town, sim: Simulator, tmp_path: Path) -> None:
    count = tmp_path / "count"
    await asks(town, count=str(count))
    await town.bot.works()
    sim.world.files.clear()
    await asks(town, count=str(count))
    await town.bot.works()

    assert count.read_text() == "xx"
    assert len(sim.world.files) == 1
    assert [request.method for request in sim.refused()] == ["sendDocument"]


async def test_a_second_tap_does_not_make_the_file_twice(town: Town, sim: Simulator) -> None:
    await asks(town)
    assert await asks(town) == Toast("Уже готовлю справку")
    for number in range(9):
        await asks(town, number=number)
    assert await asks(town, number=99) == Toast(
        "Дождитесь файлов, которые уже готовятся, и попросите снова", is_alert=True
    )


async def test_a_right_revoked_meanwhile_is_a_right_no_more(town: Town, sim: Simulator, tmp_path: Path) -> None:
    go, pid = tmp_path / "go", tmp_path / "pid"
    await asks(town, "waits", until=str(go), pid=str(pid))
    await town.bot.app.jobs.tick()
    await until(pid)
    await dismissed(town)
    go.touch()
    await town.bot.app.jobs.idle()

    assert documents(sim, town.anna) == {}
    town.anna.sees("Не получилось подготовить справку.", "ваше право на него отозвали")
    assert town.anna.buttons == []
    assert await noted(town) == [("export_withheld", "campaign 7", "waits")]


async def test_a_file_kept_by_the_messenger_is_not_given_without_the_right_either(town: Town, sim: Simulator) -> None:
    await asks(town)
    await town.bot.works()
    await asks(town)
    await dismissed(town)
    await town.bot.works()

    town.anna.sees("ваше право на него отозвали")
    assert len([m for m in town.anna.person.chat.messages if m.is_bot and m.media is not None]) == 1
    assert (await asks_without_right(town)) == Toast("Это вам сейчас недоступно")


async def dismissed(town: Town) -> None:
    """Анна is an administrator no more."""
    from sqlalchemy import update

    from storage.people_tables import posts

    async with town.bot.app.database.writing() as connection:
        gone = update(posts).where(posts.c.role == Role.ADMINISTRATOR.value).values(revoked_at=town.bot.clock())
        await connection.execute(gone)


async def asks_without_right(town: Town) -> Toast | None:
    desk = town.bot.app.desk
    visitor = await desk.visitor(await desk.person(town.anna.id))
    [centre] = await desk.places.centres()
    return await order(visitor, JobDraft("writes", "справку", {"campaign": 7}, centre.id), desk)


TROUBLES = {
    "fills_the_disk": "На диске сервера закончилось место.",
    "is_left_without_room": "На диске сервера закончилось место.",
    "wants_too_much": "Ответов слишком много для одного файла.",
    "is_killed": "Подготовка прервалась.",
    "breaks": "Подготовка прервалась.",
    "is_enormous": "Файл больше 50 МБ",
    "refuses": "Ответили меньше пяти.",
}


@pytest.mark.parametrize("kind", TROUBLES)
async def test_every_trouble_is_a_sentence_and_nothing_is_half_sent(town: Town, sim: Simulator, kind: str) -> None:
    await asks(town, kind)
    await town.bot.works()

    town.anna.sees("Не получилось подготовить справку.", TROUBLES[kind])
    town.anna.sees_no("secret")
    assert documents(sim, town.anna) == {}
    assert town.anna.buttons == ([] if kind in ("refuses", "is_enormous") else ["Попробовать ещё раз"])
    assert await noted(town) == []


async def test_a_killed_process_takes_no_other_job_with_it(town: Town, sim: Simulator) -> None:
    await asks(town, "is_killed")
    await asks(town)
    await town.bot.app.jobs.tick()
    await town.bot.works()

    assert documents(sim, town.anna) == {"справка.txt": "Кампания 7".encode()}


async def test_what_failed_may_be_tried_again(town: Town, sim: Simulator, tmp_path: Path) -> None:
    await asks(town, "dies_once", count=str(tmp_path / "count"))
    await town.bot.works()
    town.anna.sees("Подготовка прервалась.")

    await town.anna.taps("Попробовать ещё раз")
    town.anna.sees("Готовлю справку: в очереди")
    await town.bot.works()
    assert documents(sim, town.anna) == {"справка.txt": "Кампания 7".encode()}


async def test_a_busy_messenger_gets_the_file_a_little_later(town: Town, sim: Simulator) -> None:
    sim.fault("429", method="sendDocument", retry_after=1)
    await asks(town)
    await town.bot.works()

    assert documents(sim, town.anna) == {"справка.txt": "Кампания 7".encode()}
