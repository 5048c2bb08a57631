"""Answers to a questionnaire with repeats as .csv: a table of respondents and one of every repeat, in one archive."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.answers.csv_file import write_csv, write_rows
from reports.answers.groups import protected
from reports.answers.options import AnswersOptions, Dialect
from reports.answers.turns import turn_sheets
from reports.responses import Responses
from reports.whole_files import Progress, file_name, nobody_watches, whole_file


def has_turns(responses: Responses) -> bool:
    """Whether one table does not hold all the answers."""
    return any(version.repeats for version in (responses.questionnaire, *responses.earlier))


def write_csv_archive(
    path: Path,
    responses: Responses,
    dialect: Dialect,
    options: AnswersOptions | None = None,
    progress: Progress = nobody_watches,
) -> None:
    """Write a .zip; rows of a repeat bear the number of the respondent's row."""
    options = options or AnswersOptions()
    with whole_file(path) as unfinished, TemporaryDirectory(dir=unfinished.parent) as name:
        folder = Path(name)
        write_csv(folder / "Ответы.csv", responses, dialect, options, progress)
        merged = protected(responses, options)
        for number, (title, headings, rows) in enumerate(turn_sheets(merged, options), start=1):
            write_rows(folder / file_name(f"Повтор {number}. {title}", ".csv"), [headings, *rows], dialect)
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.glob("*.csv")):
                archive.write(file, file.name)
