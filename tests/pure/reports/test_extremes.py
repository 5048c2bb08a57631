"""How the weakest and the strongest items are told: a reverse item must not read as its opposite."""

from dataclasses import replace

import pytest

from people.policy import Mode
from reports.extremes import extreme_items, told
from reports.instruments import instrument_of
from reports.ports import Source
from reports.protection.cells import shown
from reports.statistics.shares import share_of
from reports.summary.making import Material, make_summary
from reports.summary.model import Heading
from reports.summary.questions import extremes
from reports.summary.request import Request
from surveys.model import Key
from tests.pure.reports.respondents import responses_of
from tests.pure.reports.summaries import PD1, YT1, summary_of

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


def test_how_people_feel_is_not_told_among_what_they_find_hard() -> None:
    hardest = {"y7_1": "0", "y7_2": "3", "y5_1": "3", "y5_2": "2", "y5_3": "1"}
    easiest = {str(question.key): "0" for question in YT1.questions if question.scale and not question.is_reverse}
    easiest["y7_1"] = "3"
    answers = [{**easiest, **hardest} for _ in range(12)] + [easiest] * 12
    heading = Heading("Первые годы", "Центр", "yt-1", YT1.title, ("1",), "2026/2027", Mode.PSEUDONYMOUS)
    material = Material(heading, responses_of(YT1, answers), {}, [], 5, 10)
    summary = make_summary(material, Request(Source(None, "yt-1", 2026)))

    assert summary.weakest[:2] == (Key("y5_1"), Key("y5_2"))
    assert not {"y7_1", "y7_2"} & {*summary.weakest, *summary.strongest}
    assert {item.key for item in summary.items if item.hard.is_shown} > {Key("y7_1"), Key("y7_2")}
