"""An empty database of our own, and rows in its outbox."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database import Database

NOW = datetime(2024, 11, 27, 0, 2, tzinfo=UTC)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A database as a first start makes it."""
    opened = await Database.open(tmp_path / "siaga.db")
    yield opened
    await opened.close()
