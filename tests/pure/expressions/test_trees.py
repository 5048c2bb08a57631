"""Repeats, predicates and look-up lists, walked as a tree."""

import pytest

from surveys.expressions import FlatScope, Node, World, compile_expression

FIRST, SECOND, THIRD = 0, 1, 2


def a_family() -> Node:
    """A form with three children, the second of whom has two toys."""
    top = Node("data", "", [Node("town", "kzn"), Node("limit", "5")])
    for name, age, toys in [("Ира", "3", ()), ("Олег", "12", ("мяч", "лук")), ("Яна", "7", ("кукла",))]:
        child = top.append(Node("child", "", [Node("name", name), Node("age", age)]))
        for toy in toys:
            child.append(Node("toy", "", [Node("title", toy)]))
    return top


class Library(World):
    """A world with a list of schools."""

    def instance(self, name: str) -> Node | None:
        """Schools by town."""
        if name != "schools":
            return None
        return Node.table(
            [("code", code), ("town", town), ("label", label)]
            for code, town, label in [("1", "kzn", "Школа 1"), ("2", "msk", "Школа 2"), ("3", "kzn", "Школа 3")]
        )


def value(source: str, node: Node, current: str = "", **answers: str) -> bool | float | str | list[str]:
    """What an expression gives at a place of the form."""
    return compile_expression(source).value(FlatScope(answers, current, node=node, world=Library()))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/data/child[age > 5]/name", ["Олег", "Яна"]),
        ("/data/child[2]/name", ["Олег"]),
        ("/data/child[last()]/name", ["Яна"]),
        ("/data/child[position() > 1][1]/name", ["Олег"]),
        ("/data/child[age > ${limit}]/name", ["Олег", "Яна"]),
        ("/data/child[age > current()/../limit]/name", ["Олег", "Яна"]),
        ("/data/child[toy/title = 'кукла']/name", ["Яна"]),
        ("//title", ["мяч", "лук", "кукла"]),
        ("/data/child/toy[2]/title", ["лук"]),
        ("/data/*[age = 3]/name", ["Ира"]),
        ("${age}[. > 5]", ["12", "7"]),
        ("${child}[age = 7]/name", ["Яна"]),
        ("/data/town | //title", ["kzn", "мяч", "лук", "кукла"]),
        ("/data/child[name = 'Ира']/age/../name", ["Ира"]),
        ("/data/child[not(toy/title)]/name", ["Ира"]),
        ("/data/child[age = 100]/name", []),
        ("/data/child/@id", []),
        ("/data//title", ["мяч", "лук", "кукла"]),
        ("${child}//title", ["мяч", "лук", "кукла"]),
        ("/data/child[2]/child::toy[1]/title", ["мяч"]),
        ("/data/child[2]/toy[1]/parent::node()/name", ["Олег"]),
        ("(${age} | ${name})[. = 'Яна']", ["Яна"]),
        ("${limit} | ${town}", ["5", "kzn"]),
        ("instance('schools')", [""]),
        ("${nowhere}[1]", []),
    ],
)  # fmt: skip
def test_walks_over_answers(source: str, expected: list[str]) -> None:
    assert value(source, a_family().children[0], limit="5", town="kzn") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("count(/data/child[age > 5])", 2),
        ("sum(/data/child[age > 5]/age)", 19),
        ("max(/data/child/age)", 3),
        ("position(/data/child[name = 'Яна'])", 3),
        ("count(${child}[toy/title])", 2),
        ("count(instance('schools')/root/item)", 3),
        ("position(/data)", 1),
        ("position(/data/child[age = 99]) > 0", False),
        ("indexed-repeat(${name}, ${child}, 2) = 'Олег'", True),
        ("indexed-repeat(${title}, ${child}, 2, ${toy}, 2) = 'лук'", True),
        ("indexed-repeat(/data/child/name, /data/child, 3) = 'Яна'", True),
        ("indexed-repeat(${name}, ${child}, 0) = 'Ира'", False),
    ],
)
def test_functions_of_answers(source: str, expected: float) -> None:
    # `/data/child/age` without a predicate is read by name, so the engine's values decide what it means.
    assert value(source, a_family().children[0], age="3") == expected


def test_a_turn_knows_its_number_and_its_neighbours() -> None:
    family = a_family()
    third = family.named("child")[THIRD].named("age")[0]
    assert value("position(..)", third) == 3
    assert value("../../child[position() = position(current()/..) - 1]/name", third) == ["Олег"]
    assert value("sum(../../child[position() < position(current()/..)]/age)", third) == 15
    assert value("/data/child[name = current()/../name]/age", third, name="Яна") == ["7"]


def test_a_name_means_the_nearest_one() -> None:
    family = a_family()
    second = family.named("child")[SECOND].named("age")[0]
    assert value("${title}[1]", second) == ["мяч", "лук"]
    assert value("count(${toy}[title != ''])", second) == 2
    assert value("count(${toy}[title != ''])", family.children[0]) == 3


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("instance('schools')/root/item[code = ${a}]/label", ["Школа 2"]),
        ("instance('schools')/root/item[town = 'kzn']/code", ["1", "3"]),
        ("instance('schools')/root/item[town = current()/../town][2]/label", ["Школа 3"]),
        ("instance('schools')/root/item[position() = 2]/label", ["Школа 2"]),
        ("count(instance('schools')/root/item[town = 'kzn' and code != ${a}])", 2),
        ("pulldata('schools', 'label', 'code', '3')", "Школа 3"),
        ("pulldata('schools', 'label', 'code', '9')", ""),
        ("instance('ghosts')/root/item/label", []),
    ],
)
def test_look_up_lists(source: str, expected: object) -> None:
    assert value(source, a_family().children[0], a="2", town="kzn") == expected


def test_a_choice_filter_reads_columns_of_the_row_and_answers_of_the_form() -> None:
    expression = compile_expression("town = ${town} and code != '1'")
    rows = Library().instance("schools")
    assert rows is not None
    kept = [
        row.column("label")
        for row in rows.children[0].children
        if expression.boolean(FlatScope({"town": "kzn"}, node=row))
    ]
    assert kept == ["Школа 3"]
    assert expression.bare_names == {"town", "code"}
    assert expression.depends_on == {"town"}


def test_without_a_tree_a_walk_finds_nothing() -> None:
    scope = FlatScope({"age": "3"})
    for source in ("/data/child[age > 1]/name", "${age}[1]", "//age", "../*", "name"):
        assert compile_expression(source).string(scope) == ""
