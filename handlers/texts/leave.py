"""Every sentence of exceptions from a ban: asking, deciding, who decides, the list."""

from datetime import date, datetime
from html import escape

from handlers.texts.common import role_name
from handlers.texts.dates import clock, day_span, long_day
from handlers.texts.examples import Example
from storage.leave import Request, State, Wish

NOT_A_PERMIT = "Bukan surat cuti."

# ── Asking ───────────────────────────────────────────────────────────────────────────────────
ASK_EXCEPTION = "🙏 Minta pengecualian"
TO_LIST = "📋 Daftar pengecualian"
SEND = "📨 Kirim"
WITHDRAW = "↩️ Tarik permintaan"
PRESS_A_BUTTON = "Tekan Kirim, Kembali, atau Batal."
QUESTIONS = {
    "days": "🙏 <b>Pengecualian dari larangan</b>. Tanggal berapa? "
    "Ketik, contoh: 12-02-2024 s.d. 13-02-2024.",
    "reason": "Apa alasannya? Ketik singkat, contoh: orang tua sakit.",
    "destination": "Ke mana? Ketik tempatnya, contoh: Surabaya.",
    "stand_in": "Siapa pengganti Bapak/Ibu selama itu? Ketik nama dan jabatannya.",
}
NEEDS_A_DATE = "Hari H belum diatur, jadi tanggalnya belum dapat dihitung. Ketik tanggalnya."
IN_THE_PAST = "Tanggal itu sudah lewat. Ketik tanggal yang akan datang."
NO_BAN = (
    "Tidak ada larangan untuk Bapak/Ibu pada tanggal itu, jadi tidak perlu pengecualian. "
    "Periksa: /cuti"
)
EMPTY = "Jawabannya masih kosong. Ketik dulu, atau ketik batal."


def too_long(length: int, most: int) -> str:
    """An answer that doesn't fit."""
    return f"Terlalu panjang: {length} huruf, paling banyak {most}. Ringkas dulu."


def asked_before(number: int, state: State) -> str:
    """A request for the same days is there already."""
    how = "masih menunggu jawaban" if state is State.WAITING else "sudah diizinkan"
    return f"Permintaan no. {number} untuk tanggal itu {how}. Lihat: /cuti daftar"


def _facts(wish: Wish) -> list[str]:
    return [
        f"Tanggal: <b>{day_span(wish.first, wish.last)}</b>",
        f"Alasan: {escape(wish.reason)}",
        f"Tujuan: {escape(wish.destination)}",
        f"Pengganti: {escape(wish.stand_in)}",
    ]


def check(wish: Wish, bans: list[str], decider: str) -> str:
    """Everything before it is sent."""
    lines = [
        "🙏 <b>Permintaan pengecualian</b>", *_facts(wish),
        f"Larangan: {'; '.join(escape(each) for each in bans)}", f"Diputuskan oleh: {decider}", "",
        f"Kirim? {NOT_A_PERMIT}",
    ]  # fmt: skip
    return "\n".join(lines)


def decider_name(name: str | None) -> str:
    """Who decides; None: the admins, since nobody in particular was set or can be reached."""
    return escape(name) if name else "admin posko"


def sent(number: int, decider: str) -> str:
    """To the applicant, once it is sent."""
    return (
        f"📨 Permintaan no. {number} dikirim kepada {decider}. Jawabannya datang di sini. "
        f"{NOT_A_PERMIT}"
    )


NOBODY_TO_ASK = (
    "Belum ada atasan atau admin yang dapat dihubungi lewat bot. Hubungi posko lewat telepon."
)


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────
GRANT = "✅ Izinkan"
REFUSE = "🚫 Tolak"
WITHOUT_NOTE = "Tanpa catatan"
ASK_NOTE = {
    True: "Izinkan dengan catatan apa? Ketik, atau tekan Tanpa catatan.",
    False: "Apa alasan penolakannya? Ketik singkat. Alasan ini dibaca pemohon.",
}
_STATES = {
    State.WAITING: "⏳ menunggu keputusan",
    State.GRANTED: "✅ Diizinkan",
    State.REFUSED: "🚫 Ditolak",
    State.WITHDRAWN: "↩️ Ditarik pemohon",
}


def outcome(request: Request, local: datetime | None) -> str:
    """✅ Diizinkan oleh Sekda Erik, 12 Februari 2024 pukul 09.00. Catatan: …"""
    if request.state is State.WAITING and request.urged > 1:
        return f"{_STATES[request.state]} (lama tidak dijawab, admin boleh memutuskan)"
    if request.state in (State.WAITING, State.WITHDRAWN) or local is None:
        return _STATES[request.state]
    note = f". Catatan: {escape(request.decision)}" if request.decision else ""
    by = f" oleh {escape(request.decided_by)}" if request.decided_by else ""
    return f"{_STATES[request.state]}{by}, {long_day(local.date())} pukul {clock(local)}{note}"


def card(request: Request, place: str, stands: str) -> str:
    """A request as those who decide see it; `place` is HTML already."""
    wish = request.wish
    lines = [
        f"🙏 <b>Permintaan pengecualian no. {request.id}</b>",
        f"Pemohon: <b>{escape(request.name)}</b>, {role_name(wish.role)} {place}",
        *_facts(wish), "", f"{stands}. {NOT_A_PERMIT}",
    ]  # fmt: skip
    return "\n".join(lines)


def answer(request: Request, stands: str) -> str:
    """To the applicant: the decision."""
    days = day_span(request.wish.first, request.wish.last)
    return f"Permintaan pengecualian no. {request.id}, {days}:\n{stands}.\n{NOT_A_PERMIT}"


def answered(request: Request) -> str:
    """What becomes of the applicant's former message, when the decision comes as a new one."""
    return f"📨 Permintaan no. {request.id}: {_STATES[request.state]}. Lihat pesan terbaru."


def reminder(request: Request, place: str, since: datetime) -> str:
    """To those who decide, after some hours; `place` is HTML already."""
    wish = request.wish
    return (
        f"⏰ Permintaan pengecualian no. {request.id} belum dijawab sejak {long_day(since.date())} "
        f"pukul {clock(since)}: <b>{escape(request.name)}</b> ({role_name(wish.role)} {place}), "
        f"{day_span(wish.first, wish.last)} ke {escape(wish.destination)}. Mohon diputuskan."
    )


def still_waiting(request: Request, *, passed_on: bool) -> str:
    """To the applicant: nobody has decided for long."""
    how = (
        "Admin posko sekarang juga diminta memutuskan."
        if passed_on
        else "Hubungi atasan atau posko lewat telepon."
    )
    return f"⏳ Permintaan pengecualian no. {request.id} belum dijawab. {how} {NOT_A_PERMIT}"


def decided_before(stands: str) -> str:
    """Somebody else was faster; shown as a window, without formatting."""
    return f"Permintaan ini sudah diputuskan. {stands}"


def told(name: str) -> str:
    """To whoever decided."""
    return f"Tercatat. {escape(name)} sudah dikabari."


# ── The list ─────────────────────────────────────────────────────────────────────────────────
NOTHING_LISTED = "Belum ada permintaan pengecualian."
_MOST = 30


def listed(request: Request, place: str) -> str:
    """• Lurah Hadi (lurah Kel. Kotalama): 12–13 Februari 2024 ke Surabaya; pengganti: Sri"""
    wish = request.wish
    days = day_span(wish.first, wish.last)
    return (
        f"• no. {request.id} {escape(request.name)} ({role_name(wish.role)} {place}): {days} ke "
        f"{escape(wish.destination)}; pengganti: {escape(wish.stand_in)}"
    )


def listing(today: date, groups: dict[str, list[str]]) -> str:
    """Who travels, who will, who waits, who was refused."""
    parts = [f"📋 <b>Pengecualian dari larangan</b>, {long_day(today)}"]
    for name, lines in groups.items():
        if lines:
            more = [f"… dan {len(lines) - _MOST} lagi"] if len(lines) > _MOST else []
            parts.append("\n".join([f"<b>{name}</b>", *lines[:_MOST], *more]))
    return "\n\n".join(parts) if len(parts) > 1 else NOTHING_LISTED


AWAY = "Sedang bepergian"
COMING = "Akan bepergian"
WAITING = "Menunggu keputusan"
REFUSED = "Ditolak"


def open_label(number: int, name: str) -> str:
    """A button that opens a waiting request."""
    return f"No. {number} {name}"[:50]


# ── Who decides ──────────────────────────────────────────────────────────────────────────────
SUPERIORS = "👤 Atasan pemberi izin"
ADD = "➕ Tetapkan atasan"
NO_SUPERIORS = "Belum ada yang ditetapkan: permintaan dikirim kepada admin."
ASK_NAME = "Siapa atasannya? Ketik sebagian namanya (harus ada di daftar petugas)."
NOBODY_FOUND = "Nama itu tidak ada di daftar petugas acara ini. Ketik nama lain, atau batal."
TOO_MANY_FOUND = "Terlalu banyak yang cocok. Ketik lebih lengkap."
PICK = "Yang mana?"
EVERYWHERE_NAME = "seluruh wilayah"


def needs_roles(example: Example) -> str:
    """An area alone is not enough."""
    area = escape(example.district_label)
    return f"Sebut perannya, contoh: camat, lurah. Boleh dengan wilayah: camat; {area}."


def no_agencies(example: Example) -> str:
    """Agencies do not matter here."""
    area = escape(example.city_label)
    return f"Cukup peran dan wilayah, tanpa instansi. Contoh: camat, lurah; {area}."


def ask_scope(name: str, example: Example) -> str:
    """For whom does this person decide?"""
    return (
        f"<b>{escape(name)}</b> memutuskan untuk siapa? Ketik peran dan wilayahnya, contoh: "
        f"<b>camat, lurah</b> atau <b>lurah; {escape(example.district_label)}</b>."
    )


def superior_line(role: str, place: str, name: str) -> str:
    """• camat, seluruh wilayah: Sekda Erik"""
    return f"• {role_name(role)}, {place}: <b>{escape(name)}</b>"


def superiors_page(lines: list[str]) -> str:
    """Who decides for whom."""
    listed_lines = "\n".join(lines) if lines else NO_SUPERIORS
    return (
        "👤 <b>Siapa yang mengizinkan atau menolak pengecualian</b>\n"
        f"{listed_lines}\n\nTanpa atasan yang dapat dihubungi, permintaan dikirim kepada admin."
    )


def remove_label(role: str, place: str) -> str:
    """A button that takes a superior away."""
    return f"✖️ {role_name(role)}, {place}"[:60]
