"""A real Chromium, and phones of any size that prove they asked nothing of the outside world."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright

from simulator import Simulator
from tests.browser.tiny_bot import TinyBot

TOKEN = "100200300:TEST-TOKEN-of-the-phone-page-tests"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PhoneFactory = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; every phone gets a context of its own."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture
async def phone(browser: Browser) -> AsyncIterator[PhoneFactory]:
    """`await phone(width, height, address)` opens a page, which must neither complain nor call out until the end."""
    pages: list[Page] = []
    complaints: list[str] = []

    async def opened(width: int, height: int, address: str, *, dark: bool = False) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="ru-RU",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        origin = address.split("/", 3)[2]
        page.on("console", note_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: note_outsider(request, origin))
        await page.goto(address)
        pages.append(page)
        return page

    def note_console(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(said.text)

    def note_outsider(request: Request, origin: str) -> None:
        if not request.url.startswith((f"http://{origin}/", "data:", "blob:")):
            complaints.append(f"asked the outside world for {request.url}")

    yield opened
    for page in pages:
        await page.context.close()
    assert complaints == []


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A simulator on a port of its own."""
    simulator = Simulator(token=TOKEN, bot_username="metodist_bot")
    await simulator.start(host="127.0.0.1", port=0)
    yield simulator
    await simulator.stop()


@pytest_asyncio.fixture
async def bot(sim: Simulator) -> AsyncIterator[TinyBot]:
    """The tiny bot, polling it."""
    tiny = TinyBot(sim.api_url, TOKEN)
    tiny.begin()
    yield tiny
    await tiny.end()


@pytest.fixture
def maria(sim: Simulator) -> Any:
    """A newcomer who has not pressed START yet."""
    return sim.person("Мария", username="maria")


@pytest_asyncio.fixture
async def page(sim: Simulator, bot: TinyBot, maria: Any, phone: PhoneFactory) -> Page:
    """Maria's phone in hand."""
    return await phone(390, 844, f"{sim.api_url}/?person={maria.id}")
