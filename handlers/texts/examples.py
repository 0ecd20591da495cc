"""Places to name in an example: of the deployment's own roster, or clearly nobody's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """Codes and labels of one station and what it lies in (labels are plain text).

    The village is a kelurahan or a desa; its bare name is what people type before a report.
    """

    city: str
    city_label: str
    district: str
    district_label: str
    village: str
    village_label: str
    village_name: str
    station: str
    number: int


GENERIC = Example(
    city="00.00", city_label="Kab./Kota NAMA", district="00.00.00", district_label="Kec. NAMA",
    village="00.00.00.0000", village_label="Kel. NAMA", village_name="NAMA KELURAHAN",
    station="00.00.00.0000-001", number=1,
)  # fmt: skip
"""Before there is a roster; no area has such codes."""
