"""ODK's engine, driven in a page of Chromium that reaches nothing but itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Route

from tests.house.source import ROOT
from tests.odk.moment import NOW

ENGINE = ROOT / ".tools/odk/0.22.0/index.js"
HARNESS = Path(__file__).with_name("harness.js")
_ADDRESS = "https://odk.test/"  # intercepted; ODK wants a secure origin
_PAGE = '<!doctype html><meta charset="utf-8"><script type="module" src="/harness.js"></script>'


@dataclass(frozen=True, slots=True)
class Leaf:
    """A question of one turn, as an engine sees it; `options` is None where there is nothing to choose from."""

    reference: str
    relevant: bool
    required: bool
    read_only: bool
    value: str
    options: tuple[str, ...] | None
    valid: bool


class OdkEngine:
    """One page; forms are loaded into it one after another."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @classmethod
    async def opened(cls, browser: Browser) -> "OdkEngine":
        """In a fresh context."""
        page = await (await browser.new_context(timezone_id="Europe/Moscow", locale="ru-RU")).new_page()
        await page.clock.set_fixed_time(NOW)  # `today()` is the same day for both
        await page.route("**/*", _served)
        await page.goto(_ADDRESS)
        await page.wait_for_function("window.ready === true")
        return cls(page)

    async def load(self, xml: str, files: Mapping[str, str]) -> dict[str, Leaf]:
        """A fresh instance of a form."""
        return _leaves(await self._page.evaluate("([xml, files]) => odk.load(xml, files)", [xml, dict(files)]))

    async def set(self, reference: str, value: str) -> dict[str, Leaf]:
        """Answer a question."""
        told = await self._page.evaluate("([where, value]) => odk.set(where, value)", [reference, value])
        return _leaves(told)

    async def add(self, reference: str) -> dict[str, Leaf]:
        """Another turn of a repeat."""
        return _leaves(await self._page.evaluate("(where) => odk.add(where)", reference))


async def _served(route: Route) -> None:
    path = route.request.url.removeprefix(_ADDRESS)
    if path == "":
        await route.fulfill(body=_PAGE, content_type="text/html")
    elif path in ("harness.js", "engine.js"):
        file = HARNESS if path == "harness.js" else ENGINE
        await route.fulfill(body=file.read_bytes(), content_type="text/javascript")
    else:
        await route.abort()


def _leaves(told: list[dict[str, Any]]) -> dict[str, Leaf]:
    leaves = {}
    for each in told:
        options = None if each["options"] is None else tuple(each["options"])
        leaf = Leaf(**{**each, "options": options})
        leaves[leaf.reference] = leaf
    return leaves
