"""`eval 'EXPRESSION' [--current TEXT]` and `eval --jsonl`: expressions by themselves."""

import argparse
import json
import math
import sys
from typing import Any

from surveys.expressions import Expression, ExpressionDefects, FlatScope, compile_expression


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("eval", help="вычислить выражение")
    parser.add_argument("expression", nargs="?")
    parser.add_argument("--current", default="", help="ответ, о котором выражение: «.»")
    parser.add_argument("--jsonl", action="store_true", help="строки JSON со стандартного ввода")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the value or every defect with its place; with --jsonl a line for each line."""
    if arguments.jsonl:
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(evaluated(json.loads(line)), ensure_ascii=False), flush=True)
        return 0
    if arguments.expression is None:
        print("Нужно выражение или --jsonl.", file=sys.stderr)
        return 2
    try:
        expression = compile_expression(arguments.expression)
    except ExpressionDefects as error:
        for defect in error.defects:
            print(f"{defect.column}: {defect.what} {defect.remedy}", file=sys.stderr)
        return 1
    print(expression.string(_scope(arguments.current)))
    return 0


def evaluated(line: dict[str, Any]) -> dict[str, Any]:
    """`{"expr", "current", "type"}` → `{"value"}` or `{"error"}`."""
    try:
        expression = compile_expression(str(line["expr"]))
    except ExpressionDefects as error:
        return {"error": "; ".join(f"{defect.column}: {defect.what}" for defect in error.defects)}
    return {"value": _value(expression, str(line.get("type") or ""), _scope(str(line.get("current") or "")))}


def _value(expression: Expression, wanted: str, scope: FlatScope) -> Any:
    if wanted.startswith("boolean"):
        return expression.boolean(scope)
    if wanted.startswith("number"):
        return _number(expression.number(scope))
    if wanted.startswith("string"):
        return expression.string(scope)
    value = expression.value(scope)
    return _number(value) if isinstance(value, float) else value


def _number(number: float) -> Any:
    if math.isnan(number):
        return {"number": "NaN"}
    if math.isinf(number):
        return {"number": "Infinity" if number > 0 else "-Infinity"}
    return int(number) if number.is_integer() and abs(number) < 2**53 and number != 0 else number


def _scope(current: str) -> FlatScope:
    """`.`, and whatever name or path a lone expression reads, is the current answer."""
    return FlatScope(_Everywhere(current), current)


class _Everywhere(dict[str, str]):
    """The same answer under every name."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self._answer = answer

    def get(self, _name: str, _default: str = "") -> str:  # type: ignore[override]
        """The answer."""
        return self._answer
