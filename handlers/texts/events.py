"""Every sentence of setting an event up: /acara."""

from datetime import date, time
from html import escape

from handlers.texts.common import count
from handlers.texts.dates import clock, long_day, offset_label, short_day

KIND_NAMES = {
    "pilkada": "Pilkada",
    "pemilu": "Pemilu",
    "psu": "PSU",
    "gladi": "Gladi (latihan)",
    "lain": "Lainnya",
}
KIND_SIGNS = {
    "gladi": ("gladi", "simulasi", "latihan"),
    "psu": ("psu", "pemungutan suara ulang"),
    "pilkada": ("pilkada", "pilwali", "pilwalkot", "pilgub", "pilbup", "pemilihan kepala daerah"),
    "pemilu": ("pemilu", "pileg", "pilpres"),
}
UNNAMED = "Acara belum diatur"
"""The name that the database gives to the event that is there from the start."""

# ── The page ─────────────────────────────────────────────────────────────────────────────────
ONE_LINE = "Satu baris: <code>/acara 27-11-2024 Pilkada 2024</code>"
NOT_SET_UP = (
    "🗳 <b>Acara belum diatur.</b>\nLaporan sudah diterima, tetapi jam dan urutannya belum "
    f"diperiksa, dan tidak ada pengingat.\n\n{ONE_LINE}"
)
BEGIN = "▶️ Atur sekarang"
CHANGE_DAY = "📅 Hari pemungutan"
CHANGE_NAME = "✏️ Nama dan jenis"
HOURS = "⏱ Jam tahapan"
ITEMS = "📦 Jumlah barang"
CALENDARS = "📚 Kalender siap pakai"
OTHER_EVENTS = "🔁 Acara lain"


def page(
    name: str, kind: str, day: date, how_far: str, milestones: int, entries: int, *, past: bool
) -> str:
    """The live event."""
    lines = [
        f"🗳 <b>{escape(name)}</b> ({KIND_NAMES[kind]})",
        f"Pemungutan suara: {long_day(day)} ({how_far})",
        f"{milestones} tahapan di TPS, {entries} agenda.",
    ]
    if past:
        lines.append("⚠️ Hari pemungutan sudah lewat: pengingat tahapan tidak dikirim lagi.")
    return "\n".join([*lines, "", ONE_LINE])


# ── Setting up ───────────────────────────────────────────────────────────────────────────────
PRESS_A_BUTTON = "Tekan salah satu tombol di atas."
ASK_KIND = "Apa jenis acaranya?"
ASK_NAME = "Apa nama acaranya? Ketik, contoh: Pilkada 2024."
ASK_DAY = "Kapan hari pemungutan suara? Ketik, contoh: 27-11-2024."
APPLY = "✅ Terapkan"
DAY_MUST_BE_FIXED = "Hari pemungutan harus tanggal pasti, contoh: 27-11-2024."


def bad_name(most: int) -> str:
    """An empty or endless name."""
    return f"Nama acara 1 sampai {most} huruf. Contoh: Pilkada 2024."


def named_after(day: str) -> str:
    """An event that was given a day but no name."""
    return f"Pemungutan suara {day}"


def line_not_understood(line: str) -> str:
    """One line without a day in it."""
    return (
        f"Hari pemungutan di “{escape(line[:60])}” belum dipahami. "
        "Contoh: /acara 27-11-2024 Pilkada 2024"
    )


def check_new(name: str, kind: str, day: date, people: int) -> str:
    """A new event before it is written down."""
    return (
        f"🗳 <b>{escape(name)}</b> ({KIND_NAMES[kind]})\nPemungutan suara: {long_day(day)}\n\n"
        f"Penugasan {count(people)} petugas disalin dari acara sekarang. Acara ini belum "
        "berjalan sampai Bapak/Ibu menjalankannya. Buat?"
    )


def check(
    names: tuple[str, str], kinds: tuple[str, str], days: tuple[date | None, date],
    moved: list[str], more: int, *, reports: int,
) -> str:  # fmt: skip
    """What changes in the live event, before it does."""
    lines = ["<b>Perubahan acara</b>"]
    if names[0] != names[1]:
        lines.append(f"Nama: {escape(names[0])} → <b>{escape(names[1])}</b>")
    if kinds[0] != kinds[1]:
        lines.append(f"Jenis: {KIND_NAMES[kinds[0]]} → <b>{KIND_NAMES[kinds[1]]}</b>")
    if days[0] != days[1]:
        former = long_day(days[0]) if days[0] else "belum diatur"
        lines.append(f"Hari pemungutan: {former} → <b>{long_day(days[1])}</b>")
    if len(lines) == 1:
        lines.append("Tidak ada yang berubah.")
    if moved:
        rest = [f"… dan {more} lagi."] if more else []
        lines += ["", "Ikut bergeser, dengan pengingatnya:", *moved, *rest]
    if reports and days[0] != days[1]:
        lines += ["", f"⚠️ Acara ini sudah punya {count(reports)} laporan. Laporan tidak berubah."]
    return "\n".join(lines)


def moved_line(title: str, former: str | None, new: str | None) -> str:
    """One entry that lies on other days from now on."""
    return f"• {escape(title)}: {former or 'belum pasti'} → {new or 'belum pasti'}"


def applied(page_text: str) -> str:
    """The event is set up."""
    return f"✅ Acara diatur.\n\n{page_text}"


# ── Several events ───────────────────────────────────────────────────────────────────────────
NEW_EVENT = "➕ Acara baru"
NEW_REHEARSAL = "🎭 Gladi baru"
REHEARSAL_NAME = "Gladi"
"""What a rehearsal is called to which nobody gave a name."""
RUN = "▶️ Jalankan acara ini"
SWITCH_SURE = "✅ Ya, jalankan"
TO_EVENT = "🗳 Lihat acara"


def created(name: str) -> str:
    """A new event is written down."""
    return f"✅ Acara “{escape(name)}” dibuat, belum berjalan."


def event_label(name: str, day: date | None) -> str:
    """A button for an event that is not live."""
    return f"{name[:40]}, {short_day(day)} {day.year}" if day else name[:50]


def events_page(live: str, others: int) -> str:
    """The live event and the others to choose from."""
    rest = "Jalankan acara lain:" if others > 0 else "Tidak ada acara lain."
    return f"🔁 Acara yang berjalan: <b>{escape(live)}</b>.\n{rest}"


def sure_to_switch(former: str, new: str, unfinished: int) -> str:
    """Before another event becomes the live one; `unfinished` incidents of the former are open."""
    waiting = (
        f"\n\n⚠️ {count(unfinished)} masalah di {escape(former)} masih terbuka. Selama acara itu "
        "berhenti, tombolnya tidak berlaku dan tidak ada yang diingatkan."
    )
    return (
        f"Jalankan <b>{escape(new)}</b> menggantikan {escape(former)}?\nHanya satu acara yang "
        "berjalan. Laporan dan agenda tiap acara terpisah; petugas yang sudah ditambah, diganti, "
        f"atau dicabut ikut. Perpindahan ini dicatat.{waiting if unfinished else ''}"
    )


def switched(new: str, former: str) -> str:
    """Another event is live."""
    return f"✅ Sekarang berjalan: <b>{escape(new)}</b>. {escape(former)} berhenti."


# ── Hours and numbers ────────────────────────────────────────────────────────────────────────
HOURS_PAGE = "⏱ <b>Jam tahapan</b>. 🔔 berarti pelapor diingatkan pada jamnya. Tekan yang diubah:"
NO_HOUR = "Tanpa jam"
NUDGE_ON = "🔔 Ingatkan"
NUDGE_OFF = "🔕 Jangan ingatkan"
ITEMS_PAGE = "📦 <b>Jumlah barang per TPS</b>. Tekan yang diubah:"
NOT_COUNTED = "Tidak dihitung"


def hour_label(label: str, offset: int, at: time | None, *, nudge: bool) -> str:
    """A button for a milestone."""
    day = f"{offset_label(offset)} " if offset else ""
    return f"{'🔔 ' if nudge and at else ''}{label} · {f'{day}{clock(at)}' if at else 'tanpa jam'}"


def ask_hour(label: str, at: time | None, late: time | None) -> str:
    """The question for a milestone's new hour."""
    now = f"Sekarang {clock(at)}." if at else "Sekarang tanpa jam."
    alarm = f" Lewat {clock(late)} dianggap terlambat." if late else ""
    return f"⏱ <b>{escape(label)}</b>. {now}{alarm}\nKetik jam yang baru, contoh: 07.00."


def hour_changed(label: str, at: time) -> str:
    """A milestone has another hour."""
    return f"✅ {escape(label)}: {clock(at)}."


def item_label(label: str, expected: str | None) -> str:
    """A button for an item."""
    return f"{label} · {_quantity(expected)}"


def ask_item(label: str, expected: str | None) -> str:
    """The question for an item's number."""
    return (
        f"📦 <b>{escape(label)}</b>. Sekarang: {_quantity(expected)}.\n"
        "Ketik jumlah per TPS, contoh: 2 atau DPT + 2,5 %."
    )


def bad_quantity(typed: str) -> str:
    """What was typed is no number of pieces."""
    return f"Jumlah “{escape(typed[:40])}” belum dipahami. Contoh: 2 atau DPT + 2,5 %."


def item_changed(label: str, expected: str) -> str:
    """An item has another number."""
    return f"✅ {escape(label)}: {_quantity(expected)}."


def _quantity(expected: str | None) -> str:
    """DPT + 2,5 %: formulas are kept with a decimal point."""
    return (expected or "tidak dihitung").replace(".", ",")
