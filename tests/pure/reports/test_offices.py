"""Files opened by an office: LibreOffice, headless, where it is installed."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from reports.answers.options import AnswersOptions
from reports.downloads import DownloadOptions, make
from tests.pure.reports.answers.asked import ANSWERS, FIRST
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import MT1, PD1, summary_of, with_texts

OFFICE = shutil.which("soffice")
EVIL = '=HYPERLINK("http://x";"y") 😀\nвторая строка ' + "слово " * 100
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LEFT OUT: LibreOffice (soffice) is not installed")


def converted(path: Path, form: str) -> Path:
    """The file saved again by the office; what it complains about fails the test."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    done = subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(path.parent / "out"), str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert "error" not in (done.stdout + done.stderr).lower()
    return path.parent / "out" / f"{path.stem}.{form.partition(':')[0]}"


@pytest.mark.parametrize("has_evil_texts", [False, True])
def test_the_workbook_keeps_its_figures_and_sums_them_alike(tmp_path: Path, *, has_evil_texts: bool) -> None:
    summary = with_texts(summary_of(has_trend=True), EVIL) if has_evil_texts else summary_of(has_trend=True)
    download = make("workbook", summary, None, DownloadOptions(), tmp_path)

    ours = openpyxl.load_workbook(download.path, data_only=True)
    theirs = openpyxl.load_workbook(converted(download.path, "xlsx"), data_only=True)
    assert ours.sheetnames == theirs.sheetnames
    for name in ours.sheetnames:
        for row, same in zip(
            ours[name].iter_rows(values_only=True), theirs[name].iter_rows(values_only=True), strict=False
        ):
            for value, other in zip(row, same, strict=False):
                assert other == (pytest.approx(value) if isinstance(value, float) else value)


def test_answers_stay_texts(tmp_path: Path) -> None:
    responses = responses_of(FIRST, [ANSWERS[0]] * 5)
    download = make("answers-excel", summary_of(), responses, DownloadOptions(AnswersOptions()), tmp_path)

    ours = openpyxl.load_workbook(download.path)["Ответы"]
    theirs = openpyxl.load_workbook(converted(download.path, "xlsx"))["Ответы"]
    assert [list(row) for row in theirs.iter_rows(values_only=True)] == [
        list(row) for row in ours.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("questionnaire", [PD1, MT1], ids=["pd-1", "mt-1"])
def test_the_report_becomes_pages(tmp_path: Path, questionnaire: object) -> None:
    summary = summary_of(MT1 if questionnaire is MT1 else PD1, 60, has_trend=True)
    download = make("report", summary, None, DownloadOptions(), tmp_path)

    pages = converted(download.path, "pdf").read_bytes()
    assert pages.startswith(b"%PDF")
    assert len(pages) > 50_000


def test_a_report_of_any_texts_becomes_pages(tmp_path: Path) -> None:
    download = make("report", with_texts(summary_of(), EVIL), None, DownloadOptions(), tmp_path)

    assert converted(download.path, "pdf").read_bytes().startswith(b"%PDF")
