"""What the empty workbook of /templat says: headings, examples, explanations."""

from handlers.texts.examples import Example

FILE_NAME = "templat-siaga-tps.xlsx"
CAPTION = (
    "Templat data. Isi sheet yang perlu saja, hapus atau biarkan baris CONTOH, "
    "lalu kirim berkas ini ke sini."
)

Cell = str | int | float | None

Sheets = dict[str, tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]]


def sheets(example: Example) -> Sheets:
    """Headings and example rows of each sheet, about a place of the own roster."""
    village = example.village
    return {
        "wilayah": (
            ("kode", "nama"),
            (
                (example.city, f"CONTOH {example.city_label}"),
                (example.district, f"CONTOH {example.district_label}"),
                (example.village, f"CONTOH {example.village_label}"),
            ),
        ),
        "tps": (
            ("kode", "alamat", "lat", "lon", "dpt_l", "dpt_p", "kerawanan", "kode_lama",
             "tanpa_hp"),
            (
                (f"{village}-020", "CONTOH Balai RW 05", -6.123, 107.123, 271, 284,
                 "kurang rawan", None, "tidak"),
                (f"{village}-021", "CONTOH Halaman SDN 2", -6.124, 107.124, 265, 270,
                 "rawan", f"{village}-019", "tidak"),
            ),
        ),
        "petugas": (
            ("nama", "no_hp", "peran", "wilayah", "instansi", "bpjs", "pelapor"),
            (
                ("CONTOH Slamet", "080000000001", "linmas", f"{village}-020", "Satpol PP",
                 "ya", "1"),
                ("CONTOH Rina", "080000000002", "kpps", f"{village}-020", "KPU", "ya", "2"),
                ("CONTOH Sutrisno", "-", "linmas", f"{village}-020", "Satpol PP", "ya", None),
                ("CONTOH Budi", "080000000003", "lurah", village, None, None, None),
                ("CONTOH Wati", "080000000004", "koordinator", example.district, "Polri", None,
                 None),
            ),
        ),
        "tempat": (
            ("kode", "nama", "alamat", "lat", "lon", "penjaga", "tps"),
            (
                ("G-01", f"CONTOH Kantor {example.village_label}", "Jl. Merdeka 1", -6.122, 107.122,
                 "Joko 080000000005; Yanto 080000000006", f"{village}-001 s.d. 020"),
            ),
        ),
        "kontak": (
            ("wilayah", "jenis", "nama", "nomor"),
            (
                (example.city, "posko", "CONTOH Posko", "080000000007"),
                (example.district, "polsek", "CONTOH Polsek", "110"),
            ),
        ),
    }  # fmt: skip


_EXPLANATIONS = """\
Cara mengisi
Isi sheet yang perlu saja; sheet yang kosong tidak mengubah apa pun.
Baris yang berisi kata CONTOH dilewati. Judul kolom jangan diubah; urutannya boleh.
Sel kosong tidak menghapus isi yang lama. Rumus tidak dibaca: tempel sebagai nilai.
Jangan isi NIK, nomor KK, atau data kesehatan. Kolom lain diabaikan dan tidak disimpan.

wilayah: kode Kemendagri {city} (kabupaten/kota), {district} (kecamatan),
   {village} (kelurahan/desa).
tps: kode = kode kelurahan, tanda -, nomor TPS. lat dan lon derajat desimal.
tps: kode_lama hanya bila nomor TPS berubah; riwayat laporannya ikut pindah.
petugas: no_hp = nomor yang dipakai di Telegram; tanda - bila tidak punya HP.
petugas: peran = kpps_ketua, kpps, linmas, ptps, pps, ppk, penjaga, lurah, camat, operator, opd,
   koordinator, admin.
petugas: wilayah = kode TPS untuk kpps_ketua, kpps, linmas, ptps; kode kelurahan untuk pps, lurah;
   kode kecamatan untuk ppk, camat; kode tempat untuk penjaga.
petugas: instansi koordinator = Bakesbangpol, Satpol PP, Polri, KPU, Bawaslu, Dinkes, Dishub, BPBD,
   Dispendukcapil.
petugas: pelapor = 1 (pelapor), 2 (wakil). Kosong: linmas pertama pelapor, anggota KPPS wakil.
petugas: orang dengan dua tugas ditulis dua baris dengan nama dan nomor yang sama.
tempat: penjaga dan tps boleh beberapa, dipisah titik koma.
kontak: jenis = posko, polsek, puskesmas, damkar, bpbd, dan lain-lain.
"""


def explanations(example: Example) -> str:
    """How to fill the workbook in."""
    return _EXPLANATIONS.format(
        city=example.city, district=example.district, village=example.village
    )
