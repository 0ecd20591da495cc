"""What the person who installs the bot reads when a setting cannot be used."""

# One sentence for each setting: what it must look like. The value itself is never repeated,
# since it may be a token or an address with a password.
SETTING_RULES = {
    "token": "token dari @BotFather seperti 110201543:AAHdqTc… (angka, titik dua, huruf dan angka)",
    "api_url": "alamat http:// atau https://, misalnya https://api.telegram.org",
    "database": "sqlite:///siaga.db atau sqlite:////jalur/lengkap/siaga.db"
    " (basis data lain belum didukung)",
    "admin_ids": "nomor id Telegram dipisah koma, misalnya 111111111,222222222",
    "timezone": "nama zona waktu, misalnya Asia/Jakarta, Asia/Makassar atau Asia/Jayapura",
    "webhook_url": "alamat https:// yang dapat dicapai Telegram, atau kosong untuk polling",
    "webhook_secret": "1–256 huruf, angka, garis bawah atau tanda hubung",
    "listen": "alamat dan porta, misalnya 127.0.0.1:8080",
    "evidence_dir": "nama folder",
    "backup_dir": "nama folder",
    "backup_every": "jarak waktu seperti 30m, 6h atau 1d, atau 0 untuk mematikan",
    "bulk_rate": "jumlah pesan per detik antara 1 dan 30",
    "log_format": "text atau json",
}


def faulty_setting(field: str) -> str:
    """One line that names the setting and says what it must look like."""
    return f"SIAGA_{field.upper()} tidak dapat dipakai: isinya harus {SETTING_RULES[field]}."


def unknown_setting(name: str) -> str:
    """One line about a variable with our prefix that no setting has."""
    return f"{name} tidak dikenal: periksa ejaannya dengan .env.example."


TOKEN_MISSING = "SIAGA_TOKEN belum diisi: minta token ke @BotFather lalu tulis di berkas .env."  # noqa: S105 - a sentence, no token
ENV_FILE_UNREADABLE = "Berkas .env tidak dapat dibaca sebagai teks UTF-8."
