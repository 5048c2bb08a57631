"""From answers through the computing of a summary into files: the same figures all the way."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pyreadstat

from people.policy import Mode
from reports.downloads import DownloadOptions, make
from reports.ports import Source
from reports.responses import Responses
from reports.summary.making import Material, make_summary
from reports.summary.model import Heading, Summary
from reports.summary.request import Request
from surveys.model import Key, Kind
from surveys.scoring import score
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import CATEGORIES, ORGANISATIONS, PD1

HEADING = Heading(
    "Самооценка", "Центр", "pd-1", PD1.title, (PD1.version,), "2026/2027", Mode.PSEUDONYMOUS, date(2026, 10, 5),
    date(2026, 10, 19), as_of="26.11.2026 12:30",
)  # fmt: skip


def answered(people: int) -> list[dict[Key, str]]:
    chance = random.Random(people)
    rows = []
    for _ in range(people):
        row: dict[Key, str] = {}
        for question in PD1.questions:
            if question.kind is Kind.CHOICE:
                row[question.key] = chance.choice(question.choices).code if chance.random() < 0.9 else ""
            elif question.kind is Kind.CHOICES:
                row[question.key] = " ".join(c.code for c in question.choices if chance.random() < 0.3)
        rows.append(row)
    return rows


def selected(rows: list[dict[Key, str]]) -> tuple[Summary, Responses]:
    groups = {
        "organisation": [ORGANISATIONS[number % 6] for number in range(len(rows))],
        "category": [CATEGORIES[number % 4] for number in range(len(rows))],
    }
    responses = responses_of(PD1, rows, groups=groups)
    material = Material(HEADING, responses, {}, (), 5, 10)
    return make_summary(material, Request(Source(None, "pd-1", 2026))), responses


def test_every_file_tells_the_same_share(tmp_path: Path) -> None:
    rows = answered(60)
    summary, responses = selected(rows)
    indices = [score(PD1, row).scales[0].index for row in rows]
    of, high = sum(i is not None for i in indices), sum(i is not None and i >= 50 for i in indices)

    workbook = make("workbook", summary, None, DownloadOptions(), tmp_path)
    sheet = openpyxl.load_workbook(workbook.path)["Блоки"]
    assert (sheet["C2"].value, sheet["J2"].value) == (of, high)
    report = docx.Document(str(make("report", summary, None, DownloadOptions(), tmp_path).path))
    assert f"({high} из {of})" in report.tables[0].rows[1].cells[5].text
    frame, _ = pyreadstat.read_sav(make("answers-spss", summary, responses, DownloadOptions(), tmp_path).path,
                                   user_missing=True)  # fmt: skip
    counted = Counter(row[Key("a1")] for row in rows)
    told = {"": -98.0, "na": -97.0, **{str(number): float(number) for number in range(4)}}
    assert Counter(frame["a1"]) == {told[answer]: count for answer, count in counted.items()}


def test_of_four_people_no_file_tells_a_figure(tmp_path: Path) -> None:
    summary, _ = selected(answered(4))

    sheet = openpyxl.load_workbook(make("workbook", summary, None, DownloadOptions(), tmp_path).path)["Блоки"]
    assert not [cell.value for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, float)]
    report = docx.Document(str(make("report", summary, None, DownloadOptions(), tmp_path).path))
    assert any("Результаты не приводятся" in paragraph.text for paragraph in report.paragraphs)


def test_nobody_has_answered_yet(tmp_path: Path) -> None:
    summary = make_summary(Material(HEADING, None, {}, (), 5, 10), Request(Source(None, "pd-1", 2026)))

    made = [make(key, summary, None, DownloadOptions(), tmp_path) for key in ("report", "workbook")]
    assert all(download.path.exists() for download in made)
