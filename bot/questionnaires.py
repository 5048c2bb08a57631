"""Putting the library of questionnaires into the database: a version is stored once, with its text."""

import asyncio
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from people.defect import Defect, DefectsError, Place
from storage.versions import SqlVersionStore
from surveys.library import FOLDER, Catalogue, Source, sources
from surveys.model import Questionnaire
from surveys.xlsform import Form


async def load_library(versions: SqlVersionStore, clock: Callable[[], datetime], folder: Path = FOLDER) -> Catalogue:
    """The questionnaires on offer; DefectsError names every defect of every file."""
    shelf, defects = sources(folder)
    known = {source.name: await versions.with_digest(source.digest) for source in shelf}
    missing = [source for source in shelf if known[source.name] is None]
    forms, found = await _read_apart(missing) if missing else ([], [])
    if defects or found:
        raise DefectsError([*defects, *found])
    for source, form in zip(missing, forms, strict=True):
        known[source.name] = await versions.add(source.digest, form, clock())
    return Catalogue(_told_apart({name: q for name, q in known.items() if q is not None}))


def _told_apart(by_file: dict[str, Questionnaire]) -> list[Questionnaire]:
    """Two files may not be the same questionnaire: one would hide the other."""
    files: dict[str, str] = {}
    defects = []
    for name, questionnaire in by_file.items():
        first = files.setdefault(questionnaire.key, name)
        if first != name:
            what = f"«form_id» такой же, как в файле {first}: «{questionnaire.key}»."
            defects.append(Defect("same_form_id", Place(name, "settings", None, "form_id"), what, "Назовите иначе."))
    if defects:
        raise DefectsError(defects)
    return list(by_file.values())


async def _read_apart(shelf: list[Source]) -> tuple[list[Form], list[Defect]]:
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
        return [], [Defect("unreadable", Place("surveys/library"), "Анкеты не удалось прочитать.")]
    answers = json.loads(told)
    defects = [_defect(problem) for answer in answers for problem in answer["defects"]]
    return [Form.from_json(answer["form"]) for answer in answers if answer["form"]], defects


def _defect(problem: dict[str, Any]) -> Defect:
    return Defect(**{**problem, "where": Place(**problem["where"])})
