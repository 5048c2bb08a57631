"""Sheets as Telegram's rich messages (Bot API 10.2), and what a server says that knows no such thing."""

from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramNotFound

from handlers.screen import Sheet, Table

TITLE_SIZE = 3
"""Of 1–6; 1 is the largest."""
_UNKNOWN = ("message text is empty", "RICH_MESSAGE_CONTENT_REQUIRED")
"""An older server looks for a text; one of June 2026 looks for marked-up text instead of blocks."""
_WRONG = ("RICH_", "can't parse InputRich", "can't parse PageBlock", "rich message")


def rich_message(sheet: Sheet) -> dict[str, Any]:
    """An `InputRichMessage`."""
    blocks: list[dict[str, Any]] = [{"type": "heading", "text": sheet.title, "size": TITLE_SIZE}]
    blocks += ({"type": "paragraph", "text": line} for line in sheet.lines)
    blocks += map(_table, sheet.tables)
    blocks += ({"type": "footer", "text": note} for note in sheet.notes)
    return {"blocks": blocks, "skip_entity_detection": True}


def is_unknown(error: TelegramAPIError) -> bool:
    """Whether the server knows no rich messages at all."""
    if isinstance(error, TelegramNotFound):
        return True
    return isinstance(error, TelegramBadRequest) and any(words in error.message for words in _UNKNOWN)


def is_not_taken(error: TelegramAPIError) -> bool:
    """Whether it was the rich content that was refused: the text may go instead."""
    if is_unknown(error):
        return True
    return isinstance(error, TelegramBadRequest) and any(words in error.message for words in _WRONG)


def _table(table: Table) -> dict[str, Any]:
    first_total = len(table.rows) - table.totals
    aligned = ["left"] * len(table.columns) if table.has_words else ["left", *["right"] * (len(table.columns) - 1)]
    cells = [[_cell(text, side, is_header=True) for text, side in zip(table.columns, aligned, strict=True)]]
    cells += (
        [_cell(text, side, is_bold=place >= first_total) for text, side in zip(row, aligned, strict=True)]
        for place, row in enumerate(table.rows)
    )
    told = {"type": "table", "cells": cells, "is_bordered": True, "is_striped": True, "is_compact": True}
    return {**told, "caption": table.title} if table.title else told


def _cell(text: str, side: str, *, is_header: bool = False, is_bold: bool = False) -> dict[str, Any]:
    cell: dict[str, Any] = {"align": side, "valign": "top"}
    if text:
        cell["text"] = {"type": "bold", "text": text} if is_bold else text
    if is_header:
        cell["is_header"] = True
    return cell
