"""Dealing with an incident: when it will be done, who is asked, that it is not over."""

from bot.simulator import Phone
from tests.town import Town

FLOOD = "masalah banjir air masuk TPS"


async def report(phone: Phone, line: str = FLOOD) -> None:
    """File an incident by a line whose kind is clear."""
    await phone.says(line)
    await phone.sees("✅ No.")


async def later(town: Town, minutes: float) -> None:
    """Time passes and every timer looks once."""
    await town.quiet()
    town.clock.forward(minutes=minutes)
    await town.tick()
    await town.quiet()


async def test_the_holder_says_when_by_one_tap(town: Town) -> None:
    """Only the holder sees the times; everybody and the reporter read the hour, silently."""
    slamet, nur, budi = (town.phone(n) for n in ("Slamet", "BPBD Nur", "Camat Budi"))
    await report(slamet)
    await nur.presses("🙋 Saya tangani")
    await slamet.sees("🙋 Laporan No. 1")
    before = len(slamet.messages)
    await nur.presses("⏱ 30 menit")
    await nur.sees_toast("perkiraan selesai 07.32")
    await slamet.sees("ditangani Bapak/Ibu BPBD Nur", "Perkiraan selesai 07.32")
    assert len(slamet.messages) == before
    await budi.sees("⏱ 07.02 perkiraan selesai 07.32: Bapak/Ibu BPBD Nur")
    assert "⏱ 30 menit" not in budi.buttons
    await later(town, 30)
    await nur.sees("⏰ No. 1", "Sudah selesai")


async def test_only_the_holder_says_when(town: Town) -> None:
    """A colleague's forged press changes nothing."""
    await report(town.phone("Slamet"))
    await town.phone("BPBD Nur").presses("🙋 Saya tangani")
    await town.phone("BPBD Nur").sees_toast("menangani")
    await town.phone("Camat Budi").forges("1inc.eta|1|30")
    await town.phone("Camat Budi").sees_toast("diisi oleh yang menangani")
    await town.phone("BPBD Nur").forges("1inc.eta|1|31")
    await town.phone("BPBD Nur").sees_toast("sudah tidak berlaku")
    assert await town.value("SELECT expected_at FROM incidents") is None


async def test_a_task_is_given_to_somebody_with_all_its_context(town: Town) -> None:
    """KUNING stays with the lurah until the camat gives it to PPK: copy, clock, answer."""
    await report(town.phone("Slamet"), "masalah sinyal hilang")
    hadi, eko = town.phone("Lurah Hadi"), town.phone("Eko")
    await hadi.presses("👥 Tugaskan")
    await hadi.sees("Tugaskan No. 1 kepada siapa?", "Eko (PPK)", "Tidak jadi")
    town.clock.forward(minutes=20)
    await hadi.presses("Eko (PPK)")
    await hadi.sees_toast("Ditugaskan kepada Eko (PPK)")
    task = await eko.sees(
        "KUNING", "Listrik/jaringan", "ditugaskan kepada Eko (PPK) oleh Bapak/Ibu Lurah Hadi",
        "pukul 08.22,",
    )  # fmt: skip
    assert town.phone("Slamet").number in task.text
    await eko.presses("👍 Dipantau")
    await hadi.sees("dipantau Bapak/Ibu Eko")
    assert await town.value("SELECT COUNT(*) FROM clocks") == 0


async def test_a_task_is_given_to_an_agency(town: Town) -> None:
    """Everybody of Bakesbangpol along the area is asked; those who had it are rung."""
    await report(town.phone("Slamet"))
    nur = town.phone("BPBD Nur")
    await nur.presses("👥 Tugaskan")
    await nur.presses("Semua Bakesbangpol")
    for name in ("Bakesbang Ida", "Bakesbang Umar"):
        ring = await town.phone(name).sees("👥", "No. 1", "ditugaskan kepada Bapak/Ibu oleh")
        assert not ring.silent
    await town.phone("Bakesbang Ida").presses("🙋 Saya tangani")
    await nur.sees("ditangani Bapak/Ibu Bakesbang Ida")
    await town.phone("Bakesbang Ida").says("/siaga saya")
    await town.phone("Bakesbang Ida").sees("1 masalah terbuka", "tugas saya")


async def test_two_who_assign_at_once_get_one_task(town: Town) -> None:
    """The second reads that it was given away already, and sees the copy as it is."""
    await report(town.phone("Slamet"))
    hadi, budi = town.phone("Lurah Hadi"), town.phone("Camat Budi")
    await hadi.presses("👥 Tugaskan")
    await hadi.sees("kepada siapa?")
    await budi.presses("👥 Tugaskan")
    shown = await budi.sees("kepada siapa?")
    await hadi.presses("BPBD Nur")
    await hadi.sees_toast("Ditugaskan")
    await budi.presses("Polsek Arif", on=shown)
    await budi.sees_toast("Sudah ditugaskan oleh Bapak/Ibu Lurah Hadi")
    assigned = "SELECT COUNT(*) FROM incident_steps WHERE action = 'assigned'"
    assert await town.value(assigned) == 1


async def test_a_secret_is_given_to_the_circle_alone(town: Town) -> None:
    """Only those who may see it are offered; a forged name is refused."""
    await report(town.phone("Slamet"), "masalah politik uang, bagi amplop di rumah Pak RT")
    fitri = town.phone("Bawaslu Fitri")
    await fitri.presses("👥 Tugaskan")
    asked = await fitri.sees("kepada siapa?")
    assert list(asked.labels) == ["Bakesbang Umar (Bakesbangpol)", "Tidak jadi"]
    hadi = await town.value("SELECT id FROM people WHERE name = 'Lurah Hadi'")
    await fitri.forges(f"1inc.to|1|0|{hadi}")
    await fitri.sees_toast("sudah tidak berlaku")
    assert await town.value("SELECT COUNT(*) FROM alerts") == 2


async def test_the_reporter_opens_it_again(town: Town) -> None:
    """One tap on the notice: open for all, told aloud, and the clock runs."""
    slamet, nur, budi = (town.phone(n) for n in ("Slamet", "BPBD Nur", "Camat Budi"))
    await report(slamet)
    await nur.presses("✅ Selesai")
    told = await slamet.sees("✅ Laporan No. 1", "selesai 07.02")
    await slamet.presses("↩️ Belum selesai", on=told)
    await slamet.sees_toast("Dibuka lagi")
    await slamet.sees("↩️ Laporan No. 1 dibuka lagi")
    ring = await budi.sees("↩️ No. 1", "belum selesai", "🙋 Saya tangani")
    assert not ring.silent
    assert await town.value("SELECT state FROM incidents") == "open"
    await slamet.presses("↩️ Belum selesai", on=told)
    await slamet.sees_toast("masih terbuka")
    await later(town, 5)
    await slamet.sees("Belum ada yang menjawab")
    await nur.forges("1inc.done|1")
    await slamet.sees("✅ Laporan No. 1", "selesai 07.07", "BPBD Nur")


async def test_what_was_no_problem_to_others_is_opened_by_the_reporter(town: Town) -> None:
    """The receipt says who dismissed it and carries the button."""
    slamet, nur = town.phone("Slamet"), town.phone("BPBD Nur")
    await report(slamet)
    await nur.presses("🚫 Bukan masalah")
    await nur.presses("Ya, bukan masalah")
    await slamet.sees("bukan masalah: Bapak/Ibu BPBD Nur")
    await slamet.presses("↩️ Belum selesai")
    await nur.sees("↩️ No. 1", "dibuka lagi oleh pelapor")


async def test_nobody_else_opens_it_again(town: Town) -> None:
    """Neither another officer of the TPS nor the lurah; each try is audited."""
    await report(town.phone("Slamet"))
    await town.phone("BPBD Nur").presses("✅ Selesai")
    await town.phone("BPBD Nur").sees_toast("selesai")
    for name in ("Rina", "Lurah Hadi", "Lurah Sri"):
        await town.phone(name).forges("1inc.again|1")
        await town.phone(name).sees_toast("Maaf")
    assert await town.value("SELECT state FROM incidents") == "resolved"
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 3


async def test_siaga_is_narrowed_by_severity_kind_and_own_task(town: Town) -> None:
    """Buttons count what there is; typed words do the same."""
    await report(town.phone("Slamet"))
    await report(town.phone("Tono"), "masalah sinyal hilang")
    await report(town.phone("Agus"), "masalah preman mengancam pemilih")
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/siaga")
    await hadi.sees("3 masalah terbuka")
    await hadi.presses("🟠 ORANYE (1)")
    await hadi.sees("1 masalah terbuka", "Disaring: 🟠 ORANYE", "No. 3")
    await hadi.presses("🔁 Semua")
    await hadi.sees("3 masalah terbuka")
    await hadi.presses("🗂 Jenis")
    await hadi.presses("Listrik/jaringan (1)")
    await hadi.sees("Disaring: Listrik/jaringan", "No. 2")
    await hadi.presses("🟡 2")
    await hadi.presses("🙋 Saya tangani", on=await hadi.sees("No. 2", "Pelapor"))
    await hadi.says("/siaga saya")
    await hadi.sees("1 masalah terbuka", "tugas saya", "No. 2")
    await hadi.says("/siaga merah")
    await hadi.sees("1 masalah terbuka", "No. 1")
