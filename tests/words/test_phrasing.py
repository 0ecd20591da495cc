"""Lines as people in the field type them: abbreviations, slips, other tongues, voice to text."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from handlers.context import Actor
from handlers.forms import left_over
from handlers.forms.catalogue import FORMS
from handlers.forms.hints import all_safe
from handlers.forms.line import Line, Reader
from handlers.forms.model import Scene
from handlers.forms.votes import looks_like_votes
from handlers.policy import Policy
from handlers.words.courtesy import Courtesy, courtesy
from handlers.words.guessing import best_guesses, is_a_cry, says_nothing
from storage import events
from storage.areas import Area
from storage.people import Person, PersonId, Post
from tests import memory

KOTALAMA = "35.73.03.1001"
FORMAL = (
    "Dengan hormat, kami laporkan bahwa pada hari ini Rabu 27 November 2024 TPS 001 Kelurahan"
    " Kotalama telah dibuka pukul 07.00 WIB dalam keadaan aman dan lancar. Demikian."
)


@cache
def _scene() -> Scene:
    tx = memory.empty()
    tx.many("INSERT INTO areas (code, name, level) VALUES ($1, $2, $3)", (
        ("35.73", "Kota Malang", "city"), ("35.73.03", "Kedungkandang", "district"),
        (KOTALAMA, "Kotalama", "village"),
    ))  # fmt: skip
    event = events.Event(events.EventId(1), "Pilkada", "pilkada", date(2024, 11, 27), "live")
    post = Post(1, PersonId(1), "linmas", KOTALAMA, 1, None, None, 1, False)
    actor = Actor(1, Person(PersonId(1), "Slamet", None, None), (post,))
    return Scene(tx, datetime(2024, 11, 27, 3, tzinfo=UTC), Policy(ZoneInfo("Asia/Jakarta"),
                 frozenset()), event, tuple(events.milestones(tx, 1)), actor)  # fmt: skip


def _read(text: str, *, many: bool = False) -> Line | None:
    villages = [Area(KOTALAMA, "Kotalama", "village")]
    return Reader(_scene(), list(FORMS.values()), villages, many).read(text)


def _offered(text: str) -> tuple[str | None, time | None]:
    said = left_over.spoken(text)
    return (None, None) if said is None else (left_over.milestone(_scene(), said), said.at)


@pytest.mark.parametrize(("text", "code", "at"), [
    ("86 ndan TPS sudah dibuka", "mulai", None), ("tps udh buka bang", "mulai", None),
    ("Lapor min tps sudah mulai ya", "mulai", None), ("sudah mulaiii", "mulai", None),
    ("coblosan wis mulai pak", "mulai", None), ("tos dimimitian pak", "mulai", None),
    ("tps parantos dibuka", "mulai", None), ("tps saya sudah mulai pak", "mulai", None),
    ("Selamat pagi bapak, ijin melaporkan TPS sudah dimulai. Terima kasih", "mulai", None),
    ("mulai jm 7", "mulai", time(7)), ("mulai pada pukul 07.05 WIB", "mulai", time(7, 5)),
    ("tepat pukul 07.00 dimulai", "mulai", time(7)), ("mulai jam pitu", "mulai", time(7)),
    ("eh salah, maksud saya mulai jam 7.10", "mulai", time(7, 10)),
    ("ralat mulai 07.10", "mulai", time(7, 10)),
    ("pemungutan suara sudah selesai", "tutup", None), ("nyoblos selesai", "tutup", None),
    ("perhitungan suara sudah dimulai", "hitung", None), ("ngitung", "hitung", None),
    ("ngitung wis rampung", "selesai", None), ("udh kelar ngitung", "selesai", None),
    ("kotak suara sudah disegel semua", "segel", None),
    ("kotak suara sudah dibawa ke kelurahan", "berangkat", None),
    ("kotak suara sdh diantar ke PPS", "berangkat", None), ("budal pak", "berangkat", None),
    ("kotak wis teko", "kotak", None), ("kotak suara sudah di tps", "kotak", None),
    ("petugas komplit", "lengkap", None), ("terop sudah berdiri", "berdiri", None),
])  # fmt: skip
def test_a_milestone_in_other_words(text: str, code: str, at: time | None) -> None:
    """One message, nothing left over: filed."""
    line = _read(text)
    assert line is not None
    assert (line.answers["milestone"], line.at) == (code, at)


@pytest.mark.parametrize(("text", "code", "at"), [
    (FORMAL, "mulai", time(7)),
    ("rapat pemungutan suara TPS 01 Kotalama sudah dimulai pukul 07.00 dihadiri 7 KPPS, 2 linmas",
     "mulai", time(7)),
    ("tps sudah ditutup pak alhamdulillah lancar tidak ada kendala", "tutup", None),
    ("sudah mulai pak, aman", "mulai", None), ("kotak berangkat dikawal polisi", "berangkat", None),
    ("semua petugas sudah hadir", "lengkap", None),
    ("kotak suara sudah sampai di tps dalam keadaan tersegel", "kotak", None),
])  # fmt: skip
def test_a_milestone_beside_other_words_is_a_guess(text: str, code: str, at: time | None) -> None:
    """A formal report, an addition: never filed, but asked about."""
    assert _read(text) is None
    assert _offered(text) == (code, at)


@pytest.mark.parametrize("text", [
    "rapat belum dimulai", "mau rapat dimulai?", "tps sebelah sudah mulai", "katanya sudah mulai",
    "harusnya sdh mulai", "mulai ditunda", "nanti jam 7 rapat dimulai", "insyaallah jam 7 mulai",
    "rencana mulai jam 7", "jangan segel dulu", "selesai makan", "saya sudah berangkat ke tps",
    "kotak dibawa kabur", "kotak sampai besok",
    "penghitungan dimulai pemungutan selesai", "jam 07.00 kotak datang 08.00 mulai",
    "siap dimuali", "siap-siap mulao", "mohon dibuak", "yuk mulai", "sudah boleh mulai",
])  # fmt: skip
def test_plans_denials_and_others_doings_are_not_even_a_guess(text: str) -> None:
    """Nothing is filed, and no milestone is offered."""
    assert _read(text) is None
    assert _offered(text)[0] is None


@pytest.mark.parametrize(("text", "numbers", "everything"), [
    ("tps nomor 2 sudah mulai", (2,), False), ("tps dua sudah mulai", (2,), False),
    ("mulai di TPS 2 kotalama", (2,), False), ("kel. kotalama tps 2 mulai", (2,), False),
    ("TPS 2 kel kotalama kec kedungkandang sudah mulai", (2,), False),
    ("seluruh tps sudah mulai", (), True), ("mulai 85 86 pak", (85, 86), False),
    ("tps 86 mulai ndan", (86,), False), ("86 siap, tps 2 sudah mulai", (2,), False),
])  # fmt: skip
def test_a_station_named_in_many_ways(
    text: str, numbers: tuple[int, ...], everything: bool
) -> None:
    """In words, with village and district, before and behind."""
    line = _read(text, many=True)
    assert line is not None
    assert (line.numbers, line.everything) == (numbers, everything)


def test_a_stations_number_behind_is_no_hour() -> None:
    """`mulai tps 1` of somebody of one station was half past nothing: 13.00."""
    line = _read("sudah mulai di tps 1")
    assert line is not None
    assert (line.numbers, line.at) == ((1,), None)


@pytest.mark.parametrize("text", [
    "jumlah pemilih yang hadir 187", "187 org nyoblos", "sudah 187 orang yang nyoblos",
    "Pemilih : 187 org", "pemilih sementara 187", "jml pemilih sampai saat ini 187 orang",
    "pemilih seratus delapanpuluh tujuh",
])  # fmt: skip
def test_voters_in_other_words(text: str) -> None:
    """A count with what people say around it."""
    line = _read(text)
    assert line is not None
    assert line.answers == {"voters": 187}


def test_voters_beside_other_words_are_a_guess() -> None:
    """Only where nothing else is said of them."""
    said = left_over.spoken(
        "lapor pak jumlah pemilih yang sudah menggunakan hak pilihnya 187 orang"
    )
    assert said is not None
    assert left_over.turnout(said) == 187
    for text in ("dpt 450 hadir 187", "pemilih antri 50", "hadir 2 saksi", "pemilih tambahan 5"):
        said = left_over.spoken(text)
        assert said is None or left_over.turnout(said) is None


@pytest.mark.parametrize(("text", "kind"), [
    ("caah di tps", "bencana"), ("aek masok tps", "bencana"), ("aie lah masuak tps", "bencana"),
    ("banyu wis sak polok mlebu tps", "bencana"), ("kahuruan di tps", "bencana"),
    ("tps kami kena banjir pak kotak suara mau dipindah kemana", "bencana"),
    ("mulai banjir pak", "bencana"), ("aman pak cuma banjir dikit", "bencana"),
    ("ado urang bacakak di TPS", "keamanan"), ("oreng atokar e tps", "keamanan"),
    ("ada pemukulan", "keamanan"), ("ketua kpps dikaplok", "keamanan"),
    ("linmas kena tusuk", "keamanan"), ("ada suara ledakan 2 kali", "keamanan"),
    ("massa makin banyak mau masuk tps", "keamanan"), ("ada orgil masuk tps", "keamanan"),
    ("massa paslon 02 sekitar 50 orang datang ke tps", "keamanan"),
    ("surat suara leungit", "logistik"), ("surat suara seep", "logistik"),
    ("logistik can datang", "logistik"), ("ini surat suara bukan untuk tps kami", "logistik"),
    ("surat suara kecer di jalan", "logistik"), ("srt suara krg", "logistik"),
    ("anggota kami kapiuhan", "kesehatan"), ("pak linmas ninggal", "kesehatan"),
    ("tps aman terkendali. bu rina pingsan", "kesehatan"), ("pegel", "kesehatan"),
    ("lampu pejah", "listrik"), ("pareum listrik", "listrik"),
    ("serangan pajar", "politikuang"), ("ado urang mambagi pitih", "politikuang"),
    ("ada wani piro di dusun", "politikuang"), ("moni politik", "politikuang"),
    ("tps aman tapi ada yg bagi amplop", "politikuang"),
    ("camat dukung salah satu paslon", "netralitas"), ("kades kampanye paslon 02", "netralitas"),
])  # fmt: skip
def test_what_is_wrong_in_other_tongues_and_beside_good_news(text: str, kind: str) -> None:
    """Sundanese, Minang, Batak, Madurese, Javanese; and never refused as a count of votes."""
    assert best_guesses(text)[0].kind.code == kind
    assert not looks_like_votes(text)


def test_a_knife_is_no_small_matter() -> None:
    """Who carries a weapon is not merely suspicious."""
    assert best_guesses("ada orang bawa pisau")[0].cause == "kekerasan"


@pytest.mark.parametrize("text", [
    "mulai pukul 07.00 kpps dan saksi hadir", "TPS dibuka pukul tujuh ketua hadir",
    "politik uang tidak ada", "banjir nihil", "api sudah padam", "keributan sudah selesai",
    "sinyal sudah bagus lagi", "banjir sudah teratasi", "tps lain banjir gak",
    "surat suara lengkap tidak ada yang hilang", "kotak suara tersegel",
])  # fmt: skip
def test_hours_denials_behind_and_what_is_over_are_no_trouble(text: str) -> None:
    """`pukul 07.00` hits nobody; `tidak ada` behind denies as well."""
    assert not any(each.kind.code != "prosedur" for each in best_guesses(text))


@pytest.mark.parametrize(
    "text", ["listrik sudah nyala", "sudah teratasi", "banjir sudah surut pak"]
)
def test_a_masalah_that_is_over_opens_no_form(text: str) -> None:
    """`masalah listrik sudah nyala` is news of an old one."""
    assert says_nothing(text)
    assert _read(f"masalah {text}") is None


@pytest.mark.parametrize("text", [
    "hasil tps 1 : 120 - 98", "1. 120\n2. 98", "nomer siji 120 nomer loro 98", "skor 120-98",
    "paslon satu seratus dua puluh", "calon 01 seratus dua puluh", "paslon 1 dipilih 120 orang",
    "01 dapet 120", "pendukung paslon 1 dapat 50 orang", "suara kita 120 suara lawan 98",
    "rekap: 1) 120 2) 98", "selisih 22 suara untuk 01", "hasilnya 120 98 0", "01 120 suara",
    "120 untuk 01", "paslon 2 unggul",
])  # fmt: skip
def test_counts_of_votes_in_disguise(text: str) -> None:
    """In words, as a list, as a score."""
    assert looks_like_votes(text)


@pytest.mark.parametrize("text", [
    "timses paslon 2 bagi uang 100 ribu", "ada tim paslon 1 bagi2 amplop isi 50rb",
    "pak rt nyuruh coblos paslon 1 dikasih 50rb", "pendukung paslon 1 dan 2 ribut",
    "saksi paslon 1, 2 dan 3 lengkap", "saksi paslon 2 marah2 ga terima hasil",
    "massa paslon 02 sekitar 50 orang datang", "baliho caleg roboh jam 10",
    "mobil dinas N 1234 AP kampanye paslon 2", "massa 2 paslon bentrok", "selesai 20 15",
    "tps 1: 187, tps 2: 203",
    "50 orang disuruh coblos paslon 1", "hasil rapat: saksi 3 kpps 7", "1. kotak 2\n2. bilik 4",
])  # fmt: skip
def test_money_crowds_and_witnesses_of_candidates_are_no_votes(text: str) -> None:
    """What is most urgent to hear is not refused for a candidate's number."""
    assert not looks_like_votes(text)


@pytest.mark.parametrize(("text", "kind"), [
    ("hatur nuhun pisan", Courtesy.THANKS), ("tarimo kasih", Courtesy.THANKS),
    ("mksh byk", Courtesy.THANKS), ("okee makasih", Courtesy.THANKS), ("86", Courtesy.ACK),
    ("siaaap 86", Courtesy.ACK), ("sama2", Courtesy.ACK), ("wkwkwkwk", Courtesy.ACK),
    ("sugeng enjang pak", Courtesy.GREETING), ("P", Courtesy.GREETING), ("tes 123", Courtesy.TEST),
    ("samlekom", Courtesy.SALAM), ("maaf salah kirim", Courtesy.SLIP),
    ("kepencet pak", Courtesy.SLIP), ("abaikan pak salah kirim", Courtesy.SLIP),
    ("maaf pak", None), ("kotak salah kirim", None), ("salam 2 jari", None), ("86 mulai", None),
])  # fmt: skip
def test_small_talk_of_the_archipelago(text: str, kind: Courtesy | None) -> None:
    """Short answers to it; whatever says more is looked at."""
    assert courtesy(text) is kind


@pytest.mark.parametrize(("text", "cry"), [
    ("TOLONG!!!", True), ("tulung pak tulung", True), ("sos", True), ("darurat pak", True),
    ("tolong kirim surat suara", False), ("pak", False), ("tolong ada banjir", False), ("", False),
])  # fmt: skip
def test_a_call_for_help_that_says_nothing_else(text: str, cry: bool) -> None:
    """It is answered with whom to telephone."""
    assert is_a_cry(text) is cry


def test_safe_in_a_row_of_words() -> None:
    """What denies trouble behind is safe; what leaves a word over is not."""
    assert all_safe(["masalah", "nihil"])
    assert all_safe(["kendala", "tidak", "ada"])
    assert all_safe(["nihil", "kejadian"])
    assert not all_safe(["masalah", "tidak", "ada", "solusi"])
    assert not all_safe(["masalah"])
