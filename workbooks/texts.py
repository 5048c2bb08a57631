"""Cells as clean texts, whatever a spreadsheet holds in them."""

import re
from datetime import date, datetime, time, timedelta

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u0000-\u0008\u000b\u000c\u000e-\u001f]")
_BLANKS = re.compile("[\u00a0\u2007\u202f]")


def text_of(value: object) -> str:
    """1.0 → «1», TRUE → «TRUE», dates as ISO, texts without invisible characters and blanks around."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".12g")
        case datetime():
            has_time = value.time() != time(0)
            return value.replace(microsecond=0).isoformat() if has_time else value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return clean(str(value))


def clean(text: str) -> str:
    """Without what nobody sees."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n").strip()
