"""What people are told about the machine: times without Telegram, the log's head, faults."""

from datetime import datetime, timedelta
from html import escape as esc

from handlers.texts.common import count
from handlers.texts.dates import clock, long_day, zone_label


def outage(since: datetime, until: datetime, *, draft: bool) -> str:
    """To somebody with something outstanding: what was pressed then may not have come."""
    text = (
        f"🔌 Bot sempat tidak tersambung {span(since, until)}.\n"
        f"Tombol di bawah pesan yang ditekan antara {_short(since, until)} bisa jadi tidak "
        "sampai; pesan yang diketik tetap sampai."
    )
    if not draft:
        return text
    return f"{text}\nIsian Bapak/Ibu yang belum selesai masih tersimpan: tekan tombolnya lagi."


def not_reported(station: str, labels: list[str]) -> str:
    """What the station's own report is still missing (`station` escaped)."""
    return f"Belum ada laporan {station}: {esc(', '.join(labels))}."


def outage_for_admins(since: datetime, until: datetime, told: int) -> str:
    """The same to the admins, with how many people were told."""
    return (
        f"🔌 Bot tidak tersambung ke Telegram {span(since, until)} ({_long(until - since)}). "
        f"Tombol yang ditekan antara {_short(since, until)} bisa jadi tidak sampai; "
        f"diberi tahu: {count(told)} petugas."
    )


def span(since: datetime, until: datetime) -> str:
    """pukul 09.58–10.07 WIB; with the days when they differ."""
    zone = zone_label(until.tzinfo) if until.tzinfo else ""
    if since.date() == until.date():
        return f"pukul {clock(since)}–{clock(until)} {zone}"
    return (
        f"dari {long_day(since.date())} pukul {clock(since)} "
        f"sampai {long_day(until.date())} pukul {clock(until)} {zone}"
    )


def _short(since: datetime, until: datetime) -> str:
    if since.date() == until.date():
        return f"pukul {clock(since)} dan {clock(until)}"
    return "kedua waktu itu"


def _long(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    return f"{hours} jam {rest} menit" if hours else f"{minutes} menit"


def head(spoken: str, now: datetime) -> str:
    """To admins once a day: what proves later that the log was not rewritten."""
    return (
        f"🔏 Simpan pesan ini. Kepala rantai catatan {long_day(now.date())} pukul {clock(now)}:\n"
        f"<code>{esc(spoken)}</code>\n"
        "Dengan ini dapat dibuktikan bahwa catatan sampai saat itu tidak diubah. "
        f"Periksa di server: siaga verify --head {esc(spoken)}"
    )


# ── Faults of the machine ────────────────────────────────────────────────────────────────────
LOG = {
    "store": "The database takes nothing",
    "damage": "The database is damaged",
    "space": "The disk is nearly full",
    "clock": "The clock jumped",
    "backup": "The regular backup failed",
    "folder": "A folder cannot be written to",
    "taken": "The database file was deleted, replaced or cut short",
}
"""How the log names a trouble; the detail follows."""

_ALARMS = {
    "store": (
        "Bot tidak bisa menyimpan apa pun. Pesan petugas ditahan Telegram paling lama 24 jam dan "
        "masuk sendiri setelah pulih. Periksa disk dan program lain yang memakai basis data."
    ),
    "damage": (
        "Basis data rusak. Hentikan bot, lalu pulihkan cadangan terakhir yang utuh: "
        "siaga restore BERKAS. Periksa dulu dengan siaga verify."
    ),
    "space": "Disk server hampir penuh. Kosongkan sebelum bot berhenti menyimpan.",
    "clock": "Jam server melompat. Periksa NTP: pengingat dan batas waktu mengikuti jam itu.",
    "backup": "Cadangan berkala gagal dibuat. Bot tetap berjalan; percobaan diulang sendiri.",
    "folder": "Folder server tidak bisa ditulisi. Perbaiki izin atau disknya.",
    "taken": (
        "Berkas basis data dihapus, diganti, atau terpotong saat bot berjalan. Bot berhenti agar "
        "tidak ada laporan yang hilang; pesan petugas ditahan Telegram paling lama 24 jam. "
        "Periksa server, lalu jalankan bot lagi: siaga run."
    ),
}
_OVER = {
    "store": "Bot kembali bisa menyimpan.",
    "damage": "Basis data kembali terbaca utuh.",
    "space": "Ruang disk server kembali cukup.",
    "clock": "Jam server kembali wajar.",
    "backup": "Cadangan berkala kembali berhasil.",
    "folder": "Folder server kembali bisa ditulisi.",
    "taken": "Berkas basis data kembali di tempatnya.",
}


def alarm(trouble: str, detail: str) -> str:
    """Something is wrong with the machine; `detail` is technical."""
    return f"🛑 {_ALARMS[trouble]}\n<i>{esc(detail[:300])}</i>"


def alarm_over(trouble: str) -> str:
    """It is well again."""
    return f"✅ {_OVER[trouble]}"


def clock_jumped(before: datetime, after: datetime) -> str:
    """From which local time to which."""
    return f"{before:%d-%m-%Y} {clock(before)} → {after:%d-%m-%Y} {clock(after)}"


def rescued(where: object) -> str:
    """Where the data of a file that was taken away are now."""
    return f"Data yang sempat tersimpan disalin utuh ke {where}"


NOT_RESCUED = "Data yang sempat tersimpan tidak dapat disalin"


def space_left(megabytes: int) -> str:
    """How much is free."""
    return f"{count(megabytes)} MB"
