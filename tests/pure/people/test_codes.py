"""Codes: typable, checked, alike on both keyboards."""

from hypothesis import given
from hypothesis import strategies as st

from people import codes

LENGTHS = (codes.INVITATION_LENGTH, codes.PERSONAL_LENGTH, codes.ROLE_LENGTH)
fresh = st.sampled_from(LENGTHS).map(codes.fresh)


@given(fresh)
def test_a_fresh_code_is_whole_however_it_is_typed(code: str) -> None:
    assert codes.is_whole(code)
    cyrillic = codes.told(code).lower().translate(str.maketrans("acehkmptx", "асенкмртх"))
    for typed in (code, codes.told(code), code.lower(), f" {codes.told(code)} ", cyrillic, code.replace("-", " ")):
        assert codes.typed(typed) == code


@given(fresh, st.data())
def test_one_wrong_sign_is_always_found(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 1))
    sign = data.draw(st.sampled_from(codes.ALPHABET.replace(code[place], "")))
    assert not codes.is_whole(code[:place] + sign + code[place + 1 :])


@given(fresh, st.data())
def test_two_neighbours_swapped_are_always_found(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or not codes.is_whole(swapped)


def test_words_and_numbers_are_no_codes() -> None:
    for text in ("Здравствуйте", "", "123", "Школа № 5", "K7M4-2XPA-9O"):
        assert not codes.is_code(codes.typed(text))


def test_lengths_tell_the_kinds_of_codes_apart() -> None:
    assert len(set(LENGTHS)) == len(LENGTHS)
