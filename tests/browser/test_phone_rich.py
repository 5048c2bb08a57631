"""Rich messages on the phone: real tables, which scroll inside their bubble and never move the page."""

import aiohttp
import pytest
from playwright.async_api import Page, expect

from simulator import Person, Simulator
from tests.browser.conftest import PhoneFactory
from tests.browser.gestures import begins

pytestmark = pytest.mark.browser


def cell(text: str, **more: object) -> dict[str, object]:
    return {"align": "left", "valign": "top", "text": text, **more}


async def sent(sim: Simulator, maria: Person, *columns: str) -> None:
    """The bot sends a table of two rows."""
    rows = [[cell(text, is_header=True) for text in columns], [cell(f"{text} 45 %") for text in columns]]
    blocks = [
        {"type": "heading", "text": "Осень", "size": 3},
        {"type": "table", "cells": rows, "caption": "Доля", "is_bordered": True},
        {"type": "footer", "text": "н/д <b>"},
    ]
    url = f"{sim.api_url}/bot{sim.token}/sendRichMessage"
    given = {"chat_id": maria.id, "rich_message": {"blocks": blocks}}
    async with aiohttp.ClientSession() as client, client.post(url, json=given) as answer:
        assert (await answer.json())["ok"]


async def test_a_table_is_drawn_with_headings_and_a_caption(page: Page, sim: Simulator, maria: Person) -> None:
    await begins(page)
    await sent(sim, maria, "Раздел", "Доля")

    table = page.get_by_role("table", name="Доля")
    await expect(table.get_by_role("columnheader")).to_have_text(["Раздел", "Доля"])
    await expect(table.get_by_role("cell")).to_have_text(["Раздел 45 %", "Доля 45 %"])
    await expect(page.get_by_role("heading", name="Осень")).to_be_visible()
    await expect(page.get_by_text("н/д <b>")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
async def test_a_wide_table_scrolls_inside_its_bubble(
    sim: Simulator, maria: Person, phone: PhoneFactory, width: int
) -> None:
    page = await phone(width, 844, f"{sim.api_url}/?person={maria.id}")
    maria.sends("/start")
    await sent(sim, maria, *["Организация"] * 12)

    scroll = page.locator(".rich-scroll")
    await expect(scroll).to_be_visible()
    assert await scroll.evaluate("e => e.scrollWidth > e.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
