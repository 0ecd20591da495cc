"""One append-only log, chained by hashes, from which personal content can be erased.

digest = SHA-256(previous digest ‖ SHA-256(salt ‖ body)). Erasure deletes body and salt and keeps
the inner hash, so the chain still proves order and completeness.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Row, Tx
from storage.times import ms

GENESIS = bytes(32)
Salt = Callable[[int], bytes]


@dataclass(frozen=True)
class Head:
    """The newest entry of the chain; seq 0 and zero bytes for an empty one."""

    seq: int
    digest: bytes


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: the first row that is wrong, and how."""

    seq: int
    problem: str


def head(tx: Tx) -> Head:
    """The newest entry of the chain."""
    row = tx.one("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(0, GENESIS) if row is None else Head(row["seq"], row["digest"])


def append(
    tx: Tx, at: datetime, kind: str, content: dict[str, Any], salt: Salt = secrets.token_bytes
) -> int:
    """Write one entry and return its seq. `content` must be JSON-able."""
    last = head(tx)
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    grain = salt(16)
    inner = hashlib.sha256(grain + body).digest()
    tx.run(
        "INSERT INTO journal (seq, at, kind, body, salt, inner_hash, digest)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        last.seq + 1, ms(at), kind, body, grain, inner, _digest(last.digest, inner),
    )  # fmt: skip
    return last.seq + 1


def erase(tx: Tx, at: datetime, seq: int) -> None:
    """Delete what an entry says, keep that it was; the erasure is itself an entry."""
    tx.run("UPDATE journal SET body = NULL, salt = NULL WHERE seq = $1", seq)
    append(tx, at, "erased", {"seq": seq})


def verify(tx: Tx) -> list[Break]:
    """Every place where the chain is broken; an empty list when it holds."""
    breaks: list[Break] = []
    last = Head(0, GENESIS)
    after = 0
    while rows := tx.all("SELECT * FROM journal WHERE seq > $1 ORDER BY seq LIMIT 1000", after):
        for row in rows:
            if problem := _problem(row, last):
                breaks.append(Break(row["seq"], problem))
            last = Head(row["seq"], row["digest"])
        after = last.seq
    return breaks


def _problem(row: Row, last: Head) -> str | None:
    if row["seq"] != last.seq + 1:
        return f"entries {last.seq + 1} to {row['seq'] - 1} are missing"
    if row["body"] is not None and _inner(row) != row["inner_hash"]:
        return "content was changed"
    if _digest(last.digest, row["inner_hash"]) != row["digest"]:
        return "order or hash was changed"
    return None


def _inner(row: Row) -> bytes:
    return hashlib.sha256((row["salt"] or b"") + row["body"]).digest()


def _digest(previous: bytes, inner: bytes) -> bytes:
    return hashlib.sha256(previous + inner).digest()
