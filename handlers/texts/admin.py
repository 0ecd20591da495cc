"""Every sentence of /sistem and /cadangkan."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from handlers.texts.common import count
from handlers.texts.dates import clock
from storage.health import Health
from storage.intake import Parked
from storage.officers import Coverage
from storage.outbox import Priority

# ── /sistem ──────────────────────────────────────────────────────────────────────────────────
AGAIN = "🔁 Proses ulang no. {number}"
AGAIN_ALL = "🔁 Proses ulang semua"
REFRESH = "🔄 Perbarui"
QUEUED = "Diproses ulang."
SETTLED_BEFORE = "Sudah diproses ulang sebelumnya."
_PRIORITIES = {
    Priority.TOAST: "jawaban tombol", Priority.ALERT: "peringatan", Priority.REPLY: "balasan",
    Priority.NUDGE: "eskalasi & pengingat TPS", Priority.BULK: "siaran & pengingat agenda",
}  # fmt: skip

# ── /cadangkan ───────────────────────────────────────────────────────────────────────────────
BACKUP_BEGUN = "Cadangan sedang dibuat dan diperiksa. Hasilnya dikabarkan di sini."
BACKUP_FAILED = (
    "⚠️ Cadangan gagal dibuat. Periksa ruang disk dan folder cadangan (SIAGA_BACKUP_DIR), "
    "lalu ulangi: /cadangkan"
)


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
        f"Lama sampai terkirim (biasanya): {lag}",
        f"Gagal kirim: {count(health.failed)} · pekerjaan berjalan: {count(health.jobs)}",
        "",
        reporters,
        unreachable,
        f"Pengingat yang terlewat (7 hari): {count(missed)}",
        "",
        f"Basis data: {_size(database)} · ruang disk kosong: {_size(free)}",
        f"Cadangan terakhir: {_when(copied_at)}",
        f"Pesan yang gagal diproses: {count(health.parked)}",
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
