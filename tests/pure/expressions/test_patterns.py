"""Regular expressions mean what they mean in ODK, and none can hang the bot."""

import pytest

from surveys.expressions.patterns import LONGEST_SUBJECT, PatternError, compile_pattern
from surveys.expressions.patterns.automaton import Automaton
from surveys.expressions.patterns.reader import read_pattern
from tests.pure.expressions.evaluation import holds

EMAIL = r"^[\w-\.+]+@([\w-]+\.)+[a-zA-Z]{2,}$"

MEANINGS = [
    ("[0-9]{3}", "a1234", True),
    ("^[0-9]{3}$", "1234", False),
    ("^[0-9]{3}$", "123\n", False),
    (r"^\+7\d{10}$", "+79161234567", True),
    (r"^\d+$", "١٢", False),
    ("^[А-Яа-яЁё -]+$", "Анна-Мария Ёлкина", True),
    ("^[А-Яа-яЁё -]+$", "Anna", False),
    (r"^\p{L}+$", "Жук", True),
    (r"^\p{Lu}\p{Ll}+$", "жук", False),
    (r"^\P{L}+$", "12", True),
    (r"^\p{Cyrillic}+$", "Ёж", True),
    (EMAIL, "maria.i@school-5.kazan.ru", True),
    (EMAIL, "maria@school", False),
    ("^(да|нет)$", "нет", True),
    ("^(да|нет)$", "данет", False),
    ("colou?r", "the color", True),
    ("^a{2,3}$", "aaaa", False),
    ("^a{2,}$", "aaaa", True),
    ("^a{,3}$", "a{,3}", True),
    ("^[^0-9]*$", "abc", True),
    ("^[^0-9]*$", "ab1", False),
    (r"^[\]\-]+$", "-]", True),
    ("^[]]", "]", False),
    (r"\bкод\b", "код", False),
    (r"\bcode\b", "the code.", True),
    (r"\Bode\b", "the code", True),
    ("^.$", "\n", False),
    ("^a.c$", "a😀c", True),
    (r"^\u0041\x42$", "AB", True),
    ("^$", "", True),
    ("a|", "", True),
    ("^a|^b", "cb", False),
    ("^(^a)", "a", True),
    (r"^[\p{L}-]+$", "Ё-ё", True),
    ("^a*?b", "aaab", True),
    ("(?:ab)+$", "xabab", True),
    (r"^(?!0)\d{1,3}$", "012", False),
    (r"^(?=.{1,8}$)[a-z]{1,8}\d{0,7}$", "abc1", True),
    (r"^(?=.*[A-Z])(?=.*\d).{8,}$", "Parol123", True),
    (r"^(?=.*[A-Z])(?=.*\d).{8,}$", "parol123", False),
    (r"^(\d)\1$", "33", True),
    (r"^(\d)\1$", "34", False),
    (r"^\s$", "\u00a0", True),
    (r"^\w$", "я", False),
    (r"^[\d\s]+$", "1 2", True),
    (r"^\D\W\S$", "a-b", True),
]


@pytest.mark.parametrize(("pattern", "subject", "is_found"), MEANINGS)
def test_a_pattern_finds_what_it_finds_in_odk(pattern: str, subject: str, is_found: bool) -> None:
    assert compile_pattern(pattern)(subject) is is_found


@pytest.mark.parametrize(
    ("pattern", "subject", "is_found"),
    [case for case in MEANINGS if "(?!" not in case[0] and "(?=" not in case[0] and "\\1" not in case[0]],
)
def test_the_automaton_agrees(pattern: str, subject: str, is_found: bool) -> None:
    assert Automaton(read_pattern(pattern)).found_in(subject) is is_found


LONG_AS = "a" * (LONGEST_SUBJECT - 1)


@pytest.mark.parametrize(
    "pattern",
    ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a*)*b", "(x+x+)+y", ".*.*.*.*.*x",
     "a*a*a*a*a*b", r"^(\w+\s?)*$", "[a-z]*[a-z]*[a-z]*$5", "a{0,487}a{500}b"],
)  # fmt: skip
def test_a_catastrophic_pattern_still_answers_no(pattern: str) -> None:
    assert compile_pattern(pattern)(LONG_AS + "!") is False


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        ("^(a+)+!$", LONG_AS + "!"),
        ("(.*)*x", LONG_AS + "x"),
        ("a*a*a*a*a*b", LONG_AS + "b"),
        ("a{0,487}a{500}b", "a" * 900 + "b"),
        ("^(a?){30}a{30}$", "a" * 30),
        (r"^(\w+\s?)*$", "word" + " a" * 1000),
    ],
)
def test_and_yes_where_it_is_yes(pattern: str, subject: str) -> None:
    assert compile_pattern(pattern)(subject) is True


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "[a", "a{2,1}", "*a", "a**b(", r"\p{Foo}", r"\p{L", "(?<=a)b", r"\2(a)", "[я-а]", "^*", "(?:){9}",
     r"\u00zz", "\\", "a{1001}", "a{99999}", "((a{999}){999}){999}b?c?", "(?=(a+)+)b", r"(a+)+\1",
     "(" * 60 + ")" * 60, "a" * 1001],
)  # fmt: skip
def test_a_defective_or_too_costly_pattern_is_refused_with_a_remedy(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        compile_pattern(pattern)
    assert refused.value.what.endswith(".")
    assert refused.value.remedy


def test_a_pattern_made_of_answers_is_bounded_too_and_finds_nothing_when_defective() -> None:
    assert holds("regex('abc', concat('^', ${a}, '$'))", a="[a-c]+")
    assert not holds("regex('abc', ${a})", a="(")
    assert not holds("regex(${b}, ${a})", a="^(a+)+$", b="a" * 4000 + "!")


def test_an_answer_longer_than_any_message_matches_nothing() -> None:
    matches = compile_pattern("^a+$")
    assert matches("a" * LONGEST_SUBJECT)
    assert not matches("a" * (LONGEST_SUBJECT + 1))
