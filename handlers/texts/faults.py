"""What admins are told when something in the machine went wrong."""


def parked(number: int, waiting: int) -> str:
    """Updates could not be handled; they wait for a second try, `number` was the last."""
    which = "Satu pesan petugas" if waiting == 1 else f"{waiting} pesan petugas"
    return (
        f"⚠️ {which} belum bisa diproses dan disimpan (parkir terakhir No. {number}). "
        "Pengirim sudah diberi tahu. Periksa lewat /sistem."
    )
