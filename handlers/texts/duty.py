"""Words of the roster of who is on duty."""

from collections.abc import Sequence
from datetime import datetime
from html import escape as esc

from handlers.texts.common import agency_name, area_name
from handlers.texts.dates import clock
from handlers.texts.incidents import named
from storage.areas import Area
from storage.duties import Duty

HOURS = (8, 12, 24)
END = "⏹ Selesai piket"


def begin(hours: int) -> str:
    """🔔 Piket 8 jam"""
    return f"🔔 Piket {hours} jam"


PAGE = (
    "🔔 <b>Piket.</b> HP yang piket berbunyi lebih dulu. Rekan seinstansi di wilayah yang sama "
    "menerima tanpa bunyi, sampai laporan naik tingkat."
)
NOBODY = "Belum ada yang piket: HP semua penanggung jawab berbunyi."


def page(lines: Sequence[str]) -> str:
    """Who is on duty; `lines` are escaped."""
    return "\n".join([PAGE, *(lines or [NOBODY])])


def line(duty: Duty, area: Area | None, until: datetime) -> str:
    """• Polri, Kec. Sukun: Bapak/Ibu Arif sampai 15.02"""
    where = area_name(area) if area else esc(duty.area)
    agency = esc(agency_name(duty.agency or ""))
    return f"• {agency}, {where}: {named(duty.name)} sampai {clock(until)}"
