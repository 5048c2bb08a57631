"""Channels: posts are nobody's, the bot posts only with the right to, and is told when rights change."""

from typing import Any

import aiohttp
import pytest

from simulator import Person, Simulator
from simulator.model import Chat
from tests.simulator.conftest import Caller


@pytest.fixture
def channel(sim: Simulator, maria: Person) -> Chat:
    """Мария's, with a name."""
    return sim.channel("Вести", maria, username="Vesti_Rayona")


async def last(call: Caller) -> dict[str, Any]:
    """The newest update."""
    updates = await call.does("getUpdates")
    found: dict[str, Any] = updates[-1]
    return found


async def test_the_bot_is_told_that_it_is_an_administrator(call: Caller, channel: Chat, maria: Person) -> None:
    told = (await last(call))["my_chat_member"]
    assert told["chat"] == {"id": channel.id, "type": "channel", "title": "Вести", "username": "Vesti_Rayona"}
    assert (told["from"]["id"], told["old_chat_member"]["status"]) == (maria.id, "left")
    new = told["new_chat_member"]
    assert (new["status"], new["can_post_messages"], new["can_manage_chat"]) == ("administrator", True, True)


async def test_posts_of_people_come_as_posts_of_the_channel(call: Caller, channel: Chat, maria: Person) -> None:
    message = maria.sends("/link 2222", chat=channel)
    post = (await last(call))["channel_post"]
    assert "from" not in post
    assert post["sender_chat"] == post["chat"]
    assert (post["text"], post["entities"][0]["type"]) == ("/link 2222", "bot_command")
    maria.edits(message, "Здравствуйте")
    assert (await last(call))["edited_channel_post"]["text"] == "Здравствуйте"


@pytest.mark.parametrize("name", ["id", "@Vesti_Rayona", "@vesti_rayona"])
async def test_the_bot_posts_and_corrects_by_number_and_by_name(call: Caller, channel: Chat, name: str) -> None:
    chat = channel.id if name == "id" else name
    sent = await call.does("sendMessage", chat_id=chat, text="Семинар")
    assert "from" not in sent
    assert sent["chat"]["id"] == channel.id
    await call.does("editMessageText", chat_id=chat, message_id=sent["message_id"], text="Семинар в среду")
    assert [message.text for message in channel.messages] == ["Семинар в среду"]
    assert not any("channel_post" in update for update in await call.does("getUpdates"))


@pytest.mark.parametrize("chat", [-1001, "@nobody", "@maria"])
async def test_an_unknown_channel_is_not_found(call: Caller, channel: Chat, chat: Any) -> None:
    assert await call.refused("sendMessage", chat_id=chat, text="да") == "Bad Request: chat not found"


async def test_without_the_right_nothing_is_posted_nor_corrected(call: Caller, channel: Chat, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=channel.id, text="Семинар")
    maria.forbids_the_bot_to_post(channel)
    told = (await last(call))["my_chat_member"]
    rights = [told[which]["can_post_messages"] for which in ("old_chat_member", "new_chat_member")]
    assert rights == [True, False]
    there = {"chat_id": channel.id, "text": "Семинар в среду"}
    assert await call.refused("sendMessage", **there) == "Bad Request: need administrator rights in the channel chat"
    edited = await call.refused("editMessageText", **there, message_id=sent["message_id"])
    assert edited == "Bad Request: message can't be edited"
    deleted = await call.refused("deleteMessage", chat_id=channel.id, message_id=sent["message_id"])
    assert deleted == "Bad Request: message can't be deleted"
    maria.lets_the_bot_post(channel)
    await call.does("sendMessage", **there)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("left", "Forbidden: bot is not a member of the channel chat"),
        ("kicked", "Forbidden: bot was kicked from the channel chat"),
    ],
)
async def test_a_channel_without_the_bot_is_closed_to_it(
    call: Caller, channel: Chat, maria: Person, status: str, words: str
) -> None:
    if status == "left":
        await call.does("leaveChat", chat_id=channel.id)
    else:
        maria.kicks_the_bot(channel)
    maria.sends("да", chat=channel)
    assert await call.refused("sendMessage", chat_id=channel.id, text="да") == words
    assert (await last(call))["my_chat_member"]["new_chat_member"]["status"] == status


async def test_the_page_makes_a_channel_and_only_its_owner_writes_there(
    call: Caller, sim: Simulator, maria: Person
) -> None:
    olga = sim.person("Ольга")
    async with aiohttp.ClientSession(f"{sim.api_url}") as page:
        given = {"title": "Вести", "username": "@vesti", "owner": maria.id, "members": [maria.id, olga.id]}
        made = await (await page.post("/sim/channels", json=given | {"may_post": False})).json()
        assert made == {"id": made["id"], "title": "Вести", "members": [maria.id, olga.id], "kind": "channel",
                        "bot": "administrator", "username": "vesti", "may_post": False}  # fmt: skip
        again = await page.post("/sim/channels", json=given)
        assert (again.status, await again.json()) == (400, {"error": "Это имя занято"})
        post = {"chat_id": made["id"], "text": "Здравствуйте"}
        assert (await page.post(f"/sim/people/{olga.id}/send", json=post)).status == 400
        assert (await page.post(f"/sim/people/{maria.id}/send", json=post)).status == 200
        await page.post(f"/sim/channels/{made['id']}/rights", json={"may_post": True})
        await call.does("sendMessage", chat_id="@vesti", text="И вам")
        shown = await (await page.get(f"/sim/chats/{made['id']}")).json()
    assert [(m["from"]["name"], m["text"]) for m in shown["messages"]] == [
        ("Вести", "Здравствуйте"),
        ("Вести", "И вам"),
    ]


async def test_channels_survive_a_restart(tmp_path: Any) -> None:
    first = Simulator(state=tmp_path / "chats.json")
    await first.start()
    channel = first.channel("Вести", first.person("Мария"), username="vesti", may_post=False)
    await first.stop()
    second = Simulator(state=tmp_path / "chats.json")
    assert second.world.chats[channel.id] == channel
