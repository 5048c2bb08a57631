"""Results as a phone shows them, of summaries made by hand."""

import pytest

from handlers.screens.results import crossing_screen, summary_text
from handlers.texts import Speech
from people.policy import Mode
from reports.protection.cells import Reason, hidden, shown
from reports.summary.heading import CoverageTable, Heading
from reports.summary.model import Crossing, CrossRow, Quality, Summary
from surveys.campaigns.model import Coverage

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


def test_a_group_of_which_nothing_is_shown_says_so() -> None:
    untold = hidden(Reason.WITHHELD, 5)
    row = CrossRow("yes", "Да", shown(16), (untold, untold))
    crossing = Crossing("a", "Есть наставник?", "age", "Возраст", ("До 35 лет", "Старше"), (row,), row)
    heading = Heading("Осень", "Центр", "pd-1", PD1, (), "2026/2027", Mode.PSEUDONYMOUS)
    quality = Quality(*[shown(0)] * 5)
    summary = Summary(heading, CoverageTable((), Coverage(20, 9, 9)), shown(9), quality, crossings=(crossing,))

    assert "<b>Да</b> (n = 16)\nн/д" in crossing_screen(Speech(), summary, 1).text
