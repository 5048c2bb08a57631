"""Files of answers, read back by the libraries that people use to read them."""

import csv
import resource
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.answers.columns import columns_of, with_option
from reports.answers.csv_file import write_csv
from reports.answers.excel_file import write_excel
from reports.answers.options import AnswersOptions, Dialect, Several, Values
from reports.answers.spss_file import write_spss
from reports.answers.spss_names import names_for
from reports.responses import Responses
from reports.whole_files import NotWrittenError, cut
from surveys.model import Choice, Key, Kind, Question, Questionnaire
from surveys.numbers import question_numbers
from tests.pure.reports.answers.asked import ANSWERS, DANGEROUS, FIRST, SECOND
from tests.pure.reports.respondents import responses_of
from tests.pure.surveys.forms import form

EVERYTHING = AnswersOptions(least=0)
CODES = AnswersOptions(Values.CODES, Several.BOTH, least=0)
Writer = Callable[..., None]
WRITERS: dict[str, Writer] = {
    ".xlsx": write_excel,
    ".csv": lambda path, responses, *more: write_csv(path, responses, Dialect.EXCEL, *more),
    ".sav": write_spss,
}


def answered(**more: Any) -> Responses:
    return responses_of(
        SECOND,
        ANSWERS,
        groups={"organisation": ["Школа № 1", "+Сад", "Школа № 1", ""]},
        earlier=(FIRST,),
        versions=["1", "2", "2", "2"],
        **more,
    )


def read_csv(path: Path, delimiter: str, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as source:
        return list(csv.reader(source, delimiter=delimiter))


def sheet(path: Path, name: str = "Ответы") -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path)[name].iter_rows(values_only=True)]


def test_excel_in_russia_opens_a_csv_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, answered(), Dialect.EXCEL, EVERYTHING)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_csv(path, ";") == [
        ["Номер строки", "Организация", "Версия анкеты", "На бумаге", "Слишком быстро", "Строю урок", "Старый вопрос",
         "Новый вопрос", "Какая помощь подойдёт?", "Что важнее?", "Сколько часов?", "Когда?", "Что мешает?"],
        ["r0001", "Школа № 1", "1", "нет", "нет", "Делаю уверенно", "Часто затрудняюсь", "", "курс; наставник; рядом",
         "наставник; рядом; курс", "2,5", "2026-10-05", "'" + DANGEROUS],
        ["r0002", "'+Сад", "2", "нет", "нет", "Не моя задача", "", "Делаю уверенно", "пропущено", "пропущено",
         "пропущено", "", "пропущено"],
        ["r0003", "Школа № 1", "2", "нет", "нет", "пропущено", "", "пропущено", "наставник; рядом", "", "-97", "",
         "Две\nстроки; «кавычки» \"и\" 😀"],
        ["r0004", "", "2", "нет", "нет", *[""] * 8],
    ]  # fmt: skip


def test_statistics_reads_codes_with_points_and_commas(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, answered(), Dialect.STATISTICS, CODES)

    frame = pd.read_csv(path)
    assert list(frame.columns)[5:14] == [
        "a1", "gone", "new", "help", "help/course", "help/mentor", "порядок", "порядок/course", "порядок/mentor",
    ]  # fmt: skip
    assert frame["hours"].tolist()[0] == 2.5
    assert frame["hours"].isna().tolist() == [False, True, False, True]
    assert frame["help"].tolist()[0] == "course mentor"
    assert frame["порядок"].tolist()[0] == "mentor course"
    assert frame["порядок/course"].tolist()[0] == 2
    assert frame["help/course"].tolist()[:3:2] == [1, 0]
    assert frame["group_organisation"].tolist()[:2] == [1, 2]


def test_a_workbook_holds_answers_repeats_and_what_codes_mean(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    repeats = {Key("toys"): [(1, (1,), {Key("toy"): "=2+2"}), (1, (2,), {Key("toy"): ""})]}
    write_excel(path, answered(repeats=repeats), EVERYTHING)

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ответы", "Игрушки все любые", "Справочник кодов"]
    answers = sheet(path)
    assert answers[1][5:] == [
        "Делаю уверенно", "Часто затрудняюсь", None, "курс; наставник; рядом", "наставник; рядом; курс", 2.5,
        "2026-10-05", DANGEROUS,
    ]  # fmt: skip
    assert answers[3][10] == -97
    assert book["Ответы"]["M2"].data_type == "s"
    assert book["Ответы"].freeze_panes == "B2"
    assert book["Ответы"].auto_filter.ref == "A1:M5"
    assert sheet(path, "Игрушки все любые") == [
        ["Номер строки", "Раз", "Игрушка"], ["r0002", 1, "=2+2"], ["r0002", 2, "пропущено"],
    ]  # fmt: skip
    book_of_codes = sheet(path, "Справочник кодов")
    assert ["row", "row", "Номер строки", "сведения", *[None] * 7] in book_of_codes
    assert ["group_organisation", "group_organisation", "Организация"] in [row[:3] for row in book_of_codes]
    assert ["a1", "a1", None, None, "na", "Не моя задача", *[None] * 5] in book_of_codes
    [order] = [row for row in book_of_codes if row[0] == "порядок" and row[2]]
    number = question_numbers(answered().questionnaire)[Key("порядок")]
    assert order == ["порядок", "poriadok", "Что важнее?", "порядок", *[None] * 5, "1, 2", number]


def test_codes_in_cells_do_not_take_the_words_out_of_the_codebook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(path, answered(), CODES)

    assert sheet(path)[0][:2] == ["row", "group_organisation"]
    assert [row[2] for row in sheet(path, "Справочник кодов")[1:3]] == ["Номер строки", "Организация"]


def test_spss_keeps_apart_why_there_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    write_spss(path, answered(), EVERYTHING)

    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    assert list(frame.columns) == [
        "row", "group_organisation", "version", "paper", "hasty", "a1", "gone", "new", "help_course", "help_mentor",
        "poriadok_course", "poriadok_mentor", "hours", "day", "words",
    ]  # fmt: skip
    assert frame["a1"].tolist() == [0, -97, -98, -99]
    assert frame["help_course"].tolist() == [1, -98, 0, -99]
    assert frame["poriadok_course"].tolist() == [2, -98, -99, -99]
    # Somebody answered −97, so what is missing lies where nobody answers.
    assert frame["hours"].tolist() == [2.5, -98 - 1e9, -97, -99 - 1e9]
    assert frame["day"].tolist()[0] == date(2026, 10, 5)
    assert frame["words"].tolist()[:2] == [DANGEROUS, ""]
    assert meta.variable_value_labels["a1"] == {
        0: "Делаю уверенно", 1: "Часто затрудняюсь", -97: "Не моя задача", -98: "пропущено",
        -99: "вопрос не задавался",
    }  # fmt: skip
    assert meta.missing_ranges["a1"] == [{"lo": v, "hi": v} for v in (-99, -98, -97)]
    assert (meta.variable_measure["a1"], meta.variable_measure["hours"], meta.variable_measure["help_course"]) == (
        "ordinal", "scale", "nominal",
    )  # fmt: skip
    assert (meta.original_variable_types["a1"], meta.original_variable_types["hours"]) == ("F8.0", "F8.2")
    assert meta.column_names_to_labels["help_course"] == "Какая помощь подойдёт? курс"
    ordinary, _ = pyreadstat.read_sav(path)
    assert ordinary["a1"].isna().tolist() == [False, True, True, True]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Какая помощь подойдёт?", "Какая помощь подойдёт? Курс"),
        ("Выберите до трёх разделов.", "Выберите до трёх разделов: Курс"),
        ("Темы", "Темы: Курс"),
    ],
)
def test_an_option_is_told_after_its_question_without_two_stops(question: str, heading: str) -> None:
    assert with_option(question, "Курс") == heading


def test_personal_codes_are_there_only_when_asked_for(tmp_path: Path) -> None:
    responses = answered(codes=["АБВ1", "АБВ2", "АБВ3", "АБВ4"])
    personal = AnswersOptions(is_personal=True)
    write_excel(tmp_path / "with.xlsx", responses, personal)
    write_excel(tmp_path / "without.xlsx", responses)

    told, untold = sheet(tmp_path / "with.xlsx"), sheet(tmp_path / "without.xlsx")
    assert [row[1] for row in told] == ["Личный код", "АБВ1", "АБВ2", "АБВ3", "АБВ4"]
    assert [row[2] for row in told] == ["Организация", "Школа № 1", "+Сад", "Школа № 1", None]
    # The number of the row is the same; what only a few have in common is told only to whoever may see codes.
    assert [[row[0], row[3], *row[5:]] for row in told] == [[row[0], row[1], *row[3:]] for row in untold]
    assert [row[2] for row in untold] == ["На бумаге", *[None] * 4]


def test_a_small_organisation_is_not_named_and_the_next_smallest_neither(tmp_path: Path) -> None:
    names = ["Большая"] * 9 + ["Средняя"] * 6 + ["Малая"] * 2
    responses = responses_of(FIRST, [{"a1": "0"}] * 17, groups={"organisation": names})
    write_csv(tmp_path / "a.csv", responses, Dialect.EXCEL)

    # Two people of «Малая» alone without a name would still be two people.
    told = [row[1] for row in read_csv(tmp_path / "a.csv", ";")[1:]]
    assert told == ["Большая"] * 9 + [""] * 8


def test_typed_texts_of_few_people_stay_at_home(tmp_path: Path) -> None:
    write_excel(tmp_path / "a.xlsx", answered())

    assert [row[-1] for row in sheet(tmp_path / "a.xlsx")[1:]] == [
        "не выгружается: мало ответов", "пропущено", "не выгружается: мало ответов", None,
    ]  # fmt: skip


def test_spss_says_nothing_of_typed_texts_of_few_people(tmp_path: Path) -> None:
    write_spss(tmp_path / "a.sav", answered())

    assert pyreadstat.read_sav(tmp_path / "a.sav")[0]["words"].tolist() == [""] * 4


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("count", [0, 1])
def test_no_answers_and_one_answer_make_good_files(tmp_path: Path, suffix: str, count: int) -> None:
    path = tmp_path / f"a{suffix}"
    WRITERS[suffix](path, responses_of(FIRST, ANSWERS[:count]))

    match suffix:
        case ".xlsx":
            assert len(sheet(path)) == 1 + count
        case ".csv":
            assert len(read_csv(path, ";")) == 1 + count
        case ".sav":
            assert len(pyreadstat.read_sav(path)[0]) == count


def test_labels_of_2000_signs_are_cut_at_words_and_whole_in_the_codebook(tmp_path: Path) -> None:
    long = " ".join(["слово😀"] * 300)
    question = Question(Key("q"), Kind.CHOICE, f"Вопрос\n{long}", choices=(Choice("y", long), Choice("z", long)))
    responses = responses_of(Questionnaire("k", "1", long, "", (question,)), [{"q": "y"}, {"q": "z"}])
    write_spss(tmp_path / "a.sav", responses)
    write_excel(tmp_path / "a.xlsx", responses)

    _, meta = pyreadstat.read_sav(tmp_path / "a.sav")
    label = meta.column_names_to_labels["q"]
    assert len(label.encode()) <= 256
    assert label.endswith("слово😀…")
    assert all(len(text.encode()) <= 120 for text in meta.variable_value_labels["q"].values())
    codebook = sheet(tmp_path / "a.xlsx", "Справочник кодов")
    assert ["q", "q", f"Вопрос\n{long}"] in [row[:3] for row in codebook]
    assert [row[-1] for row in sheet(tmp_path / "a.xlsx")[1:]] == [long, f"{long} (z)"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_whoever_watches_may_cancel_and_nothing_is_left(tmp_path: Path, suffix: str) -> None:
    class Cancelled(Exception):
        pass

    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        WRITERS[suffix](tmp_path / f"a{suffix}", answered(), None, cancel)

    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def tiny_disk() -> Iterator[None]:
    """No file may grow beyond 4 KB, which the system says as it says that a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("tiny_disk")
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_left(tmp_path: Path, suffix: str) -> None:
    many = [{"a1": "0", "words": f"{number} {number**9}"} for number in range(3000)]
    responses = responses_of(FIRST, many)

    with pytest.raises(NotWrittenError, match=r"(?i)на диске не хватило места"):
        WRITERS[suffix](tmp_path / f"a{suffix}", responses)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_folder_that_is_gone_is_said_in_one_sentence(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(NotWrittenError, match=r"^Файл не удалось записать на диск\."):
        WRITERS[suffix](tmp_path / "gone" / f"a{suffix}", answered())


def test_columns_keep_their_order_whatever_versions_come() -> None:
    from reports.answers.merging import merged_questions

    both = responses_of(SECOND, ANSWERS, earlier=(FIRST,), versions=["1", "2", "2", "2"])

    assert [q.key for q in merged_questions(both)] == [
        "a1", "gone", "new", "help", "порядок", "hours", "day", "words",
    ]  # fmt: skip


def test_a_question_that_is_gone_keeps_its_place_after_three_versions() -> None:
    from dataclasses import replace

    from reports.answers.merging import merged_questions, versions_of

    third = replace(SECOND, version="3", questions=tuple(q for q in SECOND.questions if q.key != "new"))
    three = responses_of(third, [{"a1": "0"}], earlier=(FIRST, SECOND), versions=["3"])

    questions = {question.key: question for question in merged_questions(three)}
    assert list(questions) == ["a1", "gone", "new", "help", "порядок", "hours", "day", "words"]
    assert versions_of(three, questions[Key("new")]) == ("2",)
    assert versions_of(three, questions[Key("a1")]) == ("3", "2", "1")


def test_a_question_that_nobody_answered_in_words_has_its_column(tmp_path: Path) -> None:
    from dataclasses import replace

    responses = replace(responses_of(FIRST, [{"a1": "0", "words": ""}] * 5), texts={})
    write_csv(tmp_path / "a.csv", responses, Dialect.EXCEL)

    assert [row[-2:] for row in read_csv(tmp_path / "a.csv", ";")[:2]] == [
        ["Когда?", "Что мешает?"],
        ["", "пропущено"],
    ]
    write_spss(tmp_path / "a.sav", responses)
    assert pyreadstat.read_sav(tmp_path / "a.sav")[0]["words"].tolist() == [""] * 5


@given(st.lists(st.text(max_size=80), max_size=20))
def test_latin_names_are_unlike_and_always_the_same(names: list[str]) -> None:
    made = names_for(names)

    assert made == names_for(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(name.isascii() and name[0].isalpha() and 0 < len(name) <= 64 for name in made)


def test_names_that_spss_keeps_for_itself_are_changed() -> None:
    assert names_for(["with", "All", "2a", "Щука", "щука", "a/b", ""]) == [
        "v_with", "v_All", "v_2a", "Shchuka", "shchuka_2", "a_b", "v",
    ]  # fmt: skip


@given(st.text(max_size=300), st.integers(min_value=10, max_value=200))
def test_a_cut_text_fits_and_is_the_beginning(text: str, most: int) -> None:
    text = text.encode(errors="ignore").decode()
    short = cut(text, most)

    assert len(short.encode()) <= most
    assert short == text or text.startswith(short.removesuffix("…"))


def test_a_question_called_like_a_fact_has_a_heading_of_its_own() -> None:
    names = ("code", "version", "Version", "row")
    questions = "".join(f"| | text | {name} | Версия анкеты |\n" for name in names)
    asked = form("| survey | | | |\n| | type | name | label |\n" + questions)
    responses = responses_of(asked, [dict.fromkeys(names, "слово")] * 12, codes=["К"] * 12)

    def headings(values: Values) -> list[str]:
        return [column.heading for column in columns_of(responses, AnswersOptions(values, is_personal=True))]

    assert headings(Values.CODES) == [
        "row", "code", "version", "paper", "hasty", "code_2", "version_2", "Version_3", "row_2",
    ]  # fmt: skip
    assert len(set(headings(Values.LABELS))) == 9
