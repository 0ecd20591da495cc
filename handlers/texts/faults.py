"""What admins are told when something in the machine went wrong."""

from html import escape as esc


def parked(number: int, waiting: int) -> str:
    """Updates could not be handled; they wait for a second try, `number` was the last."""
    which = "Satu pesan petugas" if waiting == 1 else f"{waiting} pesan petugas"
    return (
        f"⚠️ {which} belum bisa diproses dan disimpan (parkir terakhir No. {number}). "
        "Pengirim sudah diberi tahu. Periksa lewat /sistem."
    )


def job_failed(kind: str, number: int, *, starved: bool) -> str:
    """Slow work was given up; `starved`: its process had too little memory or time."""
    why = "memori atau waktu server tidak cukup" if starved else "sebabnya ada di log server"
    return (
        f"⚠️ Satu pekerjaan bot gagal dan tidak dicoba lagi: {esc(kind)} (No. {number}, {why}). "
        "Periksa lewat /sistem."
    )
