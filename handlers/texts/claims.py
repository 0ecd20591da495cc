"""Every sentence of the BPJS follow-up. No illness is written: the cause is a button's word."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import phone_number, role_name
from handlers.texts.dates import clock
from handlers.texts.incident_kinds import CAUSE_LABELS
from storage.claims import Insured

FILED = "📄 Klaim diajukan"
CLOSED = "✅ Selesai"
REOPEN = "↩️ Buka lagi"
OTHER_PERSON = "↩️ Petugas lain"
NO_MORE = "Tidak perlu ditindaklanjuti: laporannya ditarik atau diubah."
_REHEARSAL = "🎭 GLADI · "
_COVERED = {True: "ada", False: "tidak ada", None: "belum diketahui"}


def title(number: int, cause: str | None, *, rehearsal: bool) -> str:
    """Above the note."""
    what = f" · {CAUSE_LABELS[cause]}" if cause in CAUSE_LABELS else ""
    mark = _REHEARSAL if rehearsal else ""
    return f"{mark}🩺 <b>Tindak lanjut BPJS, laporan No. {number}</b>{what}"


def puskesmas(found: Sequence[tuple[str, str]]) -> list[str]:
    """Whom to phone first."""
    return [f"☎️ {esc(name)} {phone_number(phone)}" for name, phone in found] or ["☎️ Medis 119"]


def who(found: Sequence[Insured]) -> list[str]:
    """Those it may have happened to, and whether the roster says that they are covered."""
    lines = ["", "<b>Siapa yang mengalami?</b> BPJS Ketenagakerjaan menurut daftar petugas:"]
    lines += [f"• {person(each)}" for each in found]
    return [*lines, "Jangan tulis penyakit di sini."]


def person(each: Insured) -> str:
    """Rina (ketua KPPS): ada"""
    return f"{esc(each.name)} ({role_name(each.role)}): {_COVERED[each.bpjs]}"


def affected(each: Insured) -> list[str]:
    """Whom it happened to, and what to do."""
    lines = ["", f"Petugas: <b>{esc(each.name)}</b> ({role_name(each.role)})",
             f"BPJS Ketenagakerjaan: <b>{_COVERED[each.bpjs]}</b>"]  # fmt: skip
    if each.bpjs:
        return [*lines, "Ajukan klaim JKK/JKM ke BPJS Ketenagakerjaan dengan surat tugasnya."]
    return [*lines, "Cek kepesertaannya ke BPJS; bila tidak terdaftar, tanyakan santunan KPU."]


def person_button(each: Insured) -> str:
    """Names somebody (not escaped)."""
    return f"{each.name} ({role_name(each.role)})"


def filed(name: str | None, at: datetime) -> str:
    """The claim was filed."""
    return f"📄 Klaim diajukan {clock(at)}{_by(name)}"


def closed(name: str | None, at: datetime) -> str:
    """The matter is closed."""
    return f"✅ Selesai {clock(at)}{_by(name)}"


def _by(name: str | None) -> str:
    return f" (Bapak/Ibu {esc(name)})" if name else ""
