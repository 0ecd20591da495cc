"""Seeing one's area: /rekap, /belum, /status, /cari. Nothing here changes anything."""
