"""The workbook of indicators: read back to the same figures, hidden ones as words, and no text that is executed."""

from dataclasses import replace
from pathlib import Path

import openpyxl

from people.model import OrganisationId
from reports.indicators.catalogue import DEFINITIONS
from reports.indicators.making import Names, Satisfaction, coverage_indicator, satisfaction_indicator
from reports.indicators.model import Figures, Headcount, Indicator, Reading, Target
from reports.indicators.workbook import write_indicators
from reports.protection.policy import DEFAULT

EVIL = '=HYPERLINK("http://x","Школа")'
SCHOOL, GARDEN = OrganisationId(1), OrganisationId(2)
NAMES = Names({SCHOOL: EVIL, GARDEN: "Детский сад № 3"})


def figures() -> Figures:
    definition = DEFINITIONS["IND-01s"]
    setting = replace(definition.setting, target=Target(80, Reading.MIN_LEVEL, "+приказ № 1"))
    places = {SCHOOL: Headcount(30, 12), GARDEN: Headcount(10, 10)}
    covered = replace(
        coverage_indicator(definition, setting, places, NAMES, DEFAULT), campaigns=("=Осень",), is_anonymous=True
    )
    mentoring = DEFINITIONS["IND-11"]
    sides = [Satisfaction("Наставники", 3, 4, False), Satisfaction("Наставляемые", 16, 20, False)]
    satisfied = satisfaction_indicator(mentoring, mentoring.setting, sides, DEFAULT, 10, {})
    empty = Indicator(DEFINITIONS["IND-16"], DEFINITIONS["IND-16"].setting, (), ())
    return Figures("Центр", "2026/2027", "05.10.2026 12:00", (covered, satisfied, empty))


def rows_of(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_figures_are_the_same_and_the_hidden_ones_are_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_indicators(path, figures())
    rows = rows_of(path)

    assert list(rows) == ["Показатели", "Как считается", "Не охвачены"]
    covered, mentors, mentees = rows["Показатели"][1:4]
    assert covered[3:6] == [22, 40, 0.55]
    assert covered[6:8] == ["не менее 80\N{NO-BREAK SPACE}%", "+приказ № 1"]
    assert str(covered[9]) == "пока не достигнута, не хватает 10\N{NO-BREAK SPACE}человек"
    assert mentors[2:6] == ["Наставники", *["н/д (менее 10)"] * 3]
    assert mentors[9] is None
    assert mentees[3:6] == [16, 20, 0.8]
    assert rows["Не охвачены"][1] == ["IND-01s", DEFINITIONS["IND-01s"].short, EVIL, 30, 12, 18, 0.4]
    assert rows["Как считается"][1][4] == "=Осень"


def test_people_are_listed_by_their_codes_only_where_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_indicators(path, figures(), {"IND-16": [(EVIL, "K7M4")]})
    people = rows_of(path)["Люди"]

    assert people[1] == ["IND-16", DEFINITIONS["IND-16"].short, EVIL, "K7M4"]
    assert any(row[0] and "анонимная" in str(row[0]) for row in people)
