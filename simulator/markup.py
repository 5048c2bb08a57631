"""HTML as Telegram reads it: strictly, with the refusals' offsets in bytes and the entities' in UTF-16 units."""

import html
import re
from typing import Any, NoReturn

from simulator.errors import bad_request

Entity = dict[str, Any]
_BLANKS = " \t\r\n\v\0"
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
}
_NAMED = re.compile(r"&(?:(?:lt|gt|amp|quot)(?![a-zA-Z])|#\d+|#x[0-9a-fA-F]+);?")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def read_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities; a Bad Request where Telegram would refuse the markup."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[tuple[str, Entity]] = []
        self._found: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._source):
            self._take_text()
            if self._peek() == "<":
                start, self._at = self._at, self._at + 1
                if self._peek() == "/":
                    self._close(start)
                else:
                    self._begin(start)
        if self._open:
            self._refuse(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return "".join(self._out), self._found

    def _take_text(self) -> None:
        chunk = _unescaped(self._until("<"))
        self._out.append(chunk)
        self._length += units(chunk)

    # ── tags ────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, start: int) -> None:
        name = self._until(_BLANKS + ">").lower()
        if not self._peek():
            self._refuse("Unclosed start tag", start)
        if name not in _KINDS:
            self._refuse(f'Unsupported start tag "{name}"', start)
        given = self._attributes(name, start)
        if name == "span" and given.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', start)
        self._open.append((name, _entity(name, given) | {"offset": self._length}))

    def _attributes(self, tag: str, start: int) -> dict[str, str]:
        given = {}
        while self._skip_blanks() != ">":
            if not self._peek():
                self._refuse("Unclosed start tag", start)
            name = self._until(_BLANKS + "=>").lower()
            if not name:
                self._refuse(f'Empty attribute name in the tag "{tag}"', start)
            given[name] = self._value(tag, name, start)
        self._at += 1
        return given

    def _value(self, tag: str, name: str, start: int) -> str:
        following = self._skip_blanks()
        if following and following != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return ""
            self._refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', start)
        self._at += 1
        quote = self._skip_blanks()
        if not quote:
            self._refuse(f'Unclosed start tag "{tag}"', start)
        return self._quoted(quote, start) if quote in "\"'" else self._token()

    def _quoted(self, quote: str, start: int) -> str:
        self._at += 1
        value = self._until(quote)
        if not self._peek():
            self._refuse("Unclosed start tag", start)
        self._at += 1
        return _unescaped(value)

    def _token(self) -> str:
        begun = self._at
        match = _TOKEN.match(self._source, begun)
        assert match is not None  # it may be empty, but it always matches
        self._at = match.end()
        if self._peek() not in _BLANKS + ">":
            self._refuse("Unexpected end of name token", begun)
        return match.group().lower()

    def _close(self, start: int) -> None:
        if not self._open:
            self._refuse("Unexpected end tag", start)
        self._at += 1
        name = self._until(_BLANKS + ">").lower()
        if self._skip_blanks() != ">":
            self._refuse("Unclosed end tag", start)
        self._at += 1
        opened, entity = self._open.pop()
        if name and name != opened:
            self._refuse("Unmatched end tag", start, f', expected "</{opened}>", found "</{name}>"')
        if entity["type"] == "code" and (not self._open or self._open[-1][0] != "pre"):
            entity.pop("language", None)
        self._keep(entity | {"length": self._length - entity["offset"]})

    def _keep(self, entity: Entity) -> None:
        if entity["type"] in ("pre", "code"):  # these contain nothing else; a language moves out to its block
            inner = [other for other in self._found if other["offset"] >= entity["offset"]]
            languages = [other["language"] for other in inner if "language" in other]
            self._found = self._found[: len(self._found) - len(inner)]
            entity |= {"language": languages[-1]} if languages else {}
        if entity["length"] and entity.get("url") != "":
            self._found.append(entity)

    # ── letters ─────────────────────────────────────────────────────────────────────────────────────────────

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _until(self, stops: str) -> str:
        begun = self._at
        while self._at < len(self._source) and self._source[self._at] not in stops:
            self._at += 1
        return self._source[begun : self._at]

    def _skip_blanks(self) -> str:
        while self._peek() and self._peek() in _BLANKS:
            self._at += 1
        return self._peek()

    def _refuse(self, why: str, at: int | None = None, more: str = "") -> NoReturn:
        where = "" if at is None else f" at byte offset {len(self._source[:at].encode())}"
        raise bad_request(f"can't parse entities: {why}{where}{more}")


def _entity(name: str, given: dict[str, str]) -> Entity:
    if name == "a":
        return {"type": "text_link", "url": given.get("href", "")}
    if name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    if name == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    if name == "code" and given.get("class", "").startswith("language-"):
        return {"type": "code", "language": given["class"].removeprefix("language-")}
    return {"type": _KINDS[name]}


def _unescaped(text: str) -> str:
    return _NAMED.sub(lambda match: html.unescape(match.group(0)), text)
