"""What exports cost: answers of 100,000 respondents to 60 questions as .xlsx and .csv, beside a bare loop."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from surveys.model import Choice, Key, Kind, Question, Questionnaire

RESPONDENTS, COLUMNS = 100_000, 60
FACTS = 5
"""Row, two groups, version and the like: the rest of the columns are questions."""


def exports_bench() -> None:
    """Print all figures, in seconds of the processor; each is measured in a process of its own."""
    print(f"\nAnswers of {RESPONDENTS:,} respondents, {COLUMNS} columns:")
    bare, bare_memory = _measured("bare")
    ours, memory = _measured("xlsx")
    print(f"  bare XlsxWriter loop            {bare:8.1f} s   {bare_memory:5.0f} MB")
    print(f"  .xlsx                           {ours:8.1f} s   {memory:5.0f} MB   × {ours / bare:.2f} of the loop")
    for name in ("csv-excel", "csv-statistics", "sav"):
        seconds, memory = _measured(name)
        print(f"  {name:<31} {seconds:8.1f} s   {memory:5.0f} MB")
    print("Files of a summary of PD-1, 240 people, 200 organisations:")
    for name in ("workbook", "report", "slides"):
        seconds, memory = _measured(name)
        print(f"  {name:<31} {seconds:8.1f} s   {memory:5.0f} MB")


def _measured(what: str) -> tuple[float, float]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.exports", what], check=True, capture_output=True, text=True
    )
    seconds, memory = told.stdout.split()
    return float(seconds), float(memory)


def _responses() -> Any:
    import numpy as np

    from reports.responses import Attribute, Responses

    chance = np.random.default_rng(6)
    levels = tuple(
        Choice(code, label, score)
        for code, label, score in (
            ("0", "Делаю уверенно, могу показать", 0.0),
            ("1", "Получается, иногда нужна подсказка", 1.0),
            ("2", "Часто затрудняюсь", 2.0),
            ("3", "Пока не получается без помощи", 3.0),
            ("na", "Не моя задача", None),
        )
    )
    questions = [
        Question(Key(f"q{n}"), Kind.CHOICE, f"Утверждение {n}", choices=levels, scale="a") for n in range(1, 50)
    ]
    questions += [Question(Key(f"n{n}"), Kind.NUMBER, f"Сколько {n}") for n in range(1, 4)]
    questions += [Question(Key("t1"), Kind.TEXT, "Что мешает больше всего?")]
    names = ("organisation", "experience")
    size = RESPONDENTS
    said = [f"Не хватает времени на подготовку, класс {n % 997} и отчёты {n % 13}" for n in range(size)]
    return Responses(
        questionnaire=Questionnaire("bench", "1", "Проба", "", tuple(questions)),
        size=size,
        choices={q.key: chance.integers(-2, 5, size).astype(np.int16) for q in questions if q.kind is Kind.CHOICE}
        | {q.key: np.zeros(size, dtype=np.int16) for q in questions if q.kind is not Kind.CHOICE},
        ticks={},
        numbers={Key(f"n{n}"): np.round(chance.normal(10, 3, size), n - 1) for n in range(1, 4)},
        texts={Key("t1"): said},
        attributes={
            name: Attribute(
                name,
                tuple(f"Школа № {n}" for n in range(200)),
                chance.integers(0, 200, size).astype(np.int32),
            )
            for name in names
        },
        versions=("1",),
        version_codes=np.zeros(size, dtype=np.int16),
        is_hasty=np.zeros(size, dtype=bool),
        is_paper=np.zeros(size, dtype=bool),
        row_ids=[f"{n:08x}" for n in range(size)],
        finished_on=["2026-10-05"] * size,
    )


def _bare(path: Path, rows: Any) -> None:
    """What anybody would write who has the cells already."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value)
    book.close()


def _cells(responses: Any) -> list[tuple[Any, ...]]:
    from reports.answers.columns import columns_of
    from reports.answers.options import AnswersOptions

    columns = columns_of(responses, AnswersOptions())
    assert len(columns) == COLUMNS, len(columns)
    return list(zip(*(column.cells(0, responses.size) for column in columns), strict=True))


def _of_summary(what: str, folder: Path) -> float:
    from reports.downloads import DownloadOptions, make
    from tests.pure.reports.summaries import summary_of

    summary = summary_of(has_trend=True, organisations=[f"Школа № {number}" for number in range(1, 201)])
    begun = time.process_time()
    make(what, summary, None, DownloadOptions(), folder)
    return time.process_time() - begun


def _run(what: str, folder: Path) -> float:
    from reports.answers.csv_file import write_csv
    from reports.answers.excel_file import write_excel
    from reports.answers.options import Dialect
    from reports.answers.spss_file import write_spss

    if what in ("workbook", "report", "slides"):
        return _of_summary(what, folder)
    responses = _responses()
    rows = _cells(responses) if what == "bare" else None
    begun = time.process_time()
    match what:
        case "bare":
            _bare(folder / "bare.xlsx", rows)
        case "xlsx":
            write_excel(folder / "answers.xlsx", responses)
        case "csv-excel":
            write_csv(folder / "answers.csv", responses, Dialect.EXCEL)
        case "csv-statistics":
            write_csv(folder / "answers.csv", responses, Dialect.STATISTICS)
        case "sav":
            write_spss(folder / "answers.sav", responses)
    return time.process_time() - begun


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        seconds = _run(sys.argv[1], Path(folder))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
