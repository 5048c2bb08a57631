"""Putting the library of questionnaires into the database: a version is stored once, with its text."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.checker import check_apart
from storage.versions import SqlVersionStore
from surveys.authoring import Draft
from surveys.library import FOLDER, sources
from surveys.model import Questionnaire
from workbooks.defect import Defect, DefectsError, Place

PATIENCE = 120.0
"""Seconds for the whole library on a slow machine."""


async def load_library(
    versions: SqlVersionStore, clock: Callable[[], datetime], folder: Path = FOLDER
) -> Sequence[Questionnaire]:
    """The questionnaires that come with the bot; DefectsError names every defect of every file."""
    shelf, defects = sources(folder)
    known = {source.name: await versions.with_digest(source.digest) for source in shelf}
    missing = [source for source in shelf if known[source.name] is None]
    drafts = [Draft(source.name, source.text.encode()) for source in missing]
    verdicts = await check_apart(drafts, PATIENCE) if drafts else []
    found = [defect for verdict in verdicts for defect in verdict.defects]
    if defects or found:
        raise DefectsError([*defects, *found])
    for source, verdict in zip(missing, verdicts, strict=True):
        assert verdict.form is not None
        known[source.name] = await versions.add(source.digest, verdict.form, clock())
    return _told_apart({name: q for name, q in known.items() if q is not None})


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
