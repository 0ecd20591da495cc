"""The last days before voting, with the bans of Madiun counted from it: 21 November 2024, 09.00."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.agenda.test_showing import load
from tests.conftest import open_town
from tests.town import Clock, Town


@pytest.fixture
async def banned(tmp_path: Path) -> AsyncIterator[Town]:
    """Camat and lurah stay from 23 to 27 November; Kadis Rudi plays the Sekda."""
    clock = Clock(datetime(2024, 11, 21, 2, tzinfo=UTC))
    async with open_town(tmp_path, event=True, clock=clock) as opened:
        await load(opened, "Larangan cuti dan bepergian")
        yield opened


@pytest.fixture
async def led(banned: Town) -> Town:
    """The same, with Kadis Rudi set as superior of camat and lurah."""
    admin = banned.admin
    await admin.says("/cuti atasan")
    await admin.presses("Tetapkan atasan")
    await admin.sees("Siapa atasannya?")
    await admin.says("rudi")
    await admin.sees("Kadis Rudi memutuskan untuk siapa?")
    await admin.says("camat, lurah")
    await admin.sees("camat, seluruh wilayah: Kadis Rudi", "lurah/kepala desa, seluruh wilayah")
    return banned
