"""What Telegram will not take is found before anything is sent, and counted as Telegram counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.announcement import (
    Announcement,
    Flaw,
    Media,
    announcement_from_data,
    announcement_to_data,
    beginning_of,
    is_address,
    length_of,
)
from delivery.composition import told_which


@pytest.mark.parametrize(
    ("announcement", "flaw"),
    [
        (Announcement("Семинар"), None),
        (Announcement(), Flaw.EMPTY),
        (Announcement("<b></b>"), Flaw.EMPTY),
        (Announcement("я" * 4096), None),
        (Announcement("я" * 4097), Flaw.TOO_LONG),
        (Announcement("😀" * 2048), None),
        (Announcement("😀" * 2049), Flaw.TOO_LONG),  # two units each
        (Announcement("<b>" + "&amp;" * 4096 + "</b>"), None),
        (Announcement("", Media.PHOTO, "id"), None),
        (Announcement("я" * 1024, Media.DOCUMENT, "id"), None),
        (Announcement("я" * 1025, Media.PHOTO, "id"), Flaw.CAPTION_TOO_LONG),
        (Announcement("Да", button="Открыть", url="https://example.org/a"), None),
        (Announcement("Да", button="Открыть", url="example"), Flaw.NOT_AN_ADDRESS),
        (Announcement("Да", url="https://example.org"), Flaw.NO_LABEL),
        (Announcement("Да", button="я" * 33, questionnaire="pd-1"), Flaw.LABEL_TOO_LONG),
    ],
)
def test_flaws(announcement: Announcement, flaw: Flaw | None) -> None:
    assert announcement.flaw is flaw


def test_markup_does_not_count_but_what_is_read_does() -> None:
    assert length_of('<a href="https://example.org">Да</a> &lt;3 😀') == len("Да <3 ") + 2


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.org", True),
        ("HTTP://пример.рф/путь?a=1", True),
        ("tg://resolve?domain=bot", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://a b", False),
    ],
)
def test_addresses(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@given(
    st.builds(
        Announcement,
        text=st.text(),
        media=st.sampled_from(Media),
        file=st.text(),
        button=st.text(),
        url=st.text(),
        questionnaire=st.text(),
    )
)
def test_an_announcement_survives_being_stored(announcement: Announcement) -> None:
    assert announcement_from_data(announcement_to_data(announcement)) == announcement


def test_only_short_words_travel_with_others() -> None:
    assert Announcement("я" * 900).may_be_joined
    assert not Announcement("я" * 901).may_be_joined
    assert not Announcement("Да", Media.PHOTO, "id").may_be_joined


@pytest.mark.parametrize(
    ("which", "told"),
    [
        ("12.3", (12, 3)),
        ("new", None),
        ("none", None),
        ("", None),
        ("12", None),
        ("12.", None),
        ("9" * 30 + ".1", None),
    ],
)
def test_which_announcement_is_meant_is_read_from_anything(which: str, told: tuple[int, int] | None) -> None:
    assert told_which(which) == told


def test_the_beginning_of_a_long_text_is_cut_between_signs_and_never_inside_an_entity() -> None:
    assert beginning_of("План &amp; отчёт", 12) == "План &amp; отчёт"
    assert beginning_of("План &amp; отчёт", 7) == "План &amp;…"
