"""Texts of questionnaires as Telegram shows them: the little Markdown that ODK knows, everything else escaped."""

import html
import re

_SPAN = re.compile(r"</?(?:span|div|p|font)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s*(.+?)\s*#*$", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])")
_MARK = re.compile(r"<[^>]*>")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")


def shown(text: str) -> str:
    """HTML for Telegram."""
    safe = html.escape(_BREAK.sub("\n", _SPAN.sub("", text)), quote=False)
    safe = _HEADING.sub(r"<b>\1</b>", safe)
    safe = _BOLD.sub(r"<b>\2</b>", safe)
    safe = _ITALIC.sub(r"<i>\2</i>", safe)
    return _LINK.sub(r'<a href="\2">\1</a>', safe)


def plain(text: str) -> str:
    """The same without any marks, for buttons and toasts."""
    return unmarked(shown(text))


def unmarked(text: str) -> str:
    """The words of a screen's HTML."""
    return html.unescape(_MARK.sub("", text))
