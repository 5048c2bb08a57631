"""What Telegram refuses, in Telegram's words."""

from typing import Any

import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


TEXTS = [
    ("empty", {"text": ""}, "Bad Request: message text is empty"),
    ("blanks", {"text": " \n "}, "Bad Request: message text is empty"),
    ("only tags", {"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
    ("4097 letters", {"text": "я" * 4097}, "Bad Request: message is too long"),
    ("2049 emoji are 4098 units", {"text": "🙂" * 2049}, "Bad Request: message is too long"),
    ("a chat that is not there", {"chat_id": 42}, "Bad Request: chat not found"),
    ("no chat", {"chat_id": ""}, "Bad Request: chat_id is empty"),
    (
        "a reply to nothing",
        {"reply_parameters": {"message_id": 999}},
        "Bad Request: message to be replied not found",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "wrong", "words"), TEXTS, ids=[case[0] for case in TEXTS])
async def test_a_message_is_refused(call: Caller, maria: Person, why: str, wrong: dict[str, Any], words: str) -> None:
    assert await call.refused("sendMessage", **{"chat_id": maria.id, "text": "да", **wrong}) == words
    assert [message for message in maria.chat.messages if message.is_bot] == []


@pytest.mark.parametrize("text", ["я" * 4096, "🙂" * 2048, "<b>" + "я" * 4096 + "</b>"])
async def test_the_longest_text_is_taken(call: Caller, maria: Person, text: str) -> None:
    await call.does("sendMessage", chat_id=maria.id, text=text, parse_mode="HTML")


async def test_edits_are_refused_where_they_change_nothing_or_find_nothing(call: Caller, maria: Person) -> None:
    markup = keyboard(text="Да", callback_data="yes")
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз", reply_markup=markup)
    same = {"chat_id": maria.id, "message_id": sent["message_id"], "text": "раз", "reply_markup": markup}

    assert "message is not modified" in await call.refused("editMessageText", **same)
    await call.does("editMessageText", **{**same, "text": "два"})
    assert (
        await call.refused("editMessageText", **{**same, "message_id": 999})
        == "Bad Request: message to edit not found"
    )
    own = {**same, "message_id": maria.chat.messages[0].id}
    assert await call.refused("editMessageText", **own) == "Bad Request: message can't be edited"


async def test_a_callback_query_is_answered_once_and_in_time(call: Caller, sim: Simulator, maria: Person) -> None:
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    sent = await call.does(
        "sendMessage", chat_id=maria.id, text="раз", reply_markup=keyboard(text="Да", callback_data="да")
    )
    query = maria.presses(sent["message_id"], "да")
    assert await call.refused("answerCallbackQuery", callback_query_id="12345") == too_old
    assert (
        await call.refused("answerCallbackQuery", callback_query_id=query.id, text="я" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    await call.does("answerCallbackQuery", callback_query_id=query.id, text="Спасибо", show_alert=True)
    assert (query.answer.text, query.answer.show_alert) == ("Спасибо", True)
    assert await call.refused("answerCallbackQuery", callback_query_id=query.id) == too_old

    late = maria.presses(sent["message_id"], "да")
    sim.world.callback_lifetime = 0
    sim.world.expire_queries()
    assert await call.refused("answerCallbackQuery", callback_query_id=late.id) == too_old


async def test_people_who_do_not_want_to_hear_cannot_be_written_to(
    call: Caller, sim: Simulator, maria: Person
) -> None:
    stranger = sim.person("Незнакомец")
    message = {"text": "да"}

    assert (
        await call.refused("sendMessage", chat_id=stranger.id, **message)
        == "Forbidden: bot can't initiate conversation with a user"
    )
    maria.blocks()
    assert await call.refused("sendMessage", chat_id=maria.id, **message) == "Forbidden: bot was blocked by the user"
    maria.unblocks()
    await call.does("sendMessage", chat_id=maria.id, **message)


async def test_flood_control_asks_for_a_pause(call: Caller, sim: Simulator, maria: Person) -> None:
    sim.flood.is_on = True
    answers = [await call("sendMessage", chat_id=maria.id, text=str(n)) for n in range(8)]
    refused = [answer for answer in answers if not answer["ok"]]

    assert len(refused) == 3
    after = refused[0]["parameters"]["retry_after"]
    assert 1 <= after <= 5
    assert refused[0]["description"] == f"Too Many Requests: retry after {after}"


async def test_what_there_is_not_is_a_clean_404_and_a_wrong_token_401(call: Caller, sim: Simulator) -> None:
    assert await call("sendPoll", chat_id=1) == {"ok": False, "error_code": 404, "description": "Not Found"}
    sim.token = "100200300:another"
    assert (await call("getMe"))["error_code"] == 401


async def test_a_parameter_nobody_knows_is_noticed(call: Caller, sim: Simulator, maria: Person) -> None:
    await call.does("SENDmessage", chat_id=maria.id, text="да", parsemode="HTML")

    assert [request.unknown_parameters for request in sim.strange()] == [["parsemode"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [("Старт", "BOT_COMMAND_INVALID"), ("", "BOT_COMMAND_INVALID"), ("a" * 33, "BOT_COMMAND_INVALID")],
)
async def test_commands_have_rules(call: Caller, name: str, words: str) -> None:
    commands = [{"command": name, "description": "x"}]
    assert await call.refused("setMyCommands", commands=commands) == f"Bad Request: {words}"
    blank = [{"command": "start", "description": ""}]
    assert await call.refused("setMyCommands", commands=blank) == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
