"""How the weakest and the strongest items are told: a reverse item must not read as its opposite."""

from dataclasses import replace

import pytest

from reports.extremes import extreme_items, told
from reports.instruments import instrument_of
from reports.protection.cells import shown
from reports.statistics.shares import share_of
from reports.summary.questions import extremes
from tests.pure.reports.summaries import PD1, summary_of

FREQUENCY, DEGREE = ("Ни разу", "Один раз"), ("Нет", "Скорее нет")


@pytest.mark.parametrize(
    ("questionnaire", "is_reverse", "labels", "said"),
    [
        ("pd-1", False, (), "затрудняются 92 %"),
        ("pd-1", True, FREQUENCY, "редко или ни разу 92 %"),
        ("yt-1", True, DEGREE, "нет или скорее нет 92 %"),
        ("mf-1-mentee", False, (), "согласны 92 %"),
        ("mf-1-mentee", True, (), "не согласны 92 %"),
    ],
)
def test_a_figure_tells_what_it_is_the_share_of(
    questionnaire: str, is_reverse: bool, labels: tuple[str, ...], said: str
) -> None:
    share = share_of(23, 25)
    assert share
    item = replace(summary_of(PD1).items[0], hard=shown(share), is_reverse=is_reverse, hard_labels=labels)

    assert told(item, instrument_of(questionnaire)).replace("\u00a0", " ") == said


def test_items_stand_in_the_order_of_the_figures_that_are_shown() -> None:
    summary = summary_of(PD1)
    strongest, weakest = extremes(summary.items)
    shares = [share.share for item in summary.items if (share := item.hard.known())]

    def told_of(keys: tuple) -> list[float]:  # type: ignore[type-arg]
        return [share.share for item in extreme_items(summary, keys) if (share := item.hard.known())]

    assert told_of(strongest) == sorted(shares)[:3]
    assert told_of(weakest) == sorted(shares, reverse=True)[:3]
