"""`python -m tests.odk --forms 500 [--from 1000]`: a long comparison, for nights."""

import argparse
import asyncio

from playwright.async_api import async_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.odk.engine import OdkEngine
from tests.odk.forms import ATTACHED, FormMaker
from tests.odk.wandering import differences


async def main(first: int, forms: int, answers: int) -> None:
    """Print the first difference of every form that has one."""
    parted = 0
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        engine = await OdkEngine.opened(browser)
        for seed in range(first, first + forms):
            found = await differences(
                engine, f"random-{seed}.md", FormMaker(seed).markdown(), seed, answers, ATTACHED
            )
            parted += bool(found)
            if found:
                print(found[0], flush=True)
        await browser.close()
    print(f"{forms} forms, {parted} of them part")


parser = argparse.ArgumentParser(prog="python -m tests.odk")
parser.add_argument("--from", dest="first", type=int, default=0)
parser.add_argument("--forms", type=int, default=500)
parser.add_argument("--answers", type=int, default=25)
chosen = parser.parse_args()
asyncio.run(main(chosen.first, chosen.forms, chosen.answers))
