"""Two waves of the same people: every figure of a scale is of those who have an index in both."""

from dataclasses import replace

import pytest

from reports.summary.making import make_summary
from reports.summary.model import Comparison
from surveys.model import Key
from tests.pure.reports.summary.town import SOURCE, Person, material, request, responses_of


def person(code: str) -> Person:
    """Somebody who took this option of both ordinary items of the block; «na» gives no index."""
    return Person(1, {Key("a1"): code, Key("a2"): code})


def compared(before: list[str], after: list[str], others: list[str]) -> Comparison:
    """The same people before and after, and others who came only once."""
    waves = []
    for wave, codes in (("before", before), ("after", after)):
        found = responses_of([person(code) for code in (*codes, *others)])
        assert found is not None
        names = [f"Ж-{n}" for n in range(len(codes))] + [f"{wave}-{n}" for n in range(len(others))]
        waves.append(replace(found, codes=names))
    asked = material([], responses=waves[1], earlier=waves[0], earlier_label="2025/2026")
    made = make_summary(asked, request(earlier=SOURCE)).trend_matched
    assert made is not None
    return made


def test_the_difference_and_the_sentence_are_of_the_same_pairs() -> None:
    before = ["3", "2"] * 20 + ["0"] * 6
    after = ["1", "2"] * 20 + ["na"] * 6
    one = compared(before, after, ["0", "1", "2", "3"] * 3).differences[0]

    assert (one.before.n.known(), one.after.n.known()) == (40, 40)
    assert one.before.mean.known() == pytest.approx(100 * 2.5 / 3)
    assert one.mean_difference.known() == pytest.approx(-100 / 3)
    assert "33,3" in one.sentence


def test_of_a_few_with_an_index_in_one_wave_only_nothing_can_be_worked_out() -> None:
    before = ["3", "2"] * 20 + ["0"] * 3
    after = ["1", "2"] * 20 + ["na"] * 3
    one = compared(before, after, []).differences[0]

    assert not one.before.mean.is_shown
    assert not one.mean_difference.is_shown


def of_three_waves(came: int, left: int) -> Comparison:
    """Of the third wave. Thirty answered always, so many came in the second and stayed, so many left after it; ten
    answered in the second alone."""
    rows = ["3", "2", "0"] * 10
    names = [f"Ж-{number}" for number in range(len(rows))]
    fresh, gone = [f"новый-{number}" for number in range(came)], [f"ушёл-{number}" for number in range(left)]
    once = [f"раз-{number}" for number in range(10)]
    waves = []
    for people in ([*names, *gone], [*names, *fresh, *gone, *once], [*names, *fresh]):
        found = responses_of([person(("3", "2", "1", "0")[number % 4]) for number in range(len(people))])
        assert found is not None
        waves.append(replace(found, codes=people))
    asked = material([], responses=waves[2], earlier=waves[1], first=waves[0], earlier_label="2025/2026")
    made = make_summary(asked, request(earlier=SOURCE)).trend_matched
    assert made is not None
    return made


@pytest.mark.parametrize(("came", "left", "is_told"), [(0, 0, True), (0, 3, False), (3, 0, False), (12, 14, True)])
def test_few_who_were_found_again_in_only_one_of_two_neighbours_are_not_told_of(
    *, came: int, left: int, is_told: bool
) -> None:
    one = of_three_waves(came, left).differences[0]

    assert one.before.mean.is_shown == is_told
