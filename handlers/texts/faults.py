"""What admins are told when something in the machine went wrong."""


def parked(number: int) -> str:
    """An update could not be handled and waits for a second try."""
    return (
        f"⚠️ Satu pesan petugas belum bisa diproses dan disimpan (parkir No. {number}). "
        "Pengirim sudah diberi tahu. Periksa lewat /sistem."
    )
