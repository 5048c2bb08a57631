"""Putting the library of questionnaires into the database: a version is stored once, with its text."""

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from people.defect import Defect, DefectsError, Place
from storage.versions import SqlVersionStore
from surveys.library import Catalogue, Source, sources
from surveys.model import Questionnaire
from surveys.xlsform import Form


async def load_library(versions: SqlVersionStore, clock: Callable[[], datetime]) -> Catalogue:
    """The questionnaires on offer; DefectsError names every defect of every file."""
    shelf = sources()
    known = {source.name: await versions.with_digest(source.digest) for source in shelf}
    missing = [source for source in shelf if known[source.name] is None]
    if missing:
        for source, form in zip(missing, await _read_apart(missing), strict=True):
            known[source.name] = await versions.add(source.digest, form, clock())
    return Catalogue(_in_order(known))


def _in_order(known: dict[str, Questionnaire | None]) -> list[Questionnaire]:
    return [questionnaire for questionnaire in known.values() if questionnaire is not None]


async def _read_apart(shelf: list[Source]) -> list[Form]:
    """Read in a process of its own: pyxform's 25 MB are needed once and should not stay."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "surveys.xlsform",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    asked = json.dumps([[source.name, source.text] for source in shelf])
    told, _ = await process.communicate(asked.encode())
    if process.returncode != 0:
        raise DefectsError([Defect("unreadable", Place("surveys/library"), "Анкеты не удалось прочитать.")])
    return _without_defects(json.loads(told))


def _without_defects(told: list[dict[str, Any]]) -> list[Form]:
    defects = [_defect(problem) for answer in told for problem in answer["defects"]]
    if defects:
        raise DefectsError(defects)
    return [Form.from_json(answer["form"]) for answer in told]


def _defect(problem: dict[str, Any]) -> Defect:
    return Defect(**{**problem, "where": Place(**problem["where"])})
