"""What may be typed and pressed to see one's area."""

from handlers.officers.privacy import privately
from handlers.recap import finding, one_station, overview, silence
from handlers.router import Handle

COMMANDS: dict[str, Handle] = {
    "rekap": overview.command,
    "belum": silence.command,
    "status": one_station.command,
    "cari": finding.command,
}
PRESSES: dict[str, Handle] = privately(
    {"rk": overview.press, "rk.no": silence.press, "rk.tps": one_station.press}
)
