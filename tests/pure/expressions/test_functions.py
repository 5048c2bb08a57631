"""Functions beyond the recorded vectors, one table per family."""

import math

import pytest

from surveys.expressions import FlatScope, NodeSet, World, compile_expression, list_functions
from tests.pure.expressions.evaluation import holds, number, text

TURNS = {
    "age": NodeSet(("3", "12", "7")),
    "gap": NodeSet(("3", "")),
    "child": NodeSet(("", "", "")),
    "none": NodeSet(),
}

PROMISED = """selected selected-at count-selected if coalesce once not true false boolean boolean-from-string string
number int round abs min max sum count count-non-empty pow sqrt string-length substr substring-before substring-after
contains starts-with ends-with concat join translate normalize-space regex checklist weighted-checklist today now date
date-time decimal-date-time decimal-time format-date format-date-time random uuid jr:choice-name jr:itext pulldata
position current instance indexed-repeat"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("substr('привет', 1, 3)", "ри"),
        ("substr('привет', -3)", "вет"),
        ("substr('привет', 4, 2)", ""),
        ("substr('привет', number('x'), 2)", "пр"),
        ("substr('привет', 0, 1 div 0)", "привет"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0 div 0)", ""),
        ("substring('12345', -1 div 0)", "12345"),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-after('1999::04', '::')", "04"),
        ("concat('a', 1.0, true(), number('x'))", "a1true"),
        ("concat(${age})", "3127"),
        ("join(', ', ${age}, 'x')", "3, 12, 7, x"),
        ("join(', ', ${none})", ""),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('aabb', 'aba', 'xyz')", "xxyy"),
        ("normalize-space('  a\t b\n')", "a b"),
        ("string(number('x'))", "NaN"),
        ("string-length('ёж')", "2"),
        ("coalesce(${blank}, ${blank})", ""),
        ("if(${blank}, 'да', 'нет')", "нет"),
        ("if('0', 'да', 'нет')", "да"),
        ("boolean-from-string('TRUE')", "false"),
        ("jr:choice-name(${age}, ${age})", ""),
    ],
)
def test_texts(source: str, expected: str) -> None:
    assert text(source, **TURNS) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("round(2.5)", 3),
        ("round(-2.5)", -2),
        ("round(2.345, 2)", 2.35),
        ("round(1234, -2)", 1200),
        ("round(1, 31)", math.nan),
        ("round(1 div 0)", math.inf),
        ("int(-2.7)", -2),
        ("int(1 div 0)", math.inf),
        ("floor(-2.5)", -3),
        ("ceiling(2.1)", 3),
        ("abs('x')", math.nan),
        ("min(3, '1', 2)", 1),
        ("max(${age}, 10)", 12),
        ("max(${gap})", math.nan),
        ("max()", math.nan),
        ("min(${none})", math.nan),
        ("max(1 div 0, 1)", math.inf),
        ("max(true(), 0)", 1),
        ("pow(2, 10)", 1024),
        ("pow(0, -1)", math.inf),
        ("pow(-8, 1 div 3)", math.nan),
        ("pow(10, 400)", math.inf),
        ("pow(-10, 401)", -math.inf),
        ("sqrt(2.25)", 1.5),
        ("sqrt(-1)", math.nan),
        ("log(0)", -math.inf),
        ("log10(1000)", 3),
        ("log(-1)", math.nan),
        ("exp(1000)", math.inf),
        ("exp10(2)", 100),
        ("sin(1 div 0)", math.nan),
        ("acos(2)", math.nan),
        ("round(pi() * 100)", 314),
        ("atan2(0, 1)", 0),
        ("count(${age})", 3),
        ("count(${child})", 3),
        ("count(${none})", 0),
        ("count-non-empty(${gap})", 1),
        ("sum(${age})", 22),
        ("sum(${gap})", math.nan),
        ("sum(${none})", 0),
        ("sum(${age}) div count(${age})", 22 / 3),
        ("count-selected(' a  b ')", 2),
        ("indexed-repeat(${age}, ${child}, 2)", 12),
        ("indexed-repeat(${age}, ${child}, 4)", math.nan),
        ("position(..)", 1),
    ],
)
def test_numbers(source: str, expected: float) -> None:
    found = number(source, **TURNS)
    assert found == expected or (math.isnan(expected) and math.isnan(found))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("selected('a b', 'b')", True),
        ("selected('a b', '')", False),
        ("selected('ab', 'a')", False),
        ("selected-at('a b', 1) = 'b'", True),
        ("selected-at('a b', 0 div 0) = ''", True),
        ("checklist(1, 2, 'x', '', true())", True),
        ("checklist(3, -1, 'x', '', true())", False),
        ("checklist(-1, 1, 'x', 'y')", False),
        ("checklist(2, 3, ${age})", True),
        ("checklist(1, 1, ${gap})", True),
        ("weighted-checklist(5, 7, true(), 3, false(), 10, 'x', 4)", True),
        ("weighted-checklist(5, -1, ${age}, ${age})", True),
        ("weighted-checklist(1, -1, true(), 'x')", False),
        ("boolean-from-string(1)", True),
        ("not(${blank})", True),
    ],
)
def test_conditions(source: str, expected: bool) -> None:
    assert holds(source, **TURNS) is expected


def test_once_keeps_the_value_there_is() -> None:
    assert text("once('new')", "old") == "old"
    assert text("once('new')", "") == "new"


class TwoTowns(World):
    """Labels, a translation, a table, and chance that is not."""

    def choice_label(self, question: str, code: str) -> str:
        """Towns have labels."""
        return {("town", "1"): "Казань"}.get((question, code), "")

    def itext(self, identifier: str) -> str:
        """One text."""
        return {"hello": "Здравствуйте"}.get(identifier, "")

    def random(self) -> float:
        """Always a quarter."""
        return 0.25

    def uuid(self) -> str:
        """Always the same."""
        return "0123"


def test_labels_texts_and_chance_come_from_the_world() -> None:
    scope = FlatScope({"town": "1"}, world=TwoTowns())
    for source, expected in [
        ("jr:choice-name(${town}, '${town}')", "Казань"),
        ("jr:choice-name(${town}, '/data/town')", "Казань"),
        ("jr:choice-name('2', '${town}')", ""),
        ("jr:itext('hello')", "Здравствуйте"),
        ("jr:itext('bye')", ""),
        ("random() * 4", "1"),
        ("uuid()", "0123"),
        ("uuid(6)", "012301"),
        ("uuid(-1)", ""),
        ("pulldata('towns', 'name', 'code', '1')", ""),
    ]:
        assert compile_expression(source).string(scope) == expected, source


def test_a_form_that_looks_up_nothing_gets_nothing() -> None:
    for source in ("jr:choice-name(${a}, '${a}')", "jr:itext('x')", "pulldata('t', 'a', 'b', 'c')"):
        assert text(source) == ""
    assert 0 <= number("random()") < 1
    assert len(text("uuid()")) == 36
    assert len(text("uuid(100)")) == 100


def test_the_table_of_functions_says_how_many_arguments_each_takes() -> None:
    functions = list_functions()
    assert functions["if"] == (3, 3)
    assert functions["round"] == (1, 2)
    assert functions["concat"] == (0, None)
    assert functions["position"] == (0, 1)
    assert functions["instance"] == (1, 1)
    assert set(PROMISED.split()) <= set(functions)
