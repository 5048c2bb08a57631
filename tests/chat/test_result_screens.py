"""Results as a phone shows them, of summaries made by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.screens.own_result import own_result_screen, own_result_sheet
from handlers.screens.result import result_screen
from handlers.screens.results import comparison_screen, crossing_screen, summary_text
from handlers.texts import Speech
from people.model import AccountId
from people.policy import Mode
from reports.protection.cells import Reason, hidden, shown
from reports.russian import GAP, decimal
from reports.statistics.shares import share_of
from reports.summary.heading import CoverageTable, Filter, Heading
from reports.summary.model import Comparison, Crossing, CrossRow, Difference, Measure, Quality, Summary, Verdict
from reports.summary.own import own_result
from simulator.markup import read_html, units
from surveys.campaigns.model import Coverage
from surveys.model import Key, Run, RunId, Status
from surveys.scoring import score
from tests.pure.reports.summaries import EN1, MF1, summary_of, with_texts
from tests.pure.surveys.forms import form

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


LONG_TEXTS = {
    "words": "слово " * 340,
    "endless": "я" * 2000,
    "smileys": "😀" * 2000,
    "marks": "<b>&" * 500,
    "lines": "строка\n" * 300,
}


@pytest.mark.parametrize("text", LONG_TEXTS.values(), ids=LONG_TEXTS)
def test_labels_of_2000_signs_leave_room_for_the_figures(text: str) -> None:
    summary = with_texts(summary_of(has_trend=True), text)
    heading = replace(summary.heading, filters=(Filter("category", "Категория", (text, text)),))
    summary = replace(summary, heading=heading)
    trend = summary.trend
    assert trend is not None
    differences = tuple(replace(each, label=text) for each in trend.differences)
    waves = replace(trend, before=text, after=text, differences=differences)
    groups = replace(waves, is_of_waves=False)
    known = summary.blocks[0].pronounced.known()
    assert known is not None

    first = f"{100 * known.share:.0f}{GAP}%"
    assert first in taken_by_telegram(summary_text(Speech(), summary))
    for compared, places in ((waves, 1), (groups, 0)):
        told = taken_by_telegram(comparison_screen(Speech(), summary, compared, 1).text)
        assert decimal(differences[0].before.mean.known() or 0, places) in told


def answered(labels: str, scales: int, bands: str = "") -> Run:
    """Somebody has answered «Да» to a question of each scale."""
    keys = [f"s{number}" for number in range(scales)]
    questionnaire = form(
        "| survey | | | | |\n| | type | name | label | scale |\n"
        + "".join(f"| | select_one yes | {key}_a | Вопрос? | {key} |\n" for key in keys)
        + "| choices | | | | |\n| | list_name | name | label | score |\n"
        + "| | yes | 0 | Нет | 0 |\n| | yes | 1 | Да | 1 |\n"
        + "| scales | | | | |\n| | name | label | bands | of |\n"
        + "".join(f"| | {key} | {labels} | {'l' if bands else ''} | |\n" for key in keys)
        + f"| | all | Всё вместе | {'l' if bands else ''} | {' '.join(keys)} |\n{bands}"
    )
    answers = {Key(f"{key}_a"): "1" for key in keys}
    now = datetime(2026, 10, 5, tzinfo=UTC)
    return Run(RunId(1), AccountId(1), questionnaire, answers, 1, Status.FINISHED, now, now)


def test_an_own_result_without_levels_is_a_number_alone() -> None:
    run = answered("Методика", 1)
    result = score(run.questionnaire, run.answers)

    told = result_screen(Speech(), run, result, UTC).text
    assert "Методика\n■■■■■■■■■■ <b>100</b>\n" in told
    assert "Всё вместе: <b>100</b>" in told
    blocks = own_result(result, None)
    assert "Методика: <b>100</b>\n" in own_result_screen(Speech(), run, blocks).text
    assert own_result_sheet(Speech(), run, blocks).tables[0].rows[0][:2] == ("Методика", "100")


@pytest.mark.parametrize("scales", [1, 8, 60])
@pytest.mark.parametrize("sign", ["слово ", "я", "😀"])
def test_an_own_result_is_taken_however_long_its_labels_are(sign: str, scales: int) -> None:
    text = (sign * 2_000)[:2_000].strip()
    bands = "| bands | | | | |\n| | list_name | from | name | label | feedback |\n" + "".join(
        f"| | l | {start} | b{start} | {text} | {text} |\n" for start in (0, 25, 50, 75)
    )
    run = answered(text, scales, bands)
    result = score(run.questionnaire, run.answers)

    assert "100" in taken_by_telegram(result_screen(Speech(), run, result, UTC).text)
    blocks = own_result(result, None)
    assert "100" in taken_by_telegram(own_result_screen(Speech(), run, blocks).text)
    own_result_sheet(Speech(), run, blocks)


def taken_by_telegram(text: str) -> str:
    """What is left of it without its marks."""
    plain, _ = read_html(text)
    assert 0 < units(plain) <= 4096
    return plain


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
