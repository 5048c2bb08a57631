"""Results as a phone shows them, of summaries made by hand."""

from dataclasses import replace

import pytest

from handlers.screens.results import comparison_screen, crossing_screen, summary_text
from handlers.texts import Speech
from people.policy import Mode
from reports.protection.cells import Reason, hidden, shown
from reports.statistics.shares import share_of
from reports.summary.heading import CoverageTable, Heading
from reports.summary.model import Comparison, Crossing, CrossRow, Difference, Measure, Quality, Summary, Verdict
from surveys.campaigns.model import Coverage
from tests.pure.reports.summaries import EN1, MF1, summary_of

PD1 = "Самооценка профессиональных затруднений"


@pytest.mark.parametrize(
    ("finished", "said"), [(0, "Ответов пока нет."), (7, "Первые появятся, когда ответов станет достаточно")]
)
def test_answers_held_back_are_not_taken_for_no_answers(finished: int, said: str) -> None:
    heading = Heading("Осень", "Центр", "pd-1", PD1, (), "2026/2027", Mode.ANONYMOUS, is_open=True)
    nobody = shown(0)
    summary = Summary(
        heading,
        CoverageTable((), Coverage(20, finished, finished)),
        nobody,
        Quality(nobody, nobody, nobody, nobody, nobody),
    )

    assert said in summary_text(Speech(), summary)


def test_what_a_dash_means_is_told_where_one_stands() -> None:
    note = "н/д — цифра не показана"
    summary = summary_of()
    first, *others = summary.blocks
    dash = replace(first, pronounced=hidden(Reason.WITHHELD, 5))

    assert note not in summary_text(Speech(), summary)
    assert note in summary_text(Speech(), replace(summary, blocks=(dash, *others)))


def test_a_scale_without_levels_has_none() -> None:
    summary = summary_of(MF1)
    blocks = tuple(replace(block, level=None) for block in summary.blocks)

    assert "—, n" not in summary_text(Speech(), replace(summary, blocks=blocks))


def test_what_a_message_has_no_room_for_is_counted() -> None:
    said = summary_text(Speech(), summary_of(EN1)).replace("\u00a0", " ")

    assert "<i>и ещё 12 вариантов</i>" in said
    assert said.endswith("вопросов: все они в своде (Excel).</i>")


def test_a_change_is_told_to_a_tenth_with_the_people_of_both_waves() -> None:
    share = share_of(1, 2)
    assert share
    before, after = (Measure(shown(n), shown(mean), shown(share)) for n, mean in ((378, 48.52), (588, 43.77)))
    said = "Существенных изменений по сравнению с 2025/2026 не выявлено."
    change = Difference("pdi", "Общий индекс", before, after, shown(-4.75), Verdict.SAME, said)
    waves = Comparison("2025/2026", "2026/2027", (change,), is_of_waves=True)

    text = comparison_screen(Speech(), summary_of(), waves, 1).text
    assert text.endswith(
        "2025/2026 и 2026/2027\nСредний индекс\n\n<b>Общий индекс</b>\n48,5 → 43,8 (n = 378 и 588)\n" + said
    )


def test_two_groups_of_an_attribute_are_named_by_it_once() -> None:
    groups = Comparison("Категория: Первая", "Категория: Высшая", (), is_of_waves=False)

    assert "\nКатегория: Первая и Высшая\n" in comparison_screen(Speech(), summary_of(), groups, 1).text


def test_a_group_of_which_nothing_is_shown_says_so() -> None:
    untold = hidden(Reason.WITHHELD, 5)
    row = CrossRow("yes", "Да", shown(16), (untold, untold))
    crossing = Crossing("a", "Есть наставник?", "age", "Возраст", ("До 35 лет", "Старше"), (row,), row)
    heading = Heading("Осень", "Центр", "pd-1", PD1, (), "2026/2027", Mode.PSEUDONYMOUS)
    quality = Quality(*[shown(0)] * 5)
    summary = Summary(heading, CoverageTable((), Coverage(20, 9, 9)), shown(9), quality, crossings=(crossing,))

    assert "<b>Да</b> (n = 16)\nн/д" in crossing_screen(Speech(), summary, 1).text


def test_groups_that_are_not_even_counted_stand_in_one_line() -> None:
    untold, told = hidden(Reason.SMALL, 5), share_of(8, 16)
    assert told
    open_row = CrossRow("yes", "Да", shown(16), (shown(told), shown(told)))
    rows = (open_row, *(CrossRow(key, key, untold, (untold, untold)) for key in ("Нет", "Не знаю")))
    crossing = Crossing("a", "Наставник?", "age", "Возраст", ("До 35 лет", "Старше"), rows, open_row)

    assert crossing_screen(Speech(), replace(summary_of(), crossings=(crossing,)), 1).text == (
        "<b>Наставник?</b>\nпо вопросу «Возраст»\n\n"
        "<b>Да</b> (n = 16)\n50\u00a0% — До 35 лет\n50\u00a0% — Старше\n\nн/д: Нет, Не знаю"
    )
