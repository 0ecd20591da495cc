"""Words that speak of a milestone, of voters or of boxes beside something else: asked, not filed.

A one-line report leaves no word over. `TPS 1 dibuka pukul 07.00, situasi aman` does, and so it is
a guess: whatever denies, asks, plans, doubts or speaks of another place is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from handlers.forms import status
from handlers.forms.line_words import is_yet_to_come
from handlers.forms.model import Option, Scene
from handlers.forms.participation import FORM as TURNOUT
from handlers.forms.reading import COUNTED, match_option, with_numbers, without_fillers, words_of
from handlers.forms.spoken import hour_of, in_digits
from handlers.texts.dates import WEEKDAYS
from handlers.words.courtesy import is_polite
from storage import areas

_UNSURE = frozenset(
    # denied
    "belum blm blom tidak tdk tak ga gak gk nggak ngga enggak kagak bukan jangan jgn tanpa batal"
    " gagal durung dereng ora mboten jadi teu henteu acan indak kada kurang kecuali"
    # to come, wished, feared
    " nanti besok bsk lusa akan mau hendak arep bade segera sebentar bentar hampir rencana"
    " direncanakan jadwal jadwalnya insyaallah insya persiapan bersiap menunggu nunggu tunggu"
    " nunggune ngenteni menanti otw kalau kalo klo jika bila semoga moga biar supaya agar harap"
    " tolong harus hrs seharusnya harusnya mestinya wajib menjelang sebelum target"
    # asked
    " kapan berapa brp apa apakah siapa dimana mana bagaimana gimana gmn piye kenapa knp kok boleh"
    # elsewhere, of others, of another day
    " sebelah tetangga lain lainnya katanya bilang dengar kabarnya kata kemarin kmrn kemaren"
    " sebagian separuh beberapa tinggal sisa masih lagi dulu cek ketika saat setelah sesudah"
    " sehabis saja aja sejak biasanya aturannya"
    # stopped or gone wrong
    " ditunda tunda diundur mundur paksa ulang telat terlambat karena krn gara padahal malah salah"
    " rusak hilang kacau rusuh orang kabur lari pergi libur".split()
)
_BESIDE = frozenset(
    "aman lancar tertib kondusif terkendali sukses baik situasi kondisi keadaan dalam dengan dan"
    " serta itu ini hari tanggal tgl bahwa demikian sekian atas perhatiannya"
    " dilaporkan laporkan menyampaikan disampaikan sampaikan kepada yth dari oleh untuk secara"
    " sekarang sini tempat semua lah pun kel kelurahan kec kecamatan desa kota kab kabupaten rt rw"
    " alhamdulilah syukur ketua".split()
) | frozenset(day.lower() for day in WEEKDAYS)
"""What may stand beside a milestone of one word."""
_DATE = re.compile(
    r"\b\d{1,2}\s+(?:jan|feb|mar|apr|mei|jun|jul|agu|agt|sep|okt|nov|des)[a-z]*(?:\s+\d{4})?\b"
    r"|\b\d{1,2}([./-])\d{1,2}\1(?:\d{2}){1,2}\b|\btahun\s+\d{4}\b",
    re.IGNORECASE,
)
"""A day: its year reads like an hour (20.24)."""
_OF_COURSE = frozenset("pelaksanaan proses kegiatan acara jalannya tahapan".split())
_SAFE = re.compile(
    r"\b(?:tidak|tdk|tanpa|nihil|ga|gak|nggak)(?: ada)?"
    r" (?:kendala|masalah|hambatan|gangguan|halangan|kejadian(?: menonjol| khusus)?|insiden)\b"
)
"""A denial that says that all is well."""
_COUNTING = frozenset(
    "pemilih hadir nyoblos coblos mencoblos memilih partisipasi pengguna hak pilih jumlah warga"
    " pilihnya sementara datang masuk menggunakan haknya surat kehadiran sampai jam".split()
)
_VOTERS = frozenset("pemilih nyoblos coblos mencoblos memilih partisipasi pengguna".split())
_NOT_ALONE = frozenset({"lengkap", "berangkat"})
"""Milestones whose one word speaks of other things as well."""
_GOODS = frozenset("logistik perlengkapan kotak bilik".split())
_WELL = frozenset("lengkap baik utuh ok oke beres".split())
_RECEIVED = frozenset(
    "aman semua dan suara diterima terima datang sampai tiba dalam keadaan kondisi segel tinta"
    " sesuai surat jumlah cukup luar isi".split()
)


@dataclass(frozen=True)
class Spoken:
    """What is left of a text that may report something: its words, its hour, its station."""

    words: tuple[str, ...]
    at: time | None
    station: int | None


def spoken(text: str) -> Spoken | None:
    """A text made ready; None for one that denies, asks, plans, or speaks of several places."""
    if "?" in text or is_yet_to_come(text):
        return None
    plain = _SAFE.sub(" ", " ".join(words_of(_DATE.sub(" ", text))))
    at, words = hour_of(plain.split())
    told = [word for word in without_fillers(with_numbers(words))
            if word in _UNSURE | _COUNTING or not is_polite(word)
            if word not in _OF_COURSE]  # fmt: skip
    if hour_of(words)[0] is not None or _UNSURE & {
        word for word in told if word not in COUNTED or not _counts(told, word)
    }:
        return None
    stations = [int(b) for a, b in pairwise(told) if a == "tps" and b.isdecimal()]
    if len(set(stations)) > 1:
        return None
    return Spoken(tuple(_without_station(told)), at, stations[0] if stations else None)


def milestone(scene: Scene, said: Spoken) -> str | None:
    """The code of the one milestone that is spoken of; None for none or several."""
    options = [status.option(each) for each in status.offered(scene)]
    words = [word for word in said.words if word not in _names(scene)]
    found = {
        option.code for at in range(len(words))
        if (option := _named(words, at, options)) is not None
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None


def turnout(said: Spoken) -> int | None:
    """The number of voters that is told, with words beside it that say nothing else."""
    words = [word for word in in_digits(said.words) if word not in COUNTED]
    numbers = [word for word in words if word.isdecimal()]
    others = {word for word in words if not word.isdecimal()}
    if len(numbers) != 1 or not others & _VOTERS or not others <= _COUNTING:
        return None
    number = int(numbers[0])
    highest = TURNOUT.questions[0]
    return number if number <= getattr(highest, "high", number) else None


def all_there(said: Spoken) -> bool:
    """Whether words say that what came from outside is complete, and nothing else."""
    words = set(said.words)
    return bool(words & _GOODS and words & _WELL) and words <= _GOODS | _WELL | _RECEIVED


def _named(words: Sequence[str], at: int, options: Sequence[Option]) -> Option | None:
    """The milestone whose name begins here: of several words, or of one with nothing beside it."""
    found = match_option(words[at:], options)
    if found is None:
        return None
    option, taken = found
    others = [*words[:at], *words[at + taken :]]
    if option.code == "lengkap" and any(word.isdecimal() for word in others):
        return None  # how many are there, not that all are
    alone = all(word in _BESIDE or word.isdecimal() for word in others)
    return option if taken > 1 or (alone and option.code not in _NOT_ALONE) else None


def _names(scene: Scene) -> set[str]:
    """The words of the names of the own village and its district."""
    codes = {post.area for post in scene.actor.posts}
    codes |= {code.rpartition(".")[0] for code in codes}
    found = (areas.area(scene.tx, code) for code in codes)
    return {word for area in found if area is not None for word in words_of(area.name)}


def _counts(words: Sequence[str], word: str) -> bool:
    """Whether `orang` stands behind a number each time."""
    places = [at for at, each in enumerate(words) if each == word]
    return all(at > 0 and words[at - 1].isdecimal() for at in places)


def _without_station(words: Sequence[str]) -> list[str]:
    return [
        word for at, word in enumerate(words)
        if word != "tps" and not (word.isdecimal() and at and words[at - 1] == "tps")
    ]  # fmt: skip
