"""What people of the sample city write in its scripted morning, and what a watcher reads."""

TYPED = {
    "orang": ("orang tak dikenal mondar-mandir mencurigakan dekat TPS",),
    "ancaman": ("saksi mengancam petugas KPPS", "ada saksi mengancam anggota KPPS kami"),
    "ribut": ("keributan warga di depan TPS",),
    "hoaks": ("hoaks TPS pindah beredar di grup WA warga",),
    "padam": ("listrik padam di TPS", "listrik padam sejak tadi"),
    "banjir": ("banjir air masuk TPS setinggi mata kaki", "banjir, air masuk ke TPS"),
    "kotak": ("kotak suara belum datang", "kotak suara belum datang sampai sekarang"),
    "amplop": ("politik uang ada amplop dibagikan di gang sebelah",),
    "luka": ("kesehatan luka",),
    "segel": ("segel kotak rusak",),
    "genangan": ("banjir halaman TPS tergenang", "banjir air masuk tenda TPS"),
    "sinyal": ("sinyal hilang di sekitar TPS", "sinyal hilang sama sekali"),
    "pingsan": ("kesehatan pingsan", "kesehatan pingsan"),
    "lelah": ("kesehatan lelah",),
    "api": ("kebakaran di warung sebelah TPS",),
    "curi": ("motor petugas dicuri", "motor petugas dicuri di dekat sini"),
    "tinta": ("tinta kurang satu botol", "tinta kurang"),
    "surat": ("surat suara kurang 12 lembar",),
    "pulpen": ("pulpen habis",),
    "ditolak": ("pemilih ditolak karena tidak bawa undangan", "pemilih ditolak di meja depan"),
    "ktp": ("KTP pemilih belum direkam",),
    "antrean": ("antrean terlalu panjang",),
    "ganda": ("pemilih mencoblos dua kali", "ada pemilih mencoblos dua kali"),
    "kelahi": ("warga berkelahi di depan TPS",),
}
"""By scene: what the first types after `masalah`, and what the second does."""


def incident(words: str) -> str:
    """A one-line report of an incident."""
    return f"masalah {words}"


def at_hour(milestone: str, hour: str) -> str:
    """A one-line report of a milestone that says when it was: kotak datang 06.05."""
    return f"{_SPOKEN.get(milestone, milestone)} {hour}"


_SPOKEN = {"kotak": "kotak datang"}


# ── For whoever watches ──────────────────────────────────────────────────────────────────────
OTHERS = "Bermain sendiri"
SIGHTS = (
    (6.00, "Semua TPS ditanya: kotak dan petugas. Lihat ponsel linmas TPS 012."),
    (6.03, "Kesatrian: orang mencurigakan (KUNING). Hanya lurah dan Polsek Blimbing yang tahu."),
    (6.06, "TPS 011 Jodipan: saksi mengancam (ORANYE). Polsek tidur, kecuali Anda menekan."),
    (6.08, "Kotalama: banjir (MERAH), lalu laporan kedua dari dekat situ: digabung. Lihat BPBD."),
    (6.15, "TPS yang diam diingatkan sekali. Lihat linmas TPS 012."),
    (6.21, "Jodipan belum dijawab: naik ke kota; pelapor diberi nomor telepon."),
    (6.30, "Lurah dan PPS mendapat daftar TPS yang diam. Lihat Lurah Jodipan."),
    (6.36, "Jodipan masih belum dijawab: semua diberi tahu, juga KPU, Bawaslu, dan admin."),
    (6.40, "Polehan: keributan (MERAH). Polsek Blimbing masih tidur."),
    (6.45, "Lima menit tanpa jawaban: semua diberi tahu. KPU dan Bakesbangpol mendapat ringkasan."),
    (7.00, "Rapat dimulai: lebih dari seribu laporan dalam beberapa menit."),
    (7.15, "Yang belum melapor rapat dimulai diingatkan."),
    (7.30, "Daftar bagi lurah dan PPS: seluruh Kel. Penanggungan tanpa kabar."),
    (7.45, "Ringkasan bagi KPU dan Bakesbangpol."),
    (8.00, "Selesai; jam kini berjalan biasa. Ketik /rekap, /belum, /siaga di ponsel KPU kota."),
)  # fmt: skip
"""What is to be seen, and where, from which hour on."""


def sight(clock: float, words: str) -> str:
    """06.21  Jodipan belum dijawab …"""
    return f"{clock:05.2f}  {words}"


def ready(url: str, pace: float) -> str:
    """Where to look, and what will happen."""
    length = round(120 / pace)
    return (
        f"\n  Pagi seluruh kota: buka {url} di peramban.\n"
        f"  Pukul 06.00-08.00 dalam {length} menit ({pace:g} kali lebih cepat).\n"
        "  Buka berdampingan: Polsek Blimbing, Lurah Jodipan, linmas TPS 012, BPBD kota.\n"
        "  Ponsel mereka milik Anda: tidak ada yang menekan di sana selain Anda.\n\n"
        + "".join(f"    {sight(*each)}\n" for each in SIGHTS)
        + "\n  Berhenti: Ctrl+C.\n"
    )
