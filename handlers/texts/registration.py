"""Everything said to somebody who wants to get in, and to those who let people in."""

from datetime import datetime
from html import escape as esc

from handlers.texts.common import role_name
from handlers.texts.dates import clock

SHARE = "📱 Bagikan nomor saya"
RIGHT = "Benar"
OTHER_STATION = "TPS saya lain"
NOT_ME = "Bukan saya"
CANCEL = "✖️ Batal"
BACK = "◀️ Kembali"
WITHDRAW = "✖️ Batalkan permintaan"
APPROVE = "✅ Setujui"
REFUSE = "🚫 Tolak"
ADMIN = "admin"
ACCEPT = "✅ Terima"
DECLINE = "Tidak"
IN_VILLAGE = "Bertugas di kelurahan (PPS, lurah)"
IN_DISTRICT = "Bertugas di kecamatan (PPK, camat)"

WELCOME = (
    "Bot ini menyimpan nama, nomor HP, tugas, dan laporan Bapak/Ibu, hanya untuk pengamanan dan "
    "logistik TPS. Data pribadi dihapus 90 hari setelah sengketa atau pemungutan suara ulang "
    "terakhir selesai.\n\n<b>Bot tidak pernah meminta OTP.</b>\n\n"
    f"Untuk mendaftar, tekan <b>{SHARE}</b> di bawah."
)
INVITED = f"Undangan diterima. {WELCOME}"
SHARE_FIRST = (
    "Bot ini hanya untuk petugas yang terdaftar. "
    f"Untuk mendaftar, tekan <b>{SHARE}</b> di bawah, atau ketik /start."
)
HELP = (
    "Bot ini untuk petugas pemilihan yang terdaftar.\n\n"
    f"1. Tekan <b>{SHARE}</b>.\n"
    "2. Pastikan nama dan tugas yang ditampilkan, lalu tekan <b>Benar</b>.\n"
    "3. Nomor belum terdaftar? Pilih kelurahan dan TPS; petugas yang kenal Bapak/Ibu akan "
    "menyetujui.\n\n<b>Bot tidak pernah meminta OTP.</b> Darurat: telepon 110 atau 112."
)
FOREIGN_CONTACT = (
    "Ini kontak orang lain, jadi tidak dipakai dan tidak disimpan. "
    f"Tekan tombol <b>{SHARE}</b> untuk membagikan nomor Bapak/Ibu sendiri."
)
FORWARDED_CONTACT = (
    "Kontak yang diteruskan tidak bisa dipakai. "
    f"Tekan tombol <b>{SHARE}</b> untuk membagikan nomor Bapak/Ibu sendiri."
)
UNREADABLE_NUMBER = "Nomor itu belum bisa dibaca. Hubungi PPS atau admin Bapak/Ibu."
INVITATION_OVER = (
    "Undangan ini sudah tidak berlaku. Mintalah undangan baru, atau daftar dengan nomor sendiri: "
    f"tekan <b>{SHARE}</b>."
)
INVITATION_OVER_KNOWN = "Undangan ini sudah tidak berlaku. Mintalah undangan baru."
INVITATION_OF_ANOTHER = (
    "Undangan ini dibuat untuk nomor lain. Daftar dengan nomor sendiri: "
    f"tekan <b>{SHARE}</b> sekali lagi."
)
UNKNOWN_NUMBER = "Nomor Bapak/Ibu belum ada dalam daftar petugas."
NOT_YOU = "Baik. Kami catat bahwa itu bukan Bapak/Ibu."
PICK_DISTRICT = "Bapak/Ibu bertugas di kecamatan mana?"
PICK_VILLAGE = "Kelurahan mana? (tekan, atau ketik namanya)"
PICK_STATION = "TPS nomor berapa? (tekan, atau ketik nomornya)"
PICK_ROLE = "Bertugas sebagai apa?"
TYPE_NAME = "Ketik nama lengkap Bapak/Ibu."
NO_SUCH_VILLAGE = "Kelurahan itu tidak ditemukan. Tekan salah satu tombol, atau ketik lagi."
NO_SUCH_DISTRICT = "Wilayah itu tidak ditemukan. Tekan salah satu tombol, atau ketik lagi."
SEVERAL_VILLAGES = "Ada beberapa kelurahan bernama itu. Pilih kecamatannya dulu."
NO_SUCH_STATION = "TPS nomor itu tidak ada di kelurahan ini. Tekan salah satu tombol."
PRESS_ONE = "Tekan salah satu tombol di atas."
NO_AREAS = (
    "Daftar wilayah belum diisi, jadi pendaftaran belum bisa dilakukan. Coba lagi nanti, atau "
    "hubungi admin Bapak/Ibu."
)
TOO_MANY = "Permintaan Bapak/Ibu sudah terlalu banyak hari ini. Coba lagi besok, atau hubungi PPS."
REQUEST_SENT = (
    "✅ Permintaan dikirim kepada petugas yang kenal wilayah ini. "
    "Bapak/Ibu diberi tahu begitu disetujui. "
    "Bila 30 menit belum dijawab, permintaan diteruskan ke admin."
)
REQUEST_WAITING = (
    "Permintaan Bapak/Ibu masih menunggu persetujuan. Bapak/Ibu diberi tahu begitu dijawab."
)
REQUEST_WITHDRAWN = "Permintaan dibatalkan. Untuk mendaftar lagi: /start"
REQUEST_REFUSED = (
    "Maaf, permintaan Bapak/Ibu belum disetujui. Hubungi PPS atau lurah, lalu coba lagi: /start"
)
CANCELLED = "Pendaftaran dibatalkan. Untuk mendaftar: /start"
ALREADY_KNOWN = "Nomor ini sudah terdaftar pada akun Bapak/Ibu."
MOVED_AWAY = (
    "Nomor Bapak/Ibu baru saja didaftarkan dari akun Telegram lain, jadi akun ini tidak lagi "
    "dipakai. Bila bukan Bapak/Ibu yang melakukannya, segera hubungi admin."
)
SHARE_AGAIN = f"Untuk menambah orang lain yang memakai nomor ini, tekan <b>{SHARE}</b> sekali lagi."
NOBODY_ELSE = "Akun ini hanya dipakai oleh satu orang."
DECLINED = "Baik, undangan tidak dipakai."
ACTING_CHOICE = "Melapor atas nama siapa?"
FINISH_DRAFT_FIRST = "Ada isian yang belum selesai. Selesaikan dulu, atau ketik batal, lalu ulangi."
SOMEBODY_FASTER = "Permintaan ini sudah diputuskan."


def at_station(station: str) -> str:
    """Somebody scanned a station's card; `station` is escaped."""
    return f"Pendaftaran petugas <b>{station}</b>. {WELCOME}"


def role_at(station: str, said: str) -> str:
    """What they do at the station whose card they scanned; `station` is escaped."""
    return f"{said} Bertugas di <b>{station}</b>? {PICK_ROLE}".strip()


def is_it_you(name: str, titles: list[str]) -> str:
    """The number found somebody: is it the sender?"""
    return f"Bapak/Ibu <b>{esc(name)}</b>, {esc(', '.join(titles))}?"


def which_of_you() -> str:
    """Several people share the number."""
    return "Nomor ini dipakai beberapa petugas. Bapak/Ibu yang mana?"


def person_button(name: str, title: str) -> str:
    """Slamet – linmas TPS 012 Jodipan"""
    return f"{name} – {title}"


def nickname_button(name: str) -> str:
    """Use the name that the Telegram account has."""
    return f"Pakai: {name}"


def admitted(name: str, titles: list[str]) -> str:
    """The first message to somebody who was let in."""
    return (
        f"✅ Selamat datang, Bapak/Ibu <b>{esc(name)}</b>.\nTugas: {esc(', '.join(titles))}.\n\n"
        "Tekan tombol di bawah untuk melapor. Cara memakai: /bantuan\n"
        "Darurat? Telepon dulu: 110 atau 112."
    )


def greeting(name: str, titles: list[str]) -> str:
    """/start of somebody who is in already."""
    return f"Bapak/Ibu <b>{esc(name)}</b>, {esc(', '.join(titles))}. Silakan tekan tombol di bawah."


FIRST_STEPS = (
    "\n\n<b>Belum ada data.</b> Langkah pertama: kirim daftar petugas (Excel atau CSV) ke sini; "
    "contoh yang siap diisi: /templat. Setelah itu atur hari pemungutan: /acara"
)
"""Below the greeting of whoever may import, while there is nothing yet."""


def shared_with(names: list[str]) -> str:
    """Others on the same number may be added to the account."""
    return f"Nomor ini juga dipakai {esc(', '.join(names))}. Tambahkan ke akun ini?"


def add_button(name: str) -> str:
    """Add somebody who shares the phone."""
    return f"➕ {name}"


def accept_invitation(title: str) -> str:
    """Somebody who is in opened an invitation."""
    return f"Undangan untuk tugas: <b>{esc(title)}</b>. Terima?"


def request_card(name: str, phone: str, title: str, known_as: str | None) -> str:
    """What those who decide are shown (private chats only)."""
    lines = [
        "👤 <b>Permintaan masuk</b>",
        f"{esc(name)}, {esc(phone)}",
        f"Tugas: <b>{esc(title)}</b>",
    ]
    if known_as is not None:
        lines.append(f"Dalam daftar tercatat: {esc(known_as)}")
    return "\n".join(lines)


ASK_TO_DECIDE = "Kenal dan benar bertugas di situ? Bila ragu, telepon dulu."


def decided(state: str, by: str | None, at: datetime) -> str:
    """The last line of a request's card; `at` is local."""
    if state == "withdrawn":
        return f"Dibatalkan pemohon {clock(at)}."
    word = "✅ Disetujui" if state == "approved" else "🚫 Ditolak"
    return f"{word} oleh {esc(by or 'admin')} {clock(at)}."


def acting_now(name: str, titles: list[str]) -> str:
    """The account speaks for this one from now on."""
    return f"Sekarang atas nama <b>{esc(name)}</b>, {esc(', '.join(titles))}."


def acting_button(name: str, current: bool) -> str:
    """One of the people of an account."""
    return f"✔️ {name}" if current else name


def in_area(name: str, question: str) -> str:
    """A question about an area."""
    return f"<b>{esc(name)}</b>. {question}"


def role_button(role: str) -> str:
    """Linmas"""
    word = role_name(role)
    return word[:1].upper() + word[1:]
