"""Open answers: families of words by people, without names and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.shares import share_of
from reports.statistics.words import Family, word_families


def words(*answers: str, least: int = 1) -> set[str]:
    return {family.word for family in word_families(answers, least)}


def test_forms_of_a_word_are_one_family_and_a_person_counts_once() -> None:
    answers = ["Отчёты, отчеты и ещё раз отчёты!", "нет времени из-за отчётов", "Времени мало", "", "  "]

    assert word_families(answers, least=2) == (
        Family("время", share_of(2, 3)),
        Family("отчёт", share_of(2, 3)),
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Мария Петровна мешает",
        "мешает Абдрахманов",
        "мешает директор Ким",
        "МЕШАЕТ ИВАНОВА",
        "мешает сидоренко",
        "мешает светлана",
        "мешает Вера",  # faith as well as a name
        "мешает Зузык",  # in no dictionary
        "мешает А. П. Зузык",
        "МЕШАЕТ ЗУЗЫКАЛ",
    ],
)
def test_names_are_never_shown(answer: str) -> None:
    assert words(answer) <= {"мешать", "директор"}


@pytest.mark.parametrize(
    "answer",
    [
        "звоните +7 912 345-67-89",
        "звоните 8(912)3456789",
        "звоните ivanov@school.ru",
        "звоните @petrova_anna",
        "звоните https://vk.com/petrova",
        "звоните t.me/petrova или vk.com/petrova",
    ],
)
def test_numbers_and_addresses_are_never_shown(answer: str) -> None:
    assert words(answer) == {"звонить"}


def test_small_words_say_nothing() -> None:
    assert words("Мы очень хотим, чтобы это было не так, как у всех, и с ними!") == set()


def test_words_at_the_beginning_and_abbreviations_stay() -> None:
    assert words("Методика. Нагрузка\nФГОС", "дети с ОВЗ") == {"методика", "нагрузка", "ФГОС", "ребёнок", "ОВЗ"}


def test_families_of_few_people_are_left_out() -> None:
    answers = ["бумаги"] * 5 + ["шум"] * 4

    assert word_families(answers) == (Family("бумага", share_of(5, 9)),)
    assert word_families(answers, least=4, most=1) == (Family("бумага", share_of(5, 9)),)
    assert word_families([]) == ()
    assert word_families([" "] * 9) == ()


@given(st.lists(st.text("абвгдеёж АБВ.,!@_-0123+\n", max_size=40), max_size=12), st.integers(1, 5))
def test_whatever_is_written_families_have_enough_people_and_no_digits(answers: list[str], least: int) -> None:
    found = word_families(answers, least)

    assert all(family.share.count >= least for family in found)
    assert all(family.share.of == sum(bool(answer.strip()) for answer in answers) for family in found)
    assert not any(character.isdigit() for family in found for character in family.word)
    assert [family.share.count for family in found] == sorted((f.share.count for f in found), reverse=True)
