"""What follows an illness or a death: a note for those who settle BPJS, and for nobody else."""

import pytest

from bot.simulator import Message
from storage.database import Tx
from tests.town import Town


async def falls_ill(town: Town, what: str) -> None:
    """Slamet reports an officer's condition, by buttons alone."""
    slamet = town.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Kesehatan petugas")
    await slamet.presses(what)
    await slamet.sees("No. 1.", "Kesehatan petugas")
    await town.tick()
    await town.quiet()


def notes(town: Town, name: str) -> list[Message]:
    return [each for each in town.phone(name).messages if "Tindak lanjut BPJS" in each.text]


async def test_the_puskesmas_stands_first(town: Town) -> None:
    """Before anything is reported: its number, above the buttons."""
    slamet = town.phone("Slamet")
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Kesehatan petugas")
    await slamet.sees("☎️ Puskesmas Kedungkandang +62341000333", "Jangan tulis penyakit")


@pytest.mark.parametrize("what", ["Meninggal", "Pingsan", "Sesak/nyeri dada", "Luka"])
async def test_a_death_or_hospital_case_opens_a_follow_up(town: Town, what: str) -> None:
    """Bakesbangpol and Dinkes get it, with the Puskesmas first and who is covered."""

    def cover(tx: Tx) -> None:
        tx.run("UPDATE people SET bpjs = 1 WHERE name = 'Rina'")
        tx.run("UPDATE people SET bpjs = 0 WHERE name = 'Slamet'")

    await town.parts.db.write(cover)
    await falls_ill(town, what)
    for name in ("Ida", "Umar", "Lina"):
        seen = await town.phone(name).sees(
            "Tindak lanjut BPJS, laporan No. 1", what.casefold(), "TPS 001 Kotalama",
            "☎️ Puskesmas Kedungkandang", "Rina (ketua KPPS): ada",
            "Slamet (linmas): tidak ada", "Joko (anggota KPPS): belum diketahui",
        )  # fmt: skip
        assert seen.text.index("Puskesmas") < seen.text.index("Rina")
    for name in ("Hadi", "Yanti", "Nur", "Fitri", "Hana", "Arif", "Slamet"):
        assert not notes(town, name)


async def test_being_tired_opens_none(town: Town) -> None:
    """Lelah is an alert, not a claim."""
    await falls_ill(town, "Lelah")
    await town.tick()
    await town.quiet()
    assert not notes(town, "Lina")
    assert await town.value("SELECT COUNT(*) FROM claims") == 0


async def test_a_follow_up_goes_from_person_to_claim(town: Town) -> None:
    """Lina names Rina, Ida files the claim and closes it: every copy shows each step."""
    await falls_ill(town, "Meninggal")
    lina, ida = town.phone("Lina"), town.phone("Ida")
    first = notes(town, "Lina")[0]
    await lina.presses("Rina (ketua KPPS)", on=first)
    await ida.sees("Petugas: Rina (ketua KPPS)", "BPJS Ketenagakerjaan: belum diketahui")
    await ida.presses("📄 Klaim diajukan", on=notes(town, "Ida")[0])
    await lina.sees("Klaim diajukan 07.02 (Bapak/Ibu Bakesbang Ida)")
    await town.quiet()
    await ida.presses("✅ Selesai", on=notes(town, "Ida")[0])
    await lina.sees("Selesai 07.02 (Bapak/Ibu Bakesbang Ida)")
    assert len(notes(town, "Lina")) == 1
    row = (await town.rows("SELECT state, changed_by FROM claims"))[0]
    assert row["state"] == "closed"
    await town.quiet()
    await lina.presses("↩️ Buka lagi", on=notes(town, "Lina")[0])
    await town.quiet()
    assert await town.value("SELECT state FROM claims") == "open"
    assert await town.value("SELECT COUNT(*) FROM audit WHERE action LIKE 'claim %'") == 4


async def test_a_withdrawn_report_ends_it(town: Town) -> None:
    """Slamet pressed by mistake: the note says so and has no buttons."""
    await falls_ill(town, "Pingsan")
    assert notes(town, "Lina")
    await town.phone("Slamet").says("batal")
    await town.phone("Slamet").sees("dibatalkan")
    await town.tick()
    gone = await town.phone("Lina").sees("Tidak perlu ditindaklanjuti")
    assert not gone.buttons


async def test_who_comes_later_is_told_then(town: Town) -> None:
    """A second coordinator of Dinkes gets the post after the alert: one note, once."""
    await falls_ill(town, "Pingsan")
    await town.parts.db.write(
        lambda tx: tx.run("UPDATE posts SET agency = 'dinkes' WHERE agency = 'bpbd'")
    )
    for _ in range(3):
        await town.tick()
    await town.phone("Nur").sees("Tindak lanjut BPJS")
    await town.quiet()
    assert len(notes(town, "Nur")) == 1
    assert len(notes(town, "Lina")) == 1


async def test_only_those_who_follow_it_up_press(town: Town) -> None:
    """Lurah, linmas, Bawaslu, BPBD, PPS and the admin: refused, audited, nothing changed."""
    await falls_ill(town, "Meninggal")
    people = [town.phone(name) for name in ("Hadi", "Slamet", "Fitri", "Nur", "Yanti", "Arif")]
    for phone in (*people, town.admin):
        for data in ("1bp|1|who|1", "1bp|1|filed", "1bp|1|closed"):
            await phone.forges(data)
            await phone.sees_toast("Maaf")
    await town.quiet()
    assert await town.value("SELECT state || COALESCE(person_id, '') FROM claims") == "open"


async def test_nobody_of_another_station_is_named(town: Town) -> None:
    """Lina forges a person who does not serve there, and a state that is none."""
    await falls_ill(town, "Luka")
    lina = town.phone("Lina")
    stranger = await town.value("SELECT id FROM people WHERE name = 'Tono'")
    for data in (f"1bp|1|who|{stranger}", "1bp|1|x", "1bp|1", "1bp|99|filed"):
        await lina.forges(data)
        await lina.sees_toast("tidak berlaku")
    assert await town.value("SELECT state || COALESCE(person_id, '') FROM claims") == "open"
