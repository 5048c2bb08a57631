"""The texts that the sheets of a workbook share."""

import re
import zipfile

from workbooks.texts import clean
from workbooks.xml_stream import streamed

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shared_texts(file: str, archive: zipfile.ZipFile, path: str) -> list[str]:
    """Clean, by their numbers."""
    reader = _Texts()
    for _piece in streamed(file, archive, path, reader.begin, reader.end, reader.say):
        pass
    return reader.texts


def spelled(text: str) -> str:
    """With the characters that Excel writes as «_x000D_»."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


class _Texts:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._is_reading = False  # how a Japanese word is pronounced is no part of it

    def begin(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "t":
            self._is_text = not self._is_reading
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._is_reading = True

    def end(self, tag: str) -> None:
        if tag == "t":
            self._is_text = False
        elif tag == "si":
            self.texts.append(clean(spelled("".join(self._pieces))))
        elif tag == "rPh":
            self._is_reading = False

    def say(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)
