"""Results as tables on a phone, of summaries made by hand: every figure of the texts, nothing that is hidden."""

from dataclasses import replace

import pytest

from handlers.rich import rich_message
from handlers.screen import Sheet
from handlers.screens.result_sheets import MOST_PLACES, comparison_sheet, crossing_sheet, summary_sheet
from handlers.texts import Speech
from reports.protection.cells import Reason, hidden, shown
from reports.russian import GAP
from reports.statistics.shares import Share, share_of
from reports.summary.heading import Filter
from reports.summary.model import Comparison, Crossing, CrossRow, Summary
from simulator.rich import plain_text, read_rich
from surveys.model import Questionnaire
from tests.pure.reports.summaries import EN1, MF1, MT1, PD1, YT1, summary_of

SPEECH = Speech()
UNTOLD = hidden(Reason.SMALL, 5)


def share(count: int, of: int) -> Share:
    """A part that is there."""
    found = share_of(count, of)
    assert found is not None
    return found


def words(sheet: Sheet) -> str:
    """What stands on it; the messenger would take it."""
    return plain_text(read_rich(rich_message(sheet)))


@pytest.mark.parametrize("questionnaire", [PD1, YT1, MT1, MF1, EN1], ids=lambda form: form.key)
@pytest.mark.parametrize("people", [5, 240])
def test_the_summary_of_every_questionnaire_is_taken_by_the_messenger(
    questionnaire: Questionnaire, people: int
) -> None:
    assert questionnaire.title in words(summary_sheet(SPEECH, summary_of(questionnaire, people)))


def test_figures_of_the_table_are_those_of_the_text() -> None:
    summary = summary_of(people=240)
    sheet = summary_sheet(SPEECH, summary)
    block = summary.blocks[0]
    known = block.pronounced.known()
    assert known is not None

    said = sheet.tables[0].rows[0]
    assert said[0] == block.label
    assert said[1] == f"{100 * known.share:.0f}{GAP}%"
    assert [table.title for table in sheet.tables][-1] == "Кто ответил"


def test_what_is_hidden_stays_hidden() -> None:
    summary = summary_of(people=240, is_hidden=True)
    assert {cell for row in summary_sheet(SPEECH, summary).tables[0].rows for cell in row[1:]} == {
        "н/д",
    }


def test_many_organisations_are_not_all_told() -> None:
    names = [f"Школа № {number}" for number in range(1, MOST_PLACES + 4)]
    sheet = summary_sheet(SPEECH, summary_of(organisations=names))

    assert len(sheet.tables[-1].rows) == MOST_PLACES + 1
    assert sheet.notes == (f"И ещё 3{GAP}организации: все они в своде (Excel).",)


def test_of_a_part_of_the_answers_nothing_is_told_of_who_was_asked() -> None:
    summary = summary_of()
    part = replace(summary, heading=replace(summary.heading, filters=(Filter("category", "Категория", ("Первая",)),)))

    sheet = summary_sheet(SPEECH, part)
    assert "Кто ответил" not in [table.title for table in sheet.tables]
    assert "Отбор: Категория — Первая" in sheet.lines


def waves() -> tuple[Summary, Comparison]:
    """A summary with the wave before."""
    summary = summary_of(has_trend=True)
    assert summary.trend is not None
    return summary, summary.trend


def test_waves_are_put_beside_each_other() -> None:
    summary, trend = waves()
    sheet = comparison_sheet(SPEECH, summary, trend)

    [table] = sheet.tables
    assert table.columns == ("Раздел", "Было", "Стало", "+/−")
    assert [row[0] for row in table.rows] == [each.label for each in trend.differences]
    assert sheet.lines == (f"{trend.before} и {trend.after}",)
    assert len(sheet.notes) == len(trend.differences) + len(trend.notes)
    assert not any(". изменен" in note for note in sheet.notes)
    assert words(sheet)


def test_groups_are_called_without_the_name_of_their_attribute() -> None:
    summary, trend = waves()
    groups = replace(trend, before="Категория: Первая", after="Категория: Высшая", is_of_waves=False)

    assert comparison_sheet(SPEECH, summary, groups).tables[0].columns == ("Раздел", "Первая", "Высшая", "+/−")


def crossing(*groups: str) -> Crossing:
    """«Есть наставник?» by groups of ten; nothing is told of the last."""
    told = shown(share(6, 10)), shown(share(4, 10))
    rows = [CrossRow(name, name, shown(10), told) for name in groups[:-1]]
    rows.append(CrossRow(groups[-1], groups[-1], UNTOLD, (UNTOLD, UNTOLD)))
    total = CrossRow("", "Всего", shown(40), (shown(share(24, 40)), shown(share(16, 40))))
    return Crossing("a", "Есть наставник?", "age", "Возраст", ("Да", "Нет"), tuple(rows), total, sentence="мало")


def test_few_groups_stand_beside_each_other() -> None:
    sheet = crossing_sheet(SPEECH, crossing("До 35", "Старше"), is_by_attribute=True)

    assert (sheet.title, sheet.lines) == ("Есть наставник?", ("по признаку «Возраст»",))
    assert sheet.tables[0].columns == ("Ответ", "До 35", "Старше", "Всего")
    assert sheet.tables[0].rows == (
        ("Да", f"60{GAP}%", "н/д", f"60{GAP}%"),
        ("Нет", f"40{GAP}%", "н/д", f"40{GAP}%"),
        ("n", "10", "н/д", "40"),
    )
    assert words(sheet).endswith("Мало.")


def test_many_groups_stand_below_each_other() -> None:
    sheet = crossing_sheet(SPEECH, crossing("Первый год", "1–3", "4–10", "11–20"), is_by_attribute=True)

    assert sheet.tables[0].columns == ("Группа", "Да", "Нет", "n")
    assert [row[0] for row in sheet.tables[0].rows] == ["Первый год", "1–3", "4–10", "11–20", "Всего"]
