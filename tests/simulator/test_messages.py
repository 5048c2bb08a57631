"""Messages changed, deleted, copied and forwarded."""

from typing import Any

import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller

MARKUP = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EDITS = [
    ("the same text", "editMessageText", {"text": "раз", "reply_markup": MARKUP}, NOT_MODIFIED),
    (
        "the same text around empty tags",
        "editMessageText",
        {"text": "раз<b></b>", "parse_mode": "HTML", "reply_markup": MARKUP},
        NOT_MODIFIED,
    ),
    ("the same keyboard", "editMessageReplyMarkup", {"reply_markup": MARKUP}, NOT_MODIFIED),
    ("nothing", "editMessageText", {"text": ""}, "Bad Request: message text is empty"),
    ("4097 letters", "editMessageText", {"text": "я" * 4097}, "Bad Request: message is too long"),
    (
        "a message that is not there",
        "editMessageText",
        {"message_id": 999, "text": "а"},
        "Bad Request: message to edit not found",
    ),
    ("a person's message", "editMessageText", {"message_id": 1, "text": "а"}, "Bad Request: message can't be edited"),
    ("deleting nothing", "deleteMessage", {"message_id": 999}, "Bad Request: message to delete not found"),
    ("copying nothing", "copyMessage", {"message_id": 999}, "Bad Request: message to copy not found"),
    ("forwarding nothing", "forwardMessage", {"message_id": 999}, "Bad Request: message to forward not found"),
]


@pytest.mark.parametrize(("why", "method", "wrong", "words"), EDITS, ids=[case[0] for case in EDITS])
async def test_a_change_is_refused_and_changes_nothing(
    call: Caller, maria: Person, why: str, method: str, wrong: dict[str, Any], words: str
) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз", reply_markup=MARKUP)
    source = {"from_chat_id": maria.id} if method in ("copyMessage", "forwardMessage") else {}
    given = {"chat_id": maria.id, "message_id": sent["message_id"], **source, **wrong}

    assert await call.refused(method, **given) == words
    assert (maria.chat.last.text, maria.chat.last.markup, maria.chat.last.edited_times) == ("раз", MARKUP, 0)


async def test_an_edit_without_a_keyboard_takes_it_away(call: Caller, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз", reply_markup=MARKUP)
    edited = await call.does("editMessageText", chat_id=maria.id, message_id=sent["message_id"], text="раз")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]


async def test_a_deleted_message_is_gone_for_every_method(call: Caller, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз")
    this = {"chat_id": maria.id, "message_id": sent["message_id"]}
    await call.does("deleteMessage", **this)
    assert await call.refused("editMessageText", **this, text="два") == "Bad Request: message to edit not found"
    assert await call.refused("deleteMessage", **this) == "Bad Request: message to delete not found"
    await call.does("deleteMessages", chat_id=maria.id, message_ids=[1, sent["message_id"], 999])
    assert [message.deleted for message in maria.chat.messages] == [True, True]


async def test_a_caption_is_edited_and_a_picture_has_no_text(call: Caller, sim: Simulator, maria: Person) -> None:
    file_id = sim.world.keep_file("a.jpg", b"a")
    sent = await call.does("sendPhoto", chat_id=maria.id, photo=file_id, caption="раз")
    this = {"chat_id": maria.id, "message_id": sent["message_id"]}
    assert await call.refused("editMessageCaption", **this, caption="раз") == NOT_MODIFIED
    assert (await call.does("editMessageCaption", **this, caption="два"))["caption"] == "два"
    refused = await call.refused("editMessageText", **this, text="три")
    assert refused == "Bad Request: there is no text in the message to edit"


async def test_a_copy_names_nobody_and_a_forward_does(call: Caller, sim: Simulator, maria: Person) -> None:
    olga = sim.person("Ольга")
    olga.sends("/start")
    source = {"from_chat_id": maria.id, "message_id": 1}
    copy = await call.does("copyMessage", chat_id=olga.id, **source)
    forwarded = await call.does("forwardMessage", chat_id=olga.id, **source)
    assert copy == {"message_id": 2}
    assert [message.text for message in olga.chat.messages] == ["/start"] * 3
    assert forwarded["forward_origin"]["type"] == "hidden_user"


async def test_a_message_of_the_day_before_yesterday_stays(call: Caller, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз")
    message = maria.chat.find(sent["message_id"])
    assert message is not None
    message.date -= 48 * 3600 + 1
    refused = await call.refused("deleteMessage", chat_id=maria.id, message_id=message.id)
    assert refused == "Bad Request: message can't be deleted for everyone"
