"""The whole product in a real browser: reported on one phone, taken on another."""

from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from bot.simulator import Persona
from tests.conftest import open_town
from tests.town import number_of, user_id_of

SLAMET, ARIF = "Slamet", "Polsek Arif"
PEOPLE = [Persona(user_id_of(name), name, number_of(name), name, "Kotalama")
          for name in (SLAMET, ARIF)]  # fmt: skip


async def opened(page: Page, name: str) -> Locator:
    """The phone of this person, opened from the list."""
    await page.locator(".person", has_text=name).click()
    return page.locator(".phone", has_text=name)


async def says(phone: Locator, text: str) -> None:
    """Type and send."""
    await phone.get_by_label("Tulis pesan").fill(text)
    await phone.get_by_role("button", name="Kirim", exact=True).click()


async def test_an_incident_is_filed_on_one_phone_and_taken_on_another(
    browser: Browser, tmp_path: Path
) -> None:
    """What the README promises within a minute, step by step, with nobody else's help."""
    async with open_town(tmp_path, event=True, personas=PEOPLE) as town:
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        await page.goto(town.sim.url)
        slamet, arif = await opened(page, SLAMET), await opened(page, ARIF)
        await says(slamet, "masalah warga ricuh berkelahi di TPS")
        await expect(slamet.locator(".bubble", has_text="✅ No. 1")).to_be_visible()
        alert = arif.locator(".bubble", has_text="No. 1 · Keamanan")
        await expect(alert).to_be_visible()
        await arif.get_by_role("button", name="🙋 Saya tangani").click()
        await expect(alert).to_contain_text("ditangani Bapak/Ibu Polsek Arif")
        told = slamet.locator(".bubble", has_text="🙋 Laporan No. 1")
        await expect(told).to_contain_text("Polsek Arif")


async def test_a_milestone_without_signal_arrives_when_it_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    """The ready message waits in the phone; the report carries its number once there is signal."""
    async with open_town(tmp_path, event=True, personas=PEOPLE) as town:
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        await page.goto(town.sim.url)
        slamet = await opened(page, SLAMET)
        await says(slamet, "/bantuan")
        await expect(slamet.locator(".keyboard button").first).to_contain_text("rapat dimulai")
        await slamet.get_by_label("Tidak ada sinyal").check(force=True)
        await slamet.locator(".keyboard button", has_text="rapat dimulai").click()
        await expect(slamet.locator(".held")).to_contain_text("menunggu sinyal")
        assert await town.value("SELECT COUNT(*) FROM reports") == 0
        await slamet.get_by_label("Tidak ada sinyal").uncheck(force=True)
        receipt = slamet.locator(".bubble", has_text="✅ No. 1. Rapat dimulai")
        await expect(receipt).to_be_visible()
