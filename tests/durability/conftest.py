"""An empty database of our own, and rows in its outbox."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
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


@asynccontextmanager
async def locked(db: Database, patience: int = 1) -> AsyncIterator[None]:
    """Another program holds the database during the block; the bot waits `patience` ms for it."""
    await db.write(lambda tx: tx.one(f"PRAGMA busy_timeout = {patience}"))
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
