"""Everything said about who serves where: lists, cards, invitations, replacements."""

from datetime import datetime
from html import escape as esc

from handlers.texts.common import agency_name, count, role_name, titled, tps
from handlers.texts.dates import clock, short_day

EVERYWHERE = "seluruh wilayah"
EARLIER = "◀️ Sebelumnya"
LATER = "Berikutnya ▶️"
BACK = "◀️ Kembali"
CANCEL = "✖️ Batal"

REPLACE = "🔁 Ganti petugas"
CHANGE_REPORTER = "⭐ Ganti pelapor"
CHANGE_DEPUTY = "☆ Ganti wakil"
CHANGE_ROLE = "✏️ Ubah peran"
CHANGE_STATION = "📍 Ubah TPS"
REVOKE = "🚫 Cabut"
INVITE_BY_WHATSAPP = "📲 Undang lewat WhatsApp"
OPEN_WHATSAPP = "📲 Buka WhatsApp"
YES_REPLACE = "✅ Ya, ganti"
YES_REVOKE = "🚫 Ya, cabut"
MAY_SEE_CONFIDENTIAL = "🔒 Boleh melihat laporan rahasia"
NO_LONGER_CONFIDENTIAL = "🔓 Tidak lagi melihat laporan rahasia"

PICK_AREA = "Pilih wilayah:"
PICK_STATION = "Pilih TPS, atau ketik nomornya:"
PICK_WHO = "Siapa yang diganti?"
PICK_ROLE = "Peran baru:"
PICK_NEW_STATION = "Pindah ke TPS mana?"
NOBODY = "Belum ada petugas tercatat di sini."
NOBODY_TO_REPLACE = (
    "Tidak ada petugas di sini yang dapat Bapak/Ibu ganti. PTPS diatur Bawaslu; hubungi admin."
)
TOO_SHORT = "Ketik paling sedikit 3 huruf nama atau 3 angka nomor, misalnya /petugas slamet"
STATION_CODE = "KODE-NOMOR"
SEARCH_HINT = "Cari: /petugas NAMA atau NOMOR HP. TPS: /petugas {code}"
NO_SUCH_STATION = "TPS nomor itu tidak ada di sini."
ALREADY_THERE = "Petugas ini sudah di tugas itu."
TYPE_REPLACEMENT = (
    "Ketik nama dan nomor HP penggantinya dalam satu pesan, misalnya:\n"
    "<i>Siti Aminah 0812 3456 7890</i>\natau kirim kontaknya (📎 → Kontak)."
)
NUMBER_MISSING = "Nomor HP-nya belum ada. Ketik nomornya."
NAME_MISSING = "Namanya belum ada. Ketik nama lengkapnya."
OWN_POST_HINT = "Perhatian: ini tugas Bapak/Ibu sendiri."
REPLACE_CANCELLED = "Dibatalkan. Tidak ada yang diganti."
LOST_POST = (
    "Tugas Bapak/Ibu di bot ini sudah berakhir. Terima kasih atas tugasnya. "
    "Bila ini keliru, hubungi PPS atau lurah."
)
INVITE_AREA_UNKNOWN = "Kode wilayah itu tidak ada dalam daftar."
INVITE_STATION_UNKNOWN = "TPS itu tidak ada dalam daftar."
REVOKE_USAGE = (
    "Mencabut tugas: /cabut NAMA atau NOMOR HP. Undangan yang masih berlaku ada di bawah ini."
)
NO_INVITATIONS = "Tidak ada undangan yang masih berlaku."
INVITATION_REVOKED = "Undangan dicabut. Tautan dan QR-nya tidak berlaku lagi."
OTHER_AREA = "Wilayah lain"
GUARDS_BY_ROSTER = "Penjaga gudang didaftarkan lewat impor (sheet tempat), bukan lewat undangan."
ONLY_BAKESBANGPOL = "Hanya untuk koordinator Bakesbangpol."


def several_stations(number: int, areas: list[str]) -> str:
    """A number that several of the villages meant have: their codes tell them apart."""
    codes = " atau ".join(f"<b>{esc(area)}-{number:03d}</b>" for area in areas[:3])
    return f"{tps(number)} ada di beberapa kelurahan. Tulis kodenya: {codes}."


def title(
    role: str, agency: str | None, area: str, area_name: str, number: int | None, store: str | None
) -> str:
    """linmas TPS 012 Jodipan; lurah Kel. Jodipan; koordinator Polri Kec. Klojen (plain text)."""
    who = role_name(role)
    if role in {"koordinator", "opd"} and agency:
        who += f" {agency_name(agency)}"
    if number is not None:
        return titled(who, f"{tps(number)} {area_name}")
    return titled(who, store if store is not None else f"{_level(area)}{area_name}")


def _level(area: str) -> str:
    """Kel. or Desa, Kec.; the fourth part of a code starts with 1 for kelurahan, 2 for desa."""
    parts = area.split(".")
    if len(parts) == 4:
        return "Desa " if parts[3].startswith("2") else "Kel. "
    return "Kec. " if len(parts) == 3 else ""


def mark(registered: bool, blocked: bool) -> str:
    """✅ registered, ⛔ blocked the bot, ⚪ not yet in."""
    if blocked:
        return "⛔"
    return "✅" if registered else "⚪"


def seat_mark(seat: int) -> str:
    """⭐ reporter, ☆ deputy."""
    return {1: " ⭐", 2: " ☆"}.get(seat, "")


LEGEND = "✅ sudah mendaftar · ⚪ belum · ⛔ memblokir bot · ⭐ pelapor · ☆ wakil"


def coverage(stations: int, with_reporter: int, with_two: int) -> str:
    """How well stations are covered."""
    return (
        f"TPS: {count(stations)} · ada pelapor terdaftar: {count(with_reporter)} · "
        f"dua atau lebih: {count(with_two)} · tanpa pelapor: {count(stations - with_reporter)}"
    )


def overview(name: str, line: str, example: str) -> str:
    """/petugas: an area; `example` is the code of one of its stations."""
    hint = SEARCH_HINT.format(code=example)
    return f"👥 <b>Petugas {esc(name)}</b>\n{line}\n\n{esc(hint)}"


def nobody_fits(words: str, example: str) -> str:
    """Neither exactly nor nearly."""
    return (
        f"Tidak ada petugas yang cocok dengan “{esc(words[:40])}” di wilayah Bapak/Ibu.\n"
        f"{esc(SEARCH_HINT.format(code=example))}"
    )


def found_alike(words: str) -> str:
    """Nobody is called just so."""
    return f"Tidak ada yang persis “{esc(words[:40])}”. Mungkin maksudnya:"


NOBODY_TO_REVOKE = "Tidak ada petugas di situ yang dapat Bapak/Ibu cabut."


def invite_whom(words: str) -> str:
    """/undang with a name: personal invitations for those on the roster."""
    return f"Undang siapa? Yang cocok dengan “{esc(words[:40])}”:"


def invite_usage(station: str, area: str) -> str:
    """How to invite, with codes of the own area as examples."""
    return (
        "Cara mengundang: /undang KODE PERAN, misalnya\n"
        f"<code>/undang {esc(station)} linmas</code>\n"
        f"untuk beberapa orang: <code>/undang {esc(station)} kpps 5</code>\n"
        f"koordinator dengan instansinya: <code>/undang {esc(area)} koordinator polri</code>\n\n"
        "Mengundang satu orang yang sudah ada dalam daftar: /belum_terdaftar, pilih orangnya, "
        f"lalu {INVITE_BY_WHATSAPP}."
    )


def station_card(number: int, village: str, lines: list[str]) -> str:
    """Everybody at a station."""
    listed = "\n".join(lines) if lines else NOBODY
    return f"👥 <b>Petugas {tps(number)} {esc(village)}</b>\n{listed}\n\n<i>{LEGEND}</i>"


def officer_line(name: str, role: str, seat: int, registered: bool, blocked: bool) -> str:
    """✅ Slamet, linmas ⭐"""
    return f"{mark(registered, blocked)} {esc(name)}, {role_name(role)}{seat_mark(seat)}"


def officer_button(name: str, title_: str, registered: bool, blocked: bool) -> str:
    """✅ Slamet – linmas"""
    return f"{mark(registered, blocked)} {name} – {title_}"


def post_button(name: str, title_: str) -> str:
    """Slamet – linmas TPS 012 Jodipan"""
    return f"{name} – {title_}"


def station_label(number: int, village: str) -> str:
    """TPS 012 Jodipan"""
    return f"{tps(number)} {village}"


def officer_card(
    name: str, phone: str | None, titles: list[str], registered: bool, blocked: bool,
    confidential: bool,
) -> str:  # fmt: skip
    """One person with the posts that the reader may see."""
    state = "memblokir bot" if blocked else "sudah mendaftar" if registered else "belum mendaftar"
    lines = [f"👤 <b>{esc(name)}</b>", esc(phone or "nomor HP belum ada")]
    lines += [f"• {esc(each)}" for each in titles]
    lines.append(f"Keadaan: {state}")
    if confidential:
        lines.append("🔒 Boleh melihat laporan rahasia")
    return "\n".join(lines)


def found(number: int, more: bool) -> str:
    """The heading of what was found."""
    return f"Ditemukan {number}{' (yang pertama)' if more else ''}:"


def pick_seat(seat: int, number: int, village: str) -> str:
    """Who shall be reporter or deputy?"""
    word = "pelapor" if seat == 1 else "wakil pelapor"
    return f"Siapa {word} {tps(number)} {esc(village)}?"


def seat_taken(seat: int, name: str, title_: str) -> str:
    """To the new reporter or deputy."""
    word = "pelapor" if seat == 1 else "wakil pelapor"
    return (
        f"Bapak/Ibu <b>{esc(name)}</b> sekarang {word} ({esc(title_)}). "
        "Pengingat laporan TPS dikirim kepada Bapak/Ibu."
    )


def replace_whom(title_: str, name: str) -> str:
    """Asks for the new person."""
    return f"Mengganti <b>{esc(name)}</b>, {esc(title_)}.\n\n{TYPE_REPLACEMENT}"


def replace_confirm(old: str, title_: str, new: str, phone: str) -> str:
    """The question before somebody is replaced."""
    return (
        f"Ganti <b>{esc(old)}</b> ({esc(title_)})\ndengan <b>{esc(new)}</b>, {esc(phone)}?\n\n"
        f"{esc(old)} langsung tidak bisa melapor lagi untuk tugas ini."
    )


def replaced(old: str, new: str, title_: str) -> str:
    """To the one who replaced somebody."""
    return (
        f"✅ {esc(old)} diganti <b>{esc(new)}</b>, {esc(title_)}.\n"
        f"{esc(new)} masuk dengan /start lalu membagikan nomornya sendiri."
    )


def replaced_known(old: str, new: str, title_: str) -> str:
    """To the one who replaced somebody by a person who is in already."""
    return f"✅ {esc(old)} diganti <b>{esc(new)}</b>, {esc(title_)}. Yang baru sudah diberi tahu."


def you_were_replaced(title_: str, new: str) -> str:
    """To the one whose post ended."""
    return (
        f"Tugas Bapak/Ibu sebagai {esc(title_)} sekarang dijalankan {esc(new)}. "
        "Terima kasih. Bila ini keliru, hubungi PPS atau lurah."
    )


def you_serve(title_: str) -> str:
    """To somebody who is in already and got a post."""
    return f"Bapak/Ibu sekarang bertugas sebagai <b>{esc(title_)}</b>."


def you_serve_no_more(title_: str) -> str:
    """To somebody who lost one of several posts."""
    return f"Tugas Bapak/Ibu sebagai {esc(title_)} sudah berakhir."


def revoke_confirm(name: str, title_: str) -> str:
    """The question before a post is revoked."""
    return f"Cabut tugas <b>{esc(name)}</b> sebagai {esc(title_)}? Haknya langsung berakhir."


def revoked(name: str, title_: str) -> str:
    """To the one who revoked a post."""
    return f"✅ Tugas {esc(name)} sebagai {esc(title_)} dicabut."


def changed(name: str, title_: str) -> str:
    """To the one who changed a post."""
    return f"✅ {esc(name)} sekarang {esc(title_)}."


def invitation(title_: str, link: str, uses: int, until: datetime) -> str:
    """The caption below the QR code; `until` is local."""
    number = "1 orang" if uses == 1 else f"{uses} orang"
    return (
        f"📨 <b>Undangan: {esc(title_)}</b>\nUntuk {number}, berlaku sampai "
        f"{short_day(until.date())} {clock(until)}.\n{esc(link)}\n\n"
        "Yang diundang memindai QR atau membuka tautan, lalu membagikan nomornya sendiri. "
        "Jangan sebarkan di grup."
    )


def uses_out_of_range(most: int) -> str:
    """The number of people of an invitation."""
    return f"Jumlah orang dalam satu undangan 1 sampai {most}."


def personal_message(
    name: str, title_: str, by: str, event: str | None, link: str, until: datetime
) -> str:
    """The invitation that is written out for WhatsApp (plain text); `until` is local.

    It says who invites and what for, so that nobody takes it for a swindle; `event` is None
    before an event is set up.
    """
    what = "" if event is None else f" selama {event}"
    return (
        f"Yth. Bapak/Ibu {name}, {title_}.\n"
        f"Saya {by}, mengundang Bapak/Ibu masuk ke bot laporan TPS di Telegram, untuk melaporkan "
        f"tahapan, logistik, dan masalah di TPS{what}:\n"
        f'1. Buka {link}\n2. Tekan Start, lalu "📱 Bagikan nomor saya".\n'
        f"Berlaku sampai {short_day(until.date())} {clock(until)}. "
        "Bot tidak pernah meminta OTP."
    )


def personal_ready(name: str) -> str:
    """To the one who invites a person of the roster."""
    return f"Undangan untuk <b>{esc(name)}</b> siap. Tekan tombol, lalu kirim pesannya."


def invitation_line(number: int, title_: str, uses: int, until: datetime, personal: bool) -> str:
    """One invitation that is still good; `until` is local."""
    whom = "pribadi" if personal else f"sisa {uses} orang"
    return f"No. {number}: {esc(title_)} ({whom}, s.d. {short_day(until.date())} {clock(until)})"


def revoke_invitation_button(number: int) -> str:
    """Revoke one invitation."""
    return f"🚫 Cabut undangan No. {number}"
