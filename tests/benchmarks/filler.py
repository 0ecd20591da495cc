"""Reports of earlier days, put straight into the tables: the same rows as reporting leaves.

First every station reports each milestone, so that few and many reports leave the same state of
the city. Of the rest a quarter are milestones, a quarter logistics (both again and again of the
same fact), half stand alone. Each has its journal entry and the message that confirmed it; of
every thousand one was an incident.
"""

import hashlib
import itertools
import json
import random
import sqlite3
from collections.abc import Iterator
from typing import Any

FIRST_AT = 1_732_000_000_000
GAP = 1_000
"""Milliseconds between two reports: none is so new that it counts as the same again."""
CHUNK = 10_000
Report = tuple[Any, ...]

_INSERT = (
    "INSERT INTO reports (id, number, version, event_id, kind, topic, station_id, area, person_id,"
    " rank, source, event_at, received_at, update_id, answers)"
    " VALUES (?1, ?1, 1, 1, ?2, ?3, ?4, ?5, ?6, 2, 'tombol', ?7, ?7, ?1, ?8)"
)
_JOURNAL = (
    "INSERT INTO journal (seq, at, kind, body, salt, inner_hash, digest)"
    " VALUES (?, ?, 'report', ?, ?, ?, ?)"
)
_OUTBOX = (
    "INSERT INTO outbox (chat_id, method, payload, kind, priority, created_at, due_at, attempts,"
    " sent_at, message_id) SELECT person_id + 920000000, 'sendMessage', '{\"text\":\"✅ No. ' ||"
    ' number || \'. Rapat dimulai 07.02","parse_mode":"HTML"}\', \'reply\', 2, received_at,'
    " received_at, 1, received_at, number FROM reports"
)
_CURRENT = (
    "INSERT INTO current_reports (event_id, topic, place, station_id, area, report_id, event_at,"
    " conflicting) SELECT 1, topic, 's' || station_id, station_id, area, MIN(id), MIN(event_at), 1"
    " FROM reports WHERE topic <> '' GROUP BY topic, station_id"
)
_INCIDENTS = (
    "INSERT INTO incidents (id, event_id, kind, severity, state, area, reporter_id, headline,"
    " description, created_at, acknowledged_at, holder_id, digested_at)"
    " SELECT id, 1, 'keamanan', 'INFO', CASE WHEN id <= ?1 THEN 'taken' ELSE 'resolved' END, area,"
    " person_id, 'Masalah keamanan', 'Orang berkumpul', received_at, received_at, person_id,"
    " received_at FROM reports WHERE id <= ?1 OR id % 1000 = 0"
)
OPEN = 20
"""Incidents that are still open: in somebody's hands, so that nothing is due."""
_TOPICS = ("lengkap", "tutup", "hitung", "selesai", "segel", "berangkat", "tiba")
"""Milestones that nobody presses in the burst."""


def fill(connection: sqlite3.Connection, reports: int) -> None:
    """Put so many reports into a fresh city; the caller commits."""
    posts = connection.execute(
        "SELECT station_id, area, person_id FROM posts WHERE station_id IS NOT NULL"
    ).fetchall()
    made = _reports(posts, reports)
    previous = connection.execute("SELECT digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    digest = previous[0] if previous else bytes(32)
    seq = connection.execute("SELECT COALESCE(MAX(seq), 0) FROM journal").fetchone()[0]
    while chunk := list(itertools.islice(made, CHUNK)):
        connection.executemany(_INSERT, chunk)
        entries = []
        for report in chunk:
            body, salt = _body(report), report[0].to_bytes(16, "big")
            seq += 1
            inner = hashlib.sha256(salt + body).digest()
            line = f"{seq} {report[6]} report".encode()
            digest = hashlib.sha256(digest + line + inner).digest()
            entries.append((seq, report[6], body, salt, inner, digest))
        connection.executemany(_JOURNAL, entries)
    connection.execute(_OUTBOX)
    connection.execute(_CURRENT)
    connection.execute(_INCIDENTS, (OPEN,))


def _reports(posts: list[tuple[int, str, int]], most: int) -> Iterator[Report]:
    chance = random.Random(7)
    first = {post[0]: post for post in posts}
    known = [(post, topic) for post in first.values() for topic in _TOPICS][:most]
    for number in range(1, most + 1):
        if number <= len(known):
            (station, area, person), topic = known[number - 1]
            kind, answers = "status", json.dumps({"milestone": topic})
        else:
            station, area, person = chance.choice(posts)
            kind, topic, answers = _what(number, chance)
        yield number, kind, topic, station, area, person, FIRST_AT + number * GAP, answers


def _what(number: int, chance: random.Random) -> tuple[str, str, str]:
    if number % 4 == 0:
        topic = chance.choice(_TOPICS)
        return "status", topic, json.dumps({"milestone": topic})
    if number % 4 == 1:
        return "logistik", "logistik:tps", json.dumps({"step": "terima", "boxes": number % 3})
    return "sosialisasi", "", json.dumps({"present": number % 90, "words": "Balai RW, lancar"})


def _body(report: Report) -> bytes:
    number, kind, topic, station, _, person, at, answers = report
    content = {
        "report": number, "version": 1, "withdrawn": False, "event": 1, "kind": kind,
        "topic": topic, "place": f"s{station}", "person": person, "source": "tombol", "at": at,
        "answers": json.loads(answers),
    }  # fmt: skip
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
