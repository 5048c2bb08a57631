"""A teacher takes the self-assessment with the mouse, on a phone-sized screen, against the real bot."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from simulator import Simulator
from storage import schema
from tests.browser.conftest import PhoneFactory
from tests.centre import furnished
from tests.chat.conftest import Running, chat_settings

pytestmark = pytest.mark.browser

MOVES = {"← Назад", "Пропустить", "Пауза", "Готово", "Дальше →"}


@pytest_asyncio.fixture
async def world(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A simulator with the real bot behind it."""
    sim = Simulator()
    await sim.start()
    database = tmp_path / "bot.sqlite3"
    await asyncio.to_thread(schema.migrate, f"sqlite+aiosqlite:///{database}")
    await furnished(f"sqlite+aiosqlite:///{database}")
    running = Running(chat_settings(sim, database))
    await running.starts()
    yield sim
    await running.stops()
    await sim.stop()


def button(page: Page, name: str):  # type: ignore[no-untyped-def]
    """A button under a message."""
    return page.locator(".inline-button", has_text=re.compile(f"^(✓ )?{re.escape(name)}$")).last


async def changes(world: Simulator, someone: Any, edited_times: int) -> None:
    """Until the tap, which takes the way through the page, has changed the message."""
    async with asyncio.timeout(10):
        while someone.chat.last.edited_times == edited_times:
            await asyncio.sleep(0.01)
    await world.settled()


async def test_a_teacher_completes_the_questionnaire_with_the_mouse(world: Simulator, phone: PhoneFactory) -> None:
    maria = world.person("Мария")
    page = await phone(390, 844, f"{world.api_url}/?person={maria.id}")
    await page.get_by_role("button", name="Начать").click()
    for name in ("Пройти самооценку", "Начать", "Учитель-предметник", "Физика"):
        await button(page, name).click()
    await expect(page.get_by_text("3 из 51")).to_be_visible()

    while "Ваш результат" not in maria.chat.last.text:
        labels = [b.text for row in maria.chat.last.buttons for b in row]
        option = next((label for label in labels if label not in MOVES), "Пропустить")
        before = maria.chat.last.edited_times
        await button(page, option).click()
        await changes(world, maria, before)
        if "Готово" in labels:
            before = maria.chat.last.edited_times
            await button(page, "Готово").click()
            await changes(world, maria, before)

    await expect(page.get_by_text("Общий индекс")).to_be_visible()
    await expect(page.locator(".spinner")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert world.refused() == []
    assert world.unanswered() == []


async def test_the_first_question_fits_the_oldest_phone(world: Simulator, phone: PhoneFactory) -> None:
    maria = world.person("Мария")
    page = await phone(320, 568, f"{world.api_url}/?person={maria.id}")
    await page.get_by_role("button", name="Начать").click()
    for name in ("Пройти самооценку", "Начать", "Учитель начальных классов"):
        await button(page, name).click()
    await expect(page.get_by_text("2 из 50")).to_be_visible()

    for label in await page.locator(".inline-button .label").all():
        cut = await label.evaluate("node => node.scrollWidth > node.clientWidth + 1")
        assert not cut, await label.inner_text()
