"""Whose word closes an incident, whose is only shown, and who opens it again."""

from itertools import product

import pytest

from bot.simulator import Phone
from handlers.incidents.charge import Standing
from tests.town import Town, user_id_of

FLOOD = "masalah banjir air masuk TPS"
STATE = "SELECT state FROM incidents"


async def flood(town: Town) -> tuple[Phone, Phone, Phone]:
    """Slamet has reported one: BPBD is in charge, Polsek has it because it is MERAH."""
    slamet, nur, arif = (town.phone(n) for n in ("Slamet", "BPBD Nur", "Polsek Arif"))
    await slamet.says(FLOOD)
    await slamet.sees("✅ No. 1")
    await arif.sees("🔴 MERAH", "No. 1")
    return slamet, nur, arif


@pytest.mark.parametrize("facts", list(product((False, True), repeat=5)))
def test_who_answers_and_who_closes(facts: tuple[bool, ...]) -> None:
    """In charge, asked, or nobody in charge was rung: both. The holder and admins: only closes."""
    in_charge, asked, holds, admin, agency_rung = facts
    stands = Standing(
        in_charge=in_charge, asked=asked, holds=holds, admin=admin, agency_rung=agency_rung
    )
    assert stands.answers == (in_charge or asked or not agency_rung)
    assert stands.closes == any((in_charge, asked, holds, admin, not agency_rung))


async def test_selesai_of_another_agency_is_shown_and_closes_nothing(town: Town) -> None:
    """Polsek says so: everybody reads it, nobody is rung, the clock runs on, BPBD can act."""
    slamet, nur, arif = await flood(town)
    await nur.sees("No. 1")
    before = len(nur.messages)
    await arif.presses("✅ Selesai")
    await arif.sees_toast("Tercatat. Yang boleh menutup: BPBD/Damkar. Bapak/Ibu yang menangani?")
    await nur.sees("✅ 07.02 menurut Bapak/Ibu Polsek Arif (Polri): selesai", "🙋 Saya tangani")
    await slamet.sees("✅ 07.02 menurut Bapak/Ibu Polsek Arif (Polri): selesai")
    assert len(nur.messages) == before
    assert await town.value(STATE) == "open"
    assert await town.value("SELECT COUNT(*) FROM clocks") == 1
    await arif.presses("✅ Selesai")
    await arif.sees_toast("Tercatat.")
    assert await town.value("SELECT COUNT(*) FROM incident_steps") == 1
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0
    await nur.presses("✅ Selesai")
    await slamet.sees("✅ Laporan No. 1", "selesai 07.02 oleh Bapak/Ibu BPBD Nur")


async def test_bukan_masalah_of_another_agency_closes_nothing(town: Town) -> None:
    """Neither the button nor its forged confirmation, and nobody is asked whether they are sure."""
    _, nur, arif = await flood(town)
    await arif.presses("🚫 Bukan masalah")
    await arif.sees_toast("Yang boleh menutup: BPBD/Damkar")
    await nur.sees("🚫 07.02 menurut Bapak/Ibu Polsek Arif (Polri): bukan masalah")
    await town.phone("Lurah Hadi").forges("1inc.noyes|1")
    await nur.sees("menurut Bapak/Ibu Lurah Hadi (lurah/kepala desa): bukan masalah")
    assert await town.value(STATE) == "open"


async def test_a_death_is_not_closed_by_a_forged_press(town: Town) -> None:
    """Dinkes is in charge; BPBD's press is only shown."""
    await town.phone("Slamet").says("masalah kpps meninggal")
    await town.phone("Slamet").sees("✅ No. 1")
    await town.phone("BPBD Nur").forges("1inc.done|1")
    await town.phone("BPBD Nur").sees_toast("Yang boleh menutup: Dinkes")
    assert await town.value(STATE) == "open"


async def test_whoever_holds_it_closes_it(town: Town) -> None:
    """Polsek took the flood: Selesai ends it; until then the lurah reads who does."""
    slamet, _, arif = await flood(town)
    await arif.presses("🙋 Saya tangani")
    await arif.sees_toast("menangani")
    await town.phone("Lurah Hadi").presses("✅ Selesai")
    who = "Yang boleh menutup: Bapak/Ibu Polsek Arif, BPBD/Damkar."
    await town.phone("Lurah Hadi").sees_toast(who)
    await arif.forges("1inc.done|1")
    await slamet.sees("✅ Laporan No. 1", "selesai 07.02 oleh Bapak/Ibu Polsek Arif")


async def test_whoever_was_asked_closes_it(town: Town) -> None:
    """BPBD gave it to the lurah."""
    slamet, nur, _ = await flood(town)
    await nur.presses("👥 Tugaskan")
    await nur.presses("Lurah Hadi (lurah/kepala desa)")
    await town.phone("Lurah Hadi").sees("ditugaskan kepada Bapak/Ibu")
    await town.phone("Lurah Hadi").forges("1inc.done|1")
    await slamet.sees("✅ Laporan No. 1", "selesai", "Lurah Hadi")


async def test_the_lurah_closes_what_nobody_in_charge_can_read(town: Town) -> None:
    """BPBD's only account has stopped the bot: the area's chain decides."""
    nur = user_id_of("BPBD Nur")
    await town.parts.db.write(
        lambda tx: tx.run("UPDATE accounts SET blocked_at = 1 WHERE user_id = $1", nur)
    )
    slamet, hadi = town.phone("Slamet"), town.phone("Lurah Hadi")
    await slamet.says(FLOOD)
    await hadi.sees("No. 1")
    await hadi.presses("✅ Selesai")
    await slamet.sees("✅ Laporan No. 1", "selesai", "Lurah Hadi")


async def test_the_agency_in_charge_opens_it_again(town: Town) -> None:
    """A button on its closed copy alone: a step, the reporter told, others rung, the clock on."""
    slamet, nur, arif = await flood(town)
    await nur.presses("✅ Selesai")
    closed = await nur.sees("✅ 07.02 selesai", "↩️ Buka lagi")
    await arif.sees("✅ 07.02 selesai")
    assert "↩️ Buka lagi" not in arif.buttons
    await slamet.sees("✅ Laporan No. 1", "selesai")
    town.clock.forward(minutes=3)
    await nur.presses("↩️ Buka lagi", on=closed)
    await nur.sees_toast("Dibuka lagi. Pelapor dan penerima lain diberi tahu.")
    await slamet.sees("↩️ Laporan No. 1", "dibuka lagi 07.05 oleh Bapak/Ibu BPBD Nur")
    ring = await arif.sees("↩️ No. 1", "dibuka lagi oleh Bapak/Ibu BPBD Nur", "🙋 Saya tangani")
    assert not ring.silent
    await nur.sees("↩️ 07.05 dibuka lagi oleh Bapak/Ibu BPBD Nur", "✅ Selesai")
    assert await town.value(STATE) == "open"
    assert await town.value("SELECT COUNT(*) FROM clocks WHERE waits_for = 'answer'") == 1
    await nur.presses("↩️ Buka lagi", on=closed)
    await nur.sees_toast("masih terbuka")


async def test_others_open_nothing_again(town: Town) -> None:
    """The lurah and Polsek may deal with it, but not undo what BPBD said; each try is audited."""
    _, nur, arif = await flood(town)
    await nur.presses("✅ Selesai")
    await nur.sees_toast("selesai")
    for phone in (arif, town.phone("Lurah Hadi"), town.phone("Lurah Sri")):
        await phone.forges("1inc.anew|1")
        await phone.sees_toast("Maaf")
    assert await town.value(STATE) == "resolved"
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 3


async def test_what_was_taken_back_is_not_opened_again(town: Town) -> None:
    """No button, and a forged press reads that its own reporter took it back."""
    slamet, nur, _ = await flood(town)
    await slamet.says("batal")
    copy = await nur.sees("laporan ditarik")
    assert not copy.has("↩️ Buka lagi")
    await nur.forges("1inc.anew|1")
    await nur.sees_toast("sudah ditarik pelapornya")
    assert await town.value(STATE) == "dismissed"


async def test_the_reporter_is_told_of_bukan_masalah_and_says_no(town: Town) -> None:
    """A message of its own, with the button that opens it again for all."""
    slamet, nur, _ = await flood(town)
    await nur.presses("🚫 Bukan masalah")
    await nur.presses("Ya, bukan masalah")
    await nur.sees_toast("Pelapor diberi tahu")
    told = await slamet.sees("🚫 Laporan No. 1", "bukan masalah 07.02", "BPBD Nur", "Tidak benar?")
    await slamet.presses("↩️ Belum selesai", on=told)
    await nur.sees("↩️ No. 1", "dibuka lagi oleh pelapor")
    assert await town.value(STATE) == "open"


async def test_a_group_reads_the_role_alone(town: Town) -> None:
    """No name in what another agency said."""
    group = town.group("Forkopimda", town.admin, town.phone("Lurah Hadi"))
    await group.adds_bot(town.admin)
    await town.admin.says("/hubungkan@SiagaTpsBot 35.73", chat=group)
    await town.admin.sees("menerima salinan", chat=group)
    _, _, arif = await flood(town)
    await arif.presses("✅ Selesai")
    seen = await town.phone("Lurah Hadi").sees("menurut Polri: selesai", chat=group)
    assert "Arif" not in seen.text
