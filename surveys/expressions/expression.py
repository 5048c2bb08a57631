"""An expression ready to be evaluated as often as needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from surveys.expressions.code import boolean_of, number_of, text_of
from surveys.expressions.compiler import Compiler
from surveys.expressions.defects import DefectList
from surveys.expressions.parser import parse
from surveys.expressions.scope import NodeSet, Scope
from surveys.expressions.values import Value, to_text


@dataclass(frozen=True, eq=False, repr=False)
class Expression:
    """A compiled expression. The four ways to evaluate it never raise, whatever the answers are."""

    source: str
    """What the author wrote."""
    depends_on: frozenset[str]
    """Names of the questions it reads: `${x}`, and the last step of a path through the form."""
    bare_names: frozenset[str]
    """Names written without `${}`: columns of a list in a choice filter, a slip of the author anywhere else."""
    instances: frozenset[str]
    """Look-up lists it reads by `instance('…')`."""
    uses_current: bool
    """Whether it reads the answer it stands at (`.`)."""
    is_volatile: bool
    """Whether its value may change although no answer did (today, now, random, uuid)."""
    walks: bool
    """Whether it needs `scope.node`: answers laid out as a tree."""
    boolean: Callable[[Scope], bool]
    """Evaluate a condition."""
    number: Callable[[Scope], float]
    """Evaluate to a number; NaN where there is none."""
    string: Callable[[Scope], str]
    """Evaluate to a text as it would be stored; NaN is empty."""
    value: Callable[[Scope], bool | float | str | list[str]]
    """Evaluate to what it gives by itself; several values at once come as a list, dates as texts."""

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def __reduce__(self) -> tuple[Callable[[str], Expression], tuple[str]]:
        # Closures do not pickle; a worker process compiles its own.
        return compile_expression, (self.source,)


def compile_expression(source: str) -> Expression:
    """Compile an expression as it stands in an XLSForm cell, or as pyxform writes it.

    Raises ExpressionDefects with everything the author has to mend. About 0.1 ms for a usual condition.
    """
    defects, meant = DefectList(), DefectList()
    compiler = Compiler(meant)
    code = compiler.code(parse(source, defects))
    defects.take_over(meant)
    defects.raise_if_any()
    facts, run = compiler.facts, code.run
    return Expression(
        source=source,
        depends_on=frozenset(facts.depends_on),
        bare_names=frozenset(facts.bare_names),
        instances=frozenset(facts.instances),
        uses_current=facts.uses_current,
        is_volatile=facts.is_volatile,
        walks=facts.walks,
        boolean=boolean_of(code),
        number=number_of(code),
        string=text_of(code),
        value=lambda scope: _plain(run(scope)),
    )


def _plain(value: Value) -> bool | float | str | list[str]:
    if isinstance(value, NodeSet):
        return list(value)
    return value if isinstance(value, bool | float | str) else to_text(value)
