"""What may be said and pressed on the way in."""

from handlers.officers.privacy import privately
from handlers.registration import acting, deciding, door, invited, wanted
from handlers.router import Handle, Take

OPEN_COMMANDS: dict[str, Handle] = {
    "start": door.start, "bantuan": door.help_, "help": door.help_,
    "batal": wanted.cancel, "cancel": wanted.cancel,
}  # fmt: skip
OPEN_PRESSES: dict[str, Handle] = privately({
    "reg.who": door.who, "reg.yes": door.yes, "reg.other": door.other, "reg.not": door.not_me,
    "reg.area": wanted.area, "reg.page": wanted.page, "reg.tps": wanted.station,
    "reg.level": wanted.level, "reg.role": wanted.role, "reg.name": wanted.nickname,
    "reg.back": wanted.back, "reg.quit": wanted.quit_, "reg.drop": wanted.withdraw,
    "reg.join": invited.join, "reg.decline": invited.decline,
})  # fmt: skip
OPEN_TAKERS: tuple[Take, ...] = (door.contact, wanted.take, door.anything)

COMMANDS: dict[str, Handle] = {"start": door.start_known, "atasnama": acting.menu}
PRESSES: dict[str, Handle] = privately({
    "req.ok": deciding.approve, "req.no": deciding.refuse, "as.menu": acting.menu,
    "as": acting.switch, "as.tps": acting.switch_list,
})  # fmt: skip
TAKERS: tuple[Take, ...] = (door.contact, wanted.take)
tick = deciding.tick
