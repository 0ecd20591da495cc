"""What the person at the command line reads."""

import errno
from collections.abc import Iterable

HELP = "Siaga TPS: bot Telegram untuk petugas pemilihan."
RUN = "Jalankan bot (polling, atau webhook bila SIAGA_WEBHOOK_URL diisi)."
DEMO = "Coba tanpa token dan tanpa internet: Telegram tiruan, kota contoh, dan bot."
DEMO_PORT = "Porta halaman; tanpa pilihan: 8081 atau porta bebas lain."
DEMO_MORNING = "Putar pagi seluruh kota, pukul 06.00-08.00, dipercepat: 1.188 TPS, 40 masalah."
DEMO_PACE = "Bersama --pagi: berapa kali lebih cepat dari jam biasa (1-60; tanpa pilihan: 12)."
DEMO_PACE_ALONE = "--kecepatan dipakai bersama --pagi: siaga demo --pagi --kecepatan 12"
IMPORT = "Masukkan data petugas dan TPS dari berkas XLSX atau CSV."
IMPORT_FILE = (
    "Berkas XLSX atau CSV: sheet wilayah, tps, petugas, tempat, kontak. Contoh yang siap diisi: "
    "ketik /templat di bot."
)
IMPORT_CHECK = "Hanya periksa dan tampilkan, jangan simpan."
IMPORT_REMOVE = "Akhiri tugas orang yang tidak ada di berkas; isi dengan jumlahnya."
IMPORT_REVIVE = "Tugaskan lagi orang yang dicabut atau diganti di bot; isi dengan jumlahnya."
EXPORT = "Tulis laporan, kejadian, pesan, petugas dan TPS sebagai CSV."
EXPORT_DIR = "Folder tujuan."
EXPORT_CONFIDENTIAL = "Sertakan kejadian rahasia; dicatat dalam audit."
BACKUP = "Cadangkan basis data, juga selagi bot berjalan."
BACKUP_FILE = "Berkas cadangan; tanpa nama: folder SIAGA_BACKUP_DIR."
RESTORE = "Pulihkan basis data dari cadangan."
RESTORE_FILE = "Berkas cadangan."
VERIFY = "Periksa rantai catatan, rekap, berkas bukti dan keutuhan basis data."
VERIFY_HEAD = "Kepala rantai yang dikirim ke admin, misalnya 1234:9f86d081884c7d65; boleh berulang."
TEXTS = "Tampilkan setiap teks yang dapat diterima petugas, dengan contoh dan panjangnya."
CHECK = "Periksa pengaturan, token, basis data, SQLite dan jam."

BOT_RUNS_RUN = "Bot sudah berjalan dengan basis data ini."
OTHER_BOT_RUNS = "Bot lain sudah berjalan dengan token ini (SIAGA_TOKEN): hentikan dulu yang lain."
BOT_RUNS_IMPORT = "Bot sedang berjalan: pakai /impor di Telegram."
BOT_RUNS_RESTORE = "Bot sedang berjalan: hentikan dulu, lalu pulihkan."
BOT_TAKES_IT = "Bot sedang berjalan dan mencatatnya sendiri."
NOT_AUDITED = (
    "Ekspor rahasia harus tercatat dalam audit, tetapi catatannya tidak dapat ditulis di samping "
    "basis data. Tidak ada yang diekspor; periksa izin folder itu."
)
TOKEN_REFUSED = "Token ditolak Telegram: periksa SIAGA_TOKEN."  # noqa: S105 - a sentence
PART_FAILED = "Bot berhenti karena satu bagiannya gagal; lihat catatan (log) di atas."


USAGE = "siaga PERINTAH"
USAGES = {
    "run": "siaga run",
    "demo": "siaga demo [--port ANGKA] [--pagi] [--kecepatan ANGKA]",
    "import": "siaga import BERKAS [--check] [--remove JUMLAH] [--revive JUMLAH]",
    "backup": "siaga backup [BERKAS]",
    "restore": "siaga restore BERKAS",
    "export": "siaga export FOLDER [--confidential]",
    "verify": "siaga verify [--head NOMOR:KODE]",
    "texts": "siaga texts",
    "check": "siaga check",
}
"""How each command is written; a test compares it with the commands there are."""
ARGUMENTS = {"file": "BERKAS", "folder": "FOLDER"}
SOMETHING = "satu isian"
SEE_HELP = "Lihat: siaga --help"


def no_command(commands: Iterable[str]) -> str:
    return f"Perintahnya belum ditulis. Pilih: {', '.join(commands)}"


def no_such_command(typed: str, guess: str | None, commands: Iterable[str]) -> str:
    if guess:
        return f"Perintah {plain(typed)} tidak ada. Maksudnya: siaga {guess}"
    return f"Perintah {plain(typed)} tidak ada. Yang ada: {', '.join(commands)}"


def argument_missing(name: str, usage: str) -> str:
    return f"{name} belum ditulis. Cara menulis: {usage}"


def no_such_option(typed: str, guess: str | None, usage: str) -> str:
    meant = f" Maksudnya: {guess}?" if guess else ""
    return f"Pilihan {plain(typed)} tidak ada.{meant} Cara menulis: {usage}"


def option_without_value(option: str, usage: str) -> str:
    return f"Isi pilihan {plain(option)} belum tepat. Cara menulis: {usage}"


def bad_value(name: str, usage: str, least: float | None, most: float | None) -> str:
    bound = "" if least is None else f" paling sedikit {least:g}"
    bound = bound if most is None else f" paling banyak {most:g}"
    return f"Isi {name} harus angka{bound}. Cara menulis: {usage}"


def too_much(words: str, usage: str) -> str:
    return f"Terlalu banyak kata: {plain(words)}. Cara menulis: {usage}"


def misused(usage: str) -> str:
    return f"Perintah tidak dapat dipahami. Cara menulis: {usage}"


def plain(typed: str) -> str:
    """What was typed, fit for one line of a terminal."""
    return "".join(c if c.isprintable() else "?" for c in typed)[:60]


def failed(problem: str) -> str:
    """Something that nobody foresaw."""
    return f"Gagal: {problem}"


def no_file(path: object) -> str:
    return f"Berkas {path} tidak ada."


def cannot_use(path: object, reason: str) -> str:
    return f"Tidak dapat memakai {path}: {reason}."


def no_database(path: object) -> str:
    return f"Basis data {path} belum ada; dibuat saat pertama kali siaga run atau siaga import."


def newer_database(detail: str) -> str:
    return (
        f"Basis data dibuat oleh versi program yang lebih baru ({detail}): perbarui program dulu."
    )


def not_a_database(path: str) -> str:
    return (
        f"Berkas {path} rusak atau bukan basis data Siaga TPS. Pilih berkas lain, "
        "atau pulihkan cadangan: siaga restore BERKAS"
    )


def database_taken(path: object) -> str:
    return (
        f"Berkas basis data {path} dihapus, diganti, atau terpotong saat bot berjalan. "
        "Periksa berkas di foldernya, lalu jalankan lagi: siaga run."
    )


def database_damaged(path: object) -> str:
    return (
        f"Basis data {path} rusak atau bukan milik Siaga TPS: "
        "pulihkan cadangan terakhir dengan siaga restore BERKAS."
    )


def database_unusable(reason: str) -> str:
    return f"Basis data tidak dapat dipakai: {reason}. Periksa disk, izin, dan program lain."


SQLITE_REASONS = {
    "locked": "sedang dipakai program lain",
    "unable to open": "berkasnya tidak dapat dibuka",
    "disk is full": "disk penuh",
    "readonly": "berkasnya hanya dapat dibaca",
    "disk i/o": "disk tidak dapat dibaca atau ditulisi",
    "no such table": "isinya bukan milik Siaga TPS",
    "malformed": "isinya rusak",
    "not a database": "isinya bukan basis data",
}
"""What SQLite says, by words in it."""
SQLITE_OTHERWISE = "kesalahan SQLite"
OS_REASONS = {
    errno.EACCES: "tidak ada izin", errno.EPERM: "tidak ada izin", errno.ENOENT: "tidak ada",
    errno.EISDIR: "itu folder, bukan berkas", errno.ENOTDIR: "salah satu bagiannya bukan folder",
    errno.ENOSPC: "disk penuh", errno.EROFS: "disk hanya dapat dibaca",
    errno.ENAMETOOLONG: "namanya terlalu panjang", errno.EADDRINUSE: "sudah dipakai program lain",
    errno.EADDRNOTAVAIL: "alamat itu bukan milik komputer ini", errno.EEXIST: "sudah ada",
}  # fmt: skip
OS_OTHERWISE = "kesalahan sistem"


def old_sqlite(version: str) -> str:
    return f"SQLite {version} terlalu tua: perlu 3.35 atau lebih baru."


def already_there(path: object) -> str:
    return f"{path} sudah ada; pilih nama lain."


def backed_up(path: object, kilobytes: int) -> str:
    return f"Cadangan utuh: {path} ({kilobytes} KB)."


def restored(copy: object, aside: object | None) -> str:
    kept = f" Basis data sebelumnya disimpan sebagai {aside}." if aside else ""
    return f"Dipulihkan dari {copy}.{kept}"


def exported(rows: dict[str, int], folder: object) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in rows.items())
    return f"Ditulis ke {folder}: {counts} baris."


def sheet_counts(sheet: str, new: int, changed: int, same: int) -> str:
    return f"{sheet}: {new} baru, {changed} berubah, {same} tetap"


def people_missing(count: int) -> str:
    return f"{count} orang tidak ada di berkas dan tetap terdaftar (akhiri: --remove {count})."


def other_count(count: int) -> str:
    return f"Yang tidak ada di berkas {count} orang: periksa dengan --check, lalu isi jumlah itu."


def people_lost(count: int, *, revived: bool) -> str:
    if revived:
        return f"{count} orang yang dicabut atau diganti di bot bertugas lagi:"
    return (
        f"{count} orang sudah dicabut atau diganti di bot dan tidak ditugaskan lagi "
        f"(tugaskan lagi: --revive {count}):"
    )


def other_lost(count: int) -> str:
    return (
        f"Yang dicabut atau diganti di bot {count} orang: periksa dengan --check, "
        "lalu isi jumlah itu."
    )


def faulty_row(sheet: str, row: int | None, column: str | None, value: str, reason: str) -> str:
    where = f"{sheet}, baris {row}" if row else sheet
    what = f", {column}" if column else ""
    return f"{where}{what}: {reason}" + (f" (tertulis: {value})" if value else "")


IMPORT_SAVED = "Data tersimpan."
IMPORT_NOTHING = "Tidak ada yang berubah: semua baris yang benar sudah sama."
IMPORT_NOT_SAVED = "Hanya diperiksa; tidak ada yang disimpan."


# siaga texts: every text, then what is wrong with any.
def text_line(name: str, length: int, text: str) -> str:
    return f"{name} ({length}): {text}"


def texts_total(number: int, longest: int, name: str) -> str:
    return f"{number} teks; terpanjang {longest} huruf ({name}), selain daftar."


def text_too_long(name: str, length: int, most: int) -> str:
    return f"Terlalu panjang: {name}, {length} huruf; paling banyak {most}, kecuali daftar."


def text_without_example(name: str) -> str:
    return f"Tanpa contoh: {name}."


# siaga check: one line for each thing that was looked at.
def check_line(good: bool, text: str) -> str:
    return f"{'✅' if good else '❌'} {text}"


SETTINGS_GOOD = "Pengaturan dapat dipakai."
NO_ADMIN_IDS = (
    "Pengaturan dapat dipakai, tetapi SIAGA_ADMIN_IDS kosong: isi dengan id Telegram admin "
    "pertama, kecuali daftar petugas sudah memuat admin."
)


def token_good(username: str) -> str:
    return f"Token diterima: @{username}."


def telegram_unreachable(host: str) -> str:
    return f"{host} tidak dapat dicapai: periksa internet atau SIAGA_API_URL."


def telegram_answer(status: int) -> str:
    return f"Jawaban tidak terduga dari server Bot API (HTTP {status})."


def database_new(path: object) -> str:
    return f"Basis data {path} belum ada; akan dibuat saat bot pertama kali berjalan."


def database_good(path: object, version: int) -> str:
    return f"Basis data {path} sehat (versi {version})."


def folder_unwritable(path: object) -> str:
    return f"Folder {path} tidak dapat ditulisi."


def sqlite_good(version: str) -> str:
    return f"SQLite {version}."


def clock_good(seconds: float) -> str:
    return f"Jam cocok dengan server (selisih {seconds:.0f} detik)."


def clock_wrong(seconds: float) -> str:
    return f"Jam komputer ini meleset {seconds:.0f} detik: setel dengan NTP."


CLOCK_UNKNOWN = "Jam tidak dapat dibandingkan: server tidak menyebut waktunya."
