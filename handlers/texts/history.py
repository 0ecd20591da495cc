"""Words of an incident's history."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.incidents.facts import Facts
from handlers.texts.dates import clock
from handlers.texts.incidents import about, every_step, named

MOST_WORDS = 200


def button(versions: int) -> str:
    """📜 Riwayat (2 versi)"""
    return f"📜 Riwayat ({versions} versi)" if versions > 1 else "📜 Riwayat"


def history(facts: Facts, versions: Sequence[str]) -> str:
    """Every version, then every step; `versions` are escaped."""
    steps = every_step(facts)
    return "\n".join([f"📜 <b>Riwayat</b> {about(facts)}", *versions, *([""] if steps else []),
                      *steps])  # fmt: skip


def version(number: int, at: datetime, name: str | None, said: str, *, withdrawn: bool) -> str:
    """One version; `said` is escaped, without a name it is a confidential reporter's."""
    who = named(name) if name else "pelapor"
    what = "laporan ditarik" if withdrawn else said
    return f"Versi {number}, {clock(at)}, {who}: {what}"


def said(summary: str, words: str) -> str:
    """What a version said: in the bot's words (escaped), and in the reporter's."""
    short = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1]}…"
    return f"{summary} “{esc(short)}”" if words else summary
