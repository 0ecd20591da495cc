"""The 28 things that go wrong this morning; twelve of them are reported by two people."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

SLEEPERS_DISTRICT = "35.73.01"
"""Its one police coordinator answers nothing, and no kelurahan of it has one who could."""


class Second(StrEnum):
    """From where somebody else reports the same."""

    SAME = auto()  # the chair of the same station
    NEAR = auto()  # the next station, at most 200 m away


class Ending(StrEnum):
    """What those responsible do."""

    HANDLED = auto()  # Saya tangani, later Selesai and what was done
    HELD = auto()  # Saya tangani, and no more
    WATCHED = auto()  # Dipantau
    DISMISSED = auto()  # Bukan masalah
    NOTHING = auto()  # nobody in charge answers


@dataclass(frozen=True)
class Scene:
    """One thing that goes wrong; hours as 6.03, everything else in minutes after it.

    `answered` until somebody in charge answers, `over` until it is done after that; `second` is
    reported `later` minutes on and joined `joined` minutes after that, or never.
    """

    clock: float
    village: str
    kind: str
    severity: str
    words: str
    ending: Ending = Ending.HANDLED
    answered: float = 5
    over: float = 20
    second: Second | None = None
    later: float = 2
    joined: float | None = 1
    lurah_watches: float | None = None
    late_start: bool = field(default=False, kw_only=True)


_SAME, _NEAR = Second.SAME, Second.NEAR
_E = Ending

SCENES = (
    # The police coordinator of Blimbing sleeps: these climb.
    Scene(6.03, "35.73.01.1009", "keamanan", "KUNING", "orang", _E.NOTHING, lurah_watches=7),
    Scene(6.06, "35.73.01.1011", "keamanan", "ORANYE", "ancaman", answered=38, over=28,
          second=_SAME, later=5),
    Scene(6.40, "35.73.01.1010", "keamanan", "MERAH", "ribut", answered=8, over=32),
    Scene(6.50, "35.73.01.1004", "sara", "KUNING", "hoaks", _E.NOTHING),
    # Everybody else answers in time.
    Scene(6.05, "35.73.04.1011", "listrik", "ORANYE", "padam", answered=9, second=_NEAR),
    Scene(6.08, "35.73.03.1001", "bencana", "MERAH", "banjir", answered=3.5, over=50,
          second=_NEAR, later=1.25),
    Scene(6.10, "35.73.03.1005", "logistik", "ORANYE", "kotak", answered=8, second=_SAME),
    Scene(6.12, "35.73.03.1010", "politikuang", "ORANYE", "amplop", answered=6, over=40),
    Scene(6.15, "35.73.02.1008", "kesehatan", "ORANYE", "luka", answered=6),
    Scene(6.17, "35.73.05.1003", "logistik", "ORANYE", "segel", _E.WATCHED, answered=11),
    Scene(6.22, "35.73.04.1001", "bencana", "MERAH", "genangan", _E.HELD, answered=3,
          second=_SAME, later=1),
    Scene(6.26, "35.73.05.1010", "listrik", "KUNING", "sinyal", _E.WATCHED, answered=30,
          second=_SAME, later=20, joined=4),
    Scene(6.35, "35.73.04.1006", "kesehatan", "MERAH", "pingsan", answered=3.5, over=15,
          second=_SAME, later=1),
    Scene(6.48, "35.73.05.1008", "kesehatan", "KUNING", "lelah", _E.WATCHED, answered=12),
    Scene(7.05, "35.73.05.1001", "bencana", "MERAH", "api", answered=2, over=25),
    Scene(7.08, "35.73.03.1007", "keamanan", "ORANYE", "curi", answered=5, second=_NEAR,
          later=3, joined=None),
    Scene(7.09, "35.73.02.1004", "logistik", "ORANYE", "tinta", answered=10, second=_NEAR),
    Scene(7.12, "35.73.04.1004", "logistik", "ORANYE", "surat", answered=9),
    Scene(7.14, "35.73.03.1003", "logistik", "INFO", "pulpen", _E.NOTHING),
    Scene(7.16, "35.73.02.1010", "hakpilih", "ORANYE", "ditolak", answered=7, second=_SAME),
    Scene(7.20, "35.73.04.1008", "logistik", "INFO", "pulpen", _E.NOTHING),
    Scene(7.21, "35.73.04.1009", "prosedur", "ORANYE", "mulai 07.20", _E.WATCHED,
          late_start=True),
    Scene(7.24, "35.73.03.1011", "prosedur", "ORANYE", "mulai 07.22", answered=9,
          late_start=True),
    Scene(7.25, "35.73.03.1009", "hakpilih", "KUNING", "ktp", _E.WATCHED, answered=10),
    Scene(7.28, "35.73.04.1002", "prosedur", "KUNING", "antrean", _E.DISMISSED, answered=6),
    Scene(7.31, "35.73.05.1012", "prosedur", "ORANYE", "ganda", _E.WATCHED, answered=4,
          second=_SAME, later=3, joined=None),
    Scene(7.33, "35.73.05.1007", "listrik", "ORANYE", "padam", answered=6, second=_SAME),
    Scene(7.35, "35.73.02.1006", "keamanan", "MERAH", "kelahi", answered=2, over=15),
)  # fmt: skip
"""`words` name a sentence in texts/morning.py, or are what is typed for a late start."""
