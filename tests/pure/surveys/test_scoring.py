"""Scoring against the rules of DOMAIN §2.3 and against a slow and obvious second opinion."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.model import Answers, Key, Questionnaire
from surveys.scoring import score
from surveys.xlsform import compile_form, read_markdown
from tests.pure.surveys.forms import form
from tests.pure.surveys.transcripts import LIBRARY
from workbooks.defect import DefectsError

PD1 = compile_form(read_markdown("pd-1.md", (LIBRARY / "pd-1.md").read_text(encoding="utf-8")))
BLOCKS = "abcdefgh"


def answers(**blocks: str) -> Answers:
    """`a="01x30"`: answers to a1…a5, `x` for «не моя задача», blank for skipped, `.` for not asked."""
    given_answers: dict[Key, str] = {}
    for block, codes in blocks.items():
        for number, code in enumerate(codes, start=1):
            if code != ".":
                given_answers[Key(f"{block}{number}")] = {"x": "na", " ": ""}.get(code, code)
    return given_answers


def index(block: str, codes: str) -> float | None:
    result = score(PD1, answers(**{block: codes}))
    return next(scale.index for scale in result.scales if scale.scale.key == block)


@pytest.mark.parametrize(
    ("why", "codes", "expected"),
    [
        ("sure of everything and doing it", "00003", 0.0),
        ("in need everywhere", "33330", 100.0),
        ("the fifth item is reversed", "00000", 20.0),
        ("«не моя задача» is left out", "33xx3", pytest.approx(200 / 3)),
        ("skipped is left out", "33 x3", pytest.approx(200 / 3)),
        ("three values are enough", "012xx", pytest.approx(100 / 3)),
        ("two values are not", "01xxx", None),
        ("nothing is nothing", ".....", None),
    ],
)
def test_a_block_index(why: str, codes: str, expected: float | None) -> None:
    assert index("a", codes) == expected, why


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        ("00003", "minimal"),
        ("0120.", "moderate"),
        ("1111.", "moderate"),
        ("1122.", "pronounced"),
        ("2223.", "critical"),
        ("2222.", "pronounced"),
        ("3320.", "pronounced"),
        ("3333.", "critical"),
    ],
)
def test_a_level_begins_at_its_bound(codes: str, level: str) -> None:
    band = score(PD1, answers(c=codes)).scales[2].band

    assert band is not None
    assert band.key == level


@pytest.mark.parametrize(
    ("index_value", "level"),
    [
        (0, "minimal"),
        (24.999, "minimal"),
        (25, "moderate"),
        (49.999, "moderate"),
        (50, "pronounced"),
        (74.999, "pronounced"),
        (75, "critical"),
        (100, "critical"),
    ],
)
def test_bounds_are_half_open(index_value: float, level: str) -> None:
    band = PD1.scales[0].band(index_value)

    assert band is not None
    assert band.key == level


def test_a_mean_of_indices_on_a_bound_belongs_to_the_level_above() -> None:
    codes = ("0121", "0121", "3322")
    indices = [index("c", each) for each in codes]
    mean = sum(each for each in indices if each is not None) / len(indices)

    assert mean < 50  # three thirds of a hundred, each rounded: 49.9999999996667
    band = PD1.scales[2].band(mean)
    assert band is not None
    assert band.key == "pronounced"


def test_the_overall_index_needs_six_blocks() -> None:
    five = dict.fromkeys(BLOCKS[:5], "11112")
    six = dict.fromkeys(BLOCKS[:6], "11112")

    assert score(PD1, answers(**five)).overall[0].index is None
    assert score(PD1, answers(**six)).overall[0].index == pytest.approx(100 / 3)


def test_priorities_are_high_blocks_and_chosen_middling_ones() -> None:
    given_answers = {
        **answers(a="22222", b="11112", c="33330", d="00003", e="22221", f="11110"),
        Key("priority"): "b d f",
    }
    result = score(PD1, given_answers)
    indices = {scale.scale.key: scale.index for scale in result.blocks}

    assert indices["b"] == pytest.approx(100 / 3)
    assert indices["f"] == pytest.approx(140 / 3)
    # c 100; e 66,7; a 60; f 46,7+10; b 33,3+10; d is low and stays out although it was chosen
    assert [scale.scale.key for scale in result.priorities] == ["c", "e", "a"]


def test_a_chosen_block_overtakes_an_equal_one_and_ties_keep_the_order() -> None:
    given_answers = {**answers(a="22221", b="22221", c="22221"), Key("priority"): "c"}

    assert [scale.scale.key for scale in score(PD1, given_answers).priorities] == ["c", "a", "b"]


@given(st.lists(st.text("0123x .", min_size=5, max_size=5), min_size=8, max_size=8))
def test_indices_agree_with_the_definition(rows: list[str]) -> None:
    blocks = dict(zip(BLOCKS, rows, strict=True))
    result = score(PD1, answers(**blocks))

    expected = {block: _by_definition(codes) for block, codes in blocks.items()}
    for scale in result.blocks:
        wanted = expected[scale.scale.key]
        assert scale.index == (None if wanted is None else pytest.approx(float(wanted), abs=1e-6))
    valid = [value for value in expected.values() if value is not None]
    overall = result.overall[0].index
    assert overall == (pytest.approx(float(sum(valid) / len(valid)), abs=1e-6) if len(valid) >= 6 else None)


def _by_definition(codes: str) -> Fraction | None:
    deficits = [
        Fraction(3 - int(code), 3) if place == 4 else Fraction(int(code), 3)
        for place, code in enumerate(codes)
        if code in "0123"
    ]
    return 100 * sum(deficits, Fraction()) / len(deficits) if len(deficits) >= 3 else None


def test_weights_and_other_ranges_of_scores() -> None:
    likert: Questionnaire = form(
        """
        | survey  |              |      |           |       |        |
        |         | type         | name | label     | scale | weight |
        |         | select_one l | one  | Раз       | trust | 3      |
        |         | select_one l | two  | Два       | trust |        |
        | choices |              |      |           |       |
        |         | list_name    | name | label     | score |
        |         | l            | low  | Совсем не | 1     |
        |         | l            | mid  | Так себе  | 3     |
        |         | l            | high | Именно    | 5     |
        | scales  |              |      |
        |         | name         | label |
        |         | trust        | Доверие |
        """
    )
    result = score(likert, {Key("one"): "high", Key("two"): "mid"})

    assert result.scales[0].index == pytest.approx(100 * (3 * 1 + 1 * 0.5) / 4)


OVERALL = """
    | survey  |              |      |       |       |
    |         | type         | name | label | scale |
    |         | select_one l | one  | Раз   | trust |
    |         | select_one l | two  | Два   | ease  |
    | choices |              |      |       |       |
    |         | list_name    | name | label | score |
    |         | l            | low  | Нет   | 0     |
    |         | l            | high | Да    | 1     |
    | scales  |              |      |       |       |
    |         | name         | label | weight | of  |
    |         | trust        | Доверие | {weight} | |
    |         | ease         | Лёгкость | |  |
    |         | all          | Вместе  | | trust ease |
"""


@pytest.mark.parametrize(("weight", "expected"), [("", 50.0), ("3", 75.0), ("0.25", 20.0)])
def test_a_scale_counts_in_an_overall_index_by_its_weight(weight: str, expected: float) -> None:
    said = {Key("one"): "high", Key("two"): "low"}
    [*_, overall] = score(form(OVERALL.format(weight=weight)), said).scales

    assert overall.index == expected


@pytest.mark.parametrize("weight", ["0", "-1", "много"])
def test_a_weight_is_above_nothing(weight: str) -> None:
    with pytest.raises(DefectsError) as problem:
        form(OVERALL.format(weight=weight))

    assert [(defect.where.sheet, defect.where.column) for defect in problem.value.defects] == [("scales", "weight")]
