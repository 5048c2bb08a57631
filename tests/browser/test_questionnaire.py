"""A teacher takes the self-assessment with the mouse, on a phone-sized screen, against the real bot."""

import re
from pathlib import Path

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
    import asyncio

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
        await world.settled()
        if "Готово" in labels:
            await button(page, "Готово").click()
            await world.settled()
        assert maria.chat.last.edited_times > before

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
