"""Around the phone: several people, groups, links, the exchange panel, a lost line."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from simulator import Simulator
from tests.browser.conftest import PhoneFactory
from tests.browser.gestures import begins, writes
from tests.browser.tiny_bot import TinyBot

pytestmark = pytest.mark.browser


async def test_a_followed_link_offers_start_and_sends_its_payload(
    sim: Simulator, bot: TinyBot, maria: Any, phone: PhoneFactory
) -> None:
    page = await phone(390, 844, f"{sim.api_url}/?person={maria.id}&start=school-7")

    await page.get_by_role("button", name="Начать").click()

    await expect(page.get_by_text("Вы написали: /start school-7")).to_be_visible()


async def test_two_people_sit_side_by_side(sim: Simulator, bot: TinyBot, maria: Any, phone: PhoneFactory) -> None:
    sim.person("Ольга")
    page = await phone(1280, 800, f"{sim.api_url}/")
    marias = page.get_by_role("region", name="Телефон: Мария")
    olgas = page.get_by_role("region", name="Телефон: Ольга")

    await marias.get_by_role("button", name="Начать").click()

    await expect(marias.get_by_text("Вопрос 1 из 40")).to_be_visible()
    await expect(olgas.get_by_role("button", name="Начать")).to_be_visible()


async def test_a_person_is_added_by_name(sim: Simulator, bot: TinyBot, maria: Any, phone: PhoneFactory) -> None:
    page = await phone(1280, 800, f"{sim.api_url}/")
    await page.get_by_role("button", name="Человек").click()
    await page.get_by_role("textbox", name="Имя", exact=True).fill("Анна")
    await page.get_by_role("button", name="Добавить").click()

    await expect(page.get_by_role("region", name="Телефон: Анна")).to_be_visible()
    await expect(page.get_by_role("region", name="Телефон: Мария")).to_be_visible()


async def test_the_exchange_shows_a_refused_request_in_telegrams_words(
    page: Page, sim: Simulator, bot: TinyBot, maria: Any
) -> None:
    await begins(page)
    await page.get_by_role("button", name="Телефон:").click()
    await page.get_by_role("menuitemcheckbox", name="Показать обмен").click()
    panel = page.get_by_role("complementary", name="Обмен с ботом")
    await expect(panel.get_by_text("sendMessage").first).to_be_visible()

    with pytest.raises(AssertionError, match="message text is empty"):
        await bot.call("sendMessage", chat_id=maria.id, text="")

    await expect(panel.locator(".refused")).to_contain_text("Bad Request: message text is empty")
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()


async def test_a_blocked_bot_can_be_unblocked(page: Page) -> None:
    await begins(page)
    await page.get_by_role("button", name="Телефон:").click()
    await page.get_by_role("menuitem", name="Заблокировать бота").click()

    await page.get_by_role("button", name="Разблокировать бота").click()

    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()


async def test_a_link_to_the_bot_stays_inside_the_phone(page: Page) -> None:
    await begins(page)
    await writes(page, "https://t.me/metodist_bot?start=school-7")

    await page.locator(".own").get_by_role("link", name="https://t.me/metodist_bot?start=school-7").click()
    await page.get_by_role("button", name="Начать").click()

    await expect(page.get_by_text("Вы написали: /start school-7")).to_be_visible()
    assert len(page.context.pages) == 1


async def test_a_group_is_opened_as_one_of_its_members(page: Page, sim: Simulator, bot: TinyBot, maria: Any) -> None:
    sim.group("Учителя", [maria, sim.person("Ольга")])
    await begins(page)
    await page.get_by_role("button", name="Чат:").click()
    await page.get_by_role("menuitemcheckbox", name="Учителя").click()
    await expect(page.get_by_text("Здесь пока нет сообщений")).to_be_visible()

    await writes(page, "Коллеги")

    await expect(page.get_by_text("Вы написали: Коллеги")).to_be_visible()
    await expect(page.get_by_text("Вопрос 1 из 40")).to_be_hidden()


async def test_a_lost_line_is_told_and_found_again_without_doubles(
    sim: Simulator, bot: TinyBot, maria: Any, browser: Browser
) -> None:
    # A browser writes every refused connection into its console, so this page is not one of the spotless `phone`s.
    page = await browser.new_page()
    await page.goto(f"{sim.api_url}/?person={maria.id}")
    await begins(page)
    strip = page.get_by_text("Нет связи с симулятором")
    port = int(sim.api_url.rpartition(":")[2])

    await sim.stop()
    await expect(strip).to_be_visible()
    maria.sends("Меня слышно?")
    await sim.start(port=port)

    await expect(page.get_by_text("Меня слышно?")).to_have_count(1, timeout=15_000)
    await expect(strip).to_be_hidden()
    await expect(page.get_by_text("Вопрос 1 из 40")).to_have_count(1)
    await page.close()
