"""Relevance, values, options and verdicts are those of ODK's own engine, on the library and on random forms."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.house.source import ROOT
from tests.odk.comparison import Play
from tests.odk.deliberate import DELIBERATE
from tests.odk.disputed import DISPUTES, SETTLED, Dispute
from tests.odk.engine import OdkEngine
from tests.odk.forms import ATTACHED, FormMaker
from tests.odk.wandering import differences
from tests.pure.surveys.transcripts import LIBRARY

pytestmark = [pytest.mark.browser, pytest.mark.odk]

SHIPPED = {file.stem: file.read_text("utf-8") for file in sorted(LIBRARY.glob("*.md"))}
FORMS = 80
ANSWERS = 20
PLAYS_OF_A_QUESTIONNAIRE = 2
ANSWERS_OF_A_QUESTIONNAIRE = 40


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def odk() -> AsyncIterator[OdkEngine]:
    """ODK's engine in a page; fetched once."""
    fetch = partial(subprocess.run, capture_output=True, text=True, check=False)
    fetched = await asyncio.to_thread(fetch, [ROOT / "tools/odk.sh"])
    assert fetched.returncode == 0, fetched.stdout
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield await OdkEngine.opened(chromium)
        await chromium.close()


@pytest.mark.parametrize("name", SHIPPED)
async def test_a_questionnaire_of_the_library_behaves_as_in_odk(odk: OdkEngine, name: str) -> None:
    for seed in range(PLAYS_OF_A_QUESTIONNAIRE):
        found = await differences(odk, f"{name}.md", SHIPPED[name], seed, ANSWERS_OF_A_QUESTIONNAIRE)
        assert not found, str(found[0])


@pytest.mark.parametrize("tens", range(FORMS // 10))
async def test_forms_made_by_chance_behave_as_in_odk(odk: OdkEngine, tens: int) -> None:
    for seed in range(tens * 10, tens * 10 + 10):
        found = await differences(odk, f"random-{seed}.md", FormMaker(seed).markdown(), seed, ANSWERS, ATTACHED)
        assert not found, str(found[0])


@pytest.mark.parametrize("name", SETTLED)
async def test_what_was_disputed_stays_agreed(odk: OdkEngine, name: str) -> None:
    await _play(odk, SETTLED[name])


DISPUTED = [
    pytest.param(dispute, id=name, marks=pytest.mark.xfail(reason=dispute.reason, raises=AssertionError, strict=True))
    for name, dispute in DISPUTES.items()
]


@pytest.mark.parametrize("dispute", DISPUTED)
async def test_what_is_disputed_becomes_agreed(odk: OdkEngine, dispute: Dispute) -> None:
    await _play(odk, dispute)


async def _play(odk: OdkEngine, dispute: Dispute) -> None:
    play = await Play.begun(odk, "disputed.md", dispute.markdown)
    for reference, value in dispute.answers:
        await play.answer(reference, value)
    assert play.differences() == []


def test_the_table_of_deliberate_differences_stays_short() -> None:
    assert len(DELIBERATE) <= 10
