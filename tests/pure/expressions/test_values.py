"""Operators and conversions beyond the recorded vectors: blanks, NaN, precedence, several values."""

import math

import pytest

from surveys.expressions import FlatScope, NodeSet, compile_expression
from tests.pure.expressions.evaluation import holds, number, text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${a} = ''", True),
        ("${a} != ''", False),
        ("${a} = 0", False),
        ("${a} != 0", True),
        ("${a} > 0", False),
        ("not(${a} > 0)", True),
        ("${a} <= 0", False),
        ("${a} = false()", True),
        ("not(selected(${a}, 'x'))", True),
        ("${a} and true()", False),
        ("number(${a}) = number(${a})", False),
        ("number(${a}) != number(${a})", True),
        ("string-length(${a}) = 0", True),
    ],
)
def test_an_unanswered_question_is_an_empty_text_and_no_number(source: str, expected: bool) -> None:
    assert holds(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("2 * 7 div 2 mod 4", 3),
        ("-2 * -3", 6),
        ("- - 2", 2),
        ("1--1", 2),
        ("5 mod -2", 1),
        ("-5 mod 2", -1),
        ("5.5 mod 2", 1.5),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("1 div -0", -math.inf),
        ("1 < 2 < 3", 1),
        ("2 = 1 + 1", 1),
        ("true() + true()", 2),
        ("'2' + '3,5'", 5.5),
        ("2div1", 2),
    ],
)
def test_operators_bind_and_associate_as_in_xpath(source: str, expected: float) -> None:
    assert number(source) == expected


def test_and_binds_tighter_than_or_and_stops_when_decided() -> None:
    assert holds("true() or true() and false()")
    assert not holds("(true() or true()) and false()")
    assert not holds("false() and regex('a', ${pattern})", pattern="(")


def test_names_with_hyphens_are_names_and_spaced_hyphens_subtract() -> None:
    assert number("${a-b} + 1", **{"a-b": "2"}) == 3
    assert number("${a} -${b}", a="5", b="2") == 3
    assert number("/data/a - /data/b", a="5", b="2") == 3
    assert text("/data/a-b", **{"a-b": "x"}) == "x"


def test_russian_names_are_names() -> None:
    assert holds("${возраст} >= 18 and /форма/пол = 'ж'", возраст="20", пол="ж")


def test_a_star_multiplies_after_a_value_and_is_any_name_in_a_path() -> None:
    assert number("2 * 3") == 6
    assert compile_expression("count(../*)").walks


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 3", "0.3333333333333333"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e-7"),
        ("100000000000000000000", "100000000000000000000"),
        ("1000000000000000000000", "1e+21"),
        ("-0", "0"),
        ("1 div 0", "Infinity"),
        ("number('x')", ""),
        ("1 = 1", "true"),
    ],
)
def test_numbers_are_written_as_javascript_writes_them(value: str, shown: str) -> None:
    assert text(value) == shown
    assert text(f"concat({value}, '')") == shown


@pytest.mark.parametrize("written", ["1e-7", "1e+21", "-2.5", "3,5", ".5", "5.", " 7 "])
def test_what_reads_as_a_number(written: str) -> None:
    assert not math.isnan(number("number(.)", written))


@pytest.mark.parametrize(
    "written", ["", " ", "1e7", "Infinity", "NaN", "0x1", "1 000", "1_0", "+1", "--1", "1,2,3", "٣", "."]
)
def test_what_does_not_read_as_a_number(written: str) -> None:
    assert math.isnan(number("number(.)", written))


def test_any_of_several_values_may_fit_a_comparison() -> None:
    ages = NodeSet(("3", "12", ""))
    assert holds("${age} = 12 and ${age} != 12 and ${age} > 10 and 5 > ${age}", age=ages)
    assert holds("${age} = '3' and ${age} = ${age}", age=ages)
    assert not holds("${age} > 12 or ${age} = 'x'", age=ages)
    assert holds("12 != ${age} and '3' != ${age}", age=ages)
    assert not holds("${age} = 1 or ${age} != 1 or ${age} < 1", age=NodeSet())


def test_several_values_stand_for_the_first_where_one_is_wanted() -> None:
    ages = NodeSet(("3", "12"))
    assert text("concat(string(${age}), '!')", age=ages) == "3!"
    assert number("${age} + 1", age=ages) == 4
    assert text("${age}", age=NodeSet()) == ""
    assert compile_expression("${age}").value(FlatScope({"age": ages})) == ["3", "12"]
    assert compile_expression("today() = today()").value(FlatScope({})) is True


def test_non_breaking_spaces_from_excel_are_spaces() -> None:
    assert holds("${a}\u00a0=\u00a0'x'", a="x")
