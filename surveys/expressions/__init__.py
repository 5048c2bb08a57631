"""ODK XPath, the language of conditions and calculations in questionnaires: compiled once, evaluated at every tap.

The dialect follows ODK web-forms, then JavaRosa; where they part, the choice is written at the function or operator.
"""

from surveys.expressions.cycles import find_cycle
from surveys.expressions.defects import ExpressionDefect, ExpressionDefects
from surveys.expressions.expression import Expression, compile_expression
from surveys.expressions.nodes import Node
from surveys.expressions.scope import EVERYWHERE, FlatScope, NodeSet, Scope, World
from surveys.expressions.table import list_functions

__all__ = [
    "EVERYWHERE",
    "Expression",
    "ExpressionDefect",
    "ExpressionDefects",
    "FlatScope",
    "Node",
    "NodeSet",
    "Scope",
    "World",
    "compile_expression",
    "find_cycle",
    "list_functions",
]
