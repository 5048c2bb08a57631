"""Expressions recorded from the test suites of ODK's engines; `about` in the file names them and their licence."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest

from surveys.expressions import ExpressionDefects, FlatScope, compile_expression

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "xpath_cases.json").read_text("utf-8"))["cases"]
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}

DELIBERATE_DIFFERENCES: dict[str, str] = {}
"""Case id → why we answer otherwise. At most ten; there is none."""


def _scope(case: dict[str, Any]) -> FlatScope:
    held = (case["context"] or {}).get("text", "")
    return FlatScope({"node": held}, held)


def _number(expected: Any) -> float:
    return SPECIAL[expected["number"]] if isinstance(expected, dict) else float(expected)


def _is_same(found: float, expected: float, tolerance: float) -> bool:
    if math.isnan(expected) or math.isinf(expected):
        return repr(found) == repr(expected)
    return abs(found - expected) <= tolerance


def _of_type(*types: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{case['id']} {case['expr']}")
        for case in CASES
        if case["type"] in types and case["id"] not in DELIBERATE_DIFFERENCES
    ]


def test_the_vectors_are_all_of_a_kind_that_is_checked_here() -> None:
    checked = {"boolean", "number", "number-rounded", "string", "string-match", "error"}
    assert {case["type"] for case in CASES} <= checked
    assert len(CASES) > 800


@pytest.mark.parametrize("case", _of_type("boolean"))
def test_a_condition_is_decided_as_odk_decides_it(case: dict[str, Any]) -> None:
    assert compile_expression(case["expr"]).boolean(_scope(case)) is case["expected"]


@pytest.mark.parametrize("case", _of_type("number"))
def test_a_number_comes_out_as_in_odk(case: dict[str, Any]) -> None:
    found = compile_expression(case["expr"]).number(_scope(case))
    assert _is_same(found, _number(case["expected"]), case.get("tolerance", 0))


@pytest.mark.parametrize("case", _of_type("number-rounded"))
def test_a_number_rounds_to_the_one_in_odk(case: dict[str, Any]) -> None:
    found = compile_expression(case["expr"]).number(_scope(case))
    assert round(found * case["factor"]) / case["factor"] == case["expected"]


@pytest.mark.parametrize("case", _of_type("string"))
def test_a_text_comes_out_as_in_odk(case: dict[str, Any]) -> None:
    assert compile_expression(case["expr"]).string(_scope(case)) == case["expected"]


@pytest.mark.parametrize("case", _of_type("string-match"))
def test_a_text_looks_as_in_odk(case: dict[str, Any]) -> None:
    assert re.search(case["expected"]["regex"], compile_expression(case["expr"]).string(_scope(case)))


@pytest.mark.parametrize("case", _of_type("error"))
def test_what_odk_refuses_is_a_defect(case: dict[str, Any]) -> None:
    with pytest.raises(ExpressionDefects):
        compile_expression(case["expr"])
