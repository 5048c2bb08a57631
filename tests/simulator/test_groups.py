"""Groups: the bot is a member, hears what concerns it, may be sent away, and is paced."""

import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


async def test_a_group_hears_and_answers(call: Caller, sim: Simulator, maria: Person) -> None:
    olga = sim.person("Ольга")
    group = sim.group("Учителя", [maria, olga])
    maria.sends("/start@metodist_bot", chat=group)

    *_, joined, update = await call.does("getUpdates")
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    chat, sender = update["message"]["chat"], update["message"]["from"]
    assert (chat["id"], chat["type"], chat["title"]) == (group.id, "supergroup", "Учителя")
    assert sender["id"] == maria.id
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 19}]

    sent = await call.does("sendMessage", chat_id=group.id, text="Здравствуйте", reply_to_message_id=1)
    assert sent["reply_to_message"]["text"] == "/start@metodist_bot"
    assert not olga.user.started
    assert (await call.does("getChat", chat_id=group.id))["title"] == "Учителя"


async def test_a_tap_in_a_group_names_who_tapped(call: Caller, sim: Simulator, maria: Person) -> None:
    olga = sim.person("Ольга")
    group = sim.group("Учителя", [maria, olga])
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await call.does("sendMessage", chat_id=group.id, text="Идём?", reply_markup=markup)
    olga.presses(sent["message_id"], "yes", chat=group)

    (*_, update) = await call.does("getUpdates")
    query = update["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (olga.id, group.id)


async def test_members_and_strangers(call: Caller, sim: Simulator, maria: Person) -> None:
    group = sim.group("Учителя", [maria])
    stranger = sim.person("Незнакомец")
    statuses = [
        (await call.does("getChatMember", chat_id=group.id, user_id=user))["status"]
        for user in (maria.id, stranger.id, int(sim.token.partition(":")[0]))
    ]
    assert statuses == ["member", "left", "member"]


@pytest.mark.parametrize(
    ("what", "is_heard"),
    [
        ("/help", True),
        ("/help@metodist_bot", True),
        ("/help@another_bot", False),
        ("/help@metodist_botanik", False),
        ("Когда семинар, @metodist_bot?", True),
        ("Когда семинар?", False),
    ],
)
async def test_in_privacy_mode_a_bot_hears_only_what_concerns_it(
    call: Caller, sim: Simulator, maria: Person, what: str, is_heard: bool
) -> None:
    sim.world.is_private = True
    maria.sends(what, chat=sim.group("Учителя", [maria]))
    heard = [update["message"]["text"] for update in await call.does("getUpdates") if "message" in update]

    assert heard == ["/start", *([what] if is_heard else [])]


async def test_in_privacy_mode_a_bot_hears_replies_to_itself(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.world.is_private = True
    assert not (await call.does("getMe"))["can_read_all_group_messages"]
    group = sim.group("Учителя", [maria])
    sent = await call.does("sendMessage", chat_id=group.id, text="Идём?")
    sim.world.person_sends(maria.user, "Идём", group.id, reply_to=sent["message_id"])

    (*_, update) = await call.does("getUpdates")
    assert update["message"]["reply_to_message"]["text"] == "Идём?"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("left", "Forbidden: bot is not a member of the supergroup chat"),
        ("kicked", "Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_a_group_without_the_bot_is_closed_to_it(
    call: Caller, sim: Simulator, maria: Person, status: str, words: str
) -> None:
    group = sim.group("Учителя", [maria])
    if status == "left":
        await call.does("leaveChat", chat_id=group.id)
    else:
        maria.kicks_the_bot(group)
    maria.sends("/start", chat=group)

    assert await call.refused("sendMessage", chat_id=group.id, text="да") == words
    (*_, update) = await call.does("getUpdates")
    assert update["my_chat_member"]["new_chat_member"]["status"] == status
    me = await call.does("getChatMember", chat_id=group.id, user_id=int(sim.token.partition(":")[0]))
    assert me["status"] == status


async def test_a_group_takes_twenty_messages_a_minute(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.flood.is_on = True
    group = sim.group("Учителя", [maria])
    answers = [await call("sendMessage", chat_id=group.id, text=str(n)) for n in range(21)]

    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert 55 <= answers[-1]["parameters"]["retry_after"] <= 60
