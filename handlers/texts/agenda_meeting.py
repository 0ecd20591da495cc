"""Every sentence of an invitation to a meeting: answers, papers, minutes, the list."""

from html import escape

from handlers.texts.common import count
from storage.attendance import Answer, Said

ANSWER_LABELS = {Answer.YES: "✅ Hadir", Answer.NO: "❌ Tidak", Answer.DEPUTY: "👤 Wakil"}
MAP = "🗺 Peta"
PAPERS = "📎 Bahan rapat"
LIST = "📄 Daftar hadir (XLSX)"
SEND_PAPERS = "📎 Lampirkan bahan"
SEND_MINUTES = "📝 Kirim notulen"
OVER = "Acara ini sudah lewat atau dibatalkan."
ASK_DEPUTY = "Siapa yang mewakili Bapak/Ibu? Ketik nama dan jabatannya. Atau: batal."
ASK_PAPERS = "Kirim berkas bahan rapatnya (PDF, Word, gambar sebagai berkas). Atau ketik: batal."
ASK_MINUTES = (
    "Kirim berkas notulennya. Langsung diteruskan kepada semua yang diundang. Atau ketik: batal."
)
ONLY_FILES = "Kirim sebagai berkas lewat 📎 → Berkas, atau ketik: batal."
NOTED = "Terima kasih, sudah dicatat."
PREPARING = "Daftar sedang disiapkan."
NO_LIST = "Daftar hadir belum bisa dibuat. Coba lagi sebentar lagi."
SHEET = "daftar hadir"
COLUMNS = ("No", "Nama", "Peran", "Wilayah", "Instansi", "Jawaban", "Diwakili", "Dijawab")
ANSWER_WORDS = {Answer.YES: "hadir", Answer.NO: "tidak hadir", Answer.DEPUTY: "diwakili"}
NO_ANSWER = "belum menjawab"


def answer_word(said: Said | None) -> str:
    """How an answer stands in the list."""
    return ANSWER_WORDS[said.answer] if said else NO_ANSWER


def answered(text: str, said: Said) -> str:
    """The invitation once it was answered; `text` is HTML already."""
    line = f"{ANSWER_LABELS[said.answer]}: jawaban Bapak/Ibu"
    if said.deputy:
        line = f"👤 Diwakili {escape(said.deputy)}"
    return f"{text}\n\n{line}. Berubah? Tekan lagi."


def deputy_noted(name: str) -> str:
    """After the name of the deputy was typed."""
    return f"Terima kasih. Bapak/Ibu diwakili {escape(name)}."


def page(entry_text: str, numbers: dict[str, int], *, papers: bool, minutes: bool) -> str:
    """A meeting for its admins; `numbers` maps answers as words to people."""
    lines = [f"• {word}: {count(number)}" for word, number in numbers.items()]
    extras = [
        f"Bahan rapat: {'terlampir' if papers else 'belum ada'}",
        f"Notulen: {'sudah dikirim' if minutes else 'belum ada'}",
    ]
    return "\n".join([entry_text, "", "<b>Jawaban undangan</b>", *lines, "", *extras])


def papers_kept(title: str, *, told: bool) -> str:
    """The papers are attached."""
    heard = " Yang sudah diundang sedang dikabari." if told else ""
    return f"✅ Bahan “{escape(title)}” terlampir: undangan berikutnya membawa tombolnya.{heard}"


def minutes_sent(title: str) -> str:
    """The minutes go out."""
    return f"✅ Notulen “{escape(title)}” sedang dikirim kepada semua yang diundang."


def list_name(entry_id: int) -> str:
    """The file name of the list."""
    return f"daftar-hadir-{entry_id}.xlsx"


def list_caption(title: str, people: int) -> str:
    """Below the list."""
    return f"Daftar hadir “{escape(title)}”: {count(people)} orang diundang."
