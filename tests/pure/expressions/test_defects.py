"""What authors get wrong is named with its place, all of it at once, with a remedy."""

import pytest

from tests.pure.expressions.evaluation import defects_of, text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", [("empty", 1)]),
        ("   ", [("empty", 1)]),
        ("selected(${a}, 'x'", [("unbalanced", 9)]),
        ("((1)", [("unbalanced", 1)]),
        ("1) + 2", [("unbalanced", 2)]),
        ("${a}[1", [("unbalanced", 5)]),
        ("instance('t')/root/item[a = 1]]", [("unbalanced", 31)]),
        ("selectd(${a}, 'x')", [("unknown_function", 1)]),
        ("1 + foo(bar(1), selected())", [("unknown_function", 5), ("unknown_function", 9), ("argument_count", 17)]),
        ("если(${a}, 1, 2)", [("unknown_function", 1)]),
        ("and(${a}, ${b})", [("unknown_function", 1)]),
        ("selected(${a})", [("argument_count", 1)]),
        ("1 + if(${a}, 2)", [("argument_count", 5)]),
        ("true(1)", [("argument_count", 1)]),
        ("weighted-checklist(1, 2, ${a})", [("argument_count", 1)]),
        ("indexed-repeat(${a}, ${r}, 1, ${s})", [("argument_count", 1)]),
        ("${a} == 'x'", [("unknown_operator", 6)]),
        ("${a} <> 'x' && ${b} => 2", [("unknown_operator", 6), ("unknown_operator", 13), ("unknown_operator", 21)]),
        ("${a} = '1' AND ${b} = '2'", [("unknown_operator", 12)]),
        ("${a} = '1' или ${b} = '2'", [("unknown_operator", 12)]),
        ("if(${a}; 1; 2)", [("unknown_operator", 8), ("unknown_operator", 11)]),
        ("${a} = “да”", [("smart_quotes", 8)]),
        ("selected(${a}, ‘x’) or ${b} = «y»", [("smart_quotes", 16), ("smart_quotes", 31)]),
        ("${a} = 'x", [("unclosed_text", 8)]),
        ("${a = 1", [("bad_reference", 1)]),
        ("${first name} = 1", [("bad_reference", 1)]),
        ("${a} ? ${b}", [("unknown_token", 6), ("missing_operator", 8)]),
        ("1 +", [("missing_operand", 4)]),
        ("and ${a}", [("missing_operator", 5)]),
        ("(1 + ) * (2 - )", [("missing_operand", 6), ("missing_operand", 15)]),
        ("if(${a}, , 2)", [("missing_operand", 10)]),
        ("${a} ${b}", [("missing_operator", 6)]),
        ("${a} = yes or no maybe", [("missing_operator", 18)]),
        ("1, 2", [("unknown_token", 2)]),
        ("/data/", [("bad_path", 7)]),
        ("count(1)", [("not_a_question", 1)]),
        ("sum('a') + position(1)", [("not_a_question", 1), ("not_a_question", 12)]),
        ("jr:choice-name(${a}, 1 + 1)", [("not_a_question", 1)]),
        ("('a')/b", [("not_a_question", 1)]),
        ("${a} | 'x'", [("not_a_question", 6)]),
        ("indexed-repeat('a', ${r}, 1)", [("not_a_question", 1)]),
        ("current(1) = 1 or instance() = 2", [("argument_count", 1), ("argument_count", 19)]),
        ("(1 2) + (3 ${a} 4)", [("missing_operator", 4), ("missing_operator", 12), ("missing_operator", 17)]),
        ("concat('a' 'b', 'c')", [("missing_operator", 12)]),
        ("1 + ::", [("missing_operand", 5)]),
        ("regex(., '[0-9')", [("bad_pattern", 1)]),
        ("regex(., '(?=(a+)+)b')", [("bad_pattern", 1)]),
        ("(" * 150 + "1" + ")" * 150, [("too_deep", 101)]),
        ("/a[" * 11 + "1" + "]" * 11, [("too_deep", 34)]),
        ("1 = " * 200 + "1", [("too_deep", 403)]),
        ("1" * 20_001, [("too_long", 20_000)]),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_code_and_column(source: str, expected: list[tuple[str, int]]) -> None:
    assert [(defect.code, defect.column) for defect in defects_of(source)] == expected


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("selectd(${a}, 'x')", "Возможно, имелась в виду selected()."),
        ("если(${a}, 1, 2)", "Возможно, имелась в виду if()."),
        ("len(${a})", "Возможно, имелась в виду string-length()."),
        ("choice-name(${a}, '${a}')", "Возможно, имелась в виду jr:choice-name()."),
        ("and(${a}, ${b})", "Слово and ставится между условиями: ${a} = '1' and ${b} = '2'."),
        ("${a} == 1", "Напишите «=»."),
        ("${a} AND ${b}", "Напишите «and»."),
        ("${a} = “да”", "Наберите прямые кавычки: 'текст'."),
        ("not(1, 2)", "Уберите лишнее."),
        ("selected(${a})", "Добавьте недостающее через запятую."),
    ],
)
def test_the_remedy_says_what_to_write_instead(source: str, remedy: str) -> None:
    assert [defect.remedy for defect in defects_of(source)] == [remedy]


def test_a_defect_carries_what_a_program_needs_to_mark_the_cell() -> None:
    (defect,) = defects_of("${a} and selectd(${b}, 'x')")
    assert dict(defect.details) == {"function": "selectd", "suggestion": "selected"}
    assert defect.what == "Функции selectd() нет."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(" or ".join(["${a} = '1'"] * 1000), "false", id="a thousand alternatives"),
        pytest.param(" + ".join(["${a}"] * 1500), "3000", id="a sum of 1500"),
        pytest.param("concat(" + ", ".join(["${a}"] * 1500) + ")", "2" * 1500, id="a concat of 1500"),
        pytest.param("if(${a} = 1, 1, " * 90 + "0" + ")" * 90, "0", id="ninety nested ifs"),
        pytest.param("not(" * 90 + "${a}" + ")" * 90, "true", id="ninety nots"),
        pytest.param("- " * 90 + "${a}", "2", id="ninety minuses"),
    ],
)
def test_big_formulas_of_real_forms_compile_and_run(source: str, expected: str) -> None:
    assert text(source, a="2") == expected
