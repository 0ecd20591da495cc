"""Names and phone numbers of people who do not exist."""

from collections.abc import Iterator

from bot.city.chance import Chance

_MEN = (
    "Slamet Sutrisno Bambang Agus Budi Eko Dwi Joko Sugeng Suparman Wahyu Hadi Heru Imam Ahmad"
    " Mohammad Abdul Arif Andi Dedi Edi Fajar Gatot Hendro Ismail Kuswanto Lukman Mulyono Nur"
    " Purwanto Rudi Samsul Taufik Untung Wawan Yanto Zainal Teguh Supri Tri Anang Bagus Cahyo"
    " Didik Endro Galih Rizky Yusuf Rohman Sholeh"
).split()
_WOMEN = (
    "Siti Sri Rina Endang Dewi Wati Lestari Ani Tutik Sulastri Ratna Yuni Nurul Indah Fitri Lilik"
    " Umi Kartini Eni Ida Maria Novi Retno Wiwik Yulia Diah Ayu Rahayu Puji Sumiati Titik Nanik"
    " Khusnul Laila Mega Nita Oktavia Putri Rini Susi Tini Vina Wulan Yanti Zubaidah Aminah Kusuma"
    " Hidayah Maya Erna"
).split()
_FAMILY = (
    "Santoso Wibowo Prasetyo Setiawan Nugroho Hidayat Susanto Kurniawan Utomo Saputra Wijaya"
    " Handoko Purnomo Raharjo Subagyo Widodo Hartono Sulistyo Firmansyah Maulana Ramadhan Suryadi"
    " Cahyono Darmawan Gunawan Iskandar Kusnadi Laksono Mardianto Nurcahyo Pamungkas Riyadi"
    " Siswanto Triyono Wicaksono Yulianto Effendi Fauzi Hakim Irawan Basuki Junaedi Rosyid Anwar"
    " Mahmudi Supriyadi Sunarto Haryanto Suwarno Wahyudi"
).split()


def name(chance: Chance) -> str:
    """A name as common as any in East Java; about half are women's."""
    given = _MEN if chance.between(0, 1) < 0.55 else _WOMEN
    return f"{chance.pick(given)} {chance.pick(_FAMILY)}"


def phones() -> Iterator[str]:
    """Numbers of a free-call range that no person has, one after the other, in E.164."""
    number = 1_000_000
    while True:
        number += 1
        yield f"+62800{number}"
