"""The confidence gap, and answer sets to be careful with."""

import math

import numpy as np
import pytest
from hypothesis import given

from reports.statistics.codes import NOT_ASKED, SKIPPED, Codes
from reports.statistics.flags import flag
from reports.statistics.gaps import GapShares, confidence_gap, gap_shares
from reports.statistics.shares import share_of
from surveys.model import Key
from surveys.scoring import item_value
from tests.pure.reports.statistics.columns import answers_of, codes, columns_of, from_library, numbers, scored

PD1 = from_library("pd-1")
MINE = 4


def block(*people: str) -> dict[Key, Codes]:
    """Answers to a1…a5: `x` for «не моя задача», blank for skipped, `.` for not asked."""
    signs = {"x": MINE, " ": SKIPPED, ".": NOT_ASKED}
    return {
        Key(f"a{place + 1}"): codes(*(signs.get(one[place]) or int(one[place]) for one in people))
        for place in range(5)
    }


@pytest.mark.parametrize(
    ("answers", "gap"),
    [
        ("00000", -1.0),  # sure of everything, has done nothing
        ("33333", 1.0),  # in need everywhere, does it regularly
        ("11112", 0.0),
        ("0x3 0", -0.5),
        ("0000 ", math.nan),
        ("0xx 0", math.nan),  # two answers say nothing of the block
    ],
)
def test_the_gap_is_what_is_said_less_what_is_done(answers: str, gap: float) -> None:
    found = confidence_gap(PD1, PD1.scales[0], block(answers))

    assert found == pytest.approx(numbers(gap), nan_ok=True)


@given(columns_of(PD1))
def test_the_gap_follows_its_definition(columns: dict[Key, Codes]) -> None:
    scale = PD1.scales[1]
    found = confidence_gap(PD1, scale, columns)
    items = [q for q in scored(PD1) if q.scale == scale.key and q.key in columns]
    for person in range(found.size):
        answers = answers_of(PD1, columns, person)
        values = {q: item_value(q, answers[q.key]) for q in items if q.key in answers}
        said = [v for q, v in values.items() if v is not None and not q.is_reverse]
        done = [v for q, v in values.items() if v is not None and q.is_reverse]
        is_known = said and done and len(said) + len(done) >= scale.least
        expected = sum(said) / len(said) - sum(done) / len(done) if is_known else math.nan
        assert found[person] == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_gaps_are_reported_as_shares_beyond_a_half() -> None:
    gap = numbers(-1, -0.51, -0.5, 0, 0.5, 0.6, math.nan)

    assert gap_shares(gap) == GapShares(untried=share_of(2, 6), modest=share_of(1, 6))
    assert gap_shares(numbers(math.nan)) == GapShares(None, None)


def sheet(*people: list[int]) -> dict[Key, Codes]:
    """Answers of people to the forty items of schools, one list for each person."""
    keys = [question.key for question in scored(PD1) if not question.key.endswith("_preschool")]
    return {key: codes(*(person[place] for person in people)) for place, key in enumerate(keys)}


def test_one_button_for_nine_tenths_is_flagged_before_reversal() -> None:
    columns = sheet(
        [0] * 36 + [1] * 4, [0] * 35 + [1] * 5, [3] * 9 + [SKIPPED] * 31, [3] * 10 + [MINE] * 6 + [-1] * 24
    )

    found = flag(PD1, drop_practice(columns), np.full(4, math.nan))

    assert found.same_button.tolist() == [True, False, False, True]
    assert found.hasty.tolist() == [False] * 4


def drop_practice(columns: dict[Key, Codes]) -> dict[Key, Codes]:
    """«Не моя задача» is no option of the reverse items: there it is passed over."""
    return {
        key: np.where(column >= len(PD1.by_key[key].choices), SKIPPED, column).astype(np.int16)
        for key, column in columns.items()
    }


def test_haste_is_known_only_where_the_time_is() -> None:
    columns = sheet([0] * 40, [0] * 40, [0] * 40)

    assert flag(PD1, columns, numbers(89.9, 90, math.nan)).hasty.tolist() == [True, False, False]


def test_more_than_two_fifths_not_mine_is_flagged() -> None:
    columns = {key: column for key, column in sheet([0] * 40, [0] * 40).items() if not key.endswith("5")}
    for place, column in enumerate(columns.values()):
        column[0] = MINE if place < 13 else 0  # 13 of 32
        column[1] = MINE if place < 12 else 0
    found = flag(PD1, columns, np.full(2, math.nan))

    assert found.not_mine.tolist() == [True, False]
    assert found.any.tolist() == [True, True]  # the rest is one button


def test_nothing_answered_flags_nobody() -> None:
    assert flag(PD1, {}, np.full(2, math.nan)).any.tolist() == [False, False]
    assert flag(PD1, sheet([NOT_ASKED] * 40), numbers(math.nan)).any.tolist() == [False]


@given(columns_of(PD1))
def test_flags_follow_their_definition(columns: dict[Key, Codes]) -> None:
    found = flag(PD1, columns, np.full(len(next(iter(columns.values()))), math.nan))
    for person in range(found.any.size):
        met = [
            (PD1.by_key[key], int(column[person])) for key, column in columns.items() if column[person] != NOT_ASKED
        ]
        taps = [code for question, code in met if code >= 0 and question.choices[code].score is not None]
        theirs = sum(code >= 0 and question.choices[code].score is None for question, code in met)
        most = max((taps.count(button) for button in set(taps)), default=0)
        assert found.same_button[person] == (len(taps) >= 10 and 10 * most >= 9 * len(taps))
        assert found.not_mine[person] == (5 * theirs > 2 * len(met))
