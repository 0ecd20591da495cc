"""Photos and files of an incident: fetched, named by their hash, shown, hidden."""

import asyncio
import hashlib
from pathlib import Path

from bot.simulator import Phone
from bot.simulator.images import SAMPLE_JPEG
from storage import journal
from tests.town import Town

OTHER_JPEG = SAMPLE_JPEG + b"\0"
FLOOD = "masalah banjir air masuk TPS"


async def report(phone: Phone) -> None:
    """A flood at the own TPS."""
    await phone.says(FLOOD)
    await phone.sees("✅ No.")


async def send_photo(phone: Phone, content: bytes = SAMPLE_JPEG) -> None:
    """A photo for the fresh incident, after the question."""
    await phone.sends_photo(content)
    await phone.sees("Untuk laporan No.")
    await phone.presses("Kirim")
    await phone.sees("Ditambahkan ke laporan No.")


def kept(town: Town) -> list[Path]:
    """The files in the evidence folder."""
    folder = town.database.parent / "evidence"
    return sorted(path for path in folder.rglob("*") if path.is_file())


async def fetched(town: Town, pieces: int = 1) -> None:
    """Wait until the files of so many pieces were fetched."""
    async with asyncio.timeout(60):
        while await town.value("SELECT COUNT(*) FROM evidence WHERE sha256 <> ''") != pieces:
            continue


async def no_jobs(town: Town) -> None:
    """Wait until all slow work is done."""
    async with asyncio.timeout(60):
        while await town.value("SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL"):
            continue


async def sees_no_photo(town: Town, phone: Phone) -> None:
    """Wait until no photo stands in the chat any more."""

    def gone() -> bool | None:
        return None if any(message.kind == "photo" for message in phone.messages) else True

    assert await town.sim.world.signal.until(gone, 20)


async def test_a_photo_is_fetched_and_named_by_its_hash(town: Town) -> None:
    """sha256 in name, row and journal; nothing is fetched before Kirim."""
    slamet = town.phone("Slamet")
    await report(slamet)
    await slamet.sends_photo(SAMPLE_JPEG)
    await slamet.sees("Bukan bilik atau C.Hasil?")
    await no_jobs(town)
    assert kept(town) == []
    await slamet.presses("Kirim")
    await fetched(town)
    sha256 = hashlib.sha256(SAMPLE_JPEG).hexdigest()
    assert [path.name for path in kept(town)] == [f"{sha256}.jpg"]
    assert kept(town)[0].parent.name == sha256[:2]
    assert kept(town)[0].read_bytes() == SAMPLE_JPEG
    written = "SELECT COUNT(*) FROM journal WHERE kind = 'evidence' AND body LIKE '%' || $1 || '%'"
    assert await town.value(written.replace("body", "CAST(body AS TEXT)"), sha256) == 1
    assert await town.parts.db.read(journal.verify) == []


async def test_a_file_is_tried_until_telegram_gives_it(town: Town) -> None:
    """Errors far beyond five tries: each pause is longer, nothing is given up."""
    slamet = town.phone("Slamet")
    await report(slamet)
    town.sim.fail_next("getFile", 502, times=8)
    await send_photo(slamet)
    tries = "SELECT attempts FROM jobs WHERE kind = 'evidence.fetch'"
    for attempt in range(1, 9):
        async with asyncio.timeout(60):
            while await town.value(tries) != attempt:
                continue
        assert kept(town) == []
        town.clock.forward(hours=1)
        town.parts.work.wake()
    await fetched(town)
    assert len(kept(town)) == 1


async def test_the_same_picture_twice_is_one_file(town: Town) -> None:
    """Two officers send the same; hiding one piece leaves the other's file."""
    slamet, tono, nur = town.phone("Slamet"), town.phone("Tono"), town.phone("BPBD Nur")
    for phone in (slamet, tono):
        await report(phone)
        await send_photo(phone)
    await fetched(town, 2)
    assert len(kept(town)) == 1
    await nur.forges("1inc.hidey|1|1")
    await nur.sees("Disembunyikan untuk semua")
    await no_jobs(town)
    assert len(kept(town)) == 1


async def test_hiding_takes_the_file_away_and_keeps_the_hash(town: Town) -> None:
    """Gone from the folder, the chats and the buttons; hash, step and audit stay."""
    slamet, nur, budi = town.phone("Slamet"), town.phone("BPBD Nur"), town.phone("Camat Budi")
    await report(slamet)
    await send_photo(slamet)
    await fetched(town)
    for phone in (nur, budi):
        await phone.presses("Foto/berkas (1)")
        await phone.sees("No. 1 · 1/1")
    await nur.presses("🙈 Sembunyikan")
    await nur.sees("tidak bisa dikembalikan")
    await nur.presses("Ya, sembunyikan")
    await nur.sees("Disembunyikan untuk semua")
    await no_jobs(town)
    assert kept(town) == []
    for phone in (nur, budi):
        await sees_no_photo(town, phone)
    await budi.sees("🙈 07.02 foto/berkas disembunyikan Bapak/Ibu BPBD Nur")
    assert not [label for label in budi.buttons if "Foto" in label]
    rows = await town.rows("SELECT sha256, path FROM evidence")
    assert rows == [{"sha256": hashlib.sha256(SAMPLE_JPEG).hexdigest(), "path": None}]
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action = 'evidence.hide'") == 1
    assert await town.parts.db.read(journal.verify) == []


async def test_a_photo_under_way_while_it_is_hidden_is_taken_away_too(town: Town) -> None:
    """Its message has no number yet when Sembunyikan looks for messages to delete."""
    slamet, nur, budi = town.phone("Slamet"), town.phone("BPBD Nur"), town.phone("Camat Budi")
    await report(slamet)
    await send_photo(slamet)
    await fetched(town)
    town.sim.delay_next("sendPhoto", 0.3, chat_id=budi.user_id)
    await budi.presses("Foto/berkas (1)")
    async with asyncio.timeout(60):
        while not await town.value("SELECT COUNT(*) FROM outbox WHERE method = 'sendPhoto'"):
            continue
    await nur.forges("1inc.hidey|1|1")
    await nur.sees("Disembunyikan untuk semua")
    async with asyncio.timeout(60):
        while not await town.value(
            "SELECT COUNT(*) FROM outbox WHERE method = 'deleteMessage' AND sent_at <> 0"
        ):
            continue
    await sees_no_photo(town, budi)


async def test_only_those_who_deal_with_it_hide(town: Town) -> None:
    """Neither the reporter nor a lurah elsewhere; a number of another incident is stale."""
    slamet, tono = town.phone("Slamet"), town.phone("Tono")
    await report(slamet)
    await send_photo(slamet)
    await report(tono)
    for phone in (slamet, town.phone("Lurah Sri")):
        await phone.forges("1inc.hidey|1|1")
        await phone.sees_toast("Maaf")
    await town.phone("BPBD Nur").forges("1inc.hidey|2|1")
    await town.phone("BPBD Nur").sees_toast("sudah tidak berlaku")
    assert await town.value("SELECT COUNT(*) FROM evidence WHERE hidden_at IS NOT NULL") == 0


async def test_an_album_is_asked_about_once(town: Town) -> None:
    """Three pictures, one question, one step, three files."""
    slamet, nur = town.phone("Slamet"), town.phone("BPBD Nur")
    await report(slamet)
    await slamet.sends_album(SAMPLE_JPEG, OTHER_JPEG, OTHER_JPEG + b"\0", caption="air naik")
    await slamet.sees("3 foto/berkas untuk laporan No. 1", "Kirim", "Hapus")
    assert len([m for m in slamet.messages if m.has("Hapus")]) == 1
    await slamet.presses("Kirim")
    await slamet.sees("3 foto/berkas ditambahkan")
    await nur.sees("air naik", "🖼 Foto/berkas (3)")
    await fetched(town, 3)
    assert len(kept(town)) == 3
    steps = "SELECT COUNT(*) FROM incident_steps WHERE action = 'evidence'"
    assert await town.value(steps) == 1


async def test_a_dropped_album_is_forgotten_whole(town: Town) -> None:
    """Hapus forgets each picture of it."""
    slamet = town.phone("Slamet")
    await report(slamet)
    await slamet.sends_album(SAMPLE_JPEG, OTHER_JPEG)
    await slamet.sees("2 foto/berkas")
    await slamet.presses("Hapus")
    await slamet.sees("Foto dihapus")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0


async def test_what_cannot_be_kept_is_said_at_once(town: Town) -> None:
    """Programs and files over 20 MB are refused with what to do instead."""
    slamet = town.phone("Slamet")
    await report(slamet)
    await slamet.sends_file("hadiah.apk", b"PK", mime="application/vnd.android.package-archive")
    await slamet.sees("Kirim foto, video, atau PDF")
    await slamet.sends_file("besar.pdf", bytes(20 * 1024 * 1024 + 1), mime="application/pdf")
    await slamet.sees("lebih dari 20 MB")
    assert await town.value("SELECT COUNT(*) FROM evidence") == 0
    await slamet.sends_file("surat.pdf", b"%PDF-1.4", mime="application/pdf")
    await slamet.sees("Untuk laporan No. 1")
    await slamet.presses("Kirim")
    await fetched(town)
    assert kept(town)[0].suffix == ".pdf"
