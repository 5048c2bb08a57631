"""Figures and words as Russian offices write them."""

from datetime import date

import pytest

from reports.russian import counted, day, decimal, listed, lower_first, of_many, percent, whole


def test_figures() -> None:
    assert (whole(1234567), decimal(45.25), decimal(-3.04), decimal(-0.01)) == (
        "1\u00a0234\u00a0567", "45,2", "\u22123,0", "0,0",
    )  # fmt: skip
    assert [percent(share) for share in (0, 0.004, 0.45, 0.996, 1)] == [
        "0\u00a0%", "0,4\u00a0%", "45\u00a0%", "99,6\u00a0%", "100\u00a0%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "человек"),
        (2, "человека"),
        (5, "человек"),
        (11, "человек"),
        (12, "человек"),
        (22, "человека"),
        (111, "человек"),
    ],
)
def test_the_form_of_a_noun_follows_its_number(count: int, said: str) -> None:
    assert counted(count, "человек", "человека", "человек") == f"{count}\u00a0{said}"


def test_less_than_takes_the_genitive() -> None:
    assert [of_many(count, "человека", "человек") for count in (1, 5, 11, 21)] == [
        "1\u00a0человека", "5\u00a0человек", "11\u00a0человек", "21\u00a0человека",
    ]  # fmt: skip


def test_words() -> None:
    assert day(date(2026, 10, 5)) == "5\u00a0октября 2026\u00a0года"
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a и b", "a, b и c"]
    assert [lower_first(text) for text in ("Предмет", "РМО", "")] == ["предмет", "РМО", ""]
