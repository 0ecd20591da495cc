"""What is wrong with a roster file, a row or a value; plain text, the shower escapes it."""

from handlers.texts.common import count as spoken


# ── Phone numbers ────────────────────────────────────────────────────────────────────────────
def phone_missing() -> str:
    """An empty cell."""
    return "nomor HP kosong; tulis nomornya, atau tanda - bila memang tidak punya HP"


def phone_words() -> str:
    """Letters where digits belong."""
    return "bukan nomor HP; tulis angka saja, contoh 081234567890"


def phone_several() -> str:
    """Two numbers in one cell."""
    return "berisi lebih dari satu nomor; tulis satu nomor saja"


def phone_rounded() -> str:
    """6.28E+12: the spreadsheet threw digits away."""
    return "angka terpotong oleh Excel; ubah format kolom menjadi Teks, lalu ketik ulang nomornya"


def phone_length(digits: int) -> str:
    """Too short, too long, or a prefix that does not exist."""
    return f"bukan nomor telepon yang benar ({digits} angka dengan kode negara); periksa angkanya"


def phone_landline() -> str:
    """A landline where a mobile is needed."""
    return "bukan nomor HP (harus diawali 08 atau +628); tulis nomor HP yang dipakai di Telegram"


# ── Values ───────────────────────────────────────────────────────────────────────────────────
def missing() -> str:
    """A cell that must be filled in."""
    return "belum diisi"


def column_missing() -> str:
    """A sheet without a column that it needs."""
    return "kolom wajib tidak ada; lihat judul kolom di /templat"


def formula() -> str:
    """A formula instead of a value."""
    return "berisi rumus; salin lalu tempel sebagai nilai (Paste Values)"


def cell_error() -> str:
    """#N/A, #REF! …"""
    return "berisi kesalahan Excel; ketik ulang isinya"


def too_long(limit: int) -> str:
    """A text over its limit."""
    return f"lebih dari {limit} huruf; singkat isinya"


def not_a_name() -> str:
    """No letters in a name."""
    return "bukan nama; tulis nama orangnya"


def looks_like_nik() -> str:
    """16 digits: never kept."""
    return "seperti NIK; NIK tidak boleh disimpan, hapus dari berkas"


def not_a_code() -> str:
    """No area code."""
    return (
        "bukan kode wilayah; bentuknya 00.00.00 (kecamatan), 00.00.00.0000 (kelurahan/desa), "
        "atau 00.00.00.0000-000 (TPS)"
    )


def not_a_station() -> str:
    """An area code where a station's is needed."""
    return "bukan kode TPS; bentuknya 00.00.00.0000-000"


def not_an_area() -> str:
    """A station's code where an area's is needed."""
    return "bukan kode kota, kecamatan, atau kelurahan/desa; bentuknya 00.00.00.0000"


def area_too_high() -> str:
    """A province."""
    return "kode provinsi tidak dipakai; mulai dari kabupaten/kota, bentuknya 00.00"


def role_unknown(guess: str | None) -> str:
    """A role nobody knows; `guess` is the nearest spelling."""
    if guess:
        return f"peran tidak dikenal; maksudnya {guess}?"
    return "peran tidak dikenal; lihat daftar peran di /templat"


def role_needs_station(role: str) -> str:
    """linmas of a kelurahan instead of a station."""
    return f"{role} bertugas di TPS; isi kode TPS, bentuknya 00.00.00.0000-000"


def role_needs(role: str, level: str) -> str:
    """A lurah of a kecamatan."""
    return f"{role} harus memakai kode {level}"


def agency_needed() -> str:
    """A coordinator without an agency gets no alerts."""
    return "koordinator harus punya instansi; lihat daftar instansi di /templat"


def agency_unknown(guess: str | None) -> str:
    """A coordinator of an agency that does not coordinate."""
    hint = f"maksudnya {guess}?" if guess else "lihat daftar instansi di /templat"
    return f"instansi koordinator tidak dikenal; {hint}"


def not_yes_no() -> str:
    """Neither yes nor no."""
    return "isi ya atau tidak"


def not_reporter() -> str:
    """Neither reporter nor deputy."""
    return "isi 1 (pelapor), 2 (wakil), atau kosongkan"


def reporter_elsewhere() -> str:
    """A reporter who does not serve at a station."""
    return "hanya petugas di TPS yang bisa menjadi pelapor"


def not_a_count(limit: int) -> str:
    """Not a whole number, or far too large."""
    return f"bukan jumlah orang yang benar (0 sampai {spoken(limit)})"


def not_a_coordinate() -> str:
    """Degrees and minutes, or words."""
    return "bukan koordinat; tulis derajat desimal, contoh -7.982345"


def coordinate_half() -> str:
    """Latitude without longitude."""
    return "lat dan lon harus diisi dua-duanya"


def coordinate_abroad() -> str:
    """Outside Indonesia."""
    return "koordinat di luar Indonesia; periksa titik desimalnya, contoh -7.982345 dan 112.634567"


def station_list() -> str:
    """The stations of a store cannot be read."""
    return "daftar TPS tidak dikenali; bentuknya 00.00.00.0000-001 s.d. 020; 00.00.00.0000-003"


def guard_list() -> str:
    """The guards of a store cannot be read."""
    return "penjaga tidak dikenali; contoh Slamet 081234567890; Budi 081234567891"


def store_without_area() -> str:
    """Neither the code nor the stations say where a store lies."""
    return "letak tempat tidak diketahui; isi kolom wilayah atau tps"


# ── Rows against each other and against what is known ────────────────────────────────────────
def same_as_row(row: int) -> str:
    """Twice in the file."""
    return f"sama dengan baris {row}"


def seat_taken(row: int, seat: int) -> str:
    """Two reporters at one station."""
    who = "pelapor" if seat == 1 else "wakil pelapor"
    return f"TPS ini sudah punya {who} di baris {row}"


def area_not_listed(code: str) -> str:
    """A kelurahan that neither the file nor the bot knows."""
    return f"wilayah {code} belum ada; tambahkan di sheet wilayah"


def station_not_listed(code: str) -> str:
    """A station that neither the file nor the bot knows."""
    return f"TPS {code} belum ada; tambahkan di sheet tps"


def store_not_listed(code: str) -> str:
    """A guard of a store nobody knows."""
    return f"tempat {code} belum ada; tambahkan di sheet tempat"


def other_city(code: str, city: str) -> str:
    """One bot serves one kabupaten/kota."""
    return f"{code} di luar kabupaten/kota bot ini ({city})"


def old_code_unknown(code: str) -> str:
    """kode_lama names no station."""
    return f"TPS lama {code} tidak ada"


def number_taken(code: str) -> str:
    """A station is to take the number that another one keeps."""
    return f"nomor {code} masih dipakai TPS lain yang tidak ikut berganti nomor"


def code_twice(code: str) -> str:
    """Two rows of a file name the same old station."""
    return f"TPS lama {code} sudah dipakai baris lain"


# ── Notes: what was done or left out, without being a fault ──────────────────────────────────
def columns_ignored(sheet: str, columns: str) -> str:
    """Columns that mean nothing to the bot."""
    return f"Sheet {sheet}: kolom {columns} diabaikan dan tidak disimpan."


def sheets_ignored(sheets: str) -> str:
    """Sheets that mean nothing to the bot."""
    return f"Sheet {sheets} diabaikan."


def coordinates_swapped(sheet: str, count: int, first: int) -> str:
    """Latitude and longitude stood in each other's column."""
    return f"Sheet {sheet}: lat dan lon tertukar di {count} baris (mulai baris {first}), dibalik."


def phones_shared(count: int) -> str:
    """Several people, one phone."""
    return f"{count} nomor HP dipakai lebih dari satu orang; mereka memilih nama saat melapor."


def areas_without_name(codes: str) -> str:
    """Areas above those of the file that nobody has named."""
    return f"Nama wilayah {codes} belum ada; tambahkan di sheet wilayah."


def contact_name(kind: str, area: str) -> str:
    """The name of a contact that has none: Polsek Sukun."""
    return f"{kind[:1].upper()}{kind[1:]} {area}"


def guard_name(store: str) -> str:
    """A guard of whom only the number is known."""
    return f"Penjaga {store}"


def person_at(name: str, role: str, place: str) -> str:
    """Somebody with one of their posts: Slamet (linmas 35.73.05.1011-020)."""
    return f"{name} ({role} {place})"
