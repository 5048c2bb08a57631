"""Keyboards that Telegram takes and refuses, in its words."""

from typing import Any

import pytest

from simulator import Person
from tests.simulator.conftest import Caller

UNREADABLE = "can't parse inline keyboard button: "
UNREADABLE_BELOW = "can't parse keyboard button: "
NO_ACTION = UNREADABLE + "Text buttons are unallowed in the inline keyboard"
ROW = [{"text": "а", "callback_data": "а"}]


def button(**content: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[content]]}


REFUSED = [
    ("65 bytes", button(text="а", callback_data="x" * 65), "BUTTON_DATA_INVALID"),
    ("33 Russian letters are 66 bytes", button(text="а", callback_data="я" * 33), "BUTTON_DATA_INVALID"),
    ("17 emoji are 68 bytes", button(text="а", callback_data="🙂" * 17), "BUTTON_DATA_INVALID"),
    ("no bytes", button(text="а", callback_data=""), NO_ACTION),
    ("no action", button(text="а"), NO_ACTION),
    ("no letters", button(text="", callback_data="а"), "inline keyboard button text must be non-empty"),
    ("no text", button(callback_data="а"), UNREADABLE + 'Can\'t find field "text"'),
    ("a word for a button", {"inline_keyboard": [["а"]]}, UNREADABLE + "InlineKeyboardButton must be an Object"),
    (
        "a foreign address",
        button(text="а", url="ftp://x.ru"),
        "inline keyboard button URL 'ftp://x.ru' is invalid: Unsupported URL protocol",
    ),
    (
        "no rows",
        {"inline_keyboard": ROW},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ("101 buttons", {"inline_keyboard": [ROW] * 101}, "reply markup is too long"),
    ("a list", "[1]", "object expected as reply markup"),
    ("no JSON", "{", "can't parse reply keyboard markup JSON object"),
    ("no rows below", {"keyboard": ["а"]}, 'field "keyboard" must be an Array of Arrays'),
    ("no letters below", {"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    ("a number below", {"keyboard": [[1]]}, UNREADABLE_BELOW + "KeyboardButton must be a String or an Object"),
    ("nothing below", {"keyboard": [[{}]]}, UNREADABLE_BELOW + 'Can\'t find field "text"'),
]  # fmt: skip


@pytest.mark.parametrize(("why", "markup", "words"), REFUSED, ids=[case[0] for case in REFUSED])
async def test_a_keyboard_is_refused(call: Caller, maria: Person, why: str, markup: Any, words: str) -> None:
    refused = await call.refused("sendMessage", chat_id=maria.id, text="да", reply_markup=markup)
    assert refused == f"Bad Request: {words}"
    assert [message for message in maria.chat.messages if message.is_bot] == []


@pytest.mark.parametrize("data", ["x", "x" * 64, "я" * 32, "🙂" * 16])
async def test_a_payload_of_up_to_64_bytes_comes_back(call: Caller, maria: Person, data: str) -> None:
    markup = button(text="а", callback_data=data)
    sent = await call.does("sendMessage", chat_id=maria.id, text="да", reply_markup=markup)
    maria.presses(sent["message_id"], data)

    (*_, update) = await call.does("getUpdates")
    assert update["callback_query"]["data"] == data
    assert update["callback_query"]["message"]["reply_markup"] == markup


async def test_a_keyboard_without_buttons_is_none(call: Caller, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="да", reply_markup={"inline_keyboard": [[]]})
    assert "reply_markup" not in sent


async def test_the_keyboard_below_stays_until_it_is_removed(call: Caller, maria: Person) -> None:
    keyboard = {"keyboard": [["Да", {"text": "Телефон", "request_contact": True}]], "resize_keyboard": True}
    await call.does("sendMessage", chat_id=maria.id, text="раз", reply_markup=keyboard)
    await call.does("sendMessage", chat_id=maria.id, text="два")
    assert maria.chat.reply_keyboard == {
        "keyboard": [[{"text": "Да"}, {"text": "Телефон", "request_contact": True}]],
        "resize_keyboard": True,
    }

    await call.does("sendMessage", chat_id=maria.id, text="три", reply_markup={"remove_keyboard": True})
    assert maria.chat.reply_keyboard is None
