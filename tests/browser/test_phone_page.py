"""One phone in a real Chromium, with a real simulator and a tiny bot behind it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from simulator import Simulator
from tests.browser.conftest import PhoneFactory
from tests.browser.gestures import begins, writes
from tests.browser.tiny_bot import TinyBot

pytestmark = pytest.mark.browser


async def test_a_newcomer_sees_only_the_start_button(page: Page) -> None:
    await expect(page.get_by_role("button", name="Начать")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_hidden()

    await begins(page)

    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
    await expect(page.get_by_role("button", name="Начать")).to_be_hidden()


async def test_a_tap_spins_until_it_is_answered_and_then_a_toast_appears(page: Page, bot: TinyBot) -> None:
    await begins(page)
    await writes(page, "медленно")
    button = page.get_by_role("button", name="Медленная")

    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(button.locator(".spinner")).to_be_visible()
    bot.may_answer.set()

    await expect(page.locator(".phone .toasts")).to_have_text("Записано")
    await expect(button.locator(".spinner")).to_have_count(0)


async def test_a_spinner_is_still_there_after_the_page_is_opened_again(page: Page, bot: TinyBot) -> None:
    await begins(page)
    await writes(page, "медленно")
    await page.get_by_role("button", name="Медленная").click()
    await expect(page.locator(".spinner")).to_be_visible()

    await page.reload()

    await expect(page.locator(".spinner")).to_be_visible()
    bot.may_answer.set()
    await expect(page.locator(".spinner")).to_have_count(0)


async def test_an_alert_holds_the_keyboard_until_it_is_closed(page: Page) -> None:
    await begins(page)
    await writes(page, "важно")
    await page.get_by_role("button", name="Важная").click()
    alert = page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Важно")

    await page.keyboard.press("Tab")
    await expect(alert.get_by_role("button", name="Понятно")).to_be_focused()
    await page.keyboard.press("Escape")

    await expect(alert).to_have_count(0)
    await expect(page.get_by_role("button", name="Важная")).to_be_focused()


async def test_an_edit_happens_in_the_same_bubble(page: Page) -> None:
    await begins(page)
    bubble = page.locator(".message:not(.own)")
    await bubble.evaluate("element => { element.touched = true; }")

    await page.get_by_role("button", name="Нужна помощь").click()

    await expect(bubble).to_contain_text("Вопрос 2 из 40")
    assert await bubble.count() == 1
    assert await bubble.evaluate("element => element.touched")


async def test_a_message_edited_without_buttons_says_so(page: Page) -> None:
    await begins(page)
    await page.get_by_role("button", name="Нужна помощь").click()
    await expect(page.get_by_text("Вопрос 2 из 40")).to_be_visible()

    await page.get_by_role("button", name="Нужна помощь").click()

    await expect(page.locator(".message:not(.own)")).to_contain_text("изменено")


async def test_a_questionnaire_is_answered_by_keyboard_alone(page: Page) -> None:
    start = page.get_by_role("button", name="Начать")
    for _ in range(6):
        await page.keyboard.press("Tab")
        if await start.evaluate("element => element === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Вопрос 1 из 40")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Сообщение")).to_be_focused()

    # Backwards from the input: the «/» and attach buttons may stand between it and the newest answer.
    answer = page.get_by_role("button", name="Нужна помощь")
    for _ in range(4):
        await page.keyboard.press("Shift+Tab")
        if await answer.evaluate("element => element === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Вопрос 2 из 40")).to_be_visible()
    await expect(answer).to_be_focused()

    await page.keyboard.press("Space")
    await expect(page.get_by_text("Спасибо!")).to_be_visible()
    await expect(page.get_by_role("log")).to_be_focused()


async def test_a_file_goes_to_the_bot(page: Page, bot: TinyBot, tmp_path: Path) -> None:
    await begins(page)
    plan = tmp_path / "план.txt"
    plan.write_bytes("План открытого урока".encode())

    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Прикрепить").click()
        await page.get_by_role("menuitem", name="Файл…").click()
    await (await chooser.value).set_files(plan)

    assert await asyncio.wait_for(bot.received.get(), 10) == plan.read_bytes()
    await expect(page.locator(".own .card")).to_contain_text("план.txt")


async def test_a_file_comes_from_the_bot(page: Page) -> None:
    await begins(page)
    await writes(page, "файл")

    async with page.expect_download() as download:
        await page.get_by_role("link", name="Скачать файл Сводка.txt").click()

    saved = await download.value
    assert saved.suggested_filename == "Сводка.txt"
    content = await asyncio.to_thread(Path(await saved.path()).read_bytes)
    assert content == b"summary of the year"
    await expect(page.get_by_text("Сводка готова")).to_be_visible()


async def test_a_photo_is_shown_in_the_conversation(page: Page, tmp_path: Path) -> None:
    await begins(page)
    picture = tmp_path / "урок.png"
    await page.screenshot(path=picture)

    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Прикрепить").click()
        await page.get_by_role("menuitem", name="Фотография…").click()
    await (await chooser.value).set_files(picture)

    image = page.get_by_role("img", name="Фотография")
    await expect(image).to_be_visible()
    await page.wait_for_function("() => document.querySelector('img.picture').naturalWidth === 390")


async def test_a_reply_keyboard_writes_its_text(page: Page) -> None:
    await begins(page)
    await writes(page, "клавиатура")

    await page.get_by_role("button", name="Моя карта").click()

    await expect(page.get_by_text("Вы написали: Моя карта")).to_be_visible()


async def test_what_is_typed_never_becomes_markup(page: Page) -> None:
    await begins(page)
    await writes(page, "<img src=x onerror=alert(1)> & <b>жирно</b>")

    await expect(page.get_by_text("Вы написали: <img src=x onerror=alert(1)> & <b>жирно</b>")).to_be_visible()
    assert await page.locator(".words img, .words b").count() == 0


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 800)])
async def test_nothing_is_wider_than_the_screen(
    width: int, height: int, sim: Simulator, bot: TinyBot, maria: Any, phone: PhoneFactory
) -> None:
    page = await phone(width, height, f"{sim.api_url}/?person={maria.id}", dark=width == 390)
    await begins(page)
    await writes(page, "длинно")
    await expect(page.locator(".inline-button", has_text="ОтветОтвет")).to_be_visible()

    overflowing = await page.evaluate(
        """() => [...document.querySelectorAll('body, .phone, .log, .composer')]
            .filter(element => element.scrollWidth > element.clientWidth + 1).map(element => element.className)"""
    )

    assert overflowing == []


async def test_the_newest_message_stays_in_sight(page: Page) -> None:
    await begins(page)
    for number in range(12):
        await writes(page, f"Письмо {number}")
    await expect(page.get_by_text("Вы написали: Письмо 11", exact=True)).to_be_in_viewport()

    await page.locator(".log").evaluate("log => { log.scrollTop = 0; }")
    await expect(page.get_by_role("button", name="К последним сообщениям")).to_be_visible()
    await page.get_by_role("button", name="К последним сообщениям").click()

    await expect(page.get_by_text("Вы написали: Письмо 11", exact=True)).to_be_in_viewport()


async def test_an_opened_chat_stands_at_its_end_although_a_keyboard_opens_under_it(page: Page) -> None:
    await begins(page)
    await writes(page, "клавиатура")
    for number in range(12):
        await writes(page, f"Письмо {number}")
    await expect(page.get_by_text("Вы написали: Письмо 11", exact=True)).to_be_visible()

    await page.reload()

    await expect(page.get_by_role("button", name="Моя карта")).to_be_visible()
    await expect(page.get_by_text("Вы написали: Письмо 11", exact=True)).to_be_in_viewport()
    await expect(page.get_by_role("button", name="К последним сообщениям")).to_be_hidden()


async def test_a_press_that_nobody_answers_is_marked(page: Page, sim: Simulator) -> None:
    await begins(page)
    await writes(page, "медленно")
    sim.world.callback_lifetime = 0.2

    await page.get_by_role("button", name="Медленная").click()

    await expect(page.get_by_text("Бот не ответил на нажатие")).to_be_visible()
    await expect(page.locator(".spinner")).to_have_count(0)


async def test_a_command_is_chosen_from_the_menu_by_keyboard(page: Page, bot: TinyBot) -> None:
    await bot.call("setMyCommands", commands=[{"command": "help", "description": "Что я умею"}])
    await begins(page)

    await page.get_by_role("button", name="Команды бота").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="/help Что я умею")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("Вы написали: /help")).to_be_visible()
