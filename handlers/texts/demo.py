"""What the person who starts the demo reads."""

from handlers.texts.common import count

BUILDING = "Menyiapkan kota contoh (sekali saja) …"
EVENT_NAME = "Pilkada Kota Malang (contoh)"
UNREGISTERED = "nomornya ada di daftar, belum mendaftar"
STRANGER = "Orang luar"
STRANGER_NOTE = "nomornya tidak ada di daftar"


def ready(url: str, people: int, stations: int) -> str:
    """Where to look, and what to try first."""
    return (
        f"\n  Siaga TPS siap: buka {url} di peramban.\n"
        f"  Kota contoh: {count(stations)} TPS, {count(people)} petugas; "
        "hari pemungutan suara: hari ini.\n\n"
        "  Coba: pilih ponsel linmas TPS 012 dan Polsek Blimbing berdampingan.\n"
        "  Di ponsel linmas tekan 🚨 Ada masalah; di ponsel Polsek tekan 🙋 Saya tangani.\n\n"
        "  Berhenti: Ctrl+C. Setiap kali dimulai, harinya baru.\n"
    )
