"""Files that are there whole or not at all, and names that every file system takes."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

LONGEST_NAME = 180
"""Bytes of a name in UTF-8; most systems take 255, and something may be put in front."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_BLANKS = re.compile(r"\s+")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much. What it raises ends the work, and nothing of the file is left."""


class NotWrittenError(Exception):
    """The file could not be written; the message is a sentence for people."""

    def __init__(self, said: str, *, is_full: bool = False) -> None:
        """`is_full`: there was no room on the disk."""
        super().__init__(said)
        self.is_full = is_full


def nobody_watches(_done: int, _of: int) -> None:
    """For work whose progress nobody wants to see."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write the file to, in a folder for its working files; on success it becomes `path`.

    When anything fails, or the work is cancelled, nothing is left.
    """
    try:
        with TemporaryDirectory(prefix=".unfinished-", dir=path.parent, ignore_cleanup_errors=True) as folder:
            unfinished = Path(folder) / ("file" + path.suffix)
            yield unfinished
            unfinished.replace(path)
    except OSError as error:
        raise not_written(error) from error


def not_written(error: OSError) -> NotWrittenError:
    """The sentence for a failure of the disk."""
    if error.errno in _NO_ROOM:
        said = "На диске не хватило места, поэтому файл не готов. Освободите место и повторите."
        return NotWrittenError(said, is_full=True)
    return NotWrittenError("Файл не удалось записать на диск. Сообщите администратору и повторите позже.")


def file_name(text: str, suffix: str) -> str:
    """A name for a file from any text: no signs that a system forbids, cut at a whole word."""
    clean = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", "".join(sign if sign.isprintable() else " " for sign in text)))
    clean = cut(clean.strip(" ."), LONGEST_NAME - len(suffix.encode()), "").strip(" .") or "Файл"
    return ("_" if _DEVICES.fullmatch(clean) else "") + clean + suffix


def cut(text: str, most: int, sign: str = "…") -> str:
    """At most so many bytes in UTF-8, cut after a whole word where there is one, with the sign at the end."""
    if len(text.encode()) <= most:
        return text
    room = most - len(sign.encode())
    kept = text.encode()[:room].decode(errors="ignore")
    if not text[len(kept)].isspace():
        words = kept.rsplit(None, 1)
        # A single endless word is cut anywhere.
        kept = words[0] if len(words) > 1 and len(words[0]) > len(kept) // 3 else kept
    return kept.rstrip(" ,;:—–-.") + sign
