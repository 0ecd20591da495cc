"""Who may broadcast to whom, and who must agree."""

import pytest

from handlers.access import Action, Role
from handlers.audience.bounds import bounds_of
from handlers.broadcast import approval
from storage.audience import Audience
from storage.people import PersonId, Post
from tests.town import Town


def post(role: Role, area: str, agency: str | None = None) -> Post:
    return Post(1, PersonId(1), role, area, None, None, agency, 0, False)


async def test_officers_cannot_broadcast(town: Town) -> None:
    """A lurah or a linmas is told that this is not theirs; nothing is begun."""
    for name in ("Lurah Hadi", "Slamet", "Oki"):
        await town.phone(name).says("/siaran")
        await town.phone(name).sees("bukan bagian dari tugas")
    assert await town.value("SELECT COUNT(*) FROM drafts") == 0


async def test_a_coordinator_reaches_the_own_agency_in_the_own_area(town: Town) -> None:
    """KPU's coordinator gets to KPU's people only, whatever is chosen."""
    hana = town.phone("Hana")
    await hana.says("/siaran")
    await hana.sees("Kota Malang · KPU", "3 orang")
    await hana.says("satpol pp")
    await hana.sees("hanya dapat mengirim kepada petugas instansi sendiri")
    await hana.presses("Lanjut")
    await hana.says("Untuk KPU")
    await hana.presses("Kirim")
    await town.phone("Yanti").sees("Untuk KPU")
    await town.phone("Lurah Hadi").sees_no("Untuk KPU")


async def test_a_coordinator_cannot_leave_the_own_area_by_a_forged_button(town: Town) -> None:
    """A ticked area outside is refused, though the button data is well formed."""
    arif = town.phone("Arif")
    await arif.says("/siaran")
    await arif.sees("Kec. Kedungkandang · Polri")
    await arif.forges("1sia.to|t|35.73.04||0")
    await arif.sees_toast("tidak berlaku")
    await arif.says("Kec. Sukun")
    await arif.sees("hanya dapat mengirim")


async def test_only_author_and_admins_touch_a_broadcast(town: Town) -> None:
    """Another coordinator's forged pause, list or repeat is refused and audited."""
    hana, arif = town.phone("Hana"), town.phone("Arif")
    await hana.says("/siaran")
    await hana.presses("Lanjut")
    await hana.says("Untuk KPU")
    await hana.presses("Kirim")
    await town.phone("Yanti").sees("Untuk KPU")
    for data in ("1sia.halt|1", "1sia.list|1|u", "1sia.again|1", "1sia.see|1", "1sia.yes|1"):
        await arif.forges(data)
        await arif.sees_toast()
    await town.quiet()
    assert await town.value("SELECT state FROM broadcasts") == "sending"
    denied = await town.value("SELECT COUNT(*) FROM audit WHERE action = 'denied:broadcast'")
    assert denied == 5


async def test_a_stranger_to_a_broadcast_cannot_confirm_it(town: Town) -> None:
    """✅ Sudah dibaca counts only for those who got it; a forged one is audited."""
    await town.admin.says("/siaran lurah")
    await town.admin.sees("kirim isinya")
    await town.admin.says("Perintah")
    await town.admin.presses("Kirim")
    await town.phone("Hadi").sees("Perintah")
    await town.phone("Slamet").forges("1sia.read|1")
    await town.phone("Slamet").sees_toast("bukan untuk akun ini")
    assert await town.value("SELECT COUNT(*) FROM deliveries WHERE confirmed_at > 0") == 0


async def test_many_people_need_a_second_admin(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes out until another admin has looked at it and agreed; oneself doesn't count."""
    monkeypatch.setattr(approval, "MANY", 2)
    await town.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, source, since_at)"
            " SELECT 1, id, 'admin', '35.73', 'roster', 0 FROM people WHERE name = 'Oki'"
        )
    )
    second = town.phone("Oki")
    await town.admin.says("/siaran lurah, camat")
    await town.admin.sees("kirim isinya")
    await town.admin.says("Penting")
    await town.admin.sees("admin kedua harus menyetujui")
    await town.admin.presses("Kirim")
    await town.admin.sees("menunggu persetujuan admin kedua")
    await second.sees("minta persetujuan", "3 orang")
    await town.admin.forges("1sia.yes|1")
    await town.admin.sees_toast("harus disetujui admin lain")
    await town.phone("Hadi").sees_no("Penting")
    await second.presses("Setujui")
    await second.sees("disetujui oleh Oki")
    await town.phone("Hadi").sees("Penting")


async def test_a_refused_broadcast_goes_nowhere(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tolak ends it, and the author is told by whom."""
    monkeypatch.setattr(approval, "MANY", 2)
    await town.parts.db.write(
        lambda tx: tx.run(
            "INSERT INTO posts (event_id, person_id, role, area, source, since_at)"
            " SELECT 1, id, 'admin', '35.73', 'roster', 0 FROM people WHERE name = 'Oki'"
        )
    )
    await town.admin.says("/siaran lurah, camat")
    await town.admin.sees("kirim isinya")
    await town.admin.says("Penting")
    await town.admin.presses("Kirim")
    await town.phone("Oki").presses("Tolak")
    await town.admin.sees("ditolak oleh Oki")
    await town.phone("Hadi").sees_no("Penting")


async def test_where_there_is_no_second_admin_none_is_needed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lone admin's broadcast goes out at once."""
    monkeypatch.setattr(approval, "MANY", 2)
    await town.admin.says("/siaran lurah, camat")
    await town.admin.sees("kirim isinya")
    await town.admin.says("Penting")
    await town.admin.presses("Kirim")
    await town.phone("Hadi").sees("Penting")


def test_bounds_hold_for_every_pair_of_area_and_agency() -> None:
    """Two posts in two agencies do not add up to both agencies in both areas."""
    bounds = bounds_of(
        [post(Role.KOORDINATOR, "35.73.03", "polri"), post(Role.KOORDINATOR, "35.73.04", "kpu")],
        Action.BROADCAST,
    )
    assert bounds.allows(Audience(areas=("35.73.03.1001",), agencies=("polri",)))
    assert not bounds.allows(Audience(areas=("35.73.03",), agencies=("kpu",)))
    assert not bounds.allows(Audience(areas=("35.73.03",)))
    assert not bounds.allows(Audience(agencies=("polri",)))
    assert bounds.allows(bounds.filled(Audience()))
