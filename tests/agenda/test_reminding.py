"""Reminders at their hour: to everybody meant, once, over restarts and outages, or missed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.simulator import Message
from storage.database import Tx
from tests.agenda.conftest import FIRST_OF_NOVEMBER
from tests.agenda.test_showing import add, load
from tests.conftest import open_town
from tests.town import Clock, Town

MEETING = "rakor; 20-11-2024 09.00; Rakor logistik; lurah, camat; H-3 09.00, H-1 09.00; dibaca"


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2024 by the clocks of Malang."""
    return datetime(2024, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


async def at(town: Town, moment: datetime) -> None:
    """Let the clock show a moment, and every timer look."""
    town.clock.now = moment
    await town.tick()
    await town.quiet()


def reminders(town: Town, name: str) -> list[Message]:
    """The reminders on somebody's phone."""
    return [each for each in town.phone(name).messages if "Pengingat" in each.text]


async def states(town: Town) -> dict[object, object]:
    """Each lead and what became of it."""
    rows = await town.rows("SELECT lead, state FROM reminders WHERE lead <> 'recap' ORDER BY id")
    return {row["lead"]: row["state"] for row in rows}


async def test_a_reminder_goes_out_at_its_hour_to_those_meant(november: Town) -> None:
    """Not a minute before nine, and only to the lurah and the camat."""
    await add(november, MEETING)
    await at(november, wib(17, 8, 59))
    assert not reminders(november, "Hadi")
    await at(november, wib(17, 9))
    for name in ("Hadi", "Sri", "Budi"):
        await november.phone(name).sees("🔔 Pengingat", "Rakor logistik", "3 hari lagi")
    assert not november.phone("Slamet").messages
    assert await states(november) == {"H-3 09:00": "sent", "H-1 09:00": "waiting"}


async def test_a_reminder_is_bulk_and_leaves_nobody_twice(november: Town) -> None:
    """However often the timers look, everybody meant gets one; it yields to all else."""
    await add(november, MEETING)
    for minute in range(3):
        await at(november, wib(17, 9, minute))
    assert len(reminders(november, "Hadi")) == 1
    rows = await november.rows("SELECT priority FROM outbox WHERE kind = 'reminder'")
    assert [row["priority"] for row in rows] == [9, 9, 9]


async def test_people_who_share_a_phone_get_one_message(november: Town) -> None:
    """Sri reads on Hadi's phone: one message for both, and one press confirms for both."""

    def share(tx: Tx) -> None:
        tx.run(
            "UPDATE account_people SET user_id = (SELECT l.user_id FROM account_people l JOIN"
            " people p ON p.id = l.person_id WHERE p.name = 'Lurah Hadi')"
            " WHERE person_id = (SELECT id FROM people WHERE name = 'Lurah Sri')"
        )

    await add(november, MEETING)
    await november.parts.db.write(share)
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.sees("Rakor logistik")
    assert len(reminders(november, "Hadi")) == 1
    await hadi.presses("Sudah dibaca")
    await hadi.sees("✅ Sudah dibaca, Minggu, 17 November 2024 pukul 09.00")
    confirmed = "SELECT COUNT(*) FROM deliveries WHERE confirmed_at IS NOT NULL"
    assert await november.value(confirmed) == 2


async def test_a_reader_confirms_once(november: Town) -> None:
    """The message says when it was read, the button is gone, and the admin sees the count."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    shown = await hadi.sees("Rakor logistik")
    await hadi.presses("Sudah dibaca")
    await hadi.sees_toast("Terima kasih")
    changed = await hadi.sees("✅ Sudah dibaca, Minggu, 17 November 2024 pukul 09.00")
    assert changed.id == shown.id
    assert "✅ Sudah dibaca" not in changed.labels
    await hadi.presses("Sudah dibaca", on=shown)
    await hadi.sees_toast("Sudah dicatat sebelumnya")
    await november.admin.says("/agenda")
    await november.admin.presses("Ubah/batalkan")
    await november.admin.presses("Rakor logistik")
    await november.admin.sees("3 dari 3 sampai, 1 konfirmasi")


async def test_a_forged_confirmation_counts_for_nothing(november: Town) -> None:
    """Slamet presses what only the lurah got: told so, audited, nothing recorded."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    shown = await november.phone("Hadi").sees("Rakor logistik")
    slamet = november.phone("Slamet")
    await slamet.says("/agenda")
    await slamet.sees("Agenda")
    await slamet.forges(shown.buttons[0][0].data or "")
    await slamet.sees_toast("bukan untuk akun ini")
    assert await november.value("SELECT COUNT(*) FROM audit WHERE action = 'confirm'") == 1
    assert await november.value("SELECT COUNT(confirmed_at) FROM deliveries") == 0


async def test_a_ban_is_passed_on_by_the_heads(november: Town) -> None:
    """The head of an agency confirms that the order went to the staff."""
    await load(november, "Larangan cuti dan bepergian")
    await at(november, wib(18, 9))
    rudi = november.phone("Rudi")
    await rudi.sees("Tidak ada cuti bagi staf OPD, BUMN, dan BUMD", "25–26 November 2024")
    await rudi.presses("Sudah diteruskan ke staf")
    await rudi.sees("✅ Sudah diteruskan ke staf, Senin, 18 November 2024")


async def test_an_outage_neither_loses_nor_doubles(tmp_path: Path) -> None:
    """Off at nine, back at half past ten: it comes then, once, also after another restart."""
    clock = Clock(FIRST_OF_NOVEMBER)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await add(town, MEETING)
    clock.now = wib(17, 10, 30)
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await at(town, clock.now)
        await town.phone("Hadi").sees("Rakor logistik", "3 hari lagi")
    async with open_town(tmp_path, event=True, clock=clock) as town:
        await at(town, clock.now + timedelta(minutes=1))
        assert not reminders(town, "Hadi")
        assert await town.value("SELECT COUNT(*) FROM outbox WHERE kind = 'reminder'") == 3


async def test_after_a_long_outage_only_the_newest_goes_out(november: Town) -> None:
    """Back one day before the meeting: H-1 goes out, H-3 is missed, and the admin is told."""
    await add(november, MEETING)
    await at(november, wib(19, 12))
    await november.phone("Hadi").sees("Rakor logistik", "besok")
    assert len(reminders(november, "Hadi")) == 1
    assert await states(november) == {"H-3 09:00": "missed", "H-1 09:00": "sent"}
    await november.admin.sees(
        "terlewat", "Rakor logistik: seharusnya Minggu, 17 November 2024 pukul 09.00"
    )


async def test_too_late_to_be_useful_is_missed_and_shown(november: Town) -> None:
    """Back when the meeting has begun: nobody is reminded, the admin reads of it."""
    await add(november, MEETING)
    await at(november, wib(20, 9, 1))
    assert not reminders(november, "Hadi")
    assert set((await states(november)).values()) == {"missed"}
    await november.admin.sees("terlewat", "Rakor logistik")
    await november.admin.says("/agenda")
    await november.admin.sees("Pengingat yang terlewat", "19 November 2024 pukul 09.00")


async def test_moving_voting_day_moves_reminders_and_tells_who_was_told(november: Town) -> None:
    """H-3 was announced for 24 November; voting moves a week, and so does the meeting."""
    await add(november, "rakor; H-3 09.00; Rakor logistik; lurah; H-7 09.00, H-1 09.00")
    await at(november, wib(17, 9))
    hadi = november.phone("Hadi")
    await hadi.sees("Pengingat", "24 November 2024")
    await november.admin.says("/acara 04-12-2024")
    await november.admin.sees("Rakor logistik: Minggu, 24 November 2024 → Minggu, 1 Desember 2024")
    await november.admin.presses("Terapkan")
    await november.admin.sees("Acara diatur")
    await at(november, wib(17, 9, 5))
    await hadi.sees("✏️ Perubahan", "Minggu, 1 Desember 2024 pukul 09.00")
    await at(november, wib(23, 9))
    assert len(reminders(november, "Hadi")) == 1
    await at(november, wib(24, 9))
    assert len(reminders(november, "Hadi")) == 2
    assert not november.phone("Budi").messages


async def test_calling_off_tells_who_was_told_and_stops_the_rest(november: Town) -> None:
    """Cancelled after the first reminder: a notice to its readers, and nothing more after."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    admin, hadi = november.admin, november.phone("Hadi")
    await hadi.sees("Pengingat")
    await admin.says("/agenda")
    await admin.presses("Ubah/batalkan")
    await admin.presses("Rakor logistik")
    await admin.presses("❌ Batalkan")
    await admin.sees("Batalkan “Rakor logistik”? 3 orang")
    await admin.presses("Ya, batalkan")
    await admin.sees("dibatalkan. Yang sudah diberi tahu sedang dikabari.")
    await at(november, wib(17, 9, 5))
    notice = await hadi.sees("❌ Dibatalkan", "Rakor logistik")
    assert not notice.buttons
    await at(november, wib(19, 9))
    assert len(reminders(november, "Hadi")) == 1
    await hadi.says("/agenda")
    assert "Rakor" not in (await hadi.sees("Berikutnya")).text


async def test_title_and_days_change_with_a_notice(november: Town) -> None:
    """A new day is refused if it is none, else stored, re-planned and told to who was told."""
    await add(november, MEETING)
    await at(november, wib(17, 9))
    admin, hadi = november.admin, november.phone("Hadi")
    await admin.says("/agenda")
    await admin.presses("Ubah/batalkan")
    await admin.presses("Rakor logistik")
    await admin.presses("📅 Tanggal")
    await admin.says("nanti")
    await admin.sees("belum dipahami")
    await admin.says("21-11-2024 10.00")
    await admin.sees("✅ Diubah", "Kamis, 21 November 2024 pukul 10.00")
    await admin.presses("✏️ Judul")
    await admin.says("Rakor akhir")
    await admin.sees("✅ Diubah", "Rakor akhir")
    await at(november, wib(17, 9, 5))
    await hadi.sees("✏️ Perubahan", "Rakor akhir", "21 November 2024 pukul 10.00")
    await at(november, wib(20, 9))
    await hadi.sees("Pengingat", "Rakor akhir", "besok")


async def test_an_admin_can_tell_everybody_now(november: Town) -> None:
    """`Kirim sekarang` goes to the whole audience at once, reminders stay as planned."""
    await add(november, MEETING)
    admin = november.admin
    await admin.says("/agenda")
    await admin.presses("Ubah/batalkan")
    await admin.presses("Rakor logistik")
    await admin.presses("Kirim sekarang")
    await admin.sees("Sedang dikirim sekarang")
    await november.tick()
    await november.phone("Sri").sees("📣 Pemberitahuan", "Rakor logistik")
    assert (await states(november))["H-3 09:00"] == "waiting"


async def test_a_failing_person_is_counted_not_retried(november: Town) -> None:
    """Sri blocked the bot before: the fan-out leaves her out and reaches the others."""
    await add(november, MEETING)
    await november.parts.db.write(
        lambda tx: tx.run("UPDATE accounts SET blocked_at = 1 WHERE user_id IN (SELECT l.user_id"
                          " FROM account_people l JOIN people p ON p.id = l.person_id"
                          " WHERE p.name = 'Lurah Sri')")
    )  # fmt: skip
    await at(november, wib(17, 9))
    await november.phone("Budi").sees("Rakor logistik")
    assert not reminders(november, "Sri")


async def test_nobody_who_counts_votes_is_reminded_of_anything(november: Town) -> None:
    """At 15.00 on voting day a reminder reaches the lurah, and no station with an open box."""
    await add(november, "rakor; 28-11-2024 09.00; Evaluasi; semua petugas; H-1 15.00")
    await at(november, wib(27, 14))
    await november.phone("Agus").says("segel")
    await november.phone("Agus").presses("Ya, benar")
    await november.phone("Agus").sees("Kotak disegel")
    await at(november, wib(27, 15))
    assert reminders(november, "Hadi")
    assert reminders(november, "Agus")
    assert not reminders(november, "Slamet")
