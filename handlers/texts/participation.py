"""Words of Partisipasi."""

from datetime import datetime

from handlers.texts.common import count
from handlers.texts.dates import clock, plain_day

HOW_MANY = "Berapa pemilih yang sudah memilih? Ketik angkanya, misalnya 187."
HELP = "<b>pemilih 187</b> — jumlah pemilih yang hadir"


def summary(voters: int) -> str:
    """Pemilih hadir 187"""
    return f"Pemilih hadir {count(voters)}"


def before_voting(voters: int, opens: datetime) -> str:
    """A question back about a count before anybody could vote; `opens` is local."""
    day = f"{plain_day(opens.date())} {clock(opens)}"
    return f"{count(voters)} pemilih? Pemungutan baru dimulai {day}. Sudah benar?"


def more_than_any_station(voters: int, most: int) -> str:
    """A question back about a count that no station can have; its own DPT is not known."""
    return f"{count(voters)} pemilih? DPT satu TPS paling banyak {count(most)}. Sudah benar?"


def fewer_than_before(before: int, voters: int) -> str:
    """A question back about a count that falls."""
    return f"Sebelumnya {count(before)}. Sekarang {count(voters)}?"


def more_than_ballots(voters: int, registered: int) -> str:
    """A question back about a count above the registered voters and the reserve ballots."""
    return f"{count(voters)} pemilih? DPT TPS ini {count(registered)}. Sudah benar?"
