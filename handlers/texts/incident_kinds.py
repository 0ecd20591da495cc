"""Labels of the kinds of incident, their causes and severities, and what was done."""

from storage.incidents import StepKind

KIND_LABELS = {
    "keamanan": "Keamanan",
    "bencana": "Bencana",
    "logistik": "Logistik",
    "kesehatan": "Kesehatan petugas",
    "listrik": "Listrik/jaringan",
    "hakpilih": "Hak pilih & KTP-el",
    "netralitas": "Netralitas ASN",
    "politikuang": "Politik uang",
    "sara": "SARA/hoaks",
    "prosedur": "Prosedur",
    "lainnya": "Lainnya",
}
CAUSE_LABELS = {
    "kekerasan": "kekerasan", "kericuhan": "kericuhan", "perusakan": "perusakan atau perampasan",
    "ancaman": "ancaman/intimidasi", "pencurian": "pencurian", "mencurigakan": "mencurigakan",
    "banjir": "banjir", "kebakaran": "kebakaran", "roboh": "TPS/bangunan roboh",
    "gempa": "gempa/longsor", "cuaca": "cuaca buruk", "pohon": "pohon tumbang",
    "hilang": "barang hilang", "kurang": "kurang/habis", "belum": "belum datang",
    "tertukar": "tertukar", "rusak": "rusak/basah", "segel": "segel rusak", "lebih": "kelebihan",
    "alat": "alat kurang", "atk": "alat tulis kurang",
    "lelah": "lelah", "pingsan": "pingsan", "sesak": "sesak/nyeri dada", "luka": "luka",
    "meninggal": "meninggal",
    "padam": "listrik padam", "jaringan": "jaringan/sinyal", "sirekap": "Sirekap",
    "ditolak": "pemilih ditolak", "ktp": "KTP-el", "dpt": "daftar pemilih",
    "undangan": "undangan/pindahan", "disabilitas": "akses disabilitas",
    "berpihak": "dugaan berpihak", "uang": "dugaan bagi uang", "barang": "dugaan bagi barang",
    "kebencian": "ujaran kebencian", "hoaks": "hoaks", "terlambat": "terlambat buka",
    "dini": "terlalu awal", "ganda": "dugaan pencoblosan tidak sah",
    "aturan": "tidak sesuai aturan",
    "antrean": "antrean",
}  # fmt: skip
STEPS = {
    StepKind.WATCHED: "👍 {at} dipantau {who}",
    StepKind.TAKEN: "🙋 {at} ditangani {who}",
    StepKind.RESOLVED: "✅ {at} selesai: {who}",
    StepKind.DISMISSED: "🚫 {at} bukan masalah: {who}",
    StepKind.SAID_DONE: "✅ {at} menurut {who}: selesai",
    StepKind.SAID_NONE: "🚫 {at} menurut {who}: bukan masalah",
    StepKind.ADDED: "➕ {at} tambahan dari {who}",
    StepKind.EVIDENCE: "📷 {at} foto/berkas dari {who}",
    StepKind.LOCATED: "📍 {at} lokasi dari {who}",
    StepKind.CONFIRMED: "👥 {at} dilaporkan juga oleh {who}",
    StepKind.AMENDED: "✏️ {at} dikoreksi {who}",
    StepKind.WITHDRAWN: "🗑 {at} laporan ditarik: {who}",
    StepKind.REOPENED: "↩️ {at} dibuka lagi oleh {who}",
    StepKind.REVEALED: "👤 {at} nama pelapor dibuka oleh {who}",
    StepKind.EXPECTED: "⏱ {at} perkiraan selesai {note}: {who}",
    StepKind.ASSIGNED: "👥 {at} ditugaskan kepada {note} oleh {who}",
    StepKind.ESCALATED: "⏫ {at} belum dijawab",
    StepKind.RELEASED: "⚠️ {at} petugas yang menangani tidak bisa dihubungi",
    StepKind.CLEARED: "✏️ {at} ditutup otomatis: laporan dikoreksi {who}",
    StepKind.JOINED: "🔗 {at} digabung oleh {who}",
    StepKind.PARTED: "🔗 {at} dipisahkan lagi oleh {who}",
    StepKind.HIDDEN: "🙈 {at} foto/berkas disembunyikan {who}",
}
"""What a copy says of each step: `at` is its hour, `who` did it."""
MARKS = {"MERAH": "🔴", "ORANYE": "🟠", "KUNING": "🟡", "INFO": "⚪"}


def kind_label(kind: str, cause: str | None = None) -> str:
    """Bencana: banjir (not escaped)"""
    label = KIND_LABELS[kind]
    return f"{label}: {CAUSE_LABELS[cause]}" if cause else label


def severity_label(severity: str) -> str:
    """🔴 MERAH"""
    return f"{MARKS[severity]} {severity}"
