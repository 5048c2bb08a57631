"""HTML as Telegram takes it and refuses it: refusals count bytes, entities count UTF-16 units."""

from typing import Any

import pytest

from simulator import Person, Simulator
from tests.simulator.conftest import Caller

REFUSED = [
    ("left open", "<b>да", 'Can\'t find end tag corresponding to start tag "b"'),
    ("unknown", "<div>да</div>", 'Unsupported start tag "div" at byte offset 0'),
    ("a line break", "раз<br/>два", 'Unsupported start tag "br/" at byte offset 6'),
    ("less than", "a < b", 'Unsupported start tag "" at byte offset 2'),
    ("less than, after an emoji", "🙂🙂 < я", 'Unsupported start tag "" at byte offset 9'),
    ("less than a number at the end", "стаж <5", "Unclosed start tag at byte offset 9"),
    ("cut in the name", "да <b", "Unclosed start tag at byte offset 5"),
    ("cut in an attribute", "<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("cut in a value", '<a href="x', "Unclosed start tag at byte offset 0"),
    ("cut after a value", '<a href="x"', "Unclosed start tag at byte offset 0"),
    ("no value", "<b x>да</b>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
    ("no name", "<i =a>да</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
    ("a bare address", "<a href=x/>да</a>", "Unexpected end of name token at byte offset 8"),
    ("another span", "<span>да</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("crossed", "я<b><i>да</b></i>", 'Unmatched end tag at byte offset 12, expected "</i>", found "</b>"'),
    ("an end without a beginning", "да</b>", "Unexpected end tag at byte offset 4"),
    ("an end cut", "<b>да</b", "Unclosed end tag at byte offset 7"),
]
TAKEN: list[tuple[str, str, str, list[dict[str, Any]]]] = [
    ("bold", "<b>да</b>", "да", [{"type": "bold", "offset": 0, "length": 2}]),
    ("loud and blank", "<B >да</b\n>", "да", [{"type": "bold", "offset": 0, "length": 2}]),
    ("an unnamed end", "<i>да</>", "да", [{"type": "italic", "offset": 0, "length": 2}]),
    (
        "nested behind an emoji",
        " 🙂 <b>жир <i>и</i></b> &lt;5 &amp; ",
        "🙂 жир и <5 &",
        [{"type": "bold", "offset": 3, "length": 5}, {"type": "italic", "offset": 7, "length": 1}],
    ),
    (
        "a link",
        "<a href='https://x.ru/?a=1&amp;b=2'>сюда</a>",
        "сюда",
        [{"type": "text_link", "offset": 0, "length": 4, "url": "https://x.ru/?a=1&b=2"}],
    ),
    ("a link to nowhere", "<a>сюда</a>", "сюда", []),
    (
        "a bracket in a value",
        '<a href="tg://x?>">я</a>',
        "я",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "tg://x?>"}],
    ),
    ("a hidden word", '<span class="tg-spoiler">я</span>', "я", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        "a long quote",
        "<blockquote expandable>я</blockquote>",
        "я",
        [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
    ),
    (
        "a program",
        '<pre><code class="language-python">x = 1</code></pre>',
        "x = 1",
        [{"type": "pre", "offset": 0, "length": 5, "language": "python"}],
    ),
    ("a word of code", '<code class="language-c">x</code>', "x", [{"type": "code", "offset": 0, "length": 1}]),
    ("letters by name and number", "&lt;&#1103;&#x44F;&nbsp;&ltd;", "<яя&nbsp;&ltd;", []),
    (
        "found by Telegram itself",
        "🙂 /start @metodist https://x.ru",
        "🙂 /start @metodist https://x.ru",
        [
            {"type": "bot_command", "offset": 3, "length": 6},
            {"type": "mention", "offset": 10, "length": 9},
            {"type": "url", "offset": 20, "length": 12},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "html", "words"), REFUSED, ids=[case[0] for case in REFUSED])
async def test_html_is_refused(call: Caller, maria: Person, why: str, html: str, words: str) -> None:
    refused = await call.refused("sendMessage", chat_id=maria.id, text=html, parse_mode="HTML")
    assert refused == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(("why", "html", "text", "entities"), TAKEN, ids=[case[0] for case in TAKEN])
async def test_html_is_taken(
    call: Caller, maria: Person, why: str, html: str, text: str, entities: list[dict[str, Any]]
) -> None:
    sent = await call.does("sendMessage", chat_id=maria.id, text=html, parse_mode="html")
    assert (sent["text"], sent.get("entities", [])) == (text, entities)


async def test_entities_given_apart_move_along_when_blanks_are_cut(call: Caller, maria: Person) -> None:
    bold = {"type": "bold", "offset": 1, "length": 5}
    sent = await call.does("sendMessage", chat_id=maria.id, text="  🙂 да  ", entities=[bold])
    assert (sent["text"], sent["entities"]) == ("🙂 да", [{"type": "bold", "offset": 0, "length": 4}])


async def test_only_known_modes_parse(call: Caller, maria: Person) -> None:
    refused = await call.refused("sendMessage", chat_id=maria.id, text="да", parse_mode="BBCode")
    assert refused == "Bad Request: unsupported parse_mode"


async def test_a_person_s_words_are_never_markup(call: Caller, sim: Simulator, maria: Person) -> None:
    maria.sends("<b>🙂</b> /help")
    (*_, update) = await call.does("getUpdates")
    assert update["message"]["text"] == "<b>🙂</b> /help"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 10, "length": 5}]
