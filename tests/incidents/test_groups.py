"""Groups inform: copies without personal data, no buttons, no chatter."""

from bot.simulator import Group
from tests.town import Town


async def linked(town: Town, code: str = "35.73.03") -> Group:
    """A group with admin and lurah, linked to an area."""
    group = town.group("Posko", town.admin, town.phone("Lurah Hadi"), town.phone("Slamet"))
    await group.adds_bot(town.admin)
    await town.admin.says(f"/hubungkan@SiagaTpsBot {code}", chat=group)
    await town.admin.sees("menerima salinan", chat=group)
    return group


def said(group: Group) -> str:
    """Everything the bot wrote in the group."""
    return "\n".join(message.text for message in group.messages if message.by_bot)


async def test_a_linked_group_gets_a_copy_without_personal_data(town: Town) -> None:
    """Severity, kind, TPS and what is done; no names, numbers, words, photos or buttons."""
    group = await linked(town)
    slamet = town.phone("Slamet")
    await slamet.says("masalah banjir, hubungi Pak Darmo 081234567890")
    hadi = town.phone("Lurah Hadi")
    copy = await hadi.sees("MERAH", "No. 1", "TPS 001 Kotalama", "Banjir", chat=group)
    assert copy.buttons == ()
    await town.phone("BPBD Nur").presses("🙋 Saya tangani")
    await hadi.sees("🙋 07.02 ditangani BPBD/Damkar", chat=group)
    for secret in ("Slamet", "Darmo", "0812", "+62", "Nur", "Rina"):
        assert secret not in said(group)


async def test_no_health_no_info_and_no_other_area(town: Town) -> None:
    """A death never goes to groups; INFO is for the digest; the next kecamatan is not theirs."""
    group = await linked(town)
    joko = town.phone("Joko")
    await joko.says("/masalah")
    await joko.presses("Kesehatan petugas")
    await joko.presses("Meninggal")
    await joko.sees("✅ No. 1")
    await joko.says("masalah pulpen habis")
    await joko.sees("✅ No. 2", "INFO")
    await town.phone("Bambang").says("masalah banjir air masuk TPS")
    await town.phone("Bambang").sees("✅ No. 3")
    await town.quiet()
    assert "No." not in said(group)


async def test_only_an_admin_links_and_strangers_get_no_answer(town: Town) -> None:
    """A lurah is refused, a stranger learns nothing, both are audited."""
    stranger = town.phone("Orang Asing")
    group = town.group("Posko", town.phone("Lurah Hadi"), stranger)
    await group.adds_bot(stranger)
    await stranger.says("/hubungkan@SiagaTpsBot 35.73", chat=group)
    await town.quiet()
    assert said(group) == ""
    await town.phone("Lurah Hadi").says("/hubungkan@SiagaTpsBot 35.73", chat=group)
    await town.phone("Lurah Hadi").sees("bukan bagian dari tugas", chat=group)
    assert await town.value("SELECT COUNT(*) FROM groups") == 0
    assert await town.value("SELECT COUNT(*) FROM audit WHERE allowed = 0") == 2


async def test_a_group_is_linked_by_name_or_code_and_let_go(town: Town) -> None:
    """An unknown code is explained; /hubungkan putus ends it."""
    group = await linked(town, "Kec. Kedungkandang")
    await town.admin.says("/hubungkan@SiagaTpsBot 35.99", chat=group)
    await town.admin.sees("tidak ada di daftar", chat=group)
    await town.admin.says("/hubungkan@SiagaTpsBot putus", chat=group)
    await town.admin.sees("tidak lagi menerima", chat=group)
    await town.phone("Slamet").says("masalah banjir air masuk TPS")
    await town.phone("Slamet").sees("✅ No. 1")
    await town.quiet()
    assert "No. 1" not in said(group)


async def test_talk_in_the_group_and_forged_presses_are_not_answered(town: Town) -> None:
    """The bot says nothing else there, and private acts don't work there."""
    group = await linked(town)
    before = len(group.messages)
    hadi = town.phone("Lurah Hadi")
    await hadi.says("/siaga@SiagaTpsBot", chat=group)
    await hadi.says("masalah banjir air masuk TPS", chat=group)
    await town.quiet()
    assert len(group.messages) == before + 2
    assert await town.value("SELECT COUNT(*) FROM incidents") == 0


async def test_a_group_that_becomes_a_supergroup_goes_on(town: Town) -> None:
    """Its id changes; copies go to the new one."""
    group = await linked(town)
    await town.phone("Slamet").says("masalah banjir air masuk TPS")
    await town.admin.sees("No. 1", chat=group)
    await group.migrates(town.admin)
    await town.quiet()
    await town.phone("BPBD Nur").presses("👍 Dipantau")
    await town.quiet()
    assert "dipantau BPBD/Damkar" in said(group)
    assert await town.value("SELECT chat_id FROM groups") == group.id


async def test_a_bot_thrown_out_sends_no_more(town: Town) -> None:
    """Removal ends the link; nothing fails because of it."""
    group = await linked(town)
    await group.removes_bot(town.admin)
    await town.quiet()
    await town.phone("Slamet").says("masalah banjir air masuk TPS")
    await town.phone("Slamet").sees("✅ No. 1")
    await town.quiet()
    assert await town.value("SELECT COUNT(*) FROM groups WHERE ended_at IS NULL") == 0
    assert await town.value("SELECT COUNT(*) FROM outbox WHERE failed_at IS NOT NULL") == 0
