"""Every sentence of /rekap, /belum, /status and /cari."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from handlers.texts.common import count
from handlers.texts.dates import clock
from handlers.texts.examples import Example
from handlers.texts.incident_kinds import kind_label, severity_label
from storage.incidents import State
from storage.recap import Trouble

UP = "⬆️ {area}"
REFRESH = "🔄 Perbarui"
RECAP = "📊 Rekap"
WHO_IS_SILENT = "📋 Belum: {label}"
EARLIER = "◀️ {label}"
LATER = "{label} ▶️"
PICK_AREA = "Wilayah mana?"
NO_AREA = "Belum ada wilayah dalam sistem. Admin perlu mengimpor daftar dulu: /impor"
NO_MILESTONES = "Acara ini belum punya tahapan. Admin dapat mengaturnya: /acara"
EVERYBODY_REPORTED = "Semua TPS sudah melapor. 👍"
PROVISIONAL = "angka sementara, bukan data KPU"
WHAT_TO_FIND = (
    "Cari apa? Contoh: <b>/cari slamet</b> · <b>/cari TPS 12</b> · <b>/cari banjir</b> · "
    "<b>/cari 1832</b>"
)
TOO_SHORT = "Tulis paling sedikit 3 huruf, atau sebuah nomor."
NO_STATION = "TPS itu tidak ditemukan."
PEOPLE = "👤 <b>Petugas</b>"
STATIONS = "📍 <b>TPS</b>"
INCIDENTS = "🚨 <b>Masalah</b>"
MORE = "… dan lainnya. Tulis lebih lengkap."
CONFLICTING = "⚠️ ada laporan yang berbeda"
NOT_REGISTERED = "belum mendaftar"
REHEARSAL = "🎭 GLADI\n"

TOPICS = {
    "logistik_luar": "Logistik: terima (luar)",
    "logistik_isi": "Logistik: isi kotak",
    "partisipasi": "Jumlah pemilih",
}
"""What reports besides the milestones are news of; others go by the title of their form."""
_STATES = {
    State.OPEN: "belum dijawab",
    State.WATCHED: "dipantau",
    State.TAKEN: "ditangani",
    State.RESOLVED: "selesai",
    State.DISMISSED: "bukan masalah",
}


WHICH_STATION = "TPS mana?"


def which_station(example: Example) -> str:
    """A number or a code is needed."""
    return (
        f"{WHICH_STATION} Ketik misalnya <b>/status {example.number}</b> "
        f"atau <b>/status {example.station}</b>."
    )


def no_such_area(typed: str, example: Example) -> str:
    """The words name no area."""
    return (
        f"Wilayah “{escape(typed[:40])}” tidak saya kenal. "
        f"Contoh: {escape(example.district_label)}, {escape(example.village_label)}, "
        f"atau {example.district}."
    )


def marked(heading: str, *, rehearsal: bool) -> str:
    """A heading; in a rehearsal it says so first."""
    return f"{REHEARSAL if rehearsal else ''}{heading}"


def title(area: str, at: datetime, *, rehearsal: bool) -> str:
    """The first line of a recap."""
    return marked(f"📊 <b>Rekap {area}</b> · {clock(at)}", rehearsal=rehearsal)


def stations(number: int, postponed: int, revote: int) -> str:
    """1.188 TPS · ditunda 2 · PSU 1"""
    line = f"{count(number)} TPS"
    line += f" · ditunda {count(postponed)}" if postponed else ""
    return line + (f" · PSU {count(revote)}" if revote else "")


def milestone(label: str, done: int, of: int, *, shown: bool) -> str:
    """▸ rapat dimulai: 1.102 dari 1.185 (92 %)"""
    words = f"{escape(label)}: {count(done)} dari {count(of)}{percent(done, of)}"
    return f"▸ <b>{words}</b>" if shown else f"• {words}"


def percent(part: int, whole: int) -> str:
    """(92 %), rounded down so that 100 % means all."""
    return f" ({part * 100 // whole} %)" if whole else ""


def by_area(label: str) -> str:
    """Above the areas below this one."""
    return f"\n<b>{escape(label[:1].upper() + label[1:])} per wilayah</b>"


def area_line(area: str, done: int, of: int) -> str:
    """Kec. Sukun 230 dari 263"""
    mark = "✅" if of and done >= of else "▫️"
    return f"{mark} {area} {count(done)} dari {count(of)}"


def area_button(area: str, done: int, of: int) -> str:
    """A button that opens an area."""
    return f"{area} {done}/{of}"


def silent_here(label: str, numbers: Sequence[int]) -> str:
    """In a village: the stations without news, by number."""
    return f"\nBelum ada kabar “{escape(label)}”: {_numbers(numbers)}"


def form_line(form: str, done: int, of: int) -> str:
    """How many stations have filed a kind of report."""
    return f"🗒 {escape(form)}: {count(done)} dari {count(of)} TPS"


def logistics(label: str, done: int, of: int, wrong: int) -> str:
    """📦 Terima (luar): 210 dari 263 TPS, bermasalah 3"""
    line = f"📦 {escape(label)}: {count(done)} dari {count(of)} TPS"
    return line + (f", bermasalah <b>{count(wrong)}</b>" if wrong else "")


def stores(done: int, of: int, unsafe: int) -> str:
    """🏚 Tempat simpan: 12 dari 14 dicek, tidak aman 1"""
    line = f"🏚 Tempat simpan: {count(done)} dari {count(of)} dicek"
    return line + (f", tidak aman <b>{count(unsafe)}</b>" if unsafe else "")


def troubles(found: Sequence[Trouble]) -> str:
    """🚨 Masalah: 5 terbuka (🔴 MERAH 1 …) · 12 selesai"""
    still = sum(each.open for each in found)
    parts = [f"{severity_label(each.severity)} {count(each.open)}" for each in found if each.open]
    detail = f" ({', '.join(parts)})" if parts else ""
    over = count(sum(each.closed for each in found))
    return f"🚨 Masalah: {count(still)} terbuka{detail} · {over} selesai"


def turnout(voted: int, voters: int, stations: int) -> str:
    """🗳 Partisipasi, always said to be provisional."""
    share = f" dari DPT {count(voters)}{percent(voted, voters)}" if voters else ""
    return (
        f"🗳 Pengguna hak pilih: {count(voted)}{share}, dari {count(stations)} TPS yang melapor "
        f"({PROVISIONAL})"
    )


def without_reporter(number: int) -> str:
    """Stations where nobody has registered."""
    return f"👤 Tanpa pelapor terdaftar: {count(number)} TPS"


def silent_title(area: str, label: str, due: datetime | None, number: int, of: int) -> str:
    """Above the list of who is silent."""
    at = f" (pukul {clock(due)})" if due else ""
    return (
        f"📋 <b>Belum ada kabar “{escape(label)}”</b>{at}\n"
        f"{area}: {count(number)} dari {count(of)} TPS"
    )


def village_line(village: str, numbers: Sequence[int]) -> str:
    """Jodipan (3): 001, 004, 012"""
    return f"• {escape(village)} ({len(numbers)}): {_numbers(numbers)}"


def no_reporters(number: int) -> str:
    """Above the silent stations where nobody has registered."""
    return f"\n👤 <b>Tanpa pelapor</b> ({count(number)} TPS; tidak ada yang terdaftar di sana)"


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(f"{number:03d}" for number in numbers)


def report_line(form: str, at: datetime, name: str) -> str:
    """Another kind of report that is known of a station."""
    return f"📦 {escape(form)} <b>{clock(at)}</b> ({escape(name)})"


def officers_here(names: Sequence[str]) -> str:
    """Who reports for a station."""
    return f"\n⭐ Pelapor: {escape(', '.join(names))}" if names else "\n⭐ Pelapor: belum ada"


def station_line(number: int, label: str | None, at: datetime | None) -> str:
    """TPS 012: rapat dimulai 07.02"""
    news = f"{escape(label)} {clock(at)}" if label and at else "belum ada kabar"
    return f"TPS {number:03d}: {news}"


def village_title(area: str) -> str:
    """Above the stations of a village."""
    return f"📍 <b>{area}</b>"


def found_nothing(typed: str) -> str:
    """Nothing in one's area."""
    return f"“{escape(typed[:60])}” tidak ditemukan di wilayah Bapak/Ibu."


def found_title(typed: str) -> str:
    """Above what was found."""
    return f"🔎 <b>{escape(typed[:60])}</b>"


def person(name: str, post: str, phone: str | None, *, registered: bool) -> str:
    """Slamet, linmas TPS 012 Jodipan, +62…"""
    line = f"• {escape(name)}, {escape(post)}"
    line += f", {escape(phone)}" if phone else ""
    return line + ("" if registered else f" ({NOT_REGISTERED})")


def place(station: str, address: str | None) -> str:
    """TPS 012 Jodipan, Jl. …"""
    return f"• {station}" + (f", {escape(address)}" if address else "")


def incident(number: int, kind: str, severity: str, state: str, headline: str, area: str) -> str:
    """No. 1832 🔴 MERAH Bencana: air masuk TPS (Kel. Jodipan), dipantau"""
    words = f": {escape(headline[:80])}" if headline else ""
    return (
        f"• No. {number} {severity_label(severity)} {escape(kind_label(kind))}{words} ({area}), "
        f"{_STATES[State(state)]}"
    )


def incident_button(number: int) -> str:
    """Opens an incident that was found."""
    return f"No. {number}"
