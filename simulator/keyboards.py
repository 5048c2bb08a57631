"""Keyboards under messages and under the input, with Telegram's limits."""

from typing import Any

from simulator.errors import bad_request

MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64
_KINDS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
          "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay")  # fmt: skip


def read_markup(markup: Any) -> dict[str, Any] | None:
    """A checked `reply_markup`, or None if there is none."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])}
    if "keyboard" in markup:
        return {**markup, "keyboard": _reply(markup["keyboard"])}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise bad_request("object expected as reply markup")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    filled = [row for row in rows if row]
    if sum(len(row) for row in filled) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in filled):
        raise bad_request("reply markup is too long")
    return filled


def _inline(rows: Any) -> list[list[dict[str, Any]]]:
    return [[_inline_button(button) for button in row] for row in _rows(rows)]


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    kinds = [kind for kind in _KINDS if button.get(kind) is not None]
    if not kinds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one type of the button is expected")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request("inline keyboard button URL is invalid: Wrong HTTP URL")
    return {name: value for name, value in button.items() if value is not None}


def _reply(rows: Any) -> list[list[dict[str, Any]]]:
    return [[_reply_button(button) for button in row] for row in _rows(rows)]


def _reply_button(button: Any) -> dict[str, Any]:
    plain = {"text": button} if isinstance(button, str) else button
    if not isinstance(plain, dict) or not str(plain.get("text", "")).strip():
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    return dict(plain)
