"""The page with phones, used in a real browser by two people at once."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from bot.simulator import Persona, Simulator
from tests.browser.echo import Echo, serve

RINA = Persona(7001, "Rina Wati", "+6280011110001", "KPPS TPS 001 Jodipan", "KPPS")
BUDI = Persona(7002, "Budi Santoso", "+6280011110002", "Koordinator Polsek", "Koordinator")
OTHERS = [
    Persona(8000 + each, f"Petugas {each}", "+62800", f"Linmas TPS {each:03d}", "Linmas")
    for each in range(100)
]
PATIENCE = 30_000  # milliseconds


@pytest.fixture
async def city() -> AsyncIterator[tuple[Simulator, Echo]]:
    """A simulator with the echo bot on it."""
    async with Simulator("1:TEST", personas=[RINA, BUDI, *OTHERS]) as sim:
        echo, task = await serve(sim.url, BUDI.user_id)
        yield sim, echo
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def page(city: tuple[Simulator, Echo], browser: Browser) -> AsyncIterator[Page]:
    """The page; a script error or a request to elsewhere fails the test."""
    sim, _ = city
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.append(sent.url) if _outside(sent.url, sim) else None)
    await page.goto(sim.url)
    yield page
    assert wrong == []
    assert sim.violations == []


def _outside(address: str, sim: Simulator) -> bool:
    return not address.startswith((sim.url, "blob:", "data:"))


async def opened(page: Page, person: Persona) -> Locator:
    """That person's phone, with the bot started."""
    await page.locator(".person", has_text=person.name).click()
    phone = page.locator(f".phone[data-user='{person.user_id}']")
    await phone.get_by_role("button", name="MULAI").click()
    await expect(phone.locator(".bubble b", has_text="Siaga TPS")).to_be_visible()
    return phone


async def test_a_report_on_one_phone_alerts_another(page: Page) -> None:
    """Command, button, toast, edited message; the other phone shows and marks what is new."""
    rina, budi = await opened(page, RINA), await opened(page, BUDI)
    await rina.locator("a.command", has_text="/masalah").click()
    await rina.get_by_role("button", name="Banjir").click()
    await expect(rina.locator(".toast")).to_have_text("Tersimpan")
    await expect(rina.locator(".bubble", has_text="No. 1832")).to_contain_text("diedit")
    await expect(budi.locator(".bubble b", has_text="MERAH")).to_be_visible()
    await expect(budi.locator(".unread")).to_have_text("1")
    await expect(page).to_have_title("(1) Siaga TPS – ponsel")
    await budi.get_by_role("button", name="Saya tangani").click()
    await expect(budi.locator(".unread")).to_be_hidden()
    await expect(budi.locator(".bubble b", has_text="Tangani")).to_be_visible()


async def test_an_alert_waits_for_ok(page: Page) -> None:
    """Other than a toast it doesn't go by itself."""
    rina = await opened(page, RINA)
    await rina.locator("a.command", has_text="/masalah").click()
    await rina.get_by_role("button", name="Penting").click()
    await expect(rina.get_by_role("alertdialog")).to_contain_text("Tersimpan")
    await rina.get_by_role("button", name="OK").click()
    await expect(rina.get_by_role("alertdialog")).to_be_hidden()


async def test_contact_location_photo_and_keys_reach_the_bot(
    page: Page, city: tuple[Simulator, Echo]
) -> None:
    """From the menu of the paper clip and from the reply keyboard."""
    rina = await opened(page, RINA)
    for item in ("Bagikan kontak saya", "Foto contoh", "Bagikan lokasi"):
        await rina.get_by_role("button", name="Lampirkan").click()
        await rina.get_by_role("menuitem", name=item).click()
    await expect(rina.locator(".bubble", has_text="Diterima: location")).to_be_visible()
    await expect(rina.locator(".bubble", has_text="Diterima: photo")).to_be_visible()
    await rina.locator(".keyboard button", has_text="Bagikan nomor saya").click()
    await expect(rina.locator(".bubble", has_text="Diterima: contact")).to_have_count(2)
    await rina.locator(".keyboard button", has_text="Logistik").click()
    await expect(rina.locator(".bubble", has_text="Diterima: text")).to_be_visible()
    loaded = "image => image.complete && image.naturalWidth"
    assert await rina.locator(".bubble img").evaluate(loaded) == 960
    contacts = [each["message"].get("contact") for each in city[1].heard if "message" in each]
    assert [each["user_id"] for each in contacts if each] == [RINA.user_id] * 2


async def test_a_chosen_file_is_uploaded(page: Page, city: tuple[Simulator, Echo]) -> None:
    """With its name, for importing a roster by chat."""
    rina = await opened(page, RINA)
    await rina.get_by_role("button", name="Lampirkan").click()
    async with page.expect_file_chooser() as chooser:
        await rina.get_by_role("menuitem", name="Pilih berkas").click()
    picked = {"name": "petugas.csv", "mimeType": "text/csv", "buffer": b"nama;no_hp"}
    await (await chooser.value).set_files(picked)  # type: ignore[arg-type]
    await expect(rina.locator(".bubble", has_text="Diterima: document")).to_be_visible()
    documents = [each["message"].get("document") for each in city[1].heard if "message" in each]
    assert documents[-1]["file_name"] == "petugas.csv"


async def test_without_signal_messages_wait_and_presses_are_lost(
    page: Page, city: tuple[Simulator, Echo]
) -> None:
    """The switch shows it; back in signal the message goes out, the press never does."""
    rina = await opened(page, RINA)
    await rina.locator("a.command", has_text="/masalah").click()
    await expect(rina.get_by_role("button", name="Banjir")).to_be_visible()
    await rina.get_by_label("Tidak ada sinyal").check(force=True)
    await expect(rina.locator(".strip")).to_be_visible()
    await rina.get_by_label("Tulis pesan").fill("mulai 07.05")
    await rina.get_by_label("Tulis pesan").press("Enter")
    await rina.get_by_role("button", name="Banjir").click()
    await expect(rina.locator(".held")).to_contain_text("menunggu sinyal")
    await rina.get_by_label("Tidak ada sinyal").uncheck(force=True)
    await expect(rina.locator(".bubble", has_text="Diterima: text")).to_contain_text("mulai 07.05")
    assert not [each for each in city[1].heard if "callback_query" in each]


async def test_a_message_can_be_edited(page: Page, city: tuple[Simulator, Echo]) -> None:
    """The bot gets the edit, the bubble says so."""
    rina = await opened(page, RINA)
    await rina.get_by_label("Tulis pesan").fill("pemilih 178")
    await rina.get_by_role("button", name="Kirim").click()
    own = rina.locator(".mine", has_text="pemilih 178")
    await own.hover()
    await own.get_by_role("button", name="Sunting").click()
    await rina.get_by_label("Tulis pesan").fill("pemilih 187")
    await rina.get_by_role("button", name="Kirim").click()
    await expect(rina.locator(".mine", has_text="pemilih 187")).to_contain_text("diedit")


async def test_people_are_searched_and_phones_survive_a_reload(page: Page) -> None:
    """The list shows who matches; the address remembers which phones are open."""
    await expect(page.locator("#count")).to_contain_text("60 dari 102 orang")
    await page.get_by_label("Cari orang").fill("linmas 042")
    await expect(page.locator(".person")).to_have_count(1)
    await page.locator(".person").click()
    await expect(page.locator(".phone .name")).to_have_text("Petugas 42")
    await page.reload()
    await expect(page.locator(".phone .name")).to_have_text("Petugas 42")
    await page.get_by_role("button", name="Menu ponsel").click()
    await page.get_by_role("menuitem", name="Tutup ponsel ini").click()
    await expect(page.locator(".phone")).to_have_count(0)


async def test_a_narrow_screen_shows_one_phone_and_nothing_sticks_out(page: Page) -> None:
    """On a phone the list is a drawer, and the page never scrolls sideways."""
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.get_by_role("button", name="Orang").click()
    rina = await opened(page, RINA)
    box = await rina.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    sideways = "() => document.documentElement.scrollWidth > innerWidth"
    assert await page.evaluate(sideways) is False


async def test_a_group_is_made_and_used(page: Page, city: tuple[Simulator, Echo]) -> None:
    """Its chat is a tab of the phone."""
    rina = await opened(page, RINA)
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept("Posko Klojen")))
    await rina.get_by_role("button", name="Menu ponsel").click()
    await rina.get_by_role("menuitem", name="Buat grup").click()
    await rina.get_by_role("button", name="Posko Klojen").click()
    await rina.get_by_label("Tulis pesan").fill("/masalah")
    await rina.get_by_label("Tulis pesan").press("Enter")
    await expect(rina.locator(".bubble", has_text="Masalah apa?")).to_be_visible()
    assert city[1].heard[-1]["message"]["chat"]["title"] == "Posko Klojen"


async def test_where_time_runs_by_itself_the_page_shows_it(
    page: Page, city: tuple[Simulator, Echo]
) -> None:
    """The clock and what is to be seen stand above the phones; without a notice there is no bar."""
    sim, _ = city
    await expect(page.locator("#clock")).to_be_hidden()
    sim.notice = "06.06  Jodipan: saksi mengancam"
    await page.reload()
    await expect(page.locator("#clock span")).to_have_text("06.06 Jodipan: saksi mengancam")
    await expect(page.locator("#clock b")).to_have_text(re.compile(r"\d\d\.\d\d"))
    sim.notice = "06.21  Jodipan: belum dijawab"
    await expect(page.locator("#clock span")).to_have_text("06.21 Jodipan: belum dijawab")
    await page.set_viewport_size({"width": 360, "height": 700})
    sideways = "() => document.documentElement.scrollWidth > innerWidth"
    assert await page.evaluate(sideways) is False


async def test_everything_is_pressed_without_a_mouse(page: Page) -> None:
    """A command in a text, a menu with its arrows and Escape, and the tools of a message."""
    rina = await opened(page, RINA)
    await rina.get_by_role("button", name="/masalah").press("Enter")
    await expect(rina.get_by_role("button", name="Banjir")).to_be_visible()
    clip, items = rina.get_by_role("button", name="Lampirkan"), rina.get_by_role("menuitem")
    await clip.press("Enter")
    await expect(items.first).to_be_focused()
    await items.first.press("ArrowUp")
    await expect(items.last).to_be_focused()
    await items.last.press("Escape")
    await expect(items).to_have_count(0)
    await expect(clip).to_be_focused()
    own = rina.locator(".mine", has_text="/masalah")
    await own.get_by_role("button", name="Sunting").press("Enter")
    await expect(rina.locator(".doing")).to_contain_text("Menyunting: /masalah")


async def test_who_listens_to_the_page_knows_whose_phone_it_is(page: Page) -> None:
    """Phones have names, and after an alert one is back where one writes."""
    await opened(page, RINA)
    rina = page.get_by_role("article", name="Ponsel Rina Wati, KPPS TPS 001 Jodipan")
    await rina.get_by_role("button", name="/masalah").press("Enter")
    await rina.get_by_role("button", name="Penting").press("Enter")
    await expect(rina.get_by_role("button", name="OK")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(rina.get_by_role("alertdialog")).to_be_hidden()
    await expect(rina.get_by_label("Tulis pesan")).to_be_focused()


async def test_a_drawer_that_is_closed_is_nowhere(page: Page) -> None:
    """On a narrow screen nobody gets into the list by Tab before it is opened."""
    await page.set_viewport_size({"width": 360, "height": 700})
    drawer, search = page.get_by_role("button", name="Orang"), page.get_by_role("searchbox")
    await expect(search).to_have_count(0)
    await drawer.press("Enter")
    await expect(search).to_be_focused()
    await search.press("Escape")
    await expect(search).to_have_count(0)
    await expect(drawer).to_be_focused()
