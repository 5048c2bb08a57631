"""Evaluate one expression: `python -m surveys.expressions "1 + 1" [--current TEXT]`."""

import argparse
import sys

from surveys.expressions import ExpressionDefects, FlatScope, compile_expression


def main() -> int:
    """Print the value, or every defect with its column; 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m surveys.expressions", description=__doc__)
    parser.add_argument("expression")
    parser.add_argument("--current", default="", help="the answer the expression is about: .")
    arguments = parser.parse_args()
    try:
        expression = compile_expression(arguments.expression)
    except ExpressionDefects as error:
        for defect in error.defects:
            print(f"{defect.column}: {defect.what} {defect.remedy}", file=sys.stderr)
        return 1
    print(expression.string(FlatScope({}, arguments.current)))
    return 0


sys.exit(main())
