"""Netralitas and politik uang: seen by Bawaslu and named Bakesbangpol staff, by nobody else."""

import pytest

from tests.town import RESIDENTS, Town

SECRET = "bagi amplop di rumah Pak RT"
CIRCLE = ("Bawaslu Fitri", "Bakesbang Umar")


async def report_secret(town: Town) -> None:
    """Slamet reports politik uang by a clear line."""
    slamet = town.phone("Slamet")
    await slamet.says(f"masalah politik uang, {SECRET}")
    await slamet.sees("✅ No. 1", "Politik uang", "🔒 Rahasia")


async def link_group(town: Town) -> None:
    """The city's group, linked by the admin."""
    group = town.group("Forkopimda", town.admin, town.phone("Lurah Hadi"))
    await group.adds_bot(town.admin)
    await town.admin.says("/hubungkan@SiagaTpsBot 35.73", chat=group)
    await town.admin.sees("menerima salinan", chat=group)


async def test_the_circle_gets_it_without_the_name(town: Town) -> None:
    """The reporter is "petugas Kel. Kotalama", without number."""
    await report_secret(town)
    for name in CIRCLE:
        alert = await town.phone(name).sees("No. 1", "Politik uang", SECRET)
        assert "petugas Kel. Kotalama" in alert.text
        assert "Slamet" not in alert.text
        assert town.phone("Slamet").number not in alert.text
        assert town.phone("Rina").number not in alert.text


async def test_nobody_else_sees_anything(town: Town) -> None:
    """No alert, no copy in a group, nothing in anybody's chat or toast, whatever is done."""
    await link_group(town)
    await report_secret(town)
    fitri, slamet = town.phone("Bawaslu Fitri"), town.phone("Slamet")
    await fitri.presses("👍 Dipantau")
    await fitri.presses("🙋 Saya tangani")
    await slamet.sees("🙋 Laporan No. 1", "ditangani Bawaslu")
    await slamet.says("masih berlangsung", reply_to=slamet.messages[1])
    await fitri.sees("masih berlangsung")
    await fitri.presses("✅ Selesai", on=await town.phone("Bakesbang Umar").sees("No. 1"))
    await town.quiet()
    for resident in RESIDENTS:
        phone = town.phone(resident.name)
        if resident.name in (*CIRCLE, "Slamet"):
            continue
        assert all("No. 1" not in m.text for m in phone.messages), resident.name
    assert all("No. 1" not in m.text for m in town.admin.messages)
    group = next(c for c in town.sim.world.chats.values() if c.title == "Forkopimda")
    assert not [m for m in group.live() if "No. 1" in m.body.get("text", "")]


async def test_the_list_shows_it_to_the_circle_alone(town: Town) -> None:
    """/siaga of lurah, admin and an unnamed colleague is empty."""
    await report_secret(town)
    for name in CIRCLE:
        await town.phone(name).says("/siaga")
        await town.phone(name).sees("1 masalah terbuka", "🔒")
    for phone in (town.phone("Lurah Hadi"), town.phone("Bakesbang Ida"), town.admin):
        await phone.says("/siaga")
        await phone.sees("Tidak ada masalah yang terbuka")


@pytest.mark.parametrize("who", ["Lurah Hadi", "Bakesbang Ida", "Admin"])
async def test_forged_presses_from_outside_the_circle_are_denied(town: Town, who: str) -> None:
    """The own area does not help: it is denied like a place outside it, and audited."""
    await report_secret(town)
    phone = town.admin if who == "Admin" else town.phone(who)
    for verb in ("watch", "take", "done", "noyes", "open", "photos", "who", "whoy"):
        await phone.forges(f"1inc.{verb}|1")
        await phone.sees_toast("Maaf")
    await town.quiet()
    assert all(SECRET not in m.text for m in phone.messages)
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 8


async def test_the_name_is_revealed_after_a_question_and_audited(town: Town) -> None:
    """One chat reads it; every copy shows who looked; the audit holds ids only."""
    await report_secret(town)
    fitri, umar = town.phone("Bawaslu Fitri"), town.phone("Bakesbang Umar")
    await fitri.presses("👤 Nama pelapor")
    await fitri.sees("tercatat atas nama Bapak/Ibu")
    await fitri.presses("Ya, buka nama")
    await fitri.sees("Pelapor No. 1: Bapak/Ibu Slamet", town.phone("Slamet").number)
    await umar.sees("nama pelapor dibuka oleh Bapak/Ibu Bawaslu Fitri")
    assert not any("Slamet" in m.text for m in umar.messages)
    rows = await town.rows("SELECT subject, allowed FROM audit WHERE action = 'incident.reveal'")
    assert rows == [{"subject": "1", "allowed": 1}]


async def test_without_a_circle_admins_hear_that_somebody_is_missing_and_no_more(
    town: Town,
) -> None:
    """Ada laporan rahasia tanpa penerima, without content; whoever comes later gets it."""
    for name in CIRCLE:
        await town.phone(name).blocks_bot()
    await town.admin.says("/menu")
    await town.quiet()
    await report_secret(town)
    told = await town.admin.sees("laporan rahasia tanpa penerima")
    assert SECRET not in told.text
    assert "olitik" not in told.text
    await town.phone("Bawaslu Fitri").unblocks_bot()
    await town.quiet()
    await town.tick()
    await town.phone("Bawaslu Fitri").sees("No. 1", SECRET)


async def test_words_that_sound_confidential_are_offered_to_the_circle(town: Town) -> None:
    """Somebody picks Keamanan but writes of envelopes: one press sends it to Bawaslu alone."""
    slamet = town.phone("Slamet")
    await slamet.says("/masalah")
    await slamet.presses("Keamanan")
    await slamet.says("ribut karena bagi uang amplop")
    await slamet.presses("🔒 Kirim rahasia: Bawaslu saja")
    await slamet.sees("✅ No. 1", "Politik uang", "🔒 Rahasia")
    await town.phone("Bawaslu Fitri").sees("No. 1", "amplop")
    await town.phone("Lurah Hadi").sees_no("No. 1")


async def test_a_report_corrected_to_a_confidential_kind_is_taken_from_the_others(
    town: Town,
) -> None:
    """Those outside the circle keep an empty copy; the group too."""
    await link_group(town)
    slamet, hadi = town.phone("Slamet"), town.phone("Lurah Hadi")
    said = await slamet.says("masalah ricuh di depan TPS")
    await slamet.sees("✅ No. 1")
    await hadi.sees("No. 1", "ricuh")
    await town.quiet()
    assert said is not None
    await slamet.edits(said, f"masalah politik uang, {SECRET}")
    await hadi.sees("No. 1: tidak lagi ditampilkan di sini.")
    await town.phone("Bawaslu Fitri").sees("No. 1", SECRET)
    await town.quiet()
    for phone in (hadi, town.phone("Polsek Arif"), town.phone("Camat Budi")):
        assert not any("ricuh" in m.text or SECRET in m.text for m in phone.messages)
    group = next(c for c in town.sim.world.chats.values() if c.title == "Forkopimda")
    assert not [m for m in group.live() if "Keamanan" in m.body.get("text", "")]


async def test_a_named_person_who_is_no_longer_named_loses_the_copy(town: Town) -> None:
    """Rights move at once: the next change takes the copy away."""
    await report_secret(town)
    umar = town.phone("Bakesbang Umar")
    await umar.sees("No. 1", SECRET)

    await town.parts.db.write(lambda tx: tx.run("UPDATE posts SET confidential = 0"))
    await town.phone("Bawaslu Fitri").presses("👍 Dipantau")
    await umar.sees("No. 1: tidak lagi ditampilkan di sini.")
