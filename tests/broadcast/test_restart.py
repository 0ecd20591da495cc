"""The bot is stopped in the middle of a broadcast and started again."""

from pathlib import Path

import pytest

from handlers.broadcast import progress
from storage import broadcasts, fanout, jobs
from storage.audience import Audience
from storage.broadcasts import Draft
from storage.database import Database, Tx
from tests.conftest import open_town
from tests.town import ADMIN_ID, MORNING, RESIDENTS, build


def let_go(tx: Tx) -> int:
    """A broadcast to everybody, as it stands right after Kirim."""
    draft = Draft(1, 1, ADMIN_ID, "sendMessage", {"text": "Siap siaga"}, Audience(), False, 24)
    number = broadcasts.add(tx, MORNING, draft)
    broadcast = broadcasts.get(tx, number)
    assert broadcast is not None
    broadcasts.start(tx, MORNING, broadcast, broadcast.payload, None)
    jobs.add(tx, MORNING, progress.JOB, {"id": number})
    return number


async def test_everybody_has_it_once_after_a_restart_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the steps were taken before the stop; the job row takes the others after it."""
    monkeypatch.setattr(fanout, "STEP", 5)
    db = await Database.open(tmp_path / "siaga.db")
    await db.write(build)
    number = await db.write(let_go)
    for _ in range(2):
        await db.write(lambda tx: broadcasts.step(tx, MORNING, number))
    await db.close()
    async with open_town(tmp_path) as town:
        await town.admin.starts()
        for resident in RESIDENTS:
            await town.phone(resident.name).sees("Siap siaga")
        await town.quiet()
        for resident in RESIDENTS:
            phone = town.phone(resident.name)
            assert len([m for m in phone.messages if m.has("Siap siaga")]) == 1
        town.clock.forward(seconds=4)
        town.parts.work.wake()
        await town.admin.sees("selesai", "Terkirim 24", "jumlah 24 orang")


async def test_paused_rows_stay_where_they_are_until_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jeda survives a restart; Lanjutkan sends the rest, Hentikan would not."""
    monkeypatch.setattr(fanout, "STEP", 5)
    db = await Database.open(tmp_path / "siaga.db")
    await db.write(build)
    number = await db.write(let_go)
    await db.write(lambda tx: broadcasts.step(tx, MORNING, number))
    await db.write(lambda tx: broadcasts.move(tx, MORNING, number, broadcasts.State.PAUSED))
    await db.write(lambda tx: broadcasts.step(tx, MORNING, number))
    await db.close()
    async with open_town(tmp_path) as town:
        await town.admin.starts()
        await town.admin.says("/siaran")
        await town.admin.presses("Siaran terakhir")
        await town.admin.presses("No. 1")
        await town.admin.sees("dijeda")
        assert all(not town.phone(r.name).messages for r in RESIDENTS)
        await town.admin.presses("Lanjutkan")
        for resident in RESIDENTS:  # rows that were let go are found within seconds
            await town.phone(resident.name).sees("Siap siaga", timeout=20)
