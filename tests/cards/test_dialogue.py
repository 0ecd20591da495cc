"""/kartu: printed cards for those who decide on people, and what a scanned card opens."""

import pytest

from bot.simulator import Message
from tests.town import KOTALAMA, Town

SHARE = "📱 Bagikan nomor saya"
SENT = "SELECT COUNT(*) FROM outbox WHERE method = 'sendDocument'"


async def card(town: Town, name: str, *words: str) -> Message:
    """The PDF that arrives, with these words below it."""
    phone = town.admin if name == "Admin" else town.phone(name)
    found = await phone.sees("Kartu", *words, "gunting")
    assert found.kind == "document"
    assert found.file_id is not None
    assert town.sim.world.files.find(found.file_id).content.startswith(b"%PDF-")
    return found


@pytest.mark.parametrize(
    ("name", "words", "title"),
    [
        ("Lurah Hadi", "/kartu 2", "Kartu TPS 002 Kotalama"),
        ("Yanti", "/kartu TPS 2", "Kartu TPS 002 Kotalama"),
        ("Lurah Hadi", "/kartu kotalama", "Kartu TPS Kel. Kotalama"),
        ("Camat Budi", "/kartu Buring 1", "Kartu TPS 001 Buring"),
        ("Admin", "/kartu 35.73.04.1001-002", "Kartu TPS 002 Ciptomulyo"),
        ("Admin", "/kartu 3573041001-002", "Kartu TPS 002 Ciptomulyo"),
        ("Rina", "/kartu", "Kartu TPS 001 Kotalama"),
        ("Rina", "/kartu 1", "Kartu TPS 001 Kotalama"),
    ],
)
async def test_cards_by_what_is_typed(town: Town, name: str, words: str, title: str) -> None:
    """A number, a name, both, or a code; inside one's own area."""
    phone = town.admin if name == "Admin" else town.phone(name)
    await phone.says(words)
    await phone.sees("sedang disiapkan")
    await card(town, name, title)


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        ("Lurah Hadi", "/kartu Ciptomulyo", "di luar wilayah"),
        ("Lurah Hadi", "/kartu Ciptomulyo 1", "di luar wilayah"),
        ("Lurah Hadi", "/kartu 35.73.04.1001-001", "di luar wilayah"),
        ("Lurah Hadi", "/kartu 35.73", "di luar wilayah"),
        ("Camat Budi", "/kartu Sukun", "di luar wilayah"),
        ("Rina", "/kartu 2", "di luar wilayah"),
        ("Rina", f"/kartu {KOTALAMA}-002", "di luar wilayah"),
        ("Slamet", "/kartu", "bukan bagian dari tugas"),
        ("Polsek Arif", "/kartu Kotalama", "bukan bagian dari tugas"),
        ("Lurah Hadi", "/kartu 9", "Tidak ada TPS 009 di Kotalama"),
        ("Lurah Hadi", "/kartu 1 2", "satu TPS"),
        ("Camat Budi", "/kartu 2", "/kartu Buring 2"),
        ("Camat Budi", "/kartu Antah Berantah", "tidak ditemukan"),
    ],
)
async def test_what_is_refused(town: Town, name: str, words: str, answer: str) -> None:
    """Other areas are denied and audited; what cannot be read is answered with what to type."""
    await town.phone(name).says(words)
    await town.phone(name).sees(answer)

    assert await town.value("SELECT COUNT(*) FROM jobs WHERE kind = 'cards'") == 0
    denied = await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0")
    assert denied == (1 if "wilayah" in answer or "tugas" in answer else 0)


async def test_cards_by_buttons(town: Town) -> None:
    """Menu, kecamatan, kelurahan, one TPS or all of them."""
    admin = town.admin
    await admin.says("/menu")
    await admin.sees("☰ Lainnya")
    await admin.presses("🖨 Kartu TPS")
    await admin.sees("Pilih wilayah", "Sukun")
    await admin.presses("Sukun")
    await admin.sees("Ciptomulyo")
    await admin.presses("Ciptomulyo")
    await admin.sees("Semua 2 TPS", "002")
    await admin.presses("002")
    await card(town, "Admin", "TPS 002 Ciptomulyo")
    await admin.presses("Semua 2 TPS")
    await card(town, "Admin", "TPS Kel. Ciptomulyo", "2 kartu")
    await admin.presses("◀️ Kembali")
    await admin.sees("Pilih wilayah", "Ciptomulyo")


async def test_forged_presses_are_audited(town: Town) -> None:
    """Another kelurahan's cards are not had by a made-up press, nor a whole city in one file."""
    sri = town.phone("Lurah Sri")
    for data in (f"1kt.area|{KOTALAMA}", f"1kt.all|{KOTALAMA}", "1kt.one|1", "1kt.all|35.73"):
        await sri.forges(data)
        await sri.sees_toast("di luar wilayah")
    await sri.forges("1kt.one|999")
    await sri.sees_toast("tidak berlaku")
    await town.admin.forges("1kt.all|35.73")
    await town.admin.sees_toast("tidak berlaku")

    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 6
    assert await town.value("SELECT COUNT(*) FROM jobs WHERE kind = 'cards'") == 0


async def test_the_same_card_is_the_same_file(town: Town) -> None:
    """Without dates or chance in it, Telegram has it already when it is asked for again."""
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/kartu 2")
    first = await card(town, "Lurah Hadi", "TPS 002")
    await town.quiet()
    await hadi.says("/kartu 2")
    again = await card(town, "Lurah Hadi", "TPS 002")

    assert again.file_id == first.file_id
    assert await town.value("SELECT COUNT(*) FROM files") == 1
    assert await town.value(SENT) == 2


async def test_a_scanned_card_only_asks(town: Town) -> None:
    """A stranger gets no further than a request for that TPS; somebody who knows them decides."""
    zaki, hadi = town.phone("Zaki"), town.phone("Lurah Hadi")
    await zaki.starts(await word(town))
    await zaki.sees("Pendaftaran petugas TPS 002 Kotalama", "OTP")
    await zaki.presses(SHARE)
    await zaki.sees("belum ada dalam daftar", "Bertugas di TPS 002 Kotalama?")
    await zaki.presses("Linmas")
    await zaki.sees("nama lengkap")
    await zaki.says("Zaki Anwar")
    await zaki.sees("Permintaan dikirim")
    await zaki.says("mulai")
    await zaki.sees("menunggu persetujuan")
    assert await town.value("SELECT COUNT(*) FROM posts WHERE source <> 'roster'") == 0
    assert await town.value("SELECT COUNT(*) FROM reports") == 0

    await zaki.starts(await word(town))
    await zaki.sees("masih menunggu persetujuan")
    await hadi.sees("Permintaan masuk", "Zaki Anwar", "linmas TPS 002 Kotalama")
    await hadi.presses("✅ Setujui")
    await zaki.sees("Selamat datang", "linmas TPS 002 Kotalama")


async def test_whoever_is_on_the_roster_is_asked_by_name(fresh_town: Town) -> None:
    """The card does not stand above the roster: Tono of TPS 002 scans the card of TPS 001."""
    tono = fresh_town.phone("Tono")
    await tono.starts(await word(fresh_town, number=1))
    await tono.sees("Pendaftaran petugas TPS 001")
    await tono.presses(SHARE)
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002 Kotalama?")


async def test_a_scanned_card_changes_nothing_for_who_is_in(town: Town) -> None:
    """A greeting with the keyboard, no matter whose station's card it is; no unknown card errs."""
    agus = town.phone("Agus")
    await agus.starts(await word(town))
    await agus.sees("Bapak/Ibu Agus, linmas TPS 003 Kotalama")
    await town.phone("Zaki").starts("tps_999")
    await town.phone("Zaki").sees("Untuk mendaftar, tekan")
    await town.phone("Zaki").presses(SHARE)
    await town.phone("Zaki").sees("kecamatan mana")


async def test_from_a_scanned_card_one_can_go_back_and_pick_another(town: Town) -> None:
    """Kembali leads to the stations of that kelurahan, Batal out."""
    zaki = town.phone("Zaki")
    await zaki.starts(await word(town))
    await zaki.sees("Pendaftaran petugas TPS 002")
    await zaki.presses(SHARE)
    await zaki.sees("Bertugas di TPS 002")
    await zaki.presses("◀️ Kembali")
    await zaki.sees("TPS nomor berapa?", "003")
    await zaki.presses("003")
    await zaki.sees("Bertugas sebagai apa?")
    await zaki.presses("✖️ Batal")
    await zaki.sees("Pendaftaran dibatalkan")


async def word(town: Town, number: int = 2) -> str:
    """What follows /start in the QR of a station of Kotalama."""
    found = await town.value(
        "SELECT id FROM stations WHERE area = $1 AND number = $2", KOTALAMA, number
    )
    return f"tps_{found}"
