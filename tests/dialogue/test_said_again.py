"""What is said again: every message gets an answer, and nothing is lost by repeating it."""

import pytest

from bot.simulator import Message, Phone
from tests.town import Town


def heard(phone: Phone) -> list[Message]:
    """What the bot has said in this chat."""
    return [message for message in phone.messages if message.by_bot]


@pytest.mark.parametrize("line", ["✅ TPS 001: rapat dimulai", "Mulai.", "rapat dimulai 0702"])
async def test_the_same_again_is_answered_each_time(voting_day: Town, line: str) -> None:
    """The key pressed three times: one report, three answers."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.02")
    for times in (1, 2):
        await slamet.says(line)
        await slamet.sees("Sudah tersimpan: No. 1. Rapat dimulai 07.02")
        await voting_day.quiet()
        assert len(heard(slamet)) == 1 + times
    assert await voting_day.value("SELECT COUNT(*) FROM reports") == 1


async def test_a_receipt_that_brought_the_keyboard_is_sent_anew(voting_day: Town) -> None:
    """Corrected twice: two new messages, and no edit that Telegram must refuse."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.02")
    await slamet.says("mulai 07.01")
    await slamet.sees("No. 1 dikoreksi (versi 2). Rapat dimulai 07.01")
    await slamet.says("mulai 07.00")
    await slamet.sees("No. 1 dikoreksi (versi 3). Rapat dimulai 07.00")
    await voting_day.quiet()
    assert len(heard(slamet)) == 3
    assert not [each for each in voting_day.sim.records if each.method == "editMessageText"]


async def test_who_only_confirms_is_not_asked_for_the_hour(voting_day: Town) -> None:
    """At 11.55 the chair repeats what the linmas said: the hour is known, hers is the same."""
    voting_day.clock.at(7, 5)
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.05")
    voting_day.clock.at(11, 55)
    await rina.says("mulai")
    await rina.sees("✅ No. 2. Rapat dimulai 07.05", "Sudah dilaporkan Bapak/Ibu Slamet 07.05")
    await voting_day.quiet()
    assert not [each for each in heard(rina) if "Pukul berapa" in each.text]
    assert await voting_day.value("SELECT COUNT(*) FROM incidents") == 0


async def test_who_says_another_hour_is_heard(voting_day: Town) -> None:
    """The chair's own hour counts, whatever the linmas said before."""
    slamet, rina = voting_day.phone("Slamet"), voting_day.phone("Rina")
    await slamet.says("mulai")
    await slamet.sees("✅ No. 1. Rapat dimulai 07.02")
    voting_day.clock.at(11, 55)
    await rina.says("mulai 07.00")
    await rina.sees("✅ No. 2. Rapat dimulai 07.00", "Sudah dilaporkan Bapak/Ibu Slamet 07.02")


async def test_in_a_rehearsal_receipts_say_so(voting_day: Town) -> None:
    """GLADI stands before what is stored, stored again and taken back."""
    await voting_day.parts.db.write(lambda tx: tx.run("UPDATE events SET kind = 'gladi'"))
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.sees("🎭 GLADI · ✅ No. 1. Rapat dimulai 07.02")
    await slamet.says("mulai")
    await slamet.sees("🎭 GLADI · Sudah tersimpan: No. 1.")
    await slamet.says("batal")
    await slamet.sees("🎭 GLADI · 🗑 Laporan No. 1 dibatalkan")


async def test_batal_twice_asks_before_it_takes_more(voting_day: Town) -> None:
    """The second `batal` names the report before; Tidak leaves it, Ya takes it back."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.says("logistik lengkap")
    await slamet.sees("No. 2")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 2 dibatalkan")
    await slamet.says("batal")
    await slamet.sees("Batalkan juga No. 1 (Rapat dimulai 07.02)?")
    await slamet.presses("Tidak")
    await slamet.sees("No. 1 tetap tersimpan")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 1
    await slamet.says("batal")
    await slamet.presses("Ya, batalkan")
    await slamet.sees("Laporan No. 1 dibatalkan (Rapat dimulai 07.02)")
    assert await voting_day.value("SELECT COUNT(*) FROM current_reports") == 0


async def test_batal_after_a_new_report_asks_nothing(voting_day: Town) -> None:
    """What was reported since is what is meant."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.says("batal")
    await slamet.says("mulai 07.01")
    await slamet.sees("No. 3")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 3 dibatalkan")


@pytest.mark.parametrize("line", ["batal 1", "batal no 1", "batal no. 1", "batal laporan no. 1"])
async def test_one_of_ones_own_by_its_number(voting_day: Town, line: str) -> None:
    """By its number, also right after another was taken back; twice is told as it is."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("mulai")
    await slamet.says("logistik lengkap")
    await slamet.says("batal")
    await slamet.sees("Laporan No. 2 dibatalkan")
    await slamet.says("batal 99")
    await slamet.sees("Laporan No. 99 tidak ada, atau bukan laporan Bapak/Ibu")
    await slamet.says(line)
    await slamet.sees("Laporan No. 1 dibatalkan (Rapat dimulai 07.02)")
    await slamet.says(line)
    await slamet.sees("Laporan No. 1 sudah dibatalkan.")


async def test_people_of_several_stations_read_which_one(voting_day: Town) -> None:
    """The lurah's receipt, question and withdrawal name the station; Slamet's do not."""
    hadi, slamet = voting_day.phone("Lurah Hadi"), voting_day.phone("Slamet")
    await hadi.says("2 mulai")
    await hadi.sees("✅ No. 1. Rapat dimulai 07.02 · TPS 002 Kotalama. Salah?")
    await hadi.says("2 mulai")
    await hadi.sees("Sudah tersimpan: No. 1. Rapat dimulai 07.02 · TPS 002 Kotalama.")
    await hadi.says("3 tutup")
    await hadi.sees("TPS 003 Kotalama", "Pemungutan ditutup 07.02? Aturan")
    await hadi.presses("Salah pencet")
    await hadi.says("batal")
    await hadi.sees("No. 1 dibatalkan (Rapat dimulai 07.02 · TPS 002 Kotalama)")
    await slamet.says("mulai")
    await slamet.sees(". Rapat dimulai 07.02. Salah?")


async def test_the_hour_is_asked_with_the_station(voting_day: Town) -> None:
    """Late, for one of several stations: of which one is asked."""
    voting_day.clock.at(7, 40)
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("2 mulai")
    await hadi.sees("TPS 002 Kotalama", "Pukul berapa sebenarnya?")


async def test_a_form_that_was_left_says_which_one_it_is(voting_day: Town) -> None:
    """Milestone, station and hour stand in the question whether to go on."""
    slamet = voting_day.phone("Slamet")
    await slamet.says("lengkap 6")
    await slamet.sees("Berapa linmas")
    voting_day.clock.forward(minutes=5)
    await slamet.says("🚨 Ada masalah")
    await slamet.presses("Batal")
    await slamet.sees(
        "Laporan Status TPS (petugas lengkap · TPS 001 Kotalama · dibuka 07.02) belum selesai."
    )


@pytest.mark.parametrize("label", ["🔁 Ganti petugas", "ganti petugas", "Ganti Petugas"])
async def test_a_label_may_be_typed(voting_day: Town, label: str) -> None:
    """Typed in place of the press it begins the same as the command."""
    hadi = voting_day.phone("Lurah Hadi")
    await hadi.says("/ganti")
    await voting_day.quiet()
    await hadi.says(label)
    await voting_day.quiet()
    by_command, by_label = (message.text for message in heard(hadi)[-2:])
    assert by_label == by_command
