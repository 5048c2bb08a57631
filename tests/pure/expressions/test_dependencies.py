"""What an expression reads is known before any answer, and rings of calculations are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from surveys.expressions import compile_expression, find_cycle


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${a} = 'x' and selected(${b}, 'y')", {"a", "b"}),
        ("/data/group/x + ../y", {"x", "y"}),
        ("current()/../z", {"z"}),
        ("if(${a}, ${b}, coalesce(${c}, .))", {"a", "b", "c"}),
        ("instance('t')/root/item[name = ${a} and town = /data/b]/label", {"a", "b"}),
        ("/data/child[age > ${limit}]/name", {"age", "limit", "name"}),
        ("${child}[age > 3]/name", {"child", "age", "name"}),
        ("sum(${age}) + count(${child})", {"age", "child"}),
        ("indexed-repeat(${age}, ${child}, ${n})", {"age", "child", "n"}),
        ("jr:choice-name(${a}, '${b}')", {"a", "b"}),
        ("${last-saved#a}", set()),
        (". > 5 and today() > 1", set()),
        ("'${a}'", set()),
    ],
)
def test_questions_read(source: str, expected: set[str]) -> None:
    assert compile_expression(source).depends_on == expected


@pytest.mark.parametrize("source", [". > 1", "string-length(.) < 5", "once(1)", "current() = 1", "./. = 1"])
def test_reading_the_current_answer_is_known(source: str) -> None:
    assert compile_expression(source).uses_current is ("./." not in source)


@pytest.mark.parametrize("source", ["${a} = 1", "${age}[. > 1]", "instance('t')/root/item[. = 1]", "../x"])
def test_not_reading_the_current_answer_is_known(source: str) -> None:
    assert not compile_expression(source).uses_current


@pytest.mark.parametrize("source", ["today() > ${a}", "now()", "if(${a}, uuid(), 1)", "random()"])
def test_values_that_change_by_themselves_are_known(source: str) -> None:
    assert compile_expression(source).is_volatile
    assert not compile_expression("date('2024-01-01') > ${a}").is_volatile


def test_lists_trees_and_bare_names_are_known() -> None:
    lookup = compile_expression("instance('towns')/root/item[name = ${a}]/label")
    assert (lookup.instances, lookup.walks, lookup.bare_names) == (frozenset({"towns"}), False, frozenset())
    assert compile_expression("/data/child[2]/age").walks
    assert compile_expression("position(..)").walks
    assert not compile_expression("count(${child})").walks
    assert compile_expression("age > 3").bare_names == {"age"}


def test_a_ring_is_given_in_its_order() -> None:
    assert find_cycle({"a": ["b"], "b": ["x", "c"], "c": ["a"]}) == ("a", "b", "c")
    assert find_cycle({"start": ["a"], "a": ["b"], "b": ["a"]}) == ("a", "b")
    assert find_cycle({"a": ["a"]}) == ("a",)


def test_shared_and_unknown_names_are_no_ring() -> None:
    assert find_cycle({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["question"]}) is None
    assert find_cycle({}) is None


def test_a_chain_as_long_as_the_longest_form_is_walked() -> None:
    chain = {str(number): [str(number + 1)] for number in range(5000)}
    assert find_cycle(chain) is None
    assert len(find_cycle(chain | {"5000": ["0"]}) or ()) == 5001


@given(some.dictionaries(some.integers(0, 7).map(str), some.lists(some.integers(0, 7).map(str), max_size=3)))
def test_what_is_called_a_ring_is_one_and_without_it_an_order_exists(graph: dict[str, list[str]]) -> None:
    ring = find_cycle(graph)
    if ring is not None:
        assert all(after in graph[name] for name, after in zip(ring, ring[1:] + ring[:1], strict=True))
        assert len(set(ring)) == len(ring)
        return
    left = dict(graph)
    while ready := [name for name, reads in left.items() if not any(read in left for read in reads)]:
        for name in ready:
            del left[name]
    assert not left
