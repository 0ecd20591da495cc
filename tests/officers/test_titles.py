"""What people are called with their place."""

import pytest

from handlers.texts.officers import title


@pytest.mark.parametrize(
    ("role", "agency", "area", "name", "number", "store", "said"),
    [
        ("linmas", None, "35.73.03.1001", "Kotalama", 1, None, "linmas TPS 001 Kotalama"),
        ("ptps", "bawaslu", "35.73.03.1001", "Kotalama", 1, None, "pengawas TPS 001 Kotalama"),
        ("penjaga", None, "35.73.03.1001", "Kotalama", None, "Gudang KPU", "penjaga Gudang KPU"),
        ("penjaga", None, "35.73.03.1001", "Kotalama", None, "Balai RW 2",
         "penjaga gudang Balai RW 2"),
        ("lurah", None, "35.07.03.2001", "Ngijo", None, None, "kepala Desa Ngijo"),
        ("lurah", None, "35.73.03.1001", "Kotalama", None, None,
         "lurah/kepala desa Kel. Kotalama"),
        ("koordinator", "polri", "35.73.03", "Sukun", None, None, "koordinator Polri Kec. Sukun"),
    ],
)  # fmt: skip
def test_no_word_is_said_twice(
    role: str, agency: str | None, area: str, name: str, number: int | None, store: str | None,
    said: str,
) -> None:  # fmt: skip
    """Neither "pengawas TPS TPS 001" nor "penjaga gudang Gudang KPU"."""
    assert title(role, agency, area, name, number, store) == said
