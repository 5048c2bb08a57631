"""The library goes into the database once, and a damaged file stops the start with everything named."""

from pathlib import Path

import pytest

from bot.questionnaires import load_library
from storage.database import Database
from surveys.library import FOLDER
from tests.clock import Ticking
from tests.storage.cast import worker
from workbooks.defect import DefectsError

GOOD = """
| survey | | | |
| | type | name | label |
| | text | a | Да? |
| settings | | |
| | form_id | form_title |
| | x | Икс |
"""


async def test_a_version_is_stored_once_and_a_changed_text_is_a_new_one(database: Database, tmp_path: Path) -> None:
    clock = Ticking()
    (tmp_path / "x.md").write_text(GOOD, encoding="utf-8")
    [first] = await load_library(worker(database, clock).versions, clock, tmp_path)
    [again] = await load_library(worker(database, clock).versions, clock, tmp_path)
    (tmp_path / "x.md").write_text(GOOD.replace("Да?", "Точно?"), encoding="utf-8")
    [changed] = await load_library(worker(database, clock).versions, clock, tmp_path)

    assert first.id == again.id != changed.id
    assert (await worker(database, clock).versions.of(first.id)).questions[0].label == "Да?"


async def test_every_defect_of_every_file_is_named(database: Database, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "torn.md").write_text(GOOD.replace("| text |", "| geotrace |"), encoding="utf-8")
    (tmp_path / "void.md").write_text("", encoding="utf-8")

    with pytest.raises(DefectsError) as raised:
        await load_library(worker(database, Ticking()).versions, Ticking(), tmp_path)

    assert {defect.where.file for defect in raised.value.defects} == {"binary.md", "torn.md", "void.md"}


async def test_two_files_cannot_be_one_questionnaire(database: Database, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "two.md").write_text(GOOD.replace("Да?", "Нет?"), encoding="utf-8")

    with pytest.raises(DefectsError, match=r"такой же, как в файле one\.md"):
        await load_library(worker(database, Ticking()).versions, Ticking(), tmp_path)


async def test_the_shipped_library_loads(database: Database) -> None:
    library = await load_library(worker(database, Ticking()).versions, Ticking(), FOLDER)

    assert {questionnaire.key for questionnaire in library} == {path.stem for path in FOLDER.glob("*.md")}
