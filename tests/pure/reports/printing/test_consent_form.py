"""A consent to be signed on paper."""

import pytest

from reports.printing.consent_form import NAME, consent_form
from tests.pure.reports.printing.documents import opened, out_of_order, texts

SENTENCE = "Даю согласие на обработку данных, чтобы меня включили в реестр наставников района. "


def test_the_text_is_followed_by_lines_for_name_signature_and_date() -> None:
    assert texts(opened(consent_form("Согласие", ["Первый.", "Второй."]))) == [
        "Согласие",
        "Первый.",
        "Второй.",
        "Фамилия, имя, отчество \t",
        "Подпись \t    Дата «____» ______________ 20____ г.",
    ]


def test_further_fields_have_lines_of_their_own() -> None:
    said = texts(opened(consent_form("Согласие", ["Текст."], (NAME, "Адрес"))))

    assert said[2:4] == ["Фамилия, имя, отчество \t", "Адрес \t"]


@pytest.mark.parametrize(("paragraphs", "size"), [(1, 14), (12, 13), (16, 12), (19, 11), (22, 10), (60, 12)])
def test_letters_shrink_until_the_text_fits_one_page_and_then_stay_readable(paragraphs: int, size: int) -> None:
    document = opened(consent_form("Согласие", [SENTENCE * 2] * paragraphs))

    normal = document.styles["Normal"]
    assert normal.font.size.pt == size


def test_everything_stands_in_the_order_that_word_demands() -> None:
    assert out_of_order(consent_form("Согласие", ["Текст."]), "word/document.xml") == []
