"""Words of Partisipasi."""

HOW_MANY = "Berapa pemilih yang sudah memilih? Ketik angkanya, misalnya 187."
HELP = "<b>pemilih 187</b> — jumlah pemilih yang hadir"


def summary(voters: int) -> str:
    """Pemilih hadir 187"""
    return f"Pemilih hadir {voters}"


def more_than_any_station(voters: int, most: int) -> str:
    """A question back about a count that no station can have; its own DPT is not known."""
    return f"{voters} pemilih? DPT satu TPS paling banyak {most}. Sudah benar?"


def fewer_than_before(before: int, voters: int) -> str:
    """A question back about a count that falls."""
    return f"Sebelumnya {before}. Sekarang {voters}?"


def more_than_ballots(voters: int, registered: int) -> str:
    """A question back about a count above the registered voters and the reserve ballots."""
    return f"{voters} pemilih? DPT TPS ini {registered}. Sudah benar?"
