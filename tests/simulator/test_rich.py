"""Rich messages: what is taken, what is refused and in which words, and a server that does not know them."""

from typing import Any

import pytest

from simulator import Person, Simulator
from simulator.rich import MOST_COLUMNS, plain_text
from tests.simulator.conftest import Caller

CELL = {"align": "left", "valign": "top", "text": "Методика"}
TABLE = {"type": "table", "cells": [[CELL, {"align": "right", "valign": "top", "text": "45 %"}]]}
BLOCKS = [
    {"type": "heading", "text": "Осень", "size": 3},
    {"type": "paragraph", "text": ["Ответили ", {"type": "bold", "text": "26"}]},
    {**TABLE, "caption": "Доля", "is_bordered": True, "is_striped": True, "is_compact": True},
    {"type": "divider"},
    {"type": "footer", "text": "н/д — мало ответов"},
]
PARSE = "Bad Request: can't parse "


def rich(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"blocks": list(blocks), **more}


REFUSED = [
    ("nothing", None, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    ("a list", ["а"], "Bad Request: object expected as rich message"),
    ("no content", {}, "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    ("no blocks", rich(), "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    ("markup", {"html": "<h1>Осень</h1>"}, "Bad Request: rich messages are taken as blocks alone in this simulator"),
    ("two contents", rich(TABLE, html="а"), "Bad Request: rich messages are taken as blocks alone in this simulator"),
    ("no type", rich({"text": "а"}), f'{PARSE}InputRichBlock: type "None" is unsupported in this simulator'),
    ("a map", rich({"type": "map"}), f'{PARSE}InputRichBlock: type "map" is unsupported in this simulator'),
    ("no size", rich({"type": "heading", "text": "а"}), f'{PARSE}InputRichBlock: Can\'t find field "size"'),
    (
        "a large size",
        rich({"type": "heading", "text": "а", "size": 7}),
        f"{PARSE}InputRichBlock: wrong size of a heading",
    ),
    ("no words", rich({"type": "paragraph", "text": " "}), "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    (
        "a misspelling",
        rich({"type": "footer", "text": "а", "txt": "б"}),
        f'{PARSE}InputRichBlock: field "txt" is not known in this simulator',
    ),
    ("no cells", rich({"type": "table", "rows": []}), f'{PARSE}InputRichBlock: Can\'t find field "cells"'),
    ("an empty table", rich({"type": "table", "cells": [[]]}), "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"),
    (
        "a cell without a side",
        rich({"type": "table", "cells": [[{"text": "а", "valign": "top"}]]}),
        f'{PARSE}PageBlockTableCell: Can\'t find field "align"',
    ),
    (
        "a strange side",
        rich({"type": "table", "cells": [[{**CELL, "align": "up"}]]}),
        f'{PARSE}PageBlockTableCell: wrong value of the field "align"',
    ),
    (
        "a type of no text",
        rich({"type": "table", "cells": [[{**CELL, "text": {"type": "plain", "text": "а"}}]]}),
        f"{PARSE}PageBlockTableCell: Unsupported rich text type in this simulator",
    ),
    (
        "a number",
        rich({"type": "table", "cells": [[{**CELL, "text": 45}]]}),
        f"{PARSE}PageBlockTableCell: Unsupported rich text type",
    ),
    (
        "21 columns",
        rich({"type": "table", "cells": [[CELL] * (MOST_COLUMNS + 1)]}),
        "Bad Request: RICH_MESSAGE_TABLE_COLS_TOO_MANY",
    ),
    (
        "500 rows and their table",
        rich({"type": "table", "cells": [[CELL]] * 500}),
        "Bad Request: RICH_MESSAGE_BLOCKS_TOO_MANY",
    ),
    ("32769 letters", rich({"type": "footer", "text": "я" * 32_769}), "Bad Request: RICH_MESSAGE_TEXT_TOO_LONG"),
]


@pytest.mark.parametrize(("why", "wrong", "words"), REFUSED, ids=[case[0] for case in REFUSED])
async def test_a_rich_message_is_refused(call: Caller, maria: Person, why: str, wrong: Any, words: str) -> None:
    assert await call.refused("sendRichMessage", chat_id=maria.id, rich_message=wrong) == words
    assert [message for message in maria.chat.messages if message.is_bot] == []


async def test_blocks_are_looked_at_before_the_chat(call: Caller) -> None:
    assert await call.refused("sendRichMessage", chat_id=42, rich_message={}) == (
        "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"
    )
    assert (
        await call.refused("sendRichMessage", chat_id=42, rich_message=rich(TABLE)) == "Bad Request: chat not found"
    )


@pytest.mark.parametrize(
    "table",
    [{"type": "table", "cells": [[CELL] * MOST_COLUMNS]}, {"type": "table", "cells": [[CELL]] * 499}],
    ids=["20 columns", "499 rows"],
)
async def test_the_largest_table_is_taken(call: Caller, maria: Person, table: dict[str, Any]) -> None:
    await call.does("sendRichMessage", chat_id=maria.id, rich_message=rich(table))


async def test_a_rich_message_has_blocks_and_no_text(call: Caller, sim: Simulator, maria: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    given = rich(*BLOCKS, skip_entity_detection=True)
    sent = await call.does("sendRichMessage", chat_id=maria.id, rich_message=given, reply_markup=markup)

    assert sent["rich_message"] == {"blocks": BLOCKS}
    assert sent["reply_markup"] == markup
    assert "text" not in sent
    assert plain_text(maria.chat.last.rich) == ("Осень\nОтветили 26\nДоля\nМетодика | 45 %\n\nн/д — мало ответов")
    assert sim.strange() == []


async def test_a_text_becomes_rich_and_a_text_again(call: Caller, maria: Person) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз")
    this = {"chat_id": maria.id, "message_id": sent["message_id"]}

    edited = await call.does("editMessageText", **this, rich_message=rich(TABLE))
    assert (edited["rich_message"], "text" in edited) == ({"blocks": [TABLE]}, False)
    same = await call.refused("editMessageText", **this, rich_message=rich(TABLE))
    assert same.startswith("Bad Request: message is not modified")
    edited = await call.does("editMessageText", **this, text="два")
    assert (edited["text"], "rich_message" in edited) == ("два", False)


async def test_an_older_server_knows_neither_the_method_nor_the_parameter(
    call: Caller, sim: Simulator, maria: Person
) -> None:
    sim.world.has_rich_messages = False
    sent = await call.does("sendMessage", chat_id=maria.id, text="раз")
    this = {"chat_id": maria.id, "message_id": sent["message_id"]}

    assert await call.refused("sendRichMessage", chat_id=maria.id, rich_message=rich(TABLE)) == "Not Found"
    refused = await call.refused("editMessageText", **this, rich_message=rich(TABLE))
    assert refused == "Bad Request: message text is empty"
