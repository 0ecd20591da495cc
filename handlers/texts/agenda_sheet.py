"""The columns of the sheet `agenda`: what people call them, and what they may hold."""

from html import escape

from storage.agenda import Confirm

COLUMNS = (
    "jenis", "judul", "mulai", "selesai", "jam", "sasaran", "pengingat", "wajib_konfirmasi",
    "tempat", "oleh", "keterangan",
)  # fmt: skip
ALIASES: dict[str, tuple[str, ...]] = {
    "jenis": ("jenis", "kategori", "jenis agenda"),
    "judul": ("judul", "nama agenda", "agenda", "kegiatan", "nama kegiatan", "acara", "uraian"),
    "mulai": ("mulai", "tanggal mulai", "tgl mulai", "tanggal", "tgl", "hari tanggal"),
    "selesai": ("selesai", "tanggal selesai", "tgl selesai", "sampai", "berakhir"),
    "jam": ("jam", "pukul", "waktu"),
    "sasaran": ("sasaran", "untuk", "peserta", "penerima"),
    "pengingat": ("pengingat", "diingatkan"),
    "wajib_konfirmasi": ("wajib konfirmasi", "konfirmasi"),
    "tempat": ("tempat", "lokasi"),
    "oleh": ("oleh", "atas perintah", "perintah", "dasar"),
    "keterangan": ("keterangan", "catatan"),
}
CONFIRM_CELLS = {
    "ya": Confirm.READ, "y": Confirm.READ, "wajib": Confirm.READ, "dibaca": Confirm.READ,
    "sudah dibaca": Confirm.READ, "1": Confirm.READ, "diteruskan": Confirm.PASSED_ON,
    "sudah diteruskan": Confirm.PASSED_ON, "tidak": Confirm.NO, "t": Confirm.NO, "-": Confirm.NO,
    "0": Confirm.NO,
}  # fmt: skip
FILE_NAME = "agenda-contoh.xlsx"
CAPTION = (
    "Isi sheet agenda, lalu kirim kembali dengan keterangan /agenda_tambah. "
    "H-4 dihitung dari hari pemungutan; di kolom pengingat H adalah hari acaranya."
)
TEMPLATE = "📄 Contoh Excel"
EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("rakor", "Rakor logistik", "20-11-2024", "", "09.00-11.00", "lurah, camat",
     "H-3 09.00, H-1 09.00", "ya", "Balai Kota", "", "Bawa daftar gudang"),
    ("larangan cuti", "Tidak ada cuti staf", "H-2", "H-1", "", "opd", "H-7 09.00", "diteruskan",
     "", "Surat Sekda Nomor 800/12/2024", ""),
    ("logistik", "Pengiriman logistik", "H-4", "H-1", "", "pps", "", "tidak", "", "",
     ""),
)  # fmt: skip


def bad_confirm(typed: str) -> str:
    """A cell that says neither yes nor no."""
    return f"wajib_konfirmasi “{escape(typed[:30])}”: isi ya, diteruskan, atau tidak"
