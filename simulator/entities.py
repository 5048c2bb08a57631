"""Texts with markup: HTML as Telegram parses it, into plain text and entities counted in UTF-16 units."""

import html
import re
from typing import Any

from simulator.errors import bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
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
_NAMED = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_COMMAND = re.compile(r"(?<![\w/<])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?", re.ASCII)
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z]\w{3,31}", re.ASCII)
_LINK = re.compile(r"https?://[^\s<>\"]+", re.ASCII)

Entity = dict[str, Any]


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse(text: str, mode: str | None, explicit: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Plain text and entities; a Bad Request where Telegram would refuse the markup."""
    if not mode:
        plain, found = text, list(explicit or [])
    elif mode.lower() == "html":
        plain, found = _html(text)
    else:
        raise bad_request(f"unsupported parse_mode «{mode}» in this simulator")
    plain, found = _trimmed(plain, found)
    return plain, sorted(found + automatic(plain), key=lambda entity: entity["offset"])


def _html(source: str) -> tuple[str, list[Entity]]:
    out: list[str] = []
    length = 0
    open_tags: list[tuple[str, int, Entity]] = []
    found: list[Entity] = []
    position = 0
    while position < len(source):
        start = source.find("<", position)
        chunk = _unescaped(source[position : start if start >= 0 else len(source)])
        out.append(chunk)
        length += units(chunk)
        if start < 0:
            break
        offset = len(source[:start].encode())
        match = _TAG.match(source, start)
        if match is None:
            raise bad_request(f"can't parse entities: Unclosed start tag at byte offset {offset}")
        closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if closing:
            found += _closed(name, open_tags, length, offset)
        else:
            open_tags.append((name, length, _opened(name, attributes, offset)))
        position = match.end()
    if open_tags:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\""
        )
    return "".join(out), found


def _opened(name: str, attributes: str, offset: int) -> Entity:
    if name not in _KINDS:
        raise bad_request(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {offset}')
    given = {k.lower(): next((v for v in rest if v), "") for k, *rest in _ATTRIBUTE.findall(attributes)}
    entity: Entity = {"type": _KINDS[name]}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise bad_request(f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    if name == "a":
        entity["url"] = html.unescape(given.get("href", ""))
    if name == "tg-emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
    return entity


def _closed(name: str, open_tags: list[tuple[str, int, Entity]], length: int, offset: int) -> list[Entity]:
    if not open_tags:
        raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {offset}")
    opened, start, entity = open_tags.pop()
    if name and name != opened:
        raise bad_request(
            f"can't parse entities: Unmatched end tag at byte offset {offset}, "
            f'expected "</{opened}>", found "</{name}>"'
        )
    if length == start or (entity["type"] == "text_link" and not entity["url"]):
        return []
    return [{**entity, "offset": start, "length": length - start}]


def _unescaped(text: str) -> str:
    return _NAMED.sub(lambda match: html.unescape(match.group(0)), text)


def _trimmed(text: str, found: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram cuts blanks at both ends and moves the entities along."""
    left = units(text) - units(text.lstrip())
    trimmed = text.strip()
    total = units(trimmed)
    kept = []
    for entity in found:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return trimmed, kept


def automatic(text: str) -> list[Entity]:
    """Commands, mentions and links that Telegram finds by itself."""
    found = []
    for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION), ("url", _LINK)):
        found += [
            {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group(0))}
            for match in pattern.finditer(text)
        ]
    return found
