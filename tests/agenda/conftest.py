"""The town some weeks before voting day: Friday, 1 November 2024, 09.00 WIB."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import open_town
from tests.town import Clock, Town

FIRST_OF_NOVEMBER = datetime(2024, 11, 1, 2, tzinfo=UTC)


@pytest.fixture
async def november(tmp_path: Path) -> AsyncIterator[Town]:
    """The event is set up: voting is on 27 November 2024."""
    async with open_town(tmp_path, event=True, clock=Clock(FIRST_OF_NOVEMBER)) as opened:
        yield opened


@pytest.fixture
async def unset(tmp_path: Path) -> AsyncIterator[Town]:
    """The same day, but nobody has set voting day yet."""
    async with open_town(tmp_path, clock=Clock(FIRST_OF_NOVEMBER)) as opened:
        yield opened
