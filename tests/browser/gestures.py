"""What a person does on the phone page in more than one test."""

from playwright.async_api import Page, expect


async def begins(page: Page) -> None:
    """Press START and wait for the tiny bot's first question."""
    await page.get_by_role("button", name="Начать").click()
    await expect(page.get_by_text("Вопрос 1 из 40")).to_be_visible()


async def writes(page: Page, text: str) -> None:
    """Type a message and send it with Enter."""
    await page.get_by_role("textbox", name="Сообщение").fill(text)
    await page.keyboard.press("Enter")
