"""A real browser for the page with phones: Debian's chromium, driven by Playwright."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium without a window; skipped where it is not installed."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    async with async_playwright() as play:
        chromium = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()
