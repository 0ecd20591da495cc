"""Every sentence of /audit, /sistem and /cadangkan."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from handlers.texts.common import count
from handlers.texts.dates import clock
from storage.audit import Entry
from storage.health import Health
from storage.intake import Parked
from storage.officers import Coverage
from storage.outbox import Priority

# ── /audit ───────────────────────────────────────────────────────────────────────────────────
EARLIER = "Lebih lama ▶️"
NEWEST = "⏫ Terbaru"
NOTHING = "Belum ada catatan yang cocok."
WHO = "Siapa?"
USAGE = (
    "Saring: <b>/audit slamet</b> (orang), <b>/audit ditolak</b>, <b>/audit siaran</b>, "
    "<b>/audit petugas</b>."
)
CONFIDENTIAL = "masalah rahasia"
KINDS = {
    "ditolak": "denied", "siaran": "broadcast", "rahasia": "incident.reveal", "undangan": "invite",
    "ganti": "replace", "cabut": "revoke", "daftar": "register", "agenda": "agenda",
    "acara": "event", "grup": "group", "cadangan": "backup", "impor": "roster",
}  # fmt: skip
"""Words to filter by, and how the names of those acts begin."""
_ACTS = {
    "account moved": "akun dipindah", "acting": "berganti atas nama",
    "agenda added": "agenda ditambah", "agenda cancelled": "agenda dibatalkan",
    "agenda changed": "agenda diubah", "agenda preset": "agenda dari templat",
    "agenda told": "agenda diumumkan", "backup": "cadangan dibuat", "broadcast": "siaran dibuat",
    "broadcast.again": "siaran dikirim lagi", "broadcast.approve": "siaran disetujui",
    "broadcast.paused": "siaran dijeda", "broadcast.read": "konfirmasi siaran orang lain",
    "broadcast.refuse": "siaran ditolak", "broadcast.sending": "siaran dilanjutkan",
    "broadcast.stopped": "siaran dihentikan", "change post": "tugas diubah",
    "confidential": "hak lihat rahasia diubah", "confirm": "konfirmasi pesan orang lain",
    "event created": "acara dibuat", "event set up": "acara diatur",
    "event switched": "acara diganti", "group.link": "grup dihubungkan",
    "group.unlink": "grup dilepas", "incident.reveal": "nama pelapor rahasia dibuka",
    "invitation used": "undangan dipakai", "invite": "undangan dibuat",
    "item changed": "jumlah logistik diubah", "malformed press": "tombol palsu",
    "milestone changed": "tonggak diubah", "not me": "bukan saya",
    "parked again": "pembaruan diproses ulang", "press": "tombol tanpa terdaftar",
    "register": "terdaftar", "replace": "petugas diganti", "revoke": "petugas dicabut",
    "revoke invitation": "undangan dicabut", "seat": "pelapor diubah",
}  # fmt: skip

# ── /sistem ──────────────────────────────────────────────────────────────────────────────────
AGAIN = "🔁 Proses ulang no. {number}"
AGAIN_ALL = "🔁 Proses ulang semua"
REFRESH = "🔄 Perbarui"
QUEUED = "Diproses ulang."
SETTLED_BEFORE = "Sudah diproses ulang sebelumnya."
_PRIORITIES = {
    Priority.TOAST: "jawaban tombol", Priority.ALERT: "peringatan", Priority.REPLY: "balasan",
    Priority.NUDGE: "pengingat dekat", Priority.BULK: "siaran & pengingat",
}  # fmt: skip

# ── /cadangkan ───────────────────────────────────────────────────────────────────────────────
BACKUP_BEGUN = "Cadangan sedang dibuat dan diperiksa. Hasilnya dikabarkan di sini."
BACKUP_FAILED = (
    "⚠️ Cadangan gagal dibuat. Periksa ruang disk dan folder cadangan (SIAGA_BACKUP_DIR), "
    "lalu ulangi: /cadangkan"
)


def audit_title(of: str) -> str:
    """Above a page of acts."""
    return f"🧾 <b>Jejak perbuatan</b>{f' · {escape(of)}' if of else ''}"


def act(entry: Entry, at: datetime, *, secret: bool) -> str:
    """27-11 07.02 Slamet: siaran dibuat (broadcast:4, people=12)"""
    who = escape(entry.name) if entry.name else _account(entry)
    about = CONFIDENTIAL if secret else ", ".join(p for p in (entry.subject, entry.detail) if p)
    mark = "" if entry.allowed else "⛔ "
    words = f"{mark}{at:%d-%m} {clock(at)} <b>{who}</b>: {escape(_act(entry.action))}"
    return f"{words} ({escape(about)})" if about else words


def _act(action: str) -> str:
    if action.startswith("denied:"):
        return f"ditolak: {action.removeprefix('denied:')}"
    return _ACTS.get(action, action)


def _account(entry: Entry) -> str:
    return "sistem" if entry.user_id is None else f"akun {entry.user_id}"


def system(
    health: Health, covered: Coverage, missed: int, now: datetime, *, database: int, free: int,
    copied_at: datetime | None,
) -> str:  # fmt: skip
    """/sistem; sizes in bytes, times local."""
    lag = "belum ada pesan" if health.lag is None else _seconds(health.lag)
    reporters = (
        f"Pelapor terdaftar: {count(covered.with_reporter)} dari {count(covered.stations)} TPS · "
        f"dua orang: {count(covered.with_two)} TPS"
    )
    unreachable = (
        f"Petugas belum mendaftar: {count(health.unregistered)} · "
        f"memblokir bot: {count(health.blocked)}"
    )
    return "\n".join([
        f"🩺 <b>Sistem</b> · {clock(now)}",
        "",
        *_queue(health, now),
        f"Jeda kirim (tengah): {lag}",
        f"Gagal kirim: {count(health.failed)} · pekerjaan berjalan: {count(health.jobs)}",
        "",
        reporters,
        unreachable,
        f"Pengingat yang terlewat (7 hari): {count(missed)}",
        "",
        f"Basis data: {_size(database)} · ruang disk kosong: {_size(free)}",
        f"Cadangan terakhir: {_when(copied_at)}",
        f"Pembaruan yang gagal diproses: {count(health.parked)}",
    ])  # fmt: skip


def _queue(health: Health, now: datetime) -> list[str]:
    if not health.waiting and not health.held:
        return ["Antrean kirim: kosong"]
    lines = [f"Antrean kirim: {count(sum(each.rows for each in health.waiting))}"]
    for each in health.waiting:
        age = max((now - each.oldest).total_seconds(), 0.0)
        name = _PRIORITIES[Priority(each.priority)]
        lines.append(f"• {name}: {count(each.rows)}, tertua {_seconds(age)}")
    if health.held:
        lines.append(f"• dijeda: {count(health.held)}")
    return lines


def _seconds(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} detik".replace(".", ",")
    return f"{count(round(seconds / 60))} menit"


def _size(size: int) -> str:
    """Bytes as people say them: 12,3 MB."""
    for unit, factor in (("GB", 1000**3), ("MB", 1000**2)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}".replace(".", ",")
    return f"{count(size // 1000)} kB"


def _when(at: datetime | None) -> str:
    return "belum pernah" if at is None else f"{at:%d-%m-%Y} {clock(at)}"


def parked_lines(parked: Sequence[tuple[Parked, datetime]]) -> list[str]:
    """The updates that are set aside: number, time and kind of fault, never their content."""
    return [
        f"• No. {each.id}, {at:%d-%m} {clock(at)}: {escape(fault(each.reason))}"
        for each, at in parked
    ]


def fault(reason: str) -> str:
    """The kind of fault of a traceback; what it says may be people's words."""
    last = reason.strip().splitlines()[-1] if reason.strip() else ""
    return last.partition(":")[0][:60]


def new_admin(name: str, by: str | None) -> str:
    """To the other admins: somebody has the same rights from now on."""
    how = f", oleh {escape(by)}" if by else ""
    return (
        f"🔑 <b>{escape(name)}</b> sekarang admin{how}. "
        f"Bila ini tidak disepakati, cabut segera: /cabut {escape(name)}"
    )


def backup_done(name: str, size: int, at: datetime) -> str:
    """A verified copy lies in the folder for backups."""
    return f"✅ Cadangan <b>{escape(name)}</b> ({_size(size)}) selesai dan utuh, pukul {clock(at)}."
