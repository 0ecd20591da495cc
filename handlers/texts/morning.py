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
