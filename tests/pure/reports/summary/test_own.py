"""A respondent's own result."""

from reports.summary.making import make_summary
from reports.summary.own import own_result
from surveys.scoring import score
from tests.pure.reports.summary.town import OPTIONS, PD9, material, people, request

WORST = {**dict.fromkeys(OPTIONS, "3"), "a3": "0", "b3": "0"}


def test_the_own_result_stands_beside_the_municipality_and_the_own_history() -> None:
    municipal = make_summary(material(people(80)), request())
    earlier = score(PD9, dict.fromkeys(OPTIONS, "0"))  # type: ignore[misc]
    blocks = own_result(score(PD9, WORST), municipal, (("2025/2026", earlier),))  # type: ignore[arg-type]

    assert [block.key for block in blocks] == ["a", "b", "all"]
    assert blocks[0].index == 100
    assert blocks[0].level == "критический"
    assert blocks[0].place == "выше"
    assert [one.label for one in blocks[0].history] == ["2025/2026"]


def test_of_a_small_municipality_only_the_own_result_is_told() -> None:
    municipal = make_summary(material(people(4)), request())
    blocks = own_result(score(PD9, WORST), municipal)  # type: ignore[arg-type]
    assert blocks[0].index == 100
    assert blocks[0].place == ""
