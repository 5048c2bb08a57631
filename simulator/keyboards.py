"""Keyboards under messages and under the input, with Telegram's limits."""

from typing import Any

from simulator.errors import bad_request

MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64
_KINDS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
          "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay")  # fmt: skip
_INLINE = '"inline_keyboard" of the InlineKeyboardMarkup'
_UNREADABLE = "can't parse inline keyboard button"


def read_markup(markup: Any) -> dict[str, Any] | None:
    """A checked `reply_markup`, or None if there is none."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if markup.get("keyboard"):
        return {**markup, "keyboard": _reply(markup["keyboard"])}
    if markup.get("inline_keyboard"):
        rows = _inline(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def _rows(rows: Any, field: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"field {field} must be an Array of Arrays")
    filled = [row for row in rows if row]
    if sum(len(row) for row in filled) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in filled):
        raise bad_request("reply markup is too long")
    return filled


def _inline(rows: Any) -> list[list[dict[str, Any]]]:
    return [[_inline_button(button) for button in row] for row in _rows(rows, _INLINE)]


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request(f"{_UNREADABLE}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{_UNREADABLE}: Can\'t find field "text"')
    kinds = [kind for kind in _KINDS if _is_given(button, kind)]
    if not kinds:
        raise bad_request(f"{_UNREADABLE}: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:  # Telegram would silently take the first
        raise bad_request(f"{_UNREADABLE}: exactly one type of the button is expected")
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if len(str(button.get("callback_data", "")).encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in kinds and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    return {name: value for name, value in button.items() if value is not None}


def _is_given(button: dict[str, Any], kind: str) -> bool:
    empty = (None, "") if kind in ("callback_data", "url") else (None,)
    return button.get(kind) not in empty


def _reply(rows: Any) -> list[list[dict[str, Any]]]:
    return [[_reply_button(button) for button in row] for row in _rows(rows, '"keyboard"')]


def _reply_button(button: Any) -> dict[str, Any]:
    plain = {"text": button} if isinstance(button, str) else button
    if not isinstance(plain, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(plain.get("text"), str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not plain["text"]:
        raise bad_request("keyboard button text must be non-empty")
    return dict(plain)
