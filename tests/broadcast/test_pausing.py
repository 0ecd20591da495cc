"""Jeda, Lanjutkan and Hentikan while messages go out, and the way back to a broadcast."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.limits import Rates
from tests import conftest
from tests.broadcast.test_dialogue import compose
from tests.town import RESIDENTS, Town


@pytest.fixture
async def unhurried_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Ten messages a second: somebody has it, others do not yet."""
    slow = Rates(per_chat=0.0, group_per_minute=10_000, bulk_per_second=10.0)
    monkeypatch.setattr(conftest, "UNHURRIED", slow)
    async with conftest.open_town(tmp_path) as opened:
        yield opened


def reached(town: Town, words: str) -> int:
    """How many people have it."""
    phones = [town.phone(each.name) for each in RESIDENTS]
    return sum(any(m.has(words) for m in phone.messages) for phone in phones)


async def test_paused_then_stopped_then_brought_to_its_end(unhurried_town: Town) -> None:
    """While it rests nothing goes out; at the end everybody has one copy and the figures add up."""
    town = unhurried_town
    admin = town.admin
    await compose(town, "Admin", "Siaga penuh", "semua")
    await admin.presses("Kirim")
    await town.phone(RESIDENTS[0].name).sees("Siaga penuh")
    await admin.presses("Jeda")
    await admin.sees("dijeda")
    await town.quiet()
    some = reached(town, "Siaga penuh")
    assert 0 < some < len(RESIDENTS)
    await admin.presses("Hentikan")
    stopped = await admin.sees("dihentikan pukul 07.02", "jumlah 24 orang")
    assert f"Terkirim {some} · gagal 0 · tidak terjangkau 0" in stopped.text
    assert f"tidak jadi dikirim {len(RESIDENTS) - some}" in stopped.text
    await admin.presses("Kirim lagi ke yang belum")
    await town.phone(RESIDENTS[-1].name).sees("Siaga penuh", timeout=20)
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    await admin.sees("selesai pukul", "Terkirim 24 · gagal 0 · tidak terjangkau 0", "24 orang")
    copies = [len([m for m in town.phone(r.name).messages if m.has("Siaga penuh")])
              for r in RESIDENTS]  # fmt: skip
    assert copies == [1] * len(RESIDENTS)


async def test_the_bar_comes_down_to_where_its_author_looks_for_it(unhurried_town: Town) -> None:
    """Siaran terakhir shows a message that goes on moving, not a picture of then."""
    town = unhurried_town
    admin = town.admin
    await compose(town, "Admin", "Siaga penuh", "semua")
    await admin.presses("Kirim")
    await admin.sees("sedang dikirim")
    await admin.says("/siaran")
    await admin.presses("Siaran terakhir")
    await admin.presses("No. 1")
    below = await admin.sees("Siaran no. 1", "jumlah 24 orang")
    assert below.id == max(m.id for m in admin.messages)
    await town.phone(RESIDENTS[-1].name).sees("Siaga penuh", timeout=20)
    await town.quiet()
    town.clock.forward(seconds=4)
    town.parts.work.wake()
    done = await admin.sees("selesai pukul", "Terkirim 24")
    assert done.id == below.id
