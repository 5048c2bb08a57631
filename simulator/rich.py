"""Rich messages: the blocks bots of our kind send, checked as Telegram checks them and in its words.

Of the whole format there are headings, paragraphs, footers, dividers and tables, with bold and italic words. What is
allowed at Telegram and not here is refused too, and says «in this simulator»: nothing is taken that is not drawn.
A field that is not known is refused likewise, though Telegram ignores it in silence: it is always a misspelling.
"""

from collections.abc import Iterator
from typing import Any

from simulator.errors import bad_request

Block = dict[str, Any]

LONGEST_RICH = 32_768
"""Characters of all texts together."""
MOST_BLOCKS = 500
"""Rows of tables are counted as blocks."""
MOST_COLUMNS = 20
DEEPEST = 16
_HERE = " in this simulator"
_FIELDS = {
    "heading": {"text", "size"},
    "paragraph": {"text"},
    "footer": {"text"},
    "divider": set[str](),
    "table": {"cells"},
}
"""What a block must have."""
_MORE = {"table": {"is_bordered", "is_striped", "is_compact", "caption"}}
_CELL = {"align": ("left", "center", "right"), "valign": ("top", "middle", "bottom")}
_CELL_MORE = {"text", "is_header", "colspan", "rowspan"}
_STYLES = ("bold", "italic")


def read_rich(given: Any) -> list[Block]:
    """The blocks of an `InputRichMessage`; a Bad Request where Telegram would refuse it."""
    given = given or {}
    if not isinstance(given, dict):
        raise bad_request("object expected as rich message")
    contents = [name for name in ("blocks", "html", "markdown") if given.get(name)]
    if not contents:
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    if contents != ["blocks"]:
        raise bad_request("rich messages are taken as blocks alone" + _HERE)
    _check_fields("InputRichMessage", given, set(), {"blocks", "is_rtl", "skip_entity_detection"})
    blocks = given["blocks"]
    if not isinstance(blocks, list):
        raise bad_request('can\'t parse InputRichMessage: Field "blocks" must be of type Array')
    for block in blocks:
        _check_block(block)
    _check_limits(blocks)
    return blocks


def plain_text(blocks: list[Block]) -> str:
    """All words, a line for each paragraph and for each row, for whoever looks for a word."""
    return "\n".join(_lines(blocks))


def _lines(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if block["type"] != "table":
            yield _words(block.get("text", ""))
            continue
        if "caption" in block:
            yield _words(block["caption"])
        for row in block["cells"]:
            yield " | ".join(_words(cell.get("text", "")) for cell in row)


def _words(text: Any) -> str:
    if isinstance(text, list):
        return "".join(map(_words, text))
    return _words(text["text"]) if isinstance(text, dict) else str(text)


# ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_block(block: Any) -> None:
    if not isinstance(block, dict):
        raise bad_request("can't parse InputRichBlock: object expected")
    kind = block.get("type")
    if kind not in _FIELDS:
        raise bad_request(f'can\'t parse InputRichBlock: type "{kind}" is unsupported{_HERE}')
    _check_fields("InputRichBlock", block, _FIELDS[kind], {"type", *_MORE.get(kind, ())})
    if kind == "table":
        _check_table(block)
    elif "text" in block:
        _check_text("InputRichBlock", block["text"])
        if not _words(block["text"]).strip():
            raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    if kind == "heading" and block["size"] not in range(1, 7):
        raise bad_request("can't parse InputRichBlock: wrong size of a heading")


def _check_table(block: Block) -> None:
    _check_text("InputRichBlock", block.get("caption", ""))
    rows = block["cells"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse InputRichBlock: Field "cells" must be of type Array')
    for row in rows:
        for cell in row:
            _check_cell(cell)
        if sum(cell.get("colspan", 1) for cell in row) > MOST_COLUMNS:
            raise bad_request("RICH_MESSAGE_TABLE_COLS_TOO_MANY")
    if not any(rows):
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")


def _check_cell(cell: Any) -> None:
    kind = "PageBlockTableCell"
    if not isinstance(cell, dict):
        raise bad_request(f"can't parse {kind}: object expected")
    _check_fields(kind, cell, set(_CELL), _CELL_MORE)
    for name, allowed in _CELL.items():
        if cell[name] not in allowed:
            raise bad_request(f'can\'t parse {kind}: wrong value of the field "{name}"')
    _check_text(kind, cell.get("text", ""))


def _check_text(kind: str, text: Any, depth: int = 1) -> None:
    if depth > DEEPEST:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID")
    if isinstance(text, list):
        for part in text:
            _check_text(kind, part, depth + 1)
    elif isinstance(text, dict):
        if text.get("type") not in _STYLES:
            raise bad_request(f"can't parse {kind}: Unsupported rich text type{_HERE}")
        _check_fields(kind, text, {"text"}, {"type"})
        _check_text(kind, text["text"], depth + 1)
    elif not isinstance(text, str):
        raise bad_request(f"can't parse {kind}: Unsupported rich text type")


def _check_fields(kind: str, given: dict[str, Any], needed: set[str], more: set[str]) -> None:
    for name in sorted(needed):
        if name not in given:
            raise bad_request(f"can't parse {kind}: Can't find field \"{name}\"")
    strange = sorted(set(given) - needed - more)
    if strange:
        raise bad_request(f'can\'t parse {kind}: field "{strange[0]}" is not known{_HERE}')


def _check_limits(blocks: list[Block]) -> None:
    if len(blocks) + sum(len(block["cells"]) for block in blocks if block["type"] == "table") > MOST_BLOCKS:
        raise bad_request("RICH_MESSAGE_BLOCKS_TOO_MANY")
    if sum(map(len, _lines(blocks))) > LONGEST_RICH:
        raise bad_request("RICH_MESSAGE_TEXT_TOO_LONG")
