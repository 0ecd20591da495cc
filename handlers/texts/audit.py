"""Every sentence of /audit: what was done or tried, about whom, where."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from handlers.access import Action
from handlers.texts.common import count
from handlers.texts.dates import clock
from storage.audit import Entry

EARLIER = "Lebih lama ▶️"
NEWEST = "⏫ Terbaru"
NOTHING = "Belum ada catatan yang cocok."
WHO = "Siapa?"
CONFIDENTIAL = "masalah rahasia"
REFUSED = "ditolak"
KINDS: dict[str, tuple[str, ...]] = {
    REFUSED: (),
    "siaran": ("broadcast", "confirm"),
    "petugas": ("register", "replace", "revoke", "change post", "seat", "invit", "request",
                "account", "acting", "not me", "confidential"),
    "undangan": ("invit", "revoke invitation"),
    "ganti": ("replace", "change post", "seat"),
    "cabut": ("revoke",),
    "daftar": ("register", "request", "not me", "account"),
    "impor": ("roster", "agenda.import"),
    "ekspor": ("export",),
    "rahasia": ("incident.reveal", "export_confidential", "confidential"),
    "masalah": ("incident", "evidence", "claim", "duty", "answer time"),
    "laporan": ("correct",),
    "gudang": ("rain",),
    "agenda": ("agenda", "attendance"),
    "cuti": ("leave", "superior"),
    "acara": ("event", "milestone", "item"),
    "grup": ("group",),
    "cadangan": ("backup",),
}  # fmt: skip
"""Words to filter by, and how the names of those acts begin; refused ones are of any name."""
USAGE = (
    "Saring: <b>/audit slamet</b> (orang), atau satu kata: "
    + ", ".join(f"<b>{word}</b>" for word in KINDS)
    + ". Misalnya <b>/audit ditolak</b>."
)
ACTS = {
    "account moved": "akun dipindah", "acting": "berganti atas nama",
    "agenda added": "agenda ditambah", "agenda cancelled": "agenda dibatalkan",
    "agenda changed": "agenda diubah", "agenda minutes": "notulen rakor disimpan",
    "agenda papers": "bahan rakor disimpan", "agenda preset": "kalender siap pakai dimuat",
    "agenda told": "agenda diumumkan", "agenda told again": "agenda dikirim lagi",
    "agenda.import": "agenda diimpor", "answer time changed": "batas waktu jawab diubah",
    "attendance list": "daftar hadir dibuka", "backup": "cadangan dibuat",
    "broadcast": "siaran dibuat", "broadcast.again": "siaran dikirim lagi",
    "broadcast.approve": "siaran disetujui", "broadcast.done": "siaran selesai",
    "broadcast.paused": "siaran dijeda", "broadcast.read": "konfirmasi siaran orang lain",
    "broadcast.refuse": "siaran tidak disetujui", "broadcast.sending": "siaran dilanjutkan",
    "broadcast.stopped": "siaran dihentikan", "broadcast.waiting": "siaran menunggu persetujuan",
    "change post": "tugas diubah", "claim open": "catatan klaim BPJS: dibuka lagi",
    "claim filed": "catatan klaim BPJS: klaim diajukan",
    "claim closed": "catatan klaim BPJS: selesai",
    "claim who": "nama dalam catatan klaim BPJS dibuka",
    "confidential": "hak lihat rahasia diubah", "confirm": "konfirmasi pesan orang lain",
    "correct": "laporan orang lain diperbaiki", "duty": "piket diubah",
    "event created": "acara dibuat", "event set up": "acara diatur",
    "event switched": "acara diganti", "evidence.hide": "foto atau berkas disembunyikan",
    "export_confidential": "ekspor dengan masalah rahasia",
    "group.link": "grup dihubungkan", "group.unlink": "grup dilepas",
    "incident.reveal": "nama pelapor rahasia dibuka",
    "invitation used": "undangan dipakai", "invite": "undangan dibuat",
    "item changed": "jumlah logistik diubah",
    "leave asked": "pengecualian cuti diminta", "leave granted": "pengecualian cuti diberikan",
    "leave refused": "pengecualian cuti ditolak", "leave waiting": "pengecualian cuti menunggu",
    "leave withdrawn": "permintaan cuti ditarik",
    "malformed press": "tombol palsu", "milestone changed": "tahapan diubah",
    "not me": "nomor HP milik orang lain", "parked again": "pesan diproses ulang",
    "press": "tombol ditekan orang yang belum terdaftar",
    "rain": "hujan lebat: semua tempat simpan ditanya", "register": "terdaftar",
    "replace": "petugas diganti", "request": "minta didaftarkan",
    "request approved": "permintaan daftar disetujui",
    "request refused": "permintaan daftar ditolak",
    "request withdrawn": "permintaan daftar ditarik",
    "revoke": "petugas dicabut", "revoke invitation": "undangan dicabut",
    "roster.approve": "impor disetujui admin kedua", "roster.ask": "impor minta persetujuan",
    "roster.import": "data petugas diimpor", "roster.refuse": "impor tidak disetujui",
    "station day": "TPS ditunda, PSU, atau berjalan lagi",
    "seat": "pelapor diubah", "silent reminded": "yang belum melapor diingatkan",
    "superior removed": "atasan pemberi izin cuti dihapus",
    "superior set": "atasan pemberi izin cuti diatur",
}  # fmt: skip
RIGHTS = {
    Action.REPORT_STATUS: "melapor status TPS", Action.REPORT_ON_BEHALF: "melapor untuk TPS lain",
    Action.REPORT_LOGISTICS: "melapor logistik", Action.OPEN_BOXES: "melapor isi kotak",
    Action.CHECK_STORE: "memeriksa tempat simpan", Action.REPORT_INCIDENT: "melapor masalah",
    Action.REPORT_TURNOUT: "melapor partisipasi",
    Action.CORRECT_OTHERS: "memperbaiki laporan orang lain",
    Action.RECEIVE_LOGISTICS: "mencatat logistik yang diterima",
    Action.RECEIVE_BOXES: "mencatat kotak tiba",
    Action.CALL_OFF: "menunda pemungutan di TPS", Action.SEE_AREA: "melihat rekap wilayah",
    Action.SEE_INCIDENTS: "melihat masalah", Action.SEE_CONFIDENTIAL: "melihat masalah rahasia",
    Action.TRIAGE: "menangani masalah", Action.APPROVE_PEOPLE: "mengatur petugas",
    Action.MANAGE_ROSTER: "mengatur data petugas", Action.MANAGE_EVENT: "mengatur acara",
    Action.MANAGE_AGENDA: "mengatur agenda", Action.BROADCAST: "mengirim siaran",
    Action.LINK_GROUP: "menghubungkan grup", Action.SEE_AUDIT: "melihat jejak audit",
    Action.SEE_SYSTEM: "melihat keadaan sistem",
}  # fmt: skip
OTHER = "tindakan lain"
THINGS = {
    "broadcast": "siaran no.", "agenda": "agenda no.", "invitation": "undangan no.",
    "request": "permintaan no.", "import": "impor no.", "event": "acara no.",
    "leave": "permintaan no.", "report": "laporan no.", "incident": "masalah no.",
    "attendance": "rakor no.", "occurrence": "pengingat no.",
}  # fmt: skip
"""What the subject of an act may be, before its number."""
COMMAND_LINE = "perintah siaga di server"
_SHEET = re.compile(r"(\w+) \+(\d+) ~(\d+) =\d+")
_DETAILS = (
    (re.compile(r"people=(\d+)"), "{} orang"),
    (re.compile(r"remove (\d+)"), "mencabut {} orang"),
    (re.compile(r"removed ([1-9]\d*)"), "dicabut {} orang"),
    (re.compile(r"revived ([1-9]\d*)"), "ditugaskan lagi {} orang"),
    (re.compile(r"^(\d+) h$"), "{} jam"),
)


def title(of: str) -> str:
    """Above a page of acts."""
    return f"🧾 <b>Jejak audit</b>{f' · {escape(of)}' if of else ''}"


def act(entry: Entry, at: datetime, about: Sequence[str], *, secret: bool) -> str:
    """⛔ 27-11 07.02 Slamet: ditolak: mengirim siaran (Kec. Klojen); `about` is plain text."""
    who = escape(entry.name) if entry.name else _account(entry)
    said = [CONFIDENTIAL] if secret else [each for each in about if each]
    mark = "" if entry.allowed else "⛔ "
    words = f"{mark}{at:%d-%m} {clock(at)} <b>{who}</b>: {escape(phrase(entry.action))}"
    return f"{words} ({escape(', '.join(said))})" if said else words


def phrase(action: str) -> str:
    """What an act is called; never its code."""
    if action.startswith("denied:"):
        right = action.removeprefix("denied:")
        return f"ditolak: {RIGHTS[Action(right)] if right in set(Action) else OTHER}"
    return ACTS.get(action, OTHER)


def _account(entry: Entry) -> str:
    return "sistem" if entry.user_id is None else f"akun {entry.user_id}"


def detail(text: str) -> list[str]:
    """What is known beside the subject, in words; ids and hashes are left out."""
    sheets = [
        f"{sheet}: {count(int(new))} baru, {count(int(changed))} berubah"
        for sheet, new, changed in _SHEET.findall(text)
    ]
    return sheets + [
        words.format(count(int(found[1])))
        for pattern, words in _DETAILS
        if (found := pattern.search(text))
    ]
