"""One process at a time may write a database: `run`, `import` and `restore` exclude each other.

And one process at a time may receive the updates of a bot.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.cli.outcome import Problem


def lock_file(database: Path) -> Path:
    """The file whose lock stands for the right to write; the lock ends with the process."""
    return database.with_name(f"{database.name}.lock")


@contextmanager
def writing(database: Path, otherwise: str) -> Iterator[None]:
    """Hold the lock during the block; a Problem with the text `otherwise` if another has it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with _held(lock_file(database), otherwise):
        yield


@contextmanager
def polling(api_url: str, token: str, otherwise: str) -> Iterator[None]:
    """The same for a token: its updates go to one program, whatever database that has.

    The file lies where every program of this user on this machine finds it, and does not tell the
    token.
    """
    digest = hashlib.sha256(f"{api_url}\0{token}".encode()).hexdigest()[:16]
    file = Path(tempfile.gettempdir()) / f"siaga-{os.getuid()}-{digest}.lock"
    with _held(file, otherwise):
        yield


@contextmanager
def _held(file: Path, otherwise: str) -> Iterator[None]:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Problem(otherwise) from None
    try:
        yield
    finally:
        lock.release()
