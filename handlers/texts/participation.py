"""Words of Partisipasi."""

from handlers.texts.common import count

HOW_MANY = "Berapa pemilih yang sudah memilih? Ketik angkanya, misalnya 187."
HELP = "<b>pemilih 187</b> — jumlah pemilih yang hadir"


def summary(voters: int) -> str:
    """Pemilih hadir 187"""
    return f"Pemilih hadir {count(voters)}"


def more_than_any_station(voters: int, most: int) -> str:
    """A question back about a count that no station can have; its own DPT is not known."""
    return f"{count(voters)} pemilih? DPT satu TPS paling banyak {count(most)}. Sudah benar?"


def fewer_than_before(before: int, voters: int) -> str:
    """A question back about a count that falls."""
    return f"Sebelumnya {count(before)}. Sekarang {count(voters)}?"


def more_than_ballots(voters: int, registered: int) -> str:
    """A question back about a count above the registered voters and the reserve ballots."""
    return f"{count(voters)} pemilih? DPT TPS ini {count(registered)}. Sudah benar?"
