"""What the empty workbook of /templat says: headings, examples, explanations."""

FILE_NAME = "templat-siaga-tps.xlsx"
CAPTION = (
    "Templat data. Isi sheet yang perlu saja, hapus atau biarkan baris CONTOH, "
    "lalu kirim file ini ke sini."
)

Cell = str | int | float | None

SHEETS: dict[str, tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]] = {
    "wilayah": (
        ("kode", "nama"),
        (
            ("35.73", "CONTOH Kota Malang"),
            ("35.73.05", "CONTOH Lowokwaru"),
            ("35.73.05.1011", "CONTOH Tunjungsekar"),
        ),
    ),
    "tps": (
        ("kode", "alamat", "lat", "lon", "dpt_l", "dpt_p", "kerawanan", "kode_lama", "tanpa_hp"),
        (
            ("35.73.05.1011-020", "CONTOH Balai RW 05", -7.938, 112.632, 271, 284,
             "kurang rawan", None, "tidak"),
            ("35.73.05.1011-021", "CONTOH Halaman SDN 2", -7.939, 112.633, 265, 270,
             "rawan", "35.73.05.1011-019", "tidak"),
        ),
    ),
    "petugas": (
        ("nama", "no_hp", "peran", "wilayah", "instansi", "bpjs", "pelapor"),
        (
            ("CONTOH Slamet", "080000000001", "linmas", "35.73.05.1011-020", "Satpol PP",
             "ya", "1"),
            ("CONTOH Rina", "080000000002", "kpps", "35.73.05.1011-020", "KPU", "ya", "2"),
            ("CONTOH Sutrisno", "-", "linmas", "35.73.05.1011-020", "Satpol PP", "ya", None),
            ("CONTOH Budi", "080000000003", "lurah", "35.73.05.1011", None, None, None),
            ("CONTOH Wati", "080000000004", "koordinator", "35.73.05", "Polri", None, None),
        ),
    ),
    "tempat": (
        ("kode", "nama", "alamat", "lat", "lon", "penjaga", "tps"),
        (
            ("G-01", "CONTOH Kantor Kelurahan Tunjungsekar", "Jl. Ikan Piranha 1", -7.937, 112.631,
             "Joko 080000000005; Yanto 080000000006", "35.73.05.1011-001 s.d. 020"),
        ),
    ),
    "kontak": (
        ("wilayah", "jenis", "nama", "nomor"),
        (
            ("35.73", "posko", "CONTOH Posko Pilkada kota", "0341000000"),
            ("35.73.05", "polsek", "CONTOH Polsek Lowokwaru", "110"),
        ),
    ),
}  # fmt: skip

EXPLANATIONS = """\
Cara mengisi
Isi sheet yang perlu saja; sheet yang kosong tidak mengubah apa pun.
Baris yang berisi kata CONTOH dilewati. Judul kolom jangan diubah; urutannya boleh.
Sel kosong tidak menghapus isi yang lama. Rumus tidak dibaca: tempel sebagai nilai.
Jangan isi NIK, nomor KK, atau data kesehatan. Kolom lain diabaikan dan tidak disimpan.

wilayah: kode Kemendagri 35.73 (kota), 35.73.05 (kecamatan), 35.73.05.1011 (kelurahan/desa).
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
