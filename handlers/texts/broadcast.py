"""Every sentence of /siaran."""

from datetime import datetime
from html import escape

from handlers.outgoing import MOST_CAPTION, MOST_UNITS
from handlers.texts.common import count
from handlers.texts.dates import clock
from storage.audience import Reach
from storage.broadcasts import Broadcast, Figures, State
from storage.listed import Fate

PURPOSE = "📢 <b>Siaran</b>. Kepada siapa?"
SEND = "Kirim"
CHANGE = "Ubah"
CHANGE_AUDIENCE = "👥 Penerima"
CHANGE_CONTENT = "✏️ Isi"
KEEP_CONTENT = "Pakai isi yang tadi"
MUST_CONFIRM = "Minta ✅ Sudah dibaca"
CONFIRM = "✅ Sudah dibaca"
APPROVE = "✅ Setujui"
REFUSE = "🚫 Tolak"
PAUSE = "⏸ Jeda"
GO_ON = "▶️ Lanjutkan"
STOP = "⏹ Hentikan"
REFRESH = "🔄 Perbarui"
AGAIN = "🔁 Kirim lagi ke yang belum"
PAST = "📜 Siaran terakhir"
DISCARD = "Buang, mulai siaran"
HALF_DONE = "Ada isian Bapak/Ibu yang belum selesai. Buang dan mulai siaran?"
WHAT_TO_CHANGE = "Apa yang diubah?"
PICK_A_BUTTON = "Tekan <b>Kirim</b>, <b>Ubah</b>, atau <b>Batal</b> di bawah pratinjau."
SEND_CONTENT = "Sekarang kirim isinya: teks, foto, atau dokumen. Bentuk tulisan dipertahankan."
ONLY_THESE = "Kirim isinya sebagai teks, satu foto, atau satu dokumen."
NO_ALBUM = (
    "Beberapa foto atau berkas sekaligus (album) tidak bisa disiarkan; belum ada yang dipakai. "
    "Kirim satu saja, tanpa memilih yang lain. Sisanya bisa menjadi siaran berikutnya."
)
CAPTION_TOO_LONG = (
    f"Keterangan foto atau dokumen paling panjang {count(MOST_CAPTION)} huruf. "
    "Pendekkan, atau kirim sebagai teks."
)
TEXT_TOO_LONG = f"Siaran paling panjang {count(MOST_UNITS)} huruf. Pendekkan dulu."
NO_AGENCY = (
    "Akun Bapak/Ibu belum punya instansi, sehingga belum bisa menyiarkan. Hubungi admin."
)  # fmt: skip
PREVIEW_ONLY = "Ini baru pratinjau."
CANCELLED = "Siaran dibatalkan. Tidak ada yang dikirim."
NOT_YOURS_TO_APPROVE = "Siaran sendiri harus disetujui admin lain."
DECIDED_BEFORE = "Siaran ini sudah diputuskan."
NONE_YET = "Belum ada siaran."
QUEUED_AGAIN = "Dikirim lagi ke yang belum."

_REHEARSAL = "🎭 GLADI\n"
_STATES = {
    State.WAITING: "⏳ menunggu persetujuan admin kedua",
    State.SENDING: "📤 sedang dikirim",
    State.PAUSED: "⏸ dijeda",
    State.STOPPED: "⏹ dihentikan",
    State.DONE: "✅ selesai",
}
FATES = {
    Fate.CONFIRMED: "Sudah membaca",
    Fate.UNCONFIRMED: "Belum membaca",
    Fate.FAILED: "Gagal terkirim",
    Fate.BLOCKED: "Memblokir bot",
    Fate.UNREGISTERED: "Belum mendaftar",
}
_FILES = {
    Fate.CONFIRMED: "sudah-membaca",
    Fate.UNCONFIRMED: "belum-membaca",
    Fate.FAILED: "gagal",
    Fate.BLOCKED: "memblokir",
    Fate.UNREGISTERED: "belum-mendaftar",
}
NOT_REACHED = "Tidak terjangkau: belum mendaftar, atau memblokir bot."
_BAR = 10


def for_rehearsal(html: str) -> str:
    """A broadcast of a rehearsal says so first."""
    return _REHEARSAL + html


def ask_content(audience: str, reach: Reach) -> str:
    """After the audience: what shall they get?"""
    return f"Kepada: <b>{audience}</b> ({count(reach.people)} orang).\n{SEND_CONTENT}"


def preview(audience: str, reach_line: str, duration: str, *, second: bool, counting: bool) -> str:
    """Below the message as it will look; `counting`: stations are busy and not to be disturbed."""
    text = (
        f"⬆️ Begini pesannya nanti.\n\nKepada: <b>{audience}</b>\n{reach_line}\n"
        f"Lama kirim: {duration}."
    )
    if counting:
        text += "\n⚠️ TPS sedang menghitung suara. Kirim hanya bila benar-benar perlu."
    if second:
        text += "\nLebih dari 500 orang: admin kedua harus menyetujui."
    return text


def duration(seconds: float) -> str:
    """± 8 menit"""
    if seconds < 60:
        return "kurang dari 1 menit"
    return f"± {count(round(seconds / 60 + 0.49))} menit"


def waits_for_approval(number: int, admins: int) -> str:
    """To the author, once a second admin was asked."""
    return (
        f"Siaran no. {number} menunggu persetujuan admin kedua "
        f"({count(admins)} admin sudah diminta)."
    )


def please_approve(number: int, author: str, audience: str, reach_line: str) -> str:
    """To the other admins, below the message as it will look."""
    return (
        f"⬆️ <b>{escape(author)}</b> minta persetujuan untuk siaran no. {number}.\n"
        f"Kepada: <b>{audience}</b>\n{reach_line}"
    )


def approved(number: int, name: str, at: datetime) -> str:
    """On the other admins' copies."""
    return f"Siaran no. {number} disetujui oleh {escape(name)} pukul {clock(at)}."


def refused(number: int, name: str, at: datetime) -> str:
    """On the other admins' copies, and to the author."""
    return f"Siaran no. {number} ditolak oleh {escape(name)} pukul {clock(at)}."


def withdrawn(number: int) -> str:
    """On the other admins' copies when the author gave up."""
    return f"Siaran no. {number} dibatalkan pembuatnya."


def progress(
    broadcast: Broadcast, audience: str, figures: Figures, left: str, at: datetime | None
) -> str:
    """The live message: a bar that moves, then the result. `at`: when it was over."""
    state = _STATES[broadcast.state] + (f" pukul {clock(at)}" if at else "")
    lines = [f"📢 Siaran no. {broadcast.id} {state}", f"Kepada: <b>{audience}</b>"]
    if broadcast.state in (State.SENDING, State.PAUSED):
        lines.append(_bar(figures) + (f" · sisa {left}" if left else ""))
    lines.append(
        f"Terkirim <b>{count(figures.sent)}</b> · gagal {count(figures.failed)} · "
        f"tidak terjangkau {count(figures.unreachable)}"
        + (f" · menunggu {count(figures.waiting)}" if figures.waiting else "")
        + (f" · tidak jadi dikirim {count(figures.stopped)}" if figures.stopped else "")
        + f" · jumlah {count(figures.total)} orang"
    )
    if figures.unreachable:
        lines.append(NOT_REACHED)
    if broadcast.must_confirm:
        lines.append(f"Sudah dibaca <b>{count(figures.confirmed)}</b>")
    return "\n".join(lines)


def _bar(figures: Figures) -> str:
    """How much of what can be sent is done with; whoever can't be reached is no progress."""
    over = figures.sent + figures.failed
    wanted = over + figures.waiting
    share = over / wanted if wanted else 1.0
    full = int(share * _BAR)
    bar = f"{'▓' * full}{'░' * (_BAR - full)} {int(share * 100)} %"
    return f"{bar} dari {count(wanted)} orang yang terjangkau"


def in_short(broadcast: Broadcast, at: datetime) -> str:
    """A button that opens an earlier broadcast."""
    return f"No. {broadcast.id} · {at:%d-%m} {clock(at)} · {_STATES[broadcast.state]}"


def read_at(at: datetime) -> str:
    """The button of a message that was confirmed."""
    return f"✅ Dibaca {clock(at)}"


def fate_button(fate: Fate, number: int) -> str:
    """A button that lists people."""
    return f"{FATES[fate]} ({count(number)})"


def list_title(broadcast_id: int, fate: Fate, number: int) -> str:
    """Above a list of people."""
    return f"📋 Siaran no. {broadcast_id}: <b>{FATES[fate].lower()}</b>, {count(number)} orang"


def list_file(broadcast_id: int, fate: Fate) -> str:
    """The name of a file with a list that is too long to read in a chat."""
    return f"siaran-{broadcast_id}-{_FILES[fate]}"
