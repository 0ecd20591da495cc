"""Words of what people do with incidents: presses, notes, additions, the list, groups."""

from html import escape as esc

from handlers.incidents.facts import Facts
from handlers.incidents.filters import Filter
from handlers.texts.common import agency_name, count
from handlers.texts.dates import clock
from handlers.texts.examples import Example
from handlers.texts.incident_kinds import KIND_LABELS, MARKS, severity_label
from handlers.texts.incidents import TAKE, place, reachable
from storage.incidents import Incident, Severity, State, Step, StepKind

DISMISS_YES = "Ya, bukan masalah"
DISMISS_NO = "Tidak jadi"
UNDO = "↩️ Salah pencet"
SKIP_NOTE = "Lewati"
DONE_READY = {
    "diatasi": "Sudah diatasi",
    "dilengkapi": "Sudah diganti/dilengkapi",
    "diteruskan": "Sudah diserahkan ke petugas di lokasi",
}
"""Ready answers to what was done; the codes travel in buttons."""
REVEAL_ASK = (
    "Nama pelapor dirahasiakan. Membukanya tercatat atas nama Bapak/Ibu "
    "dan terlihat oleh penerima lain. Buka?"
)
REVEAL_YES = "Ya, buka nama"
REVEAL_NO = "Tidak"
REVEAL_KEPT = "Nama pelapor tetap dirahasiakan."
NOTE_TOO_LONG = "Terlalu panjang. Ringkas menjadi paling banyak 300 huruf, lalu kirim lagi."
LIST_EMPTY = "Tidak ada masalah yang terbuka di wilayah Bapak/Ibu."
LIST_MORE = "Berikutnya ▶️"
NO_PHOTOS = "Belum ada foto."
GONE_ON = "Laporan ini sudah berubah. Lihat keadaan terakhirnya: /siaga"
ADDED_WORDS = "➕ Ditambahkan ke laporan No. {number}."
ADDED_PLACE = "📍 Lokasi ditambahkan ke laporan No. {number}."
ADDED_VOICE = "🎙 Pesan suara ditambahkan ke laporan No. {number}."


def already(facts: Facts, step: Step) -> str:
    """The clear text for whoever comes second (not HTML): Sudah ditangani Bapak/Ibu X 07.05."""
    done = {
        StepKind.TAKEN: "Sudah ditangani", StepKind.RESOLVED: "Sudah selesai, oleh",
        StepKind.DISMISSED: "Sudah dinyatakan bukan masalah oleh",
        StepKind.WATCHED: "Sudah dipantau", StepKind.ASSIGNED: "Sudah ditugaskan oleh",
        StepKind.REOPENED: "Sudah dibuka lagi oleh", StepKind.RELEASED: "Sudah dilepas oleh",
    }.get(step.kind, "Sudah ditutup oleh")  # fmt: skip
    role = f" ({step.capacity})" if step.capacity else ""
    name = f"Bapak/Ibu {step.name}{role}" if step.name else "sistem"
    return f"{done} {name} {clock(facts.local(step.at))}."


def toast_watched(at: str) -> str:
    """Dipantau."""
    return f"Tercatat: dipantau {at}."


def toast_taken(at: str) -> str:
    """Saya tangani."""
    return (
        f"Tercatat: Bapak/Ibu menangani sejak {at}. Pelapor diberi tahu. "
        "Kira-kira kapan selesai? Tekan ⏱ di bawah laporan."
    )


def toast_done(at: str) -> str:
    """Selesai."""
    return f"Tercatat: selesai {at}. Pelapor diberi tahu."


def toast_dismissed(at: str) -> str:
    """Bukan masalah."""
    return f"Tercatat: bukan masalah {at}. Pelapor diberi tahu."


def toast_said(facts: Facts) -> str:
    """Selesai or Bukan masalah of somebody whose word does not close it (not HTML)."""
    closing = [agency_name(agency) for agency in facts.kind.agencies]
    if facts.incident.holder_id is None:
        whom = ", ".join(closing)
        return f"Tercatat. Yang boleh menutup: {whom}. Bapak/Ibu yang menangani? Tekan dulu {TAKE}."
    held = [step for step in facts.steps if step.kind is StepKind.TAKEN]
    name = f"Bapak/Ibu {held[-1].name}"[:60] if held else ""
    return f"Tercatat. Yang boleh menutup: {', '.join(filter(None, [name, *closing]))}."


def ask_what_was_done(incident: Incident) -> str:
    """Put to whoever pressed Selesai."""
    return (
        f"✅ No. {incident.id} selesai. Apa yang sudah dilakukan? "
        "Tekan salah satu, atau tulis singkat; boleh juga kirim foto."
    )


def noted(incident: Incident, note: str) -> str:
    """What was done is known."""
    return f"✅ No. {incident.id} selesai: {esc(note)}"


def finished(incident: Incident) -> str:
    """Nothing was said about what was done."""
    return f"✅ No. {incident.id} selesai."


def reopened(incident: Incident) -> str:
    """Selesai was a slip."""
    return f"↩️ No. {incident.id} terbuka lagi."


def ask_dismiss(incident: Incident) -> str:
    """A line above the buttons that confirm."""
    return f"\n\n<b>No. {incident.id}: bukan masalah, ditutup untuk semua. Yakin?</b>"


def photo_caption(incident: Incident, at: int, of: int) -> str:
    """Below a photo of an incident."""
    return f"No. {incident.id} · {at}/{of}"


def revealed(facts: Facts) -> str:
    """The name of a confidential reporter, for one chat."""
    return f"👤 Pelapor No. {facts.incident.id}: {reachable(facts.reporter)}\nRahasiakan."


# ── The list ─────────────────────────────────────────────────────────────────────────────────
_STATES = {
    State.OPEN: "belum dijawab", State.WATCHED: "dipantau", State.TAKEN: "ditangani",
    State.RESOLVED: "selesai", State.DISMISSED: "bukan masalah",
}  # fmt: skip


LIST_NONE_SUCH = "Tidak ada yang terbuka dengan pilihan ini."
LIST_ALL = "🔁 Semua"
LIST_MINE = "👤 Tugas saya"
BY_KIND = "🗂 Jenis"
ALL_KINDS = "🔁 Semua jenis"
WHICH_KIND = "Jenis masalah apa yang ditampilkan?"


def list_head(total: int, first: int, shown: int, chosen: Filter) -> str:
    """Above the open incidents."""
    part = f" ({first}–{first + shown - 1})" if shown < total else ""
    labels = [
        *([severity_label(chosen.severity)] if chosen.severity else []),
        *([esc(KIND_LABELS[chosen.kind])] if chosen.kind else []),
        *(["tugas saya"] if chosen.mine else []),
    ]
    narrowed = f"\nDisaring: {', '.join(labels)}" if labels else ""
    return f"🚨 <b>{count(total)} masalah terbuka</b>{part}{narrowed}"


def severity_button(severity: Severity, number: int) -> str:
    """🔴 MERAH (3)"""
    return f"{severity_label(severity)} ({number})"


def kind_button(kind: str, number: int) -> str:
    """Bencana (3)"""
    return f"{KIND_LABELS[kind]} ({number})"


def list_line(facts: Facts, age: int) -> str:
    """One open incident; `age` in minutes."""
    incident = facts.incident
    lock = "🔒" if incident.confidential else ""
    head = f"{MARKS[incident.severity]}{lock} <b>No. {incident.id}</b>"
    kind = esc(KIND_LABELS[incident.kind])
    return f"{head} {kind}, {place(facts)} · {_age(age)} · {_STATES[incident.state]}"


def list_button(incident: Incident) -> str:
    """🔴 12"""
    return f"{MARKS[incident.severity]} {incident.id}"


def _age(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} menit"
    return f"{minutes // 60} jam" if minutes < 2880 else f"{minutes // 1440} hari"


# ── Groups ───────────────────────────────────────────────────────────────────────────────────
GROUP_NOT_LINKED = "Grup ini memang belum dihubungkan."
GROUP_UNLINKED = "Grup ini tidak lagi menerima salinan peringatan."


def group_how(bot: str, example: Example) -> str:
    """The command as it is typed in a group, where only commands with the bot's name arrive."""
    return f"Ketik kode wilayahnya, misalnya: /hubungkan@{esc(bot)} {example.district}"


def group_private(bot: str, example: Example) -> str:
    """The command was typed in a private chat."""
    return (
        "Perintah ini dipakai di dalam grup: tambahkan bot ke grup, lalu di grup ketik "
        f"/hubungkan@{esc(bot)} {example.district}"
    )


def group_linked(area: str, bot: str) -> str:
    """The group gets copies from now on; `area` is escaped."""
    return (
        f"✅ Grup ini menerima salinan peringatan {area}, tanpa nama, nomor, foto, dan kesehatan. "
        "Menangani laporan tetap lewat percakapan pribadi dengan bot. "
        f"Berhenti: /hubungkan@{esc(bot)} putus"
    )


def group_unknown_area(code: str, bot: str, example: Example) -> str:
    """No such area."""
    return f"Wilayah {esc(code)} tidak ada di daftar. {group_how(bot, example)}"


def group_several(codes: list[str]) -> str:
    """The words name several areas."""
    return f"Ada beberapa wilayah dengan nama itu. Ketik kodenya: {', '.join(codes)}"
