"""Words of photos and files: before they are kept, when they cannot be, and hiding them."""

from datetime import datetime

from handlers.texts.common import area_label, tps
from handlers.texts.dates import clock
from storage.areas import Area, Station, Store

TOO_BIG = (
    "Berkas ini lebih dari 20 MB, jadi tidak bisa disimpan. Kirim sebagai foto biasa, "
    "atau potong videonya."
)
WRONG_TYPE = "Jenis berkas ini tidak bisa disimpan. Kirim foto, video, atau PDF."
HIDE = "🙈 Sembunyikan"
HIDE_ASK = (
    "Sembunyikan foto/berkas ini untuk semua? Berkasnya dihapus dan tidak bisa dikembalikan; "
    "yang tersisa hanya kode buktinya. Tercatat atas nama Bapak/Ibu."
)
HIDE_YES = "Ya, sembunyikan"
HIDE_NO = "Tidak jadi"
HIDE_KEPT = "Foto/berkas tidak disembunyikan."
RECEIPT_PHOTO = "📷 Ada foto tanda terima (BAST)? Balas pesan ini dengan fotonya."
MORE_PHOTOS = "Masih ada foto/berkas yang lebih lama."
OLDER = "Berikutnya ▶️"
HIDDEN = "🙈 Disembunyikan untuk semua, berkasnya dihapus."


def ask(report: int, number: int) -> str:
    """Before so many pieces are kept with a report."""
    many = f"{number} foto/berkas untuk" if number > 1 else "Untuk"
    return (
        f"{many} laporan No. {report}. <b>Bukan bilik atau C.Hasil?</b> "
        "Tekan Kirim bila boleh disimpan."
    )


def added(report: int, number: int) -> str:
    """Kept with the report."""
    many = f"{number} foto/berkas ditambahkan" if number > 1 else "Ditambahkan"
    return f"📷 {many} ke laporan No. {report}."


def report_caption(
    number: int, title: str, site: Station | Store | None, area: Area | None, at: datetime
) -> str:
    """Below a photo of a report, without formatting: No. 1832 · 📦 Logistik · TPS 012 Jodipan."""
    where = area_label(area) if area else ""
    if isinstance(site, Station):
        where = f"{tps(site.number)} {site.village}"
    elif site is not None:
        where = site.name
    return f"No. {number} · {title} · {where} · {clock(at)}"


def asked_in_form(one: str, number: int) -> str:
    """The same question inside a form, of an album."""
    return one if number == 1 else f"{number} foto. {one}"
