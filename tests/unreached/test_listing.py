"""/belum_terdaftar: who is not in, by area, for those who decide on them; and how they get in."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bot.simulator import Phone
from handlers.context import say
from storage.database import Tx
from tests.town import KOTALAMA, Town, user_id_of

SHARE = "📱 Bagikan nomor saya"
AUDITED = "SELECT COUNT(*) FROM audit WHERE allowed = 0"


def forget(*names: str) -> "Change":
    """These never registered."""
    return Change(
        "UPDATE account_people SET ended_at = 1 WHERE user_id = $1",
        [user_id_of(name) for name in names],
    )


def block(name: str, town: Town) -> "Change":
    """Somebody blocked the bot."""
    at = int(town.clock.now.timestamp() * 1000)
    return Change(f"UPDATE accounts SET blocked_at = {at} WHERE user_id = $1", [user_id_of(name)])


def unseen(name: str, town: Town, days: int) -> "Change":
    """Somebody was seen so many days ago."""
    at = int(town.clock.now.timestamp() * 1000) - days * 86_400_000
    return Change(f"UPDATE accounts SET last_seen_at = {at} WHERE user_id = $1", [user_id_of(name)])


class Change:
    """A statement for each of some accounts."""

    def __init__(self, sql: str, users: list[int]) -> None:
        self._sql, self._users = sql, users

    def __call__(self, tx: Tx) -> None:
        for user in self._users:
            tx.run(self._sql, user)


async def arranged(town: Town, *changes: Change) -> Town:
    """The town with some people out of reach."""
    for change in changes:
        await town.parts.db.write(change)
    return town


async def opened(town: Town, phone: Phone, name: str) -> str:
    """The card of somebody, found from /belum_terdaftar in one's only village."""
    await phone.says("/belum_terdaftar")
    await phone.sees("Belum terhubung", name)
    await phone.presses(name)
    return (await phone.sees("Keadaan", name)).text


async def test_an_admin_drills_down_from_the_city_to_a_name(town: Town) -> None:
    """Figures add up on the way: city, kecamatan, kelurahan, names with why."""
    await arranged(town, forget("Tono", "Wati", "Dewi", "Camat Budi"), block("Agus", town),
                   unseen("Bambang", town, 15))  # fmt: skip
    admin = town.admin
    await admin.says("/belum_terdaftar")
    city = await admin.sees("Belum terhubung, Kota Malang", "⚪ 4 belum mendaftar",
                            "⛔ 1 memblokir bot", "💤 1 lama tak terlihat")  # fmt: skip
    assert {"Kedungkandang · 5", "Sukun · 1"} <= set(city.labels)
    assert "TPS: 6" in city.text
    assert "ada pelapor terdaftar: 3" in city.text

    await admin.presses("Kedungkandang · 5")
    district = await admin.sees("Belum terhubung, Kec. Kedungkandang")
    assert {"Kotalama · 3", "Buring · 1", "Tingkat kecamatan · 1"} <= set(district.labels)
    await admin.presses("Tingkat kecamatan")
    await admin.sees("⚪ Camat Budi – camat Kec. Kedungkandang")
    await admin.presses("◀️ Kembali")
    await admin.sees("Kotalama · 3")
    await admin.presses("Kotalama")
    village = await admin.sees("Belum terhubung, Kel. Kotalama", "tanpa pelapor terdaftar: 2")
    assert village.labels[:3] == [
        "⚪ Tono – linmas TPS 002 Kotalama", "⚪ Wati – ketua KPPS TPS 002 Kotalama",
        "⛔ Agus – linmas TPS 003 Kotalama",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sees", "not_"),
    [
        ("Lurah Hadi", "Kel. Kotalama", "Dewi"),
        ("Yanti", "Kel. Kotalama", "Dewi"),
        ("Camat Budi", "Kec. Kedungkandang", "Sukun"),
        ("Eko", "Kec. Kedungkandang", "Sukun"),
        ("Rina", "Petugas TPS 001 Kotalama", "Tono"),
    ],
)
async def test_everybody_begins_with_the_own_area(
    town: Town, name: str, sees: str, not_: str
) -> None:
    """Lurah and PPS see the kelurahan, camat and PPK the kecamatan, a ketua the own station."""
    await arranged(town, forget("Tono", "Dewi", "Bambang", "Slamet"))
    await town.phone(name).says("/belum_terdaftar")

    assert not (await town.phone(name).sees(sees)).has(not_)


@pytest.mark.parametrize("name", ["Slamet", "Polsek Arif", "Kadis Rudi", "Oki", "Gito"])
async def test_who_decides_on_nobody_has_no_list(town: Town, name: str) -> None:
    """No names and numbers for those who only report or only watch; neither in the menu."""
    await town.phone(name).says("/belum_terdaftar")
    await town.phone(name).sees("bukan bagian dari tugas")
    await town.phone(name).says("/menu")
    assert not (await town.phone(name).sees("☰ Lainnya")).has("Belum terhubung")


async def test_other_areas_are_refused_and_audited(town: Town) -> None:
    """By word and by forged press: the list, the person, the invitation."""
    await arranged(town, forget("Tono"))
    sri = town.phone("Lurah Sri")
    post = await town.value("SELECT t.id FROM posts t JOIN people p ON p.id = t.person_id"
                            " WHERE p.name = 'Tono'")  # fmt: skip
    await sri.says("/belum_terdaftar Kotalama")
    await sri.sees("di luar wilayah")
    for data in (f"1ur.area|{KOTALAMA}", f"1ur.own|{KOTALAMA}|0", f"1ur.one|{post}",
                 f"1ur.wa|{post}", f"1ur.qr|{post}"):  # fmt: skip
        await sri.forges(data)
        await sri.sees_toast("di luar wilayah")

    assert await town.value(AUDITED) == 6
    assert await town.value("SELECT COUNT(*) FROM invitations") == 0
    await sri.says("/belum_terdaftar Antah Berantah")
    await sri.sees("tidak ditemukan")


async def test_the_personal_invitation_is_written_out_and_theirs_alone(town: Town) -> None:
    """Who invites, what for, no OTP; with the phone's digits; another number opens nothing."""
    await arranged(town, forget("Tono"))
    hadi, tono = town.phone("Lurah Hadi"), town.phone("Tono")
    await opened(town, hadi, "Tono")
    await hadi.presses("📲 Undang lewat WhatsApp")
    await hadi.sees("Undangan untuk Tono")
    await hadi.presses("📲 Buka WhatsApp")

    address = hadi.opened[0]
    assert address.startswith(f"https://wa.me/{tono.number[1:]}?text=")
    assert len(address) < 2048
    assert not re.search(r"[\s\"<>]", address)
    written = unquote(parse_qs(urlsplit(address).query)["text"][0])
    for said in ("Tono, linmas TPS 002 Kotalama", "Saya Lurah Hadi, lurah", "melaporkan",
                 "Berlaku sampai 29 Nov 07.02", "Bot tidak pernah meminta OTP."):  # fmt: skip
        assert said in written
    token = re.search(r"start=([\w-]+)", written)
    assert token
    await town.phone("Zaki").starts(token[1])
    await town.phone("Zaki").sees("Undangan diterima")
    await town.phone("Zaki").presses(SHARE)
    await town.phone("Zaki").sees("dibuat untuk nomor lain")
    await tono.starts(token[1])
    await tono.sees("Undangan diterima")
    await tono.presses(SHARE)
    await tono.sees("Bapak/Ibu Tono, linmas TPS 002 Kotalama?")
    await tono.presses("Benar")
    await tono.sees("Selamat datang")

    await hadi.says("/belum_terdaftar")
    await hadi.sees("Semua petugas sudah mendaftar")


async def test_a_link_and_a_qr_of_the_same_invitation(town: Town) -> None:
    """Pressed again, the first link stays good; a day before its end a new one is made."""
    await arranged(town, forget("Tono"))
    hadi = town.phone("Lurah Hadi")
    await opened(town, hadi, "Tono")
    await hadi.presses("📲 Undang lewat WhatsApp")
    await hadi.sees("Undangan untuk Tono")
    await hadi.presses("🔗 Tautan dan QR")
    code = await hadi.sees("Undangan untuk Tono", "t.me/SiagaTpsBot?start=", "OTP")
    assert code.kind == "photo"
    assert code.file_id is not None
    assert town.sim.world.files.find(code.file_id).content.startswith(b"\x89PNG")
    assert await town.value("SELECT COUNT(*) FROM invitations") == 1

    town.clock.forward(hours=25)
    await hadi.presses("🔗 Tautan dan QR")
    await hadi.sees("30 Nov 08.02")
    assert await town.value("SELECT COUNT(*) FROM invitations") == 2


async def test_who_blocked_the_bot_or_went_silent_is_written_to(town: Town) -> None:
    """They are in already: no invitation, but words that say how to come back."""
    await arranged(town, block("Tono", town), unseen("Wati", town, 15), unseen("Agus", town, 13))
    hadi = town.phone("Lurah Hadi")
    assert "memblokir bot 27 Nov 2024 pukul 07.02" in await opened(town, hadi, "Tono")
    await hadi.presses("💬 Ingatkan lewat WhatsApp")
    assert "buka blokirnya dulu" in unquote(hadi.opened[0])
    assert "Lurah Hadi" in unquote(hadi.opened[0])
    assert "terakhir terlihat 12 Nov 2024 pukul 07.02" in await opened(town, hadi, "Wati")

    await hadi.says("/belum_terdaftar")
    assert not (await hadi.sees("Tono", "Wati")).has("Agus")
    post = await town.value("SELECT t.id FROM posts t JOIN people p ON p.id = t.person_id"
                            " WHERE p.name = 'Tono'")  # fmt: skip
    await hadi.forges(f"1ur.wa|{post}")
    await hadi.sees_toast("sudah terhubung")
    assert await town.value("SELECT COUNT(*) FROM invitations") == 0


async def test_a_real_block_shows_and_a_word_ends_it(town: Town) -> None:
    """A 403 marks somebody, the next message of theirs takes the mark away."""
    tono, hadi = town.phone("Tono"), town.phone("Lurah Hadi")
    await tono.blocks_bot()
    await town.parts.db.write(lambda tx: say(tx, town.clock(), tono.user_id, "Selamat pagi"))
    await hadi.says("/menu")
    await hadi.sees("☰ Lainnya")
    await town.quiet()
    await hadi.says("/belum_terdaftar")
    await hadi.sees("⛔ Tono")
    await tono.unblocks_bot()
    await tono.says("/menu")
    await tono.sees("☰ Lainnya")
    await hadi.says("/belum_terdaftar")
    await hadi.sees("Semua petugas sudah mendaftar")


async def test_ptps_are_seen_by_bawaslu_and_admins_alone(town: Town) -> None:
    """Nobody chases Bawaslu's people but Bawaslu; its coordinator invites them."""
    await arranged(town, forget("Putri"))
    post = await town.value("SELECT id FROM posts WHERE role = 'ptps'")
    hadi, fitri = town.phone("Lurah Hadi"), town.phone("Bawaslu Fitri")
    await hadi.says("/belum_terdaftar")
    await hadi.sees("Semua petugas sudah mendaftar")
    await hadi.forges(f"1ur.one|{post}")
    await hadi.sees_toast("di luar wilayah")

    await fitri.says("/menu")
    await fitri.sees("☰ Lainnya")
    await fitri.presses("⚪ Belum terhubung")
    await fitri.sees("hanya memuat pengawas TPS", "⚪ 1 belum mendaftar")
    await fitri.presses("Kedungkandang · 1")
    await fitri.sees("Kotalama · 1")
    await fitri.presses("Kotalama · 1")
    await fitri.sees("Putri – pengawas TPS 001 Kotalama")
    await fitri.presses("Putri")
    card = await fitri.sees("Putri", "belum pernah mendaftar")
    assert not card.has("Ganti petugas")
    await fitri.presses("📲 Undang lewat WhatsApp")
    await fitri.sees("Undangan untuk Putri")
    await town.admin.says(f"/belum_terdaftar {KOTALAMA}")
    await town.admin.sees("Putri")


async def test_a_lurah_sees_but_does_not_invite_who_is_not_below(town: Town) -> None:
    """PPS of the own kelurahan: shown with the number, no invitation; a forged one is audited."""
    await arranged(town, forget("Yanti"))
    hadi = town.phone("Lurah Hadi")
    card = await opened(town, hadi, "Yanti")
    assert town.phone("Yanti").number in card
    assert "Undang" not in "".join(hadi.messages[-1].labels)
    post = await town.value("SELECT id FROM posts WHERE role = 'pps'")
    await hadi.forges(f"1ur.wa|{post}")
    await hadi.sees_toast("di luar wilayah")
    assert await town.value(AUDITED) == 1


async def test_names_go_out_twenty_at_a_time(town: Town) -> None:
    """Turning the pages shows everybody once, in order of the TPS."""
    await town.parts.db.write(_many)
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/belum_terdaftar")
    first = await hadi.sees("⚪ 45 belum mendaftar", "Berikutnya")
    await hadi.presses("Berikutnya ▶️")
    second = await hadi.sees("Sebelumnya", "Berikutnya")
    await hadi.presses("Berikutnya ▶️")
    await hadi.sees("Warga 44")
    third = hadi.messages[-1]
    assert "Berikutnya ▶️" not in third.labels

    pages = [first, second, third]
    names = [label for each in pages for label in each.labels if "Warga" in label]
    assert len(names) == len(set(names)) == 45


def _many(tx: Tx) -> None:
    at = tx.value("SELECT MAX(created_at) FROM people")
    for number in range(45):
        tx.run("INSERT INTO people (name, created_at) VALUES ($1, $2)", f"Warga {number:02d}", at)
        tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, station_id, source, since_at)"
            " SELECT 1, MAX(id), 'kpps', $1, 3, 'roster', $2 FROM people",
            KOTALAMA, at,
        )  # fmt: skip
