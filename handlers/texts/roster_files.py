"""What is wrong with a roster file as a whole: one sentence that says what to do next."""

from handlers.texts.common import count

_NEXT = "Kirim berkas Excel (.xlsx) atau CSV; contoh yang siap diisi: /templat."


def file_too_big(limit_mb: int) -> str:
    """The file is larger than the bot takes."""
    return (
        f"Berkas lebih besar dari {limit_mb} MB, jadi tidak dibaca. "
        "Hapus gambar dan sheet lain, atau bagi menjadi beberapa berkas, lalu kirim lagi."
    )


def file_empty() -> str:
    """Zero bytes."""
    return f"Berkas kosong (0 byte). {_NEXT}"


def file_is_old_excel() -> str:
    """An .xls of Excel 97-2003."""
    return (
        "Berkas .xls (Excel lama) tidak bisa dibaca. "
        "Buka di Excel, pilih Simpan Sebagai → Excel Workbook (.xlsx), lalu kirim lagi."
    )


def file_is_encrypted() -> str:
    """A workbook behind a password."""
    return (
        "Berkas Excel ini dikunci kata sandi. "
        "Simpan tanpa kata sandi (File → Info → Protect Workbook), lalu kirim lagi."
    )


def file_is(kind: str) -> str:
    """Something that is no table: PDF, gambar, dokumen Word …"""
    return f"Berkas ini {kind}, bukan tabel. {_NEXT}"


def file_is_other_table(kind: str) -> str:
    """A table in a format that is not read: .ods, .xlsb …"""
    return f"Berkas {kind} tidak bisa dibaca. Simpan sebagai .xlsx atau .csv, lalu kirim lagi."


def file_broken() -> str:
    """Looks like a workbook, cannot be opened."""
    return "Berkas Excel ini rusak atau tidak lengkap. Buka dan simpan ulang, lalu kirim lagi."


def csv_broken(line: int) -> str:
    """A quotation mark that is never closed, or a cell of endless length."""
    return (
        f"CSV rusak di sekitar baris {line} (tanda kutip tidak ditutup?). Perbaiki lalu kirim lagi."
    )


def file_swells() -> str:
    """A zip bomb, or a workbook that unpacks to far more than a roster needs."""
    return (
        "Isi berkas ini terlalu besar setelah dibuka, jadi tidak dibaca. "
        "Salin datanya ke berkas baru (/templat), lalu kirim lagi."
    )


def too_many_rows(limit: int) -> str:
    """A sheet with more rows than any city has."""
    return (
        f"Satu sheet paling banyak {count(limit)} baris. "
        "Bagi menjadi beberapa berkas, lalu kirim lagi."
    )


def too_many_columns(limit: int) -> str:
    """A sheet that is wider than any roster."""
    return (
        f"Satu sheet paling banyak {limit} kolom. "
        "Hapus kolom yang tidak perlu (contoh: /templat), lalu kirim lagi."
    )


def no_rows() -> str:
    """Sheets with headings, or nothing, but no data."""
    return (
        "Berkas ini tidak berisi data. Isi paling sedikit satu baris di bawah judulnya: /templat."
    )


def no_known_sheet() -> str:
    """No sheet looks like one of the five."""
    return (
        "Tidak ada sheet yang dikenali. Beri nama sheet wilayah, tps, petugas, tempat, atau "
        "kontak dan pakai judul kolom dari /templat, lalu kirim lagi."
    )


def reading_failed() -> str:
    """The child process gave up: too much memory or time."""
    return (
        "Berkas ini terlalu berat untuk dibaca. "
        "Salin datanya ke berkas baru (/templat), lalu kirim lagi."
    )
