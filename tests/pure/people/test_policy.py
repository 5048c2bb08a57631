"""What may travel: the table of DOMAIN §6.7, whole."""

from zoneinfo import ZoneInfo

import pytest

from people.centre import Centre, Operator
from people.consent import UNSET, Purpose, consent_text, missing_details
from people.model import CentreId
from people.policy import Channel, Item, Mode, may_keep_names, may_travel, mode_for

HARMLESS = {Item.ANNOUNCEMENT, Item.CODE, Item.OWN_RESULT, Item.AGGREGATE, Item.LIST_OF_CODES}


def centre(operator: Operator, *, telegram: bool = True) -> Centre:
    return Centre(CentreId(1), "ИМЦ", ZoneInfo("Europe/Moscow"), operator, 2026, is_telegram_allowed=telegram)


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize("operator", Operator)
def test_a_name_travels_through_telegram_only_where_the_law_and_the_person_allow(
    operator: Operator, item: Item
) -> None:
    is_municipal = operator is Operator.MUNICIPAL
    there = centre(operator)
    if item in HARMLESS:
        assert may_travel(there, item)
    elif item is Item.PERSONAL_CONSENT:
        assert may_travel(there, item) == (not is_municipal)
    else:
        assert not may_travel(there, item)
        assert may_travel(there, item, has_agreed=True) == (not is_municipal)
    assert not may_travel(centre(operator, telegram=False), item, has_agreed=True)
    assert may_travel(there, item, Channel.FILE)


def test_a_municipal_centre_keeps_no_names_and_knows_nobody_by_name() -> None:
    assert not may_keep_names(centre(Operator.MUNICIPAL))
    assert mode_for(centre(Operator.MUNICIPAL), Mode.IDENTIFIED) is Mode.PSEUDONYMOUS
    assert mode_for(centre(Operator.PRIVATE), Mode.IDENTIFIED) is Mode.IDENTIFIED
    assert mode_for(None, Mode.IDENTIFIED) is Mode.PSEUDONYMOUS
    for operator in Operator:
        assert mode_for(centre(operator), Mode.ANONYMOUS) is Mode.ANONYMOUS


@pytest.mark.parametrize("operator", Operator)
@pytest.mark.parametrize("purpose", Purpose)
def test_every_consent_is_a_document_of_its_own_that_fits_a_message(purpose: Purpose, operator: Operator) -> None:
    text = consent_text(centre(operator), purpose)
    assert "{" not in text.title + text.body
    assert len(text.title) + len(text.body) < 3_600
    for told in ("тозвать", "отказ не влияет"):
        assert told in text.body
    others = {consent_text(centre(operator), other).digest for other in Purpose if other is not purpose}
    assert text.digest not in others


def test_another_word_is_another_text() -> None:
    named = Centre(
        CentreId(1), "ИМЦ", ZoneInfo("Europe/Moscow"), Operator.PRIVATE, 2026, details={"inn": "2348012345"}
    )
    before = consent_text(centre(Operator.PRIVATE), Purpose.EVENTS)
    assert consent_text(named, Purpose.EVENTS).digest != before.digest
    assert "2348012345" in consent_text(named, Purpose.EVENTS).body


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("operator", Operator)
def test_what_the_operator_has_not_said_is_left_out_on_a_screen_and_a_line_on_paper(
    purpose: Purpose, operator: Operator
) -> None:
    bare = centre(operator)
    on_screen, on_paper = consent_text(bare, purpose), consent_text(bare, purpose, is_on_paper=True)
    assert not any(sign in on_screen.body for sign in "[]{}_")
    assert not any(sign in on_paper.body for sign in "[]{}")
    assert f"ИНН {UNSET}" in on_paper.body
    assert missing_details(bare) == ("operator", "address", "inn", "contact", "hosting")


def test_a_withdrawal_is_offered_where_it_can_be_done() -> None:
    assert "«Мои данные» → «Согласия»" in consent_text(centre(Operator.ASSOCIATION), Purpose.MENTORING).body
    assert "Отозвать его можно письмом" in consent_text(centre(Operator.MUNICIPAL), Purpose.MENTORING).body
