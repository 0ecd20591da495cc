"""One process at a time may write a database: `run`, `import` and `restore` exclude each other."""

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
    lock = FileLock(lock_file(database))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Problem(otherwise) from None
    try:
        yield
    finally:
        lock.release()
