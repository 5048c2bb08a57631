"""Forms are checked apart: whatever a file does to that process, the bot hears a sentence."""

import asyncio
import io
import os
import zipfile

import pytest

from bot.checker import ProcessChecker, check_apart
from surveys.authoring import Draft, StoredFile
from surveys.xlsform.carriers import starter_workbook

FORM = "| survey | | | |\n| | type | name | label |\n| | text | a | Что? |\n"


async def test_a_form_comes_back_with_its_rehearsal() -> None:
    verdict = await ProcessChecker().check(Draft("a.md", FORM.encode()))
    assert verdict.form is not None
    assert verdict.defects == []
    assert verdict.rehearsal is not None
    assert verdict.rehearsal.finished > 0


async def test_a_check_that_takes_too_long_is_ended_and_leaves_no_process() -> None:
    [verdict] = await check_apart([Draft("a.xlsx", starter_workbook())], patience=0.05)
    assert [defect.code for defect in verdict.defects] == ["too_slow"]
    children = await asyncio.create_subprocess_shell(
        f"pgrep -P {os.getpid()} -f '[s]urveys.authoring'", stdout=asyncio.subprocess.DEVNULL
    )
    assert await children.wait() == 1


async def test_a_file_that_needs_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):  # under every limit of its own, and far too much together
            archive.writestr(f"xl/{number}.xml", b"<a/>" * 1_400_000)
    [verdict] = await check_apart([Draft("a.xlsx", packed.getvalue())], patience=30)
    assert verdict.form is None
    assert len(verdict.defects) == 1


async def test_a_workbook_and_the_starter_are_made_apart_too() -> None:
    checker = ProcessChecker()
    assert (await checker.workbook(StoredFile("a.md", FORM.encode()))).startswith(b"PK")
    assert (await checker.starter()).startswith(b"PK")
    assert await checker.starter() is await checker.starter()
