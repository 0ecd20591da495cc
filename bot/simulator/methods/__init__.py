"""The methods of the Bot API that the simulator plays, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.simulator.calls import Call
from bot.simulator.methods import answering, chats, editing, media, profile, sending

METHODS: Mapping[str, Callable[[Call], Any]] = {
    **sending.METHODS,
    **media.METHODS,
    **editing.METHODS,
    **answering.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}
# Methods that count against the sending limits.
PACED = frozenset({*sending.PACED, *media.METHODS, *editing.PACED} - {"getFile"})
