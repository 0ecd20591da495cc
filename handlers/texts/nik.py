"""The answer to a message with a voter's identity number in it."""

NO_NIK = (
    "NIK jangan dikirim. Kirim lagi tanpa NIK: cukup nomor TPS dan apa yang terjadi. "
    "Pesan tadi tidak disimpan; hapus juga dari HP Bapak/Ibu."
)
