"""Words of dealing with incidents: when it will be done, who is asked, that it is not over."""

from handlers.incidents.facts import Facts
from handlers.texts.common import agency_name
from handlers.texts.dates import clock
from handlers.texts.incidents import about, by, by_name, closer
from storage.incidents import Incident, Step

ASSIGN = "👥 Tugaskan"
AGAIN = "↩️ Belum selesai"
REOPEN = "↩️ Buka lagi"
WITHIN = ((10, "⏱ 10 menit"), (30, "⏱ 30 menit"), (60, "⏱ 1 jam"))
"""Minutes until the holder means to be done, and the ready answer."""
NOT_THE_HOLDER = "Perkiraan waktu diisi oleh yang menangani laporan ini."
CHANGED = "Laporan ini baru saja berubah. Lihat dulu keadaan terakhirnya."
STILL_OPEN = "Laporan ini masih terbuka."
TAKEN_BACK = "Laporan ini sudah ditarik pelapornya. Ada masalah baru? Ketik: /masalah"
TOAST_OPENED_AGAIN = "Dibuka lagi. Pelapor dan penerima lain diberi tahu."
TOAST_REOPENED = "Dibuka lagi. Penanggung jawab diberi tahu."


def toast_expected(hour: str) -> str:
    """A time was chosen."""
    return f"Tercatat: perkiraan selesai {hour}."


def ask_whom(incident: Incident) -> str:
    """A line above the choices, in the own copy."""
    return f"\n\n<b>Tugaskan No. {incident.id} kepada siapa?</b>"


def person(name: str, role: str) -> str:
    """Nur (BPBD/Damkar): for buttons and notes, not escaped."""
    return f"{name} ({role})"[:60]


def all_of(agency: str) -> str:
    """Semua BPBD/Damkar"""
    return f"Semua {agency_name(agency)}"


def asked(facts: Facts, name: str, role: str) -> str:
    """To somebody who has the alert already: it is asked of them."""
    until = f" sebelum {clock(facts.local(facts.ahead.due))}" if facts.ahead else ""
    return (
        f"👥 {about(facts)} ditugaskan kepada Bapak/Ibu oleh {by(name, role)}. "
        f"Mohon dijawab{until}."
    )


def toast_assigned(whom: str) -> str:
    """Asked."""
    return f"Ditugaskan kepada {whom}."


def not_over(facts: Facts) -> str:
    """To all who have the alert: whoever reported it says that it goes on."""
    return f"↩️ {about(facts)} dibuka lagi oleh pelapor: <b>belum selesai</b>. Mohon ditangani."


def opened_again(facts: Facts, step: Step) -> str:
    """To all others who have the alert: somebody in charge says that it goes on."""
    return f"↩️ {about(facts)} dibuka lagi oleh {by_name(step)}. Mohon ditangani."


def told_opened_again(facts: Facts, step: Step) -> str:
    """To whoever reported it."""
    return (
        f"↩️ Laporan {about(facts)} dibuka lagi {clock(facts.local(step.at))} "
        f"oleh {closer(facts, step)}: belum selesai."
    )


def told_dismissed(facts: Facts, step: Step) -> str:
    """To whoever reported it: it was found to be none."""
    return (
        f"🚫 Laporan {about(facts)} dinyatakan bukan masalah {clock(facts.local(step.at))} "
        f"oleh {closer(facts, step)}. Tidak benar? Tekan tombol di bawah, atau balas pesan ini."
    )


def reopened(incident: Incident) -> str:
    """To whoever opened it again."""
    return (
        f"↩️ Laporan No. {incident.id} dibuka lagi, penanggung jawab diberi tahu. "
        "Ada kabar atau foto? Balas pesan ini."
    )
