"""Texts and their entities: marked up, given apart, and those that Telegram finds by itself."""

import re

from simulator.errors import bad_request
from simulator.markup import Entity, read_html, units

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_COMMAND = re.compile(r"(?<![\w/<])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?", re.ASCII)
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z]\w{3,31}", re.ASCII)
_LINK = re.compile(r"https?://[^\s<>\"]+", re.ASCII)


def parse(text: str, mode: str | None, explicit: list[Entity] | None) -> tuple[str, list[Entity]]:
    """Plain text and entities; a Bad Request where Telegram would refuse the markup."""
    if not mode:
        plain, found = text, list(explicit or [])
    elif mode.lower() == "html":
        plain, found = read_html(text)
    else:
        is_known = mode.lower() in ("markdown", "markdownv2")
        raise bad_request("unsupported parse_mode" + " in this simulator" * is_known)
    plain, found = _trimmed(plain, found)
    return plain, sorted(found + automatic(plain), key=lambda entity: entity["offset"])


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
