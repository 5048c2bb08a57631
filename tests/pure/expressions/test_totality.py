"""Whatever authors write and people answer: reading ends in an expression or defects, evaluating in a value."""

import pickle
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume, given, settings
from hypothesis import strategies as some

from surveys.expressions import (
    ExpressionDefect,
    ExpressionDefects,
    FlatScope,
    Node,
    NodeSet,
    World,
    compile_expression,
    list_functions,
)

NAMES = ("a", "b", "age", "child", "born")
ANSWERS = some.one_of(
    some.sampled_from(
        ["", "0", "-1", "1e308", "NaN", "Infinity", "2024-02-29", "9999-12-31", "0001-01-01", "24:61", "x y z",
         "2024-01-01T10:00:00.000+03:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "3,5", "(", "😀"]
    ),
    some.text(max_size=12),
    some.floats().map(repr),
)  # fmt: skip
NUMBERS = some.sampled_from(["0", "1", "2.5", ".5", "1e-7", "99999999999999999999", "3"])
TEXTS = some.sampled_from(["''", "'a'", "'0'", "'2024-02-30'", "'%Y-%m-%d %H%'", "'(a+)+$'", "'[0-9]'", '"x y"'])
PATHS = some.sampled_from(
    [".", "..", "../a", "/data/child/age", "//age", "age", "*", "/data/child[age > 3]/age", "../../child[2]/age",
     "current()", "current()/../a", "instance('towns')/root/item[name = ${a}]/label", "${age}[. > 1]", "${age}[1]",
     "instance('no')/root/item", "/data/child[position() = last()]/age", "@x", "${age} | ${a}"]
)  # fmt: skip
REFERENCES = some.sampled_from([f"${{{name}}}" for name in NAMES])
OPERATORS = some.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
FUNCTIONS = list_functions()
ON_NODES = ("count", "sum", "count-non-empty", "position")


@some.composite
def calls(draw: some.DrawFn, inner: some.SearchStrategy[str]) -> str:
    """A call with a right number of arguments."""
    name = draw(some.sampled_from(sorted(FUNCTIONS)))
    least, most = FUNCTIONS[name]
    step = 2 if name in ("indexed-repeat", "weighted-checklist") else 1
    count = least + step * draw(some.integers(0, 1 if most is None else most - least))
    arguments = [draw(inner) for _ in range(count)]
    if name in ON_NODES and arguments:
        arguments[0] = draw(some.one_of(REFERENCES, PATHS.filter(lambda path: "current" not in path)))
    if name == "indexed-repeat":
        arguments[0::2] = [draw(inner) for _ in arguments[0::2]]
        arguments[0], arguments[1::2] = "${age}", ["${child}" for _ in arguments[1::2]]
    if name == "jr:choice-name":
        arguments[1] = "'${a}'"
    return f"{name}({', '.join(arguments)})"


EXPRESSIONS = some.recursive(
    some.one_of(NUMBERS, TEXTS, PATHS, REFERENCES),
    lambda inner: some.one_of(
        some.tuples(inner, OPERATORS, inner).map(" ".join),
        inner.map(lambda text: f"-({text})"),
        calls(inner),
    ),
    max_leaves=12,
)


def a_form(ages: list[str]) -> Node:
    """A form with a repeat; gives the place of the first question."""
    top = Node("data", "", [Node("a", "1"), Node("born", "2000-01-01")])
    for age in ages:
        top.append(Node("child", "", [Node("age", age)]))
    return top.children[0]


class Village(World):
    """A world with one list."""

    def instance(self, name: str) -> Node | None:
        """Towns only."""
        return Node.table([[("name", "1"), ("label", "Первый")]]) if name == "towns" else None


SCOPES = some.builds(
    FlatScope,
    some.dictionaries(some.sampled_from(NAMES), some.one_of(ANSWERS, some.lists(ANSWERS, max_size=3).map(NodeSet))),
    ANSWERS,
    some.sampled_from(
        [None, datetime(2024, 5, 31, 23, 59, tzinfo=timezone(timedelta(hours=3))), datetime(1, 1, 1, tzinfo=UTC),
         datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-11)))]
    ),
    node=some.one_of(some.none(), some.lists(ANSWERS, max_size=3).map(a_form)),
    position=some.integers(1, 3),
    world=some.sampled_from([World(), Village()]),
)  # fmt: skip


def defects_of(source: str) -> tuple[ExpressionDefect, ...]:
    """What is wrong with an expression; nothing if it compiles."""
    try:
        compile_expression(source)
    except ExpressionDefects as error:
        return error.defects
    return ()


@settings(max_examples=1500, deadline=None)
@given(EXPRESSIONS, SCOPES)
def test_evaluation_always_ends_in_a_value_of_the_wanted_kind(source: str, scope: FlatScope) -> None:
    defects = defects_of(source)
    # Plain values where a question is wanted: refused, not mistaken for something else.
    assert {defect.code for defect in defects} <= {"not_a_question"}
    assume(not defects)
    expression = compile_expression(source)
    assert type(expression.boolean(scope)) is bool
    assert type(expression.number(scope)) is float
    assert type(expression.string(scope)) is str
    assert isinstance(expression.value(scope), bool | float | str | list)


@settings(max_examples=1000, deadline=None)
@given(some.one_of(some.text(max_size=40), some.text("()[]${}'\"“”a1 =<>!/.|,;+-*andorif&@:\\^", max_size=30)))
def test_any_text_is_an_expression_or_has_defects_with_places(source: str) -> None:
    for defect in defects_of(source):
        assert 1 <= defect.column <= len(source) + 1
        assert defect.what.endswith((".", ":"))
        assert defect.remedy.endswith(".")


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS, SCOPES)
def test_an_expression_survives_being_sent_to_another_process(source: str, scope: FlatScope) -> None:
    assume(not defects_of(source))
    expression = compile_expression(source)
    again = pickle.loads(pickle.dumps(expression))
    assert (again.source, again.depends_on, again.walks) == (source, expression.depends_on, expression.walks)
    assert expression.is_volatile or again.string(scope) == expression.string(scope)
