"""Archives that may be meant to do harm: checked before anything in them is unpacked."""

import io
import re
import struct
import zipfile
import zlib
from xml.parsers.expat import ExpatError

from workbooks.refusal import refused
from workbooks.xml_stream import dangerous

MOST_MEMBERS = 2_000
MOST_UNPACKED = 120 * 1024 * 1024
"""Bytes of all members together."""
MOST_RATIO = 150
"""Unpacked to packed size of one member; a form full of text has 20."""
_SMALL = 2 * 1024 * 1024
_DECLARED = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = 64 * 1024
_ENCRYPTED = 0x1
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, ExpatError,
)  # fmt: skip
"""What comes out of a package that somebody or something has damaged."""


def opened(file: str, data: bytes) -> zipfile.ZipFile:
    """The archive, if it is one and harmless."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except DAMAGED as error:
        raise refused(file, "damaged", "Файл повреждён или скачался не до конца.") from error
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise refused(file, "encrypted", "Файл защищён паролем.", "Снимите пароль и пришлите снова.")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or any(map(_is_swollen, members)):
        raise refused(file, "zip_bomb", "Внутри файла слишком много данных: это не похоже на анкету.")
    return archive


def check_xml(file: str, archive: zipfile.ZipFile) -> None:
    """No document type and no entities of its own anywhere: that is how a kilobyte becomes a gigabyte."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(member) as part:
            head = part.read(_HEAD)
        if _DECLARED.search(head.replace(b"\0", b"")):
            raise dangerous(file)


def _is_swollen(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1)
