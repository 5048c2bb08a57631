"""Reading a file by what it is, not by what it is called."""

import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

from surveys.xlsform.carriers.csv_form import read_csv_form
from surveys.xlsform.carriers.markdown import read_markdown_form
from surveys.xlsform.carriers.sections import FORM_SHEETS
from workbooks.defect import Defect, Place
from workbooks.excel import read_excel
from workbooks.old_excel import is_ole, read_old_excel
from workbooks.package import DAMAGED, opened
from workbooks.refusal import refused
from workbooks.sheets import Carrier

MOST_BYTES = 10 * 1024 * 1024
MOST_ATTACHED = 30 * 1024 * 1024
LONGEST_NAME = 200
FORMS = (".xlsx", ".xlsm", ".xls", ".md")
_HIDDEN = ("__MACOSX", ".")
_WHAT_FITS = "Пришлите книгу Excel (.xlsx), таблицу .csv или .md, либо архив .zip с анкетой и её файлами."


def read_carrier(file: str, data: bytes) -> Carrier:
    """A form's sheets and attachments; DefectsError is a clear refusal of the whole file."""
    if not data:
        raise refused(file, "empty", "Файл пуст.", _WHAT_FITS)
    if len(data) > MOST_BYTES and not file.lower().endswith(".zip"):
        raise refused(file, "too_large", "Файл больше 10 МБ.", "Уберите из книги картинки и лишние листы.")
    if data.startswith(b"PK"):
        return _read_package(file, data)
    if is_ole(data):
        return read_old_excel(file, data, used=FORM_SHEETS)
    if data.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise refused(file, "html", "Это веб-страница с расширением Excel, а не книга.")
    suffix = PurePosixPath(file.lower()).suffix
    if suffix == ".csv":
        return read_csv_form(file, data)
    if suffix == ".md":
        return read_markdown_form(file, data)
    if suffix in FORMS:
        raise refused(file, "damaged", "Книга повреждена или это не книга Excel.")
    raise refused(file, "unknown_file", f"Файлы вида «{suffix or file}» анкетой быть не могут.", _WHAT_FITS)


def _read_package(file: str, data: bytes) -> Carrier:
    archive = opened(file, data)
    names = {member.filename.lower() for member in archive.infolist()}
    if "[content_types].xml" in names:
        if file.lower().endswith(".xlsm"):
            raise refused(file, "macros", "В книге могут быть макросы, такие файлы бот не открывает.")
        return read_excel(file, data, used=FORM_SHEETS)
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise refused(file, "not_a_workbook", "Это архив, а не книга Excel.", _WHAT_FITS)
    return _read_archive(file, archive)


def _read_archive(file: str, archive: zipfile.ZipFile) -> Carrier:
    defects: list[Defect] = []
    members = _members(file, archive, defects)
    forms = [name for name in members if name.lower().endswith(FORMS)]
    forms = forms or [name for name in members if name.lower().endswith(".csv")][:2]
    if len(forms) != 1:
        what = "В архиве нет анкеты." if not forms else f"В архиве несколько анкет: {', '.join(sorted(forms))}."
        raise refused(file, "which_form", what, "Оставьте в архиве одну анкету и её файлы.")
    if sum(member.file_size for member in members.values()) > MOST_ATTACHED:
        raise refused(file, "too_large", "В архиве больше 30 МБ.", "Уменьшите картинки.")
    contents = {name: _content(file, archive, member) for name, member in members.items()}
    carrier = read_carrier(forms[0], contents.pop(forms[0]))
    return replace(carrier, attachments=contents, defects=[*defects, *carrier.defects])


def _members(file: str, archive: zipfile.ZipFile, defects: list[Defect]) -> dict[str, zipfile.ZipInfo]:
    """Files of the archive by their base names; of two with one name the first."""
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or any(part.startswith(_HIDDEN) for part in path.parts):
            continue
        if len(path.name) > LONGEST_NAME:
            what = f"Имя файла в архиве длиннее {LONGEST_NAME} знаков: «{path.name[:40]}…»."
            raise refused(file, "long_name", what, "Переименуйте файл и соберите архив снова.")
        same = members.setdefault(path.name, member)
        if same is not member and (same.CRC, same.file_size) != (member.CRC, member.file_size):
            what = f"В архиве два разных файла «{path.name}»: «{same.filename}» и «{member.filename}»."
            remedy = "Оставьте один или переименуйте и соберите архив снова."
            defects.append(Defect("same_name", Place(file), what, remedy))
    return members


def _content(file: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(member)
    except DAMAGED as error:
        raise refused(file, "damaged", "Архив повреждён или скачался не до конца.") from error
