"""Chats that survive a restart of the simulator."""

from pathlib import Path

import aiohttp
import pytest

from simulator import Simulator
from simulator.state import UnreadableStateError
from tests.simulator.conftest import Caller

KEYBOARD = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}


async def run(path: Path) -> Simulator:
    sim = Simulator(state=path)
    await sim.start()
    return sim


async def test_chats_go_on_where_they_ended(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "chats.json"
    sim = await run(path)
    maria = sim.person("Мария", username="maria")
    maria.sends("/start")
    file = maria.sends_document("план.txt", b"abc")
    group = sim.group("Учителя", [maria])
    async with aiohttp.ClientSession() as client:
        call = Caller(sim, client)
        (*_, last) = await call.does("getUpdates")
        await call.does("getUpdates", offset=last["update_id"] + 1)
        await call.does("setMyCommands", commands=[{"command": "start", "description": "Начать"}])
        sent = await call.does(
            "sendMessage", chat_id=maria.id, text="<b>Готовы?</b>", parse_mode="HTML", reply_markup=KEYBOARD
        )
        maria.sends("пока бот не слушал")
        await sim.stop()

        sim = await run(path)
        call = Caller(sim, client)
        again = sim.world.chats[maria.id]
        assert [message.text for message in again.messages] == ["/start", "", "Готовы?", "пока бот не слушал"]
        assert again.messages[2].buttons[0][0].data == "yes"
        assert sim.world.people[maria.id].started
        assert sim.world.chats[group.id].title == "Учителя"
        assert (await call.does("getMyCommands"))[0]["description"] == "Начать"
        assert (await call.does("getFile", file_id=file.media.file_id))["file_size"] == 3

        (waiting,) = await call.does("getUpdates")
        assert (waiting["update_id"], waiting["message"]["text"]) == (last["update_id"] + 1, "пока бот не слушал")
        await call.does("editMessageText", chat_id=maria.id, message_id=sent["message_id"], text="Поехали")
        assert sim.person("Ольга").id > maria.id
        await sim.stop()


async def test_a_file_after_a_restart_does_not_replace_an_older_one(tmp_path: Path) -> None:
    sim = await run(tmp_path / "chats.json")
    old = sim.person("Мария").sends_document("раз.txt", b"abc")
    await sim.stop()
    sim = await run(tmp_path / "chats.json")
    new = sim.person("Ольга").sends_document("два.txt", b"xyz")
    await sim.stop()

    assert [sim.world.files[message.media.file_id][1] for message in (old, new)] == [b"abc", b"xyz"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"people": 1, "chats": []}', '{"people": [{}], "chats": []}'])
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "chats.json"
    path.write_text(content)
    with pytest.raises(UnreadableStateError):
        Simulator(state=path)

    assert path.read_text() == content
