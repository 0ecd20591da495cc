"""Words of an incident's history."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.incidents.facts import Facts
from handlers.texts.dates import clock
from handlers.texts.incidents import about, every_step, named

MOST_WORDS = 1000
MOST = 4000
"""Telegram takes 4,096 characters in a message."""


def button(versions: int) -> str:
    """📜 Riwayat (2 versi)"""
    return f"📜 Riwayat ({versions} versi)" if versions > 1 else "📜 Riwayat"


def history(facts: Facts, versions: Sequence[str]) -> str:
    """Every version, then every step, as far as a message goes; `versions` are escaped."""
    head, steps = f"📜 <b>Riwayat</b> {about(facts)}", every_step(facts)
    lines = [*versions, *([""] if steps else []), *steps]
    room = MOST - len(head)
    kept: list[str] = []
    for line in reversed(lines):  # the newest first: what is too much is the oldest
        room -= len(line) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join([head, *reversed(kept)])


def version(number: int, at: datetime, name: str | None, said: str, *, withdrawn: bool) -> str:
    """One version; `said` is escaped, without a name it is a confidential reporter's."""
    who = named(name) if name else "pelapor"
    what = "laporan ditarik" if withdrawn else said
    return f"Versi {number}, {clock(at)}, {who}: {what}"


def said(summary: str, words: str) -> str:
    """What a version said: in the bot's words (escaped), and in the reporter's."""
    short = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"
    return f"{summary} “{esc(short)}”" if words else summary
