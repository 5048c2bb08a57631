"""Downloads as the chat and the jobs call them."""

import csv
import resource
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.answers import excel_file
from reports.answers.options import AnswersOptions, Several
from reports.downloads import KINDS, PLAIN, DownloadOptions, NothingToGiveError, NotWrittenError, make
from reports.responses import Responses
from surveys.model import Key
from tests.pure.reports.answers.asked import ANSWERS, FIRST, SECOND
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import summary_of
from tests.pure.surveys.forms import form

OPTIONS = DownloadOptions()
SINGLE = [key for key, kind in KINDS.items() if kind.needs_answers]


def answers(count: int = 6, **more: Any) -> Responses:
    return responses_of(FIRST, [ANSWERS[0]] * count, **more)


def test_every_kind_is_made_into_the_folder_and_nothing_else(tmp_path: Path) -> None:
    made = [make(key, summary_of(), answers(), OPTIONS, tmp_path) for key in PLAIN]

    assert [download.name for download in made] == [
        "Справка. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.docx",
        "Свод. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.xlsx",
        "Рисунки. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.zip",
        "Ответы. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.xlsx",
        "Ответы. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.csv",
        "Ответы для статистики. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.csv",
        "Ответы SPSS. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.sav",
        "Справочник кодов. Самооценка профессиональных затруднений, осень 2026, 26.11.2026.xlsx",
    ]
    assert sorted(tmp_path.iterdir()) == sorted(download.path for download in made)
    assert all(download.path.stat().st_size > 100 and len(download.caption) <= 1024 for download in made)


def test_a_caption_promises_the_sheet_of_codes_only_where_there_is_one(tmp_path: Path) -> None:
    made = [make(key, summary_of(), answers(), OPTIONS, tmp_path) for key in PLAIN]

    assert [download.caption.splitlines()[-1] for download in made[3:]] == [
        "Полные тексты вопросов и коды — на листе «Справочник кодов».",
        *["Полные тексты вопросов и коды — в отдельном файле «Справочник кодов»."] * 3,
        "Что значит каждый столбец и каждый код в файлах ответов.",
    ]


def test_labels_fit_on_buttons() -> None:
    assert [kind.label for kind in KINDS.values() if len(kind.label) > 32] == []


def test_names_of_files_are_made_of_any_title(tmp_path: Path) -> None:
    summary = summary_of()
    summary = replace(summary, heading=replace(summary.heading, title='Опрос: "А/Б"\n*?<|> 😀 ' + "слово " * 300))
    download = make("workbook", summary, None, OPTIONS, tmp_path)

    assert download.name.startswith("Свод. Опрос А Б 😀 слово")
    assert download.name.endswith("слово.xlsx")
    assert len(download.name.encode()) <= 180
    assert len(download.caption) <= 1024


@pytest.mark.parametrize("key", SINGLE)
def test_single_answers_of_few_people_are_not_given(tmp_path: Path, key: str) -> None:
    with pytest.raises(NothingToGiveError, match="меньше 5\u00a0человек"):
        make(key, summary_of(), answers(4), OPTIONS, tmp_path)
    with pytest.raises(NothingToGiveError, match="Ответов пока нет"):
        make(key, summary_of(), None, OPTIONS, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_personal_codes_need_the_right_to_them(tmp_path: Path) -> None:
    options = DownloadOptions(AnswersOptions(is_personal=True))
    responses = answers(codes=[f"К{number}" for number in range(6)])

    with pytest.raises(NothingToGiveError, match="нет на них права"):
        make("answers-excel", summary_of(), responses, options, tmp_path)
    allowed = make("answers-excel", summary_of(), responses, replace(options, may_see_codes=True), tmp_path)
    sheet = openpyxl.load_workbook(allowed.path)["Ответы"]
    assert [row[1] for row in sheet.iter_rows(values_only=True, max_row=2)] == ["Личный код", "К0"]
    assert allowed.name.startswith("С кодами. Ответы.")


def test_where_nothing_may_be_drawn_there_are_no_slides(tmp_path: Path) -> None:
    summary = summary_of(people=3)
    summary = replace(summary, coverage=replace(summary.coverage, rows=(), total=type(summary.coverage.total)()))

    with pytest.raises(NothingToGiveError, match="Рисовать пока нечего"):
        make("slides", summary, None, OPTIONS, tmp_path)


def test_more_columns_than_a_sheet_holds_are_refused_and_not_cut_off(tmp_path: Path) -> None:
    keys, codes = [f"q{number}" for number in range(60)], [f"o{number}" for number in range(300)]
    wide = form(
        "| survey | | | |\n| | type | name | label |\n"
        + "".join(f"| | select_multiple l | {key} | Вопрос |\n" for key in keys)
        + "| choices | | | |\n| | list_name | name | label |\n"
        + "".join(f"| | l | {code} | Вариант |\n" for code in codes)
    )
    responses = responses_of(wide, [dict.fromkeys(keys, "o1 o2")] * 12)
    options = DownloadOptions(AnswersOptions(several=Several.BOTH))

    with pytest.raises(NothingToGiveError, match=r"^Столбцов получается 18.06., а на лист Excel помещается 16.384"):
        make("answers-excel", summary_of(), responses, options, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_turns_that_do_not_fit_on_a_sheet_go_on_on_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_file, "MOST_ROWS", 21)
    turns = [(number % 12, (number,), {Key("toy"): f"мяч {number}"}) for number in range(50)]
    responses = responses_of(SECOND, [ANSWERS[1]] * 12, repeats={Key("toys"): turns})
    made = make("answers-excel", summary_of(), responses, OPTIONS, tmp_path)
    book = openpyxl.load_workbook(made.path)
    named = [name for name in book.sheetnames if name.startswith("Игрушки")]

    assert [book[name].max_row - 1 for name in named] == [20, 20, 10]
    assert [row[-1] for name in named for row in book[name].iter_rows(min_row=2, values_only=True)] == [
        f"мяч {number}" for number in range(50)
    ]


def test_answers_with_repeats_are_an_archive_of_tables(tmp_path: Path) -> None:
    repeats = {Key("toys"): [(0, (1,), {Key("toy"): "=мяч"})]}
    responses = responses_of(SECOND, [ANSWERS[1]] * 6, repeats=repeats)
    download = make("answers-csv", summary_of(), responses, OPTIONS, tmp_path)

    assert download.name.endswith(".zip")
    with zipfile.ZipFile(download.path) as archive:
        assert archive.namelist() == ["Ответы.csv", "Повтор 1. Игрушки все любые.csv"]
        turns = archive.read("Повтор 1. Игрушки все любые.csv").decode("utf-8-sig")
    assert turns == "Номер строки;Раз;Игрушка\r\nr0001;1;'=мяч\r\n"


@pytest.mark.parametrize("key", KINDS)
def test_progress_ends_where_it_is_whole(tmp_path: Path, key: str) -> None:
    told: list[tuple[int, int]] = []
    make(key, summary_of(), answers(), OPTIONS, tmp_path, lambda done, of: told.append((done, of)))

    assert told == sorted(told)
    assert not told or told[-1][0] == told[-1][1]


@pytest.mark.parametrize("key", KINDS)
def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path, key: str) -> None:
    with pytest.raises(NotWrittenError, match=r"^Файл не удалось записать"):
        make(key, summary_of(), answers(), OPTIONS, tmp_path / "gone")


class Cancelled(Exception):
    """Somebody tapped «Отменить»."""


@pytest.mark.parametrize("key", [key for key in KINDS if key != "codebook"])
def test_whoever_watches_may_cancel_and_nothing_is_left(tmp_path: Path, key: str) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make(key, summary_of(), answers(), OPTIONS, tmp_path, cancel)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", KINDS)
def test_on_a_full_disk_nothing_is_left_but_a_sentence(tmp_path: Path, key: str) -> None:
    words = [{"a1": "0", "words": f"{number} {number**9}"} for number in range(2000)]
    responses, summary = responses_of(FIRST, words), summary_of()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The system refuses to let a file grow just as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(NotWrittenError, match=r"(?i)на диске не хватило места") as raised:
            make(key, summary, responses, OPTIONS, tmp_path)
        assert raised.value.is_full
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=5, max_size=8))
def test_any_text_comes_back_as_the_text_it_was(tmp_path: Path, typed: list[str]) -> None:
    typed = [text.encode(errors="ignore").decode() or "0" for text in typed]
    responses = responses_of(FIRST, [{"words": text} for text in typed])
    excel = openpyxl.load_workbook(make("answers-excel", summary_of(), responses, OPTIONS, tmp_path).path)["Ответы"]
    table = make("answers-statistics", summary_of(), responses, OPTIONS, tmp_path).path
    with table.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))

    cells = [cell for (cell,) in excel.iter_rows(min_row=2, min_col=excel.max_column)]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert [cell.value or "" for cell in cells] == [readable(text) for text in typed]
    assert all(len(row) == len(rows[0]) for row in rows)
    for row, text in zip(rows[1:], typed, strict=True):
        assert row[-1] in (text.replace("\0", ""), "'" + text.replace("\0", ""))
        assert not row[-1].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("typed", ["\0=1+1", "\n=1+1", "\0\t=1+1", "＝1+1", "＠SUM(1)"])
def test_what_stands_before_a_formula_does_not_let_it_through(tmp_path: Path, typed: str) -> None:
    responses = responses_of(FIRST, [{"words": typed}] * 5)
    for key, between in {"answers-csv": ";", "answers-statistics": ","}.items():
        table = make(key, summary_of(), responses, OPTIONS, tmp_path).path
        with table.open(encoding="utf-8-sig", newline="") as source:
            assert list(csv.reader(source, delimiter=between))[1][-1] == "'" + typed.replace("\0", "")
    frame, _ = pyreadstat.read_sav(make("answers-spss", summary_of(), responses, OPTIONS, tmp_path).path)
    assert frame.iloc[0, -1] == typed.replace("\0", "")


def readable(text: str) -> str:
    """As a sheet may hold it."""
    return "".join(
        sign for sign in text.replace("\r", "\n") if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")
    )
