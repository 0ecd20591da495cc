"""A database in memory, for decisions that read a little of it."""

import sqlite3

from storage.database import Tx
from storage.migrations import pending


class _Forgotten(sqlite3.Connection):
    """Closes itself once nobody holds it: an open one that is collected warns (Python 3.13)."""

    def __del__(self) -> None:
        self.close()


def empty() -> Tx:
    """A transaction on a new database that holds nothing but the schema."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, factory=_Forgotten,
        check_same_thread=False,  # whichever thread collects it closes it
    )  # fmt: skip
    connection.row_factory = sqlite3.Row
    tx = Tx(connection)
    for step in pending(connection):
        step(tx)
    return tx
