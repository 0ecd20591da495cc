"""One append-only log, chained by hashes, from which personal content can be erased.

digest = SHA-256(previous digest ‖ "seq at kind" ‖ SHA-256(salt ‖ body)). Erasure deletes body and
salt and keeps the inner hash, so the chain still proves order and completeness.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.database import Row, Tx
from storage.times import ms

GENESIS = bytes(32)
SHORT = 16
"""Hexadecimal digits of a digest that are told to people."""
ERASED = "erased"
"""The kind of entry that tells which other one was emptied."""
Salt = Callable[[int], bytes]


@dataclass(frozen=True)
class Head:
    """The newest entry of the chain; seq 0 and zero bytes for an empty one."""

    seq: int
    digest: bytes

    def __str__(self) -> str:
        """1234:9f86d081884c7d65, short enough to be copied by hand, long enough to prove it."""
        return f"{self.seq}:{self.digest.hex()[:SHORT]}"


class NoHead(ValueError):
    """A head must look like 1234:9f86d081884c7d65."""


def read_head(text: str) -> Head:
    """The head that somebody kept, with as much of its digest as was kept. Raises NoHead."""
    match = re.fullmatch(rf"([0-9]{{1,18}}):((?:[0-9a-f]{{2}}){{{SHORT // 2},32}})", text.lower())
    if match is None:
        raise NoHead(text)
    return Head(int(match[1]), bytes.fromhex(match[2]))


class Fault(StrEnum):
    """What may be wrong with an entry."""

    MISSING = "missing"  # entries before it are gone
    CHANGED = "changed"  # it says something else than it did
    MOVED = "moved"  # it does not follow from the one before it
    EMPTIED = "emptied"  # what it said was deleted, and no entry tells of that


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: the row that is wrong, and how."""

    seq: int
    fault: Fault


def head(tx: Tx) -> Head:
    """The newest entry of the chain."""
    row = tx.one("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(0, GENESIS) if row is None else Head(row["seq"], row["digest"])


def holds(tx: Tx, kept: Head) -> bool:
    """Whether the chain still has the entry that was its head once."""
    digest = tx.value("SELECT digest FROM journal WHERE seq = $1", kept.seq)
    return digest is not None and _bytes(digest).startswith(kept.digest)


def append(
    tx: Tx, at: datetime, kind: str, content: dict[str, Any], salt: Salt = secrets.token_bytes
) -> int:
    """Write one entry and return its seq. `content` must be JSON-able."""
    last = head(tx)
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    grain = salt(16)
    inner = hashlib.sha256(grain + body).digest()
    seq = last.seq + 1
    tx.run(
        "INSERT INTO journal (seq, at, kind, body, salt, inner_hash, digest)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        seq, ms(at), kind, body, grain, inner, _digest(last.digest, seq, ms(at), kind, inner),
    )  # fmt: skip
    return seq


def erase(tx: Tx, at: datetime, seq: int) -> None:
    """Delete what an entry says, keep that it was; the erasure is itself an entry."""
    tx.run("UPDATE journal SET body = NULL, salt = NULL WHERE seq = $1", seq)
    append(tx, at, ERASED, {"seq": seq})


def verify(tx: Tx) -> list[Break]:
    """Every place where the chain is broken; an empty list when it holds."""
    before_all = tx.all("SELECT seq FROM journal WHERE seq < 1 ORDER BY seq LIMIT 1000")
    breaks = [Break(row["seq"], Fault.MOVED) for row in before_all]
    last = Head(0, GENESIS)
    emptied: set[int] = set()
    after = 0
    while rows := tx.all("SELECT * FROM journal WHERE seq > $1 ORDER BY seq LIMIT 1000", after):
        for row in rows:
            if fault := _fault(row, last):
                breaks.append(Break(row["seq"], fault))
            else:
                _note_erasure(row, emptied)
            last = Head(row["seq"], _bytes(row["digest"]))
        after = last.seq
    return breaks + [Break(seq, Fault.EMPTIED) for seq in sorted(emptied)]


def _note_erasure(row: Row, emptied: set[int]) -> None:
    """Keep the entries without content that no later entry has accounted for so far."""
    if row["body"] is None:
        emptied.add(row["seq"])
    elif row["kind"] == ERASED:
        emptied.discard(json.loads(row["body"]).get("seq"))


def _fault(row: Row, last: Head) -> Fault | None:
    if row["seq"] != last.seq + 1:
        return Fault.MISSING
    if row["body"] is not None and _inner(row) != row["inner_hash"]:
        return Fault.CHANGED
    given = (row["seq"], row["at"], row["kind"], _bytes(row["inner_hash"]))
    return None if _digest(last.digest, *given) == row["digest"] else Fault.MOVED


def _inner(row: Row) -> bytes:
    return hashlib.sha256(_bytes(row["salt"]) + _bytes(row["body"])).digest()


def _digest(previous: bytes, seq: int, at: int, kind: str, inner: bytes) -> bytes:
    return hashlib.sha256(previous + f"{seq} {at} {kind}".encode() + inner).digest()


def _bytes(value: Any) -> bytes:
    """A column's bytes, also where somebody put text or nothing into it."""
    return value if isinstance(value, bytes) else str(value or "").encode()
